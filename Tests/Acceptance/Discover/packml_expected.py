"""Derives packml_expected.json from the PackML recording; README.md tells how and why.

    python packml_expected.py RECORDING > packml_expected.json

Shares nothing with Lineside: standard library, exact numbers, one pass over the recording.
"""

import json
import sys
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import pairwise
from math import floor

FROM, TO = 1795328931, 1795329016
ELEMENT = {
    "Execute": "apt", "Resetting": "aust", "Starting": "aust",
    "Idle": "adet", "Stopped": "adet", "Clearing": "adet",
}  # fmt: skip
FAULTED = {"Clearing"}
MILLIONTH = Decimal("0.000001")


def main(path: str) -> None:
    """Prints the expected figure."""
    states, counts, first, last = read(path)
    times = dict.fromkeys(("apt", "aust", "adet"), Decimal(0))
    stops = failures = 0
    ends = [time for time, _ in states[1:]] + [Decimal(TO)]
    before = ""
    for (begin, word), end in zip(states, ends, strict=True):
        times[ELEMENT[word]] += max(Decimal(0), min(end, TO) - max(begin, FROM))
        is_new_stop = ELEMENT[word] == "adet" and ELEMENT.get(before) != "adet"
        stops += is_new_stop and FROM <= begin < TO
        failures += word in FAULTED and before not in FAULTED and FROM <= begin < TO
        before = word
    good, scrap = (rise(counts[name]) for name in ("ProdProcessedCount", "ProdDefectiveCount"))
    item = demonstrated_best(counts, last - first)
    span, made = Decimal(TO - FROM), good + scrap
    assert sum(times.values()) == span
    figure = {
        "times_s": {"span": span, "pbt": span, **times, "adot": 0, "unknown": 0},
        "pieces": {"made": made, "good": good, "scrap": scrap, "rework": 0},
        "ideal_s": {"made": seconds(item * Fraction(made)), "good": seconds(item * Fraction(good))},
        "kpi": {
            "availability": ratio(times["apt"], span),
            "effectiveness": ratio(item * Fraction(made), times["apt"]),
            "quality": ratio(good, made), "oee": ratio(item * Fraction(good), span),
            "coverage": 1,
        },
        "stops": stops, "minor_stops": stops, "failures": failures,
    }  # fmt: skip
    print(json.dumps(
        {"from": FROM, "to": TO, "item_time_s": seconds(item), "figure": figure},
        default=plain, indent=2,
    ))  # fmt: skip


def read(path: str) -> tuple[list, dict, Decimal, Decimal]:
    """The changes of state, the readings of each AccCount, the first and the last receipt."""
    states, counts, times = [], {}, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            time, _, topic, payload = line.rstrip("\n").split(" ", 3)
            times.append(Decimal(time))
            name = topic.split("/", 3)[3]
            if name == "Status/StateCurrentStr":
                states.append((times[-1], payload))
            elif name.endswith("/AccCount"):
                reading = Decimal(payload).quantize(MILLIONTH, ROUND_FLOOR)
                counts.setdefault(name.split("/")[1], []).append((times[-1], reading))
    return states, counts, times[0], times[-1]


def demonstrated_best(counts: dict, heard: Decimal) -> Fraction:
    """Seconds a piece in the best window of a tenth, or less, of the time heard."""
    window = 1
    while 2 * window <= heard / 10:
        window *= 2
    pieces = {}
    for name in ("ProdProcessedCount", "ProdDefectiveCount"):
        for (_, before), (time, after) in pairwise(counts[name]):
            place = int(time) // window
            pieces[place] = pieces.get(place, Decimal(0)) + after - before
    return Fraction(floor(window * 10**6 / Fraction(max(pieces.values()))), 10**6)


def rise(readings: list) -> Decimal:
    """From the last reading before FROM to the last before TO."""
    values = [[value for time, value in readings if time < edge][-1] for edge in (FROM, TO)]
    return values[1] - values[0]


def seconds(time: Fraction) -> Decimal:
    """A fraction, rounded to the nanosecond, as a decimal."""
    return Decimal(floor(time * 10**9 + Fraction(1, 2))) / 10**9


def ratio(part: Decimal | Fraction, whole: Decimal) -> float:
    """Two sums divided once."""
    return float(Fraction(part) / Fraction(whole))


def plain(number: Decimal) -> float | int:
    """A decimal as JSON has it; fifteen digits survive."""
    return int(number) if number == number.to_integral_value() else float(number)


if __name__ == "__main__":
    main(sys.argv[1])
