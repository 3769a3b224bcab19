"""Published worked examples: their inputs, through the whole path, give their results."""

from decimal import Decimal

import pytest

import machine
from expectations import exact, told
from promise import ROOT
from machine import Machine

CASES = exact((ROOT / "Tests" / "Golden" / "oee_cases.json").read_text(encoding="utf-8"))["cases"]
MINUTE = 60

# Their names for our figures.
RATIOS = {
    "availability": "availability",
    "performance": "effectiveness",
    "effectiveness": "effectiveness",
    "quality": "quality",
    "oee": "oee",
}
# Theirs, in minutes or seconds, for our times and ideal times in seconds.
TIMES = {
    "planned_min": ("pbt", MINUTE),
    "PBT_s": ("pbt", 1),
    "run_min": ("apt", MINUTE),
    "run_total_min": ("apt", MINUTE),
    "run_s": ("apt", 1),
    "APT_s": ("apt", 1),
    "ADET_s": ("adet", 1),
}
NOT_PLAYED = {
    "factors": "gives ratios, not the times and counts behind them",
    "teep": "utilisation and TEEP are no figures of `replay` yet",
    "reliability": "MTBF and MTTR are no figures of `replay` yet",
    "yield": "a yield over several steps is no figure of ours",
    "fabrico-simple-mean": "a mean of ratios, which we never take",
}


