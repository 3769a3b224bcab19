"""Compares a result with what is expected of it; Tests/Scenarios/README.md tells the format."""

import json
import subprocess
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

RATIO_TOLERANCE = Decimal("1e-9")
MAIN_RATIOS = ("availability", "effectiveness", "quality", "oee")


def exact(text: str) -> dict:
    """JSON whose numbers are exact: integers, and decimals as they are written."""
    return json.loads(text, parse_float=Decimal)


def told(result: subprocess.CompletedProcess[str]) -> dict:
    """What a command that succeeded printed as JSON; its balances hold, where it tells them."""
    assert result.returncode == 0, result.stderr
    answer = exact(result.stdout)
    assert answer.get("balanced", True)
    return answer


def of_the_span(answer: dict) -> dict:
    """An answer without what counts the whole stream, which goes on."""
    assert answer.pop("balanced")
    del answer["messages"], answer["samples"]
    return answer


def percent(ratio: Decimal | int) -> str:
    """A ratio as the pages write it; halves are rounded away from zero."""
    return f"{Decimal(ratio * 100).quantize(Decimal('0.1'), ROUND_HALF_UP)} %"


def identity(figure: dict) -> tuple:
    """What a figure is of."""
    return figure["unit"], figure.get("product", "all"), figure["from"], figure["to"]


def differences(expected: list[dict], actual: list[dict]) -> list[str]:
    """What differs between two lists of figures; order does not matter, number does."""
    found = []
    by_identity = {identity(figure): figure for figure in actual}
    for figure in expected:
        if identity(figure) in by_identity:
            found += figure_differences(figure, by_identity[identity(figure)])
        else:
            found.append(f"no figure {identity(figure)}; there are {list(by_identity)}")
    if len(expected) != len(actual):
        found.append(f"{len(actual)} figures, expected {len(expected)}")
    return found


def figure_differences(expected: dict, actual: dict) -> list[str]:
    """What differs between two figures, as far as the first says."""
    special = {"ledger": ledger_differences, "null_reasons": null_differences}
    plain = {key: value for key, value in expected.items() if key not in special}
    found = list(value_differences(plain, actual, ""))
    for key, compare in special.items():
        if key in expected:
            found += compare(expected[key], actual)
    return found


def ledger_differences(_: bool, actual: dict) -> list[str]:
    """The losses and the fully productive time must add up to the planned busy time."""
    total = sum((Decimal(loss["s"]) for loss in actual["losses_s"]), Decimal())
    total += actual["ideal_s"]["good"]
    busy = actual["times_s"]["pbt"]
    return [] if total == busy else [f"the losses add up to {total} of {busy} s"]


def null_differences(expected: list[str], actual: dict) -> list[str]:
    """Exactly the named ones of the four main ratios have a reason, and are null."""
    reasons = [name for name in MAIN_RATIOS if name in actual["null_reasons"]]
    nulls = [name for name in MAIN_RATIOS if actual["kpi"][name] is None]
    if sorted(expected) == sorted(reasons) == sorted(nulls):
        return []
    return [f"null {nulls} with reasons {actual['null_reasons']}, expected {expected}"]


def value_differences(expected: object, actual: object, path: str) -> Iterator[str]:
    """What differs between two values, as far as the first says."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, value in expected.items():
            yield from value_differences(value, actual.get(key, "nothing"), f"{path}.{key}")
    elif not is_same(expected, actual, is_ratio=is_rounded(path)):
        yield f"{path}: {actual}, expected {expected}"


def is_rounded(path: str) -> bool:
    """Whether a value is a quotient, which binary numbers only come near."""
    return path.startswith(".kpi.") or path.endswith((".mean", ".variance"))


def is_same(expected: object, actual: object, *, is_ratio: bool) -> bool:
    """Ratios agree within a tolerance, all else exactly."""
    if is_ratio and isinstance(expected, int | Decimal) and isinstance(actual, int | Decimal):
        limit = RATIO_TOLERANCE * max(1, abs(Decimal(expected)))
        return abs(Decimal(expected) - Decimal(actual)) <= limit
    return expected == actual


def holds(part: dict, whole: dict) -> bool:
    """Whether every field of the one is in the other."""
    return not list(value_differences(part, whole, ""))
