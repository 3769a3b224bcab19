"""Traps of counters, pieces and ratios."""

import time
from decimal import Decimal

import pytest

from expectations import exact
from processes import wait_until

from .plant import say
from .times import span


def made(answer: dict, unit: str = "l1/u1") -> object:
    """The pieces of a unit."""
    return next(it for it in answer["results"] if it["unit"] == unit)["pieces"]["made"]


def kinds(answer: dict, signal: str = "l1/u1/made") -> list[str]:
    """What was found of a counter, besides where it began and what it bridged."""
    found = [it for it in answer["findings"] if it["signal"] == signal]
    return [it["kind"] for it in found if it["kind"] not in ("counter_baseline", "counter_gap")]


def test_trap_10_counter_reset_to_zero_loses_and_invents_nothing(replay) -> None:
    answer = replay("reset-to-zero", *span("09:00", "09:10"))
    assert made(answer) == 60 + 0 + 60
    assert kinds(answer) == ["counter_reset"]
    assert answer["results"][0]["pieces"]["good"] == 120 - 3


def test_trap_10_counter_reset_to_a_number_has_made_that_number(replay) -> None:
    answer = replay("reset-to-nonzero")
    assert made(answer) == 60 + 7 + 60
    assert kinds(answer) == ["counter_reset"]


def test_trap_11_jitter_down_by_one_is_no_reset(replay) -> None:
    answer = replay("jitter", *span("09:00", "09:10"))
    # 100, 160, 159, 161: taken for a reset, it would have made 159.
    assert made(answer) == 61
    assert kinds(answer) == ["counter_jitter"]


def test_trap_12_jump_times_three_hundred_and_back_is_ignored(replay) -> None:
    answer = replay("spike", *span("09:00", "09:10"))
    # 0, 60, 18000, 180.
    assert made(answer) == 180
    assert kinds(answer) == ["counter_spike"]


@pytest.mark.parametrize(
    ("unit", "rise"),
    # 2147483640 -> 5 -> 20 with 2³¹ values; 9998 -> 3 -> 10 with 10000.
    [("l1/u1", 8 + 5 + 15), ("l1/u2", 2 + 3 + 7)],
)
def test_trap_13_rollover_counts_over_the_end(replay, unit, rise) -> None:
    answer = replay("rollover", *span("08:00", "16:00"))
    assert made(answer, unit) == rise
    assert "counter_rollover" in kinds(answer, unit + "/made")
    assert "counter_reset" not in kinds(answer, unit + "/made")


def test_trap_14_counter_restarted_while_we_were_down_for_two_days(replay) -> None:
    days = ["--from", "2026-03-02T12:00", "--to", "2026-03-04T13:00:01"]
    answer = replay("restart-after-two-days", *days)
    figure = answer["results"][0]
    pieces = figure["pieces"]
    # 1000 at 12:00 sharp; then 5000 -> 40: the new count; then 60.
    assert pieces["made"] + pieces["outside_pbt"]["made"] == 1000 + 40 + 60
    assert figure["times_s"]["unknown"] == 16 * 3600, "the days are unknown, not idle"
    assert kinds(answer) == ["counter_reset"]


def test_trap_15_redelivered_pulse_counts_once_and_identical_ones_each(replay) -> None:
    answer = replay("redelivered-pulse")
    assert made(answer) == 5
    assert answer["messages"]["redelivered"] == 2
    identical = replay("identical-pulses", *span("08:00", "16:00"))
    assert made(identical) == 5
    assert identical["messages"]["redelivered"] == 1


def test_trap_16_retained_count_at_subscription_is_no_piece(replay) -> None:
    figure = replay("retained-at-subscription", *span("08:00", "09:00"))["results"][0]
    assert figure["pieces"]["made"] == 2, "the retained pulse is none"
    assert figure["pieces"]["scrap"] == 1, "the retained reading is where counting begins"
    assert figure["stops"] == 1, "the retained state begins none"


def test_trap_16_retained_count_is_no_piece_of_a_real_broker(start, broker) -> None:
    an_hour_ago = time.time_ns() // 1_000_000 - 3_600_000
    before = {"ts": an_hour_ago, "state": "producing", "total": 5000}
    say(broker, "l1/u1/status", before, retain=True)
    daemon = start()
    say(broker, "l1/u1/status", {"state": "producing", "total": 5003})
    wait_until(lambda: daemon.messages().get("decoded", 0) == 2)

    def total() -> object:
        status, text = daemon.get("/api/v1/kpi?unit=l1/u1")
        return exact(text)["results"][0]["pieces"]["made"] if status == 200 else None

    wait_until(lambda: total() == 3)


def test_trap_24_product_without_a_rate_has_no_oee(replay) -> None:
    figure = replay("no-rate", *span("08:00", "12:00"))["results"][0]
    assert figure["pieces"]["made"] == 5000
    for name in ("effectiveness", "oee"):
        assert figure["kpi"][name] is None, "never that of an invented rate"
        assert figure["null_reasons"][name].startswith("no rate")
    assert figure["kpi"]["availability"] == Decimal("0.75")


def test_trap_25_cavities_are_applied_once(replay) -> None:
    figure = replay("cavities", *span("09:00", "09:10"))["results"][0]
    # 60 shots of four; scrap is counted by the piece.
    assert figure["pieces"]["made"] == 240
    assert figure["pieces"]["scrap"] == 5
    assert figure["ideal_s"]["made"] == 240, "nor in the ideal time"


def test_trap_27_nothing_is_rounded_before_display(replay) -> None:
    answer = replay("product-roll-up", "--group", "product", *span("08:00", "16:00"))
    whole = answer["total"]
    oee = Decimal(14_600 + 4_700) / 28_800
    assert abs(whole["kpi"]["oee"] - oee) < Decimal("1e-15")
    parts = [it["kpi"]["oee"] for it in answer["results"]]
    assert abs(sum(parts) / len(parts) - oee) > Decimal("1e-5"), "no mean of ratios"
    assert sum(it["ideal_s"]["good"] for it in answer["results"]) == whole["ideal_s"]["good"]
    # A stop of 299.999 s is minor: rounded to whole seconds it would not be.
    figure = replay("minor-stops-iso22400", "--by", "shift")["results"][0]
    assert figure["times_s"]["adet"] == Decimal("2039.999")
    assert figure["minor_stops"] == 2
