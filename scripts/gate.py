"""Runs the promises in their long form, in turns, and adds up what they find in a ledger.

A turn is one command with a number of runs and a seed of its own. The one that is furthest behind
comes next. Stops at the first turn that fails, that skips a test, or that leaves no line.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
LEDGER = ROOT / "docs" / "gate.jsonl"
FAULTS = "Tests/Acceptance/Faults"


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of a promise: a test that is run until its lines add up to `target` runs."""

    promise: str
    name: str
    target: int
    turn: int
    command: tuple[str, ...]


def pytest(test: str) -> tuple[str, ...]:
    """The command that runs one acceptance test against the release build."""
    python = str(ROOT / ".venv" / "bin" / "python")
    return (python, "-m", "pytest", "-p", "no:cacheprovider", "-s", f"{FAULTS}/{test}")


PARTS: list[Part] = []


def read(ledger: pathlib.Path) -> list[dict]:
    """The lines of a ledger, oldest first; none where there is no such file."""
    if not ledger.exists():
        return []
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]


def done(lines: list[dict], part: Part) -> int:
    """How many runs of a part the ledger holds, of commits alone: no changed tree counts."""
    return sum(
        line["runs"] for line in lines
        if (line["promise"], line["part"]) == (part.promise, part.name)
        and not line["commit"].endswith("+")
    )  # fmt: skip


def take_turn(part: Part, seed: int) -> str | None:
    """Runs one turn and adds its lines to the ledger; what is wrong with it, if anything."""
    with tempfile.TemporaryDirectory() as folder:
        found = pathlib.Path(folder) / "ledger"
        environment = os.environ | {
            "LINESIDE_LEDGER": str(found),
            "LINESIDE_RUNS": str(part.turn),
            "LINESIDE_SEED": str(seed),
        }
        result = subprocess.run(
            part.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        lines = [line for line in read(found) if line["part"] == part.name]
    with LEDGER.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    if result.returncode != 0:
        return f"exit code {result.returncode}\n{result.stdout[-4000:]}{result.stderr[-2000:]}"
    if " skipped" in result.stdout:
        return "a test was skipped: the gate refuses that"
    if not lines or sum(line["runs"] for line in lines) == 0:
        return "it left no line, or a line of no runs"
    return None


def report(lines: list[dict]) -> str:
    """The ledger added up, as a Markdown table."""
    rows = [
        "| promise | part | runs | faults | messages | lost | doubled | longest recovery, s "
        "| hours | seeds | commits |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|---|---|",
    ]
    order = lambda key: (int(key[0][1:]), key[1])  # noqa: E731
    for promise, part in sorted({(line["promise"], line["part"]) for line in lines}, key=order):
        of = [line for line in lines if (line["promise"], line["part"]) == (promise, part)]
        sums = [sum(line[it] for line in of) for it in ("runs", "faults", "messages")]
        bad = [sum(line[it] for line in of) for it in ("lost", "doubled")]
        seeds = sorted({line["seed"] for line in of})
        shown = f"{seeds[0]}" if len(seeds) == 1 else f"{seeds[0]} to {seeds[-1]} ({len(seeds)})"
        commits = ", ".join(dict.fromkeys(line["commit"] for line in of))
        numbers = " | ".join(f"{number:,}" for number in sums + bad)
        recovery = max(line["recovery_s"] for line in of)
        hours = sum(line["seconds"] for line in of) / 3600
        rows.append(
            f"| {promise} | {part} | {numbers} | {recovery:.2f} | {hours:.2f} | {shown} | {commits} |"
        )
    return "\n".join(rows) + "\n"


def behind(lines: list[dict], only: set[str]) -> list[Part]:
    """The parts that are not at their target, furthest behind first."""
    parts = [it for it in PARTS if not only or it.promise in only]
    parts = [it for it in parts if done(lines, it) < it.target]
    return sorted(parts, key=lambda it: done(lines, it) / it.target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, help="begin no turn after so long")
    parser.add_argument("--only", default="", help="promises, joined by commas: P1,P8")
    parser.add_argument("--report", nargs="?", const=LEDGER, type=pathlib.Path, metavar="LEDGER",
                        help="print what a ledger adds up to, and run nothing")  # fmt: skip
    options = parser.parse_args()
    if options.report:
        print(report(read(options.report)), end="")
        return 0
    only = set(filter(None, options.only.split(",")))
    end = time.monotonic() + options.minutes * 60 if options.minutes else float("inf")
    while (parts := behind(read(LEDGER), only)) and time.monotonic() < end:
        part = parts[0]
        count = done(read(LEDGER), part)
        print(f"gate: {part.promise} {part.name}: {count:,} of {part.target:,}", flush=True)
        if wrong := take_turn(part, seed=count + 1):
            print(f"gate: {part.promise} {part.name}: FAILED: {wrong}", file=sys.stderr)
            return 1
    print(report(read(LEDGER)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
