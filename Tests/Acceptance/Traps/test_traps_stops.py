"""Traps of stops and states."""

import re
from decimal import Decimal

from processes import wait_until

from .plant import say
from .times import span

MINUTE = 60


def test_trap_01_overlapping_stops_count_once(replay) -> None:
    figure = replay("overlapping-stops", *span("08:00", "10:00"))["results"][0]
    # Two stops of 90 minutes in two hours: added up they would leave less than nothing.
    assert figure["times_s"]["adet"] == 100 * MINUTE
    assert figure["times_s"]["adet"] + figure["times_s"]["apt"] == figure["times_s"]["pbt"]
    assert 0 < figure["kpi"]["availability"] < Decimal("0.17")
    assert figure["stops"] == 1


def test_trap_02_stop_left_open_swallows_no_later_stop(stops) -> None:
    found = stops("stop-left-open", *span("08:00", "13:00"))
    assert [it["length_s"] for it in found] == [30 * MINUTE, 10 * MINUTE, 3 * MINUTE]
    assert not any(it["open"] for it in found)


def test_trap_03_stop_across_a_restart_is_one_stop(replay, stops) -> None:
    whole = span("09:00", "11:00")
    figure = replay("own-restart", *whole)["results"][0]
    assert (figure["stops"], figure["minor_stops"]) == (1, 0)
    assert (figure["times_s"]["adet"], figure["times_s"]["unknown"]) == (15 * MINUTE, 0)
    assert [it["length_s"] for it in stops("own-restart", *whole)] == [15 * MINUTE]


def test_trap_04_stop_across_a_shift_edge_is_counted_and_asked_for_once(replay, stops) -> None:
    early, late = replay("stop-across-shift-edge", "--by", "shift")["results"]
    whole = replay("stop-across-shift-edge", *span("06:00", "22:00"))["results"][0]
    assert early["stops"] + late["stops"] == whole["stops"] == 2
    for element in ("adet", "apt"):
        parts = early["times_s"][element] + late["times_s"][element]
        assert parts == whole["times_s"][element]
    # One stop, so one reason to ask for: the later shift lists it as begun before.
    before, after = (stops("stop-across-shift-edge", *span(*it)) for it in SHIFTS)
    assert [it["begins_before"] for it in after] == [True]
    assert before[-1]["from"] == after[0]["from"] and before[-1]["to"] == after[0]["to"]


SHIFTS = [("06:00", "14:00"), ("14:00", "22:00")]


def test_trap_28_edge_of_a_span_makes_no_minor_stop_of_a_longer_one(replay) -> None:
    # 13:57-14:04: each part is below five minutes, the whole is not.
    for begin, end in [("13:57", "14:00"), ("14:00", "14:04"), ("13:58", "14:10")]:
        figure = replay("stop-across-shift-edge", *span(begin, end))["results"][0]
        assert figure["minor_stops"] == 0
        assert figure["times_s"]["adet"] >= 2 * MINUTE
    minor = [it["minor_stops"] for it in replay("stop-across-shift-edge", "--by", "shift")["results"]]
    assert minor == [1, 0], "that of 09:00 alone"


def test_trap_30_idle_and_no_data_are_told_apart(replay, start, broker) -> None:
    idle, silent = replay("idle-and-silent", *span("08:00", "12:00"))["results"]
    assert (idle["times_s"]["adet"], idle["times_s"]["unknown"]) == (180 * MINUTE, 0)
    assert (silent["times_s"]["adet"], silent["times_s"]["unknown"]) == (0, 180 * MINUTE)
    assert (idle["kpi"]["coverage"], silent["kpi"]["coverage"]) == (1, Decimal("0.25"))
    assert (idle["kpi"]["availability"], silent["kpi"]["availability"]) == (Decimal("0.25"), 1)

    daemon = start()
    say(broker, "l1/u1/status", {"state": "idle", "total": 1})
    wait_until(lambda: shown(daemon) == [("idle", "Idle"), ("unknown", "Unknown")])


def shown(daemon) -> list[tuple[str, str]]:
    """The states that a page shows of the work units, in their order."""
    page = daemon.get("/line/l1?lang=en")[1]
    pattern = r'class="flow-unit">.*?class="badge state-(\w+)".*?class="word">([^<]*)<'
    return re.findall(pattern, page)