def counts(inputs: dict) -> Machine:
    """A shift told by its lengths and counts."""
    planned_break = inputs.get("breaks_min", inputs.get("planned_stop_min", 0)) * MINUTE
    planned = inputs.get("planned_min", inputs.get("shift_min"))
    planned = planned * MINUTE - (planned_break if "shift_min" in inputs else 0)
    down = inputs.get("downtime_min", inputs.get("stop_min"))
    down = planned - inputs["run_min"] * MINUTE if down is None else down * MINUTE
    scrap = inputs.get("reject")
    if "good" in inputs:
        scrap = inputs["total"] - inputs["good"]
    states = [("producing", (planned - down) // 2), ("stopped", down)]
    states.append(("producing", planned - down - states[0][1]))
    return Machine(states, item_time(inputs), inputs["total"], scrap, planned_break)


def item_time(inputs: dict) -> Decimal:
    """Seconds an item."""
    if "ideal_rate_per_min" in inputs:
        return Decimal(MINUTE) / inputs["ideal_rate_per_min"]
    return MINUTE * Decimal(inputs.get("ideal_cycle_min", inputs.get("cycle_min", 1)))


def times(inputs: dict) -> Machine:
    """Hours without counts; the source subtracts scheduled downtime, so it is none of the plan."""
    down = round((inputs["scheduled_down_h"] + inputs["unscheduled_down_h"]) * 3600)
    busy = (inputs["total_h"] - inputs["idle_h"]) * 3600
    return Machine([("producing", busy - down), ("stopped", down)], Decimal(1), 0, 0)


def losses(inputs: dict) -> Machine:
    """Breakdown and setup apart."""
    shift = counts(inputs)
    setup = inputs["setup_min"] * MINUTE
    running, (_, down), rest = shift.states
    shift.states = [running, ("faulted", down - setup), ("setup", setup), rest]
    return shift


def events(inputs: dict) -> Machine:
    """States and cumulative counters at instants; beyond the window nothing runs."""
    rows = [(second(time), state, total, bad) for time, state, total, bad in inputs["events"]]
    states = spans([row[:2] for row in rows], end=second(inputs["window"][1]))
    words = {inputs["running_state"]: "producing"}
    states = [(words.get(state, "stopped"), length) for state, length in states]
    states.append(("stopped", inputs["planned_s"] - sum(length for _, length in states)))
    made, scrap = rows[-1][2] - rows[0][2], rows[-1][3] - rows[0][3]
    return Machine(states, Decimal(inputs["ideal_cycle_s"]), made, scrap)


def events_iso22400(inputs: dict) -> Machine:
    """Time elements at instants."""
    rows = [(second(time), element) for time, element in inputs["states"]]
    words = {"APT": "producing", "ADET": "stopped"}
    states = [
        (words[it], length) for it, length in spans(rows, second(inputs["window"][1])) if length
    ]
    made = inputs["good"] + inputs["scrap"]
    return Machine(states, Decimal(inputs["planned_cycle_s"]), made, inputs["scrap"])


def spans(rows: list[tuple[int, str]], end: int) -> list[tuple[str, int]]:
    """Each state with its length."""
    ends = [begin for begin, _ in rows[1:]] + [end]
    return [(state, after - begin) for (begin, state), after in zip(rows, ends, strict=True)]


def second(time: str) -> int:
    """Second of the day."""
    hours, minutes, seconds = time[11:19].split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds)


def iso22400(inputs: dict) -> Machine:
    """Time elements in minutes; idle with no order running is down time."""
    elements = {"APT": "producing", "AUST": "setup", "ADET": "stopped", "ADOT": "idle"}
    states = [(state, inputs[element] * MINUTE) for element, state in elements.items()]
    return Machine(
        states, Decimal(inputs["PRI"] * MINUTE), inputs["PQ"], inputs["PQ"] - inputs["GQ"]
    )


def aggregate(inputs: dict) -> list[Machine]:
    """Several machines."""
    return [counts(it) for it in inputs["machines"]]


PLAYERS = {
    "counts": counts, "times": times, "losses": losses, "events": events,
    "events_iso22400": events_iso22400, "iso22400": iso22400, "aggregate": aggregate,
}  # fmt: skip


def is_played(case: dict) -> bool:
    """Whether there is a shift that the case describes."""
    return not {case["kind"], case["id"]} & NOT_PLAYED.keys()


def test_every_case_is_played_or_has_a_reason() -> None:
    for case in CASES:
        assert is_played(case) == (case["kind"] in PLAYERS and case["id"] not in NOT_PLAYED), case[
            "id"
        ]
    assert sum(map(is_played, CASES)) == 13
    assert NOT_PLAYED.keys() <= {key for case in CASES for key in (case["kind"], case["id"])}


@pytest.mark.parametrize("counter", ["cumulative", "delta"])
@pytest.mark.parametrize("case", [*filter(is_played, CASES)], ids=lambda case: case["id"])
def test_gives_the_published_result(lineside, tmp_path, case: dict, counter: str) -> None:
    played = PLAYERS[case["kind"]](case["inputs"])
    figure = replay(lineside, tmp_path, played if isinstance(played, list) else [played], counter)
    compared = 0
    for name, expected in case["expected"].items():
        if (actual := find(name, figure)) is not None:
            # A published time is as exact as it is written, a ratio as its rounding allows.
            assert abs(actual - expected) <= case["tol_abs"], name
            compared += 1
    assert compared > 0
    if "naive_mean" in case["expected"]:
        assert figure["kpi"]["oee"] != case["expected"]["naive_mean"]


def find(name: str, figure: dict) -> Decimal | None:
    """Our figure for a published one; none where it is not of `replay`."""
    if name in RATIOS:
        return Decimal(figure["kpi"][RATIOS[name]])
    if name in TIMES:
        element, unit = TIMES[name]
        return Decimal(figure["times_s"][element]) / unit
    if name in ("good", "total"):
        return Decimal(figure["pieces"]["made" if name == "total" else name])
    if name == "fully_productive_min":
        return Decimal(figure["ideal_s"]["good"]) / MINUTE
    if name in LOSSES:
        return sum_of(LOSSES[name], figure)
    return None


LOSSES = {
    "breakdowns": "delay",
    "setup_and_adjustments": "setup",
    "minor_stops_and_reduced_speed": "speed",
}


def sum_of(loss_class: str, figure: dict) -> Decimal:
    """Minutes of one class of loss."""
    seconds = [Decimal(it["s"]) for it in figure["losses_s"] if it["class"] == loss_class]
    return sum(seconds, Decimal()) / MINUTE


def test_quality_loss_holds_defects_and_reduced_yield(lineside, tmp_path) -> None:
    case = next(case for case in CASES if case["kind"] == "losses")
    figure = replay(lineside, tmp_path, [losses(case["inputs"])], "cumulative")
    expected = case["expected"]
    assert sum_of("quality", figure) == expected["process_defects"] + expected["reduced_yield"]


def replay(lineside, folder, machines: list[Machine], counter: str) -> dict:
    """The figure of the machines' shifts; of several, their sums."""
    machine.write(folder, machines, counter)
    span = ["--from", "2026-03-02T00:00:00Z", "--to", "2026-03-03T00:00:00Z", "--by", "shift"]
    files = [folder / "plant.yaml", folder / "messages.jsonl"]
    answer = told(lineside("replay", "--plant", *files, "--json", *span))
    return answer["total"] if len(machines) > 1 else answer["results"][0]
