"""Traps of time and calendars."""

import datetime
import re

import pytest

from processes import wait_until

from .plant import say, write_plant
from .times import span

HOUR = 3600
NIGHT = (
    '{ name: night, days: mon-sun, from: "20:00", to: "06:00" },'
    ' { name: day, days: mon-sun, from: "06:00", to: "20:00" }'
)


def test_trap_05_piece_on_the_edge_belongs_to_the_later_shift_alone(replay) -> None:
    early, late = replay("piece-on-edge", "--by", "shift")["results"]
    # At 13:59:59.999, at 14:00 sharp, and a millisecond after.
    assert early["pieces"]["made"] == 3 and late["pieces"]["made"] == 3
    edge = replay("piece-on-edge", *span("14:00", "14:01"))["results"][0]
    before = replay("piece-on-edge", *span("13:59", "14:00"))["results"][0]
    assert (before["pieces"]["made"], edge["pieces"]["made"]) == (1, 2)


def test_trap_06_shift_from_half_past_six_begins_at_half_past_six(replay) -> None:
    day = ["--from", "2026-03-03", "--to", "2026-03-04", "--by", "shift"]
    figure = replay("far-east-of-utc", *day)["results"][0]
    zone = datetime.timezone(datetime.timedelta(hours=13))
    begin, end = (
        datetime.datetime.fromisoformat(figure[key]).astimezone(zone) for key in ("from", "to")
    )
    assert (f"{begin:%H:%M}", f"{end:%H:%M}") == ("06:30", "14:30")
    assert figure["times_s"]["pbt"] == 8 * HOUR


def test_trap_07_night_shift_belongs_to_the_date_it_begins(replay, start, broker, tmp_path) -> None:
    saturday = replay("night-shift", "--by", "shift")["results"]
    assert [(it["from"], it["to"]) for it in saturday] == [
        ("2026-03-07T12:00:00Z", "2026-03-07T20:00:00Z")
    ]

    # Somewhere it is between three and four at night: "today" there is the night of yesterday.
    now = datetime.datetime.now(datetime.UTC)
    ahead = (3 - now.hour + 12) % 24 - 12
    local = now + datetime.timedelta(hours=ahead)
    plant = write_plant(
        tmp_path / "plant.yaml", broker.port, shifts=NIGHT,
        zone=f"Etc/GMT{-ahead:+d}" if ahead else "UTC",
    )  # fmt: skip
    daemon = start(plant)
    say(broker, "l1/u1/status", {"state": "producing", "total": 1})
    wait_until(lambda: "state-producing" in daemon.get("/line/l1?lang=en")[1])
    running = heading(daemon.get("/line/l1/shift?lang=en")[1])
    yesterday = local.date() - datetime.timedelta(days=1)
    chosen = heading(daemon.get(f"/line/l1/shift?date={yesterday}&shift=night&lang=en")[1])
    assert "night" in running and "20:00–06:00" in running
    assert running == chosen, "it is the one of yesterday's date"
    assert daemon.get(f"/line/l1/shift?date={local.date()}&shift=night&lang=en")[1] != ""
    assert heading(
        daemon.get(f"/line/l1/shift?date={local.date()}&shift=night&lang=en")[1]
    ) != running


def heading(page: str) -> str:
    """Which shift a page is of."""
    return re.search(r'<p class="period">([^<]*)</p>', page)[1]


def test_trap_08_day_without_shifts_is_null_and_not_zero(replay) -> None:
    day = ["--from", "2026-03-08", "--to", "2026-03-09"]
    figure = replay("day-without-shifts", *day)["results"][0]
    assert figure["times_s"]["pbt"] == 0
    for name in ("oee", "availability", "effectiveness", "quality", "coverage"):
        assert figure["kpi"][name] is None
        assert figure["null_reasons"][name] == "no planned time"
    assert figure["pieces"]["outside_pbt"]["made"] == 600, "what ran is not hidden"


@pytest.mark.parametrize(
    ("night", "hours"),
    [(("2026-03-28T22:00", "2026-03-29T06:00"), 7), (("2026-10-24T22:00", "2026-10-25T06:00"), 9)],
)
def test_trap_09_shift_over_a_change_of_the_clocks_lasts_what_elapses(replay, night, hours) -> None:
    figure = replay("daylight-saving-night", "--from", night[0], "--to", night[1])["results"][0]
    assert figure["times_s"]["span"] == hours * HOUR
    assert figure["times_s"]["not_scheduled"] == 0, "the shift is the whole span"
    assert figure["times_s"]["pbt"] == 6 * HOUR


def test_trap_09_day_thirteen_hours_ahead_of_utc_is_the_plants(replay) -> None:
    day = ["--from", "2026-03-03", "--to", "2026-03-04", "--by", "day"]
    figure = replay("far-east-of-utc", *day)["results"][0]
    assert (figure["from"], figure["to"]) == ("2026-03-02T11:00:00Z", "2026-03-03T11:00:00Z")
    assert figure["times_s"]["pbt"] == 8 * HOUR


def test_trap_17_seconds_are_not_taken_for_milliseconds(replay) -> None:
    answer = replay("seconds-for-milliseconds", *span("08:00", "10:00"))
    *alike, wrong = answer["results"]
    assert len(alike) == 4, "s, ms, µs, ns"
    for figure in alike:
        assert (figure["times_s"]["adet"], figure["times_s"]["apt"]) == (1800, 5400)
        assert figure["pieces"]["made"] == 3600
    # Declared as milliseconds, sent as seconds: told, and nothing made of it.
    assert wrong["times_s"]["unknown"] == 7200 and wrong["pieces"]["made"] == 0
    assert answer["messages"]["quarantined"] == 3
    found = [it["signal"] for it in answer["findings"] if it["kind"] == "undecodable"]
    assert found == ["l1/u5/state"]


def test_trap_18_timestamp_in_2036_is_taken_at_its_receipt(replay) -> None:
    answer = replay("clock-ahead", *span("08:00", "10:10"))
    assert answer["results"][0]["times_s"]["adet"] == 34 * 60
    ahead = [it for it in answer["findings"] if it["kind"] == "clock_ahead"]
    assert any(it["at"].startswith("2026-03-02") for it in ahead)
    future = replay("clock-ahead", "--from", "2036-01-01", "--to", "2036-12-31")["results"][0]
    assert future["times_s"]["apt"] == 0 and future["pieces"]["made"] == 0


def test_trap_19_old_value_with_a_fresh_time_counts_nothing(replay) -> None:
    answer = replay("old-value-with-fresh-time", *span("08:00", "11:00"))
    marked, unmarked = answer["results"]
    # 5500, then the 100 of the morning, not good, then 5500 and 7300.
    assert marked["pieces"]["made"] == 7200
    assert marked["times_s"]["unknown"] == 20 * 60, "what was is not what is"
    # Where nothing says that it is old, it is at least said aloud.
    assert unmarked["pieces"]["made"] == 180
    drops = [it for it in answer["findings"] if it["kind"] == "counter_baseline"]
    assert {"from": 100_060, "to": 100_000} in [it["detail"] for it in drops]
