"""What people say against the facts: by command, by API and by form, against a real daemon."""

import concurrent.futures
import datetime
import json
import urllib.error
import urllib.request
from decimal import Decimal

import pytest

from daemon import Daemon
from expectations import exact, told
from mask_line import TOPICS, Simulator, write_plant
from processes import wait_until

UNIT = "mask-1/packer"
SPAN = ("2026-03-02T08:00", "2026-03-02T16:00")
SIGNED = ("--by", "mei", "--why", "stood beside it")


@pytest.fixture
def shift(start, broker, simulator, tmp_path) -> Daemon:
    """A daemon that has lived through a past day shift."""
    daemon = start(write_plant(tmp_path / "plant.yaml", broker.port), TOPICS)
    simulator.start(*Simulator.SHIFT, "--scale-cycle", "5", "--seed", "7")
    published = simulator.truth(timeout=120)["messages"]["published"]
    wait_until(lambda: daemon.messages()["received"] >= published, timeout=60)
    daemon.wait_until_stored()
    return daemon


def kpi(lineside, daemon: Daemon, *options: str, unit: str = UNIT) -> dict:
    """What `lineside kpi` says of the shift."""
    command = ["kpi", "--plant", daemon.plant, "--data", daemon.data, "--json", "--unit", unit]
    span = ["--from", SPAN[0], "--to", SPAN[1]]
    return told(lineside(*command, *span, *options))["results"][0]


def stops(daemon: Daemon, unit: str = UNIT) -> list[dict]:
    """The stops of a unit in the shift, by the API."""
    status, text = daemon.get(f"/api/v1/stops?unit={unit}&from={SPAN[0]}&to={SPAN[1]}")
    assert status == 200, text
    return json.loads(text)["stops"]


def correct(lineside, daemon: Daemon, kind: str, *options: str, signed: bool = True):
    """Runs `lineside correct`."""
    where = ("--plant", daemon.plant, "--data", daemon.data)
    return lineside("correct", kind, *options, *where, *(SIGNED if signed else ()))


def post(daemon: Daemon, correction: dict) -> tuple[int, dict]:
    """What the API answers to a correction."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{daemon.port}/api/v1/corrections",
        data=json.dumps(correction).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def longest(daemon: Daemon) -> dict:
    """The longest stop of the shift."""
    return max(stops(daemon), key=lambda stop: stop["length_s"])


def reason_times(figure: dict) -> dict:
    """The delays of a figure by reason, in seconds."""
    return {
        loss["reason"]: Decimal(loss["s"])
        for loss in figure["losses_s"]
        if loss["class"] == "delay"
    }


def test_command_api_and_page_show_a_correction_at_once(lineside, shift) -> None:
    before, stop = kpi(lineside, shift), longest(shift)
    assert before["corrections"] == 0
    middle = instant(stop["from"]) + datetime.timedelta(seconds=1)
    result = correct(
        lineside, shift, "reason", "--unit", UNIT, "--at", text(middle), "--reason", "jam"
    )
    assert result.returncode == 0, result.stderr
    after = kpi(lineside, shift)
    assert after["corrections"] == 1
    assert after["times_s"] == before["times_s"] and after["kpi"] == before["kpi"]
    if stop["reason"] != "jam":
        gained = reason_times(after).get("jam", 0) - reason_times(before).get("jam", 0)
        assert gained == Decimal(str(stop["length_s"]))
    assert longest(shift)["reason"] == "jam"
    status, page = shift.get("/line/mask-1/shift?date=2026-03-02&shift=day&lang=en")
    assert status == 200
    assert "stood beside it" in page
    # As it was reported, and both beside each other.
    reported = kpi(lineside, shift, "--as-of", "2026-01-01")
    assert reported == before
    both = kpi(lineside, shift, "--restated")
    assert both.pop("as_reported") == before
    assert both == after
    trail = correct(lineside, shift, "list", "--unit", UNIT, "--json", signed=False)
    records = json.loads(trail.stdout)["corrections"]
    assert [record["by"] for record in records] == ["mei"]
    assert records[0]["effect"] == "in_force"


def test_corrections_outlive_a_kill_and_work_without_a_daemon(lineside, shift) -> None:
    stop = longest(shift)
    first = correct(
        lineside, shift, "split", "--unit", UNIT, "--at",
        text(instant(stop["from"]) + datetime.timedelta(seconds=stop["length_s"] // 2)),
        "--second", "jam",
    )  # fmt: skip
    assert first.returncode == 0, first.stderr
    count = len(stops(shift))
    restated = kpi(lineside, shift)
    shift.kill()
    assert kpi(lineside, shift) == restated
    withdrawn = correct(lineside, shift, "withdraw", "1")
    assert withdrawn.returncode == 0, withdrawn.stderr
    shift.start()
    shift.wait_until_ready()
    assert len(stops(shift)) == count - 1
    again = correct(lineside, shift, "withdraw", "2")
    assert again.returncode == 0, again.stderr
    assert len(stops(shift)) == count
    assert kpi(lineside, shift)["kpi"] == restated["kpi"]


def test_trap_23_machine_and_operator_both_count(lineside, shift) -> None:
    """Trap 23: what the operator finds bad is taken from the good ones, and made stays."""
    before = kpi(lineside, shift)["pieces"]
    for quantity in ("7", "2.5"):
        moment = "2026-03-02T10:00" if quantity == "7" else "2026-03-02T11:00"
        result = correct(
            lineside, shift, "scrap", "--unit", UNIT, "--at", moment, "--quantity", quantity
        )
        assert result.returncode == 0, result.stderr
    after = kpi(lineside, shift)["pieces"]
    assert after["made"] == before["made"]
    assert after["good"] == before["good"] - Decimal("9.5")
    assert after["scrap"] == before["scrap"] + Decimal("9.5")
    # The halves of the shift add up to it.
    halves = [
        kpi(lineside, shift, "--to", "2026-03-02T10:00")["pieces"],
        kpi(lineside, shift, "--from", "2026-03-02T10:00")["pieces"],
    ]
    for fate in ("made", "good", "scrap", "rework"):
        assert sum(half[fate] for half in halves) == after[fate]
    too_many = correct(
        lineside, shift, "scrap", "--unit", UNIT, "--at", "2026-03-02T12:00", "--quantity", "1e9"
    )
    assert too_many.returncode == 64


def test_trap_26_two_people_classify_one_stop(lineside, shift) -> None:
    """Trap 26: of many at once one is heard, all others are told of that one."""
    stop = longest(shift)
    correction = {
        "kind": "reason", "unit": UNIT, "at": stop["from"], "reason": "jam", "seen": 0,
        "why": "saw it",
    }  # fmt: skip
    people = [correction | {"by": f"person {number}"} for number in range(12)]
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda it: post(shift, it), people))
    heard = [answer for status, answer in answers if status == 201]
    told = [answer for status, answer in answers if status == 409]
    assert len(heard) == 1
    assert len(told) == 11
    winner = heard[0]["correction"]
    assert all(answer["error"]["code"] == "conflict" for answer in told)
    assert all(answer["correction"] == winner for answer in told)
    # The command is told as well, and who has looked may speak.
    options = ("--unit", UNIT, "--at", stop["from"], "--reason", "none")
    late = correct(lineside, shift, "reason", *options)
    assert late.returncode == 75
    assert winner["by"] in late.stderr
    assert f"--seen {winner['id']}" in late.stderr
    assert correct(lineside, shift, "reason", *options, "--seen", str(winner["id"])).returncode == 0
    status, trail = shift.get(f"/api/v1/corrections?unit={UNIT}")
    assert status == 200
    assert [record["reason"] for record in json.loads(trail)["corrections"]] == ["jam", None]


def test_told_state_moves_time_and_keeps_the_balance(lineside, shift) -> None:
    before = kpi(lineside, shift)["times_s"]
    options = ("--unit", UNIT, "--from", "2026-03-02T09:00", "--to", "2026-03-02T09:20")
    result = correct(lineside, shift, "state", *options, "--state", "setup")
    assert result.returncode == 0, result.stderr
    after = kpi(lineside, shift)["times_s"]
    assert after["pbt"] == before["pbt"]
    assert after["aust"] >= 1200
    parts = ("apt", "aust", "adet", "adot", "unknown")
    assert sum(after[part] for part in parts) == after["pbt"]
    conflict = correct(lineside, shift, "state", *options, "--state", "producing")
    assert conflict.returncode == 75
    replaced = correct(
        lineside, shift, "state", *options, "--state", "producing", "--supersedes", "1"
    )
    assert replaced.returncode == 0, replaced.stderr
    last = kpi(lineside, shift)["times_s"]
    assert last["apt"] >= 1200
    assert sum(last[part] for part in parts) == last["pbt"] == before["pbt"]


def test_rate_shows_first_what_it_would_do(lineside, shift) -> None:
    before = kpi(lineside, shift)
    product = "mask-l1"
    options = (
        "--unit", UNIT, "--product", product, "--item-time", "60/min", "--from", "2026-03-01",
    )  # fmt: skip
    trial = correct(lineside, shift, "rate", *options, "--json")
    assert trial.returncode == 0, trial.stderr
    change = exact(trial.stdout)[0]
    assert change["unit"] == UNIT
    assert kpi(lineside, shift) == before, "nothing is recorded yet"
    applied = correct(lineside, shift, "rate", *options, "--apply")
    assert applied.returncode == 0, applied.stderr
    after = kpi(lineside, shift)
    assert after["kpi"]["oee"] != before["kpi"]["oee"]
    assert after["definition"] != before["definition"]
    assert change["after"]["definition"] == after["definition"]
    assert kpi(lineside, shift, "--as-of", "2026-01-01") == before


MISTAKES = [
    (("reason", "--unit", UNIT, "--at", "2026-03-02T08:00", "--reason", "magic"), "jam"),
    (("reason", "--unit", "mask-1/x", "--at", "2026-03-02T08:00", "--reason", "jam"), UNIT),
    (("split", "--unit", UNIT, "--at", "yesterday"), "at:"),
    (("withdraw", "99"), "99"),
    (
        ("class", "--signal", f"{UNIT}/made", "--at", "2026-03-02T08:00", "--class", "guess"),
        "baseline",
    ),
]


def test_mistakes_are_told_with_and_without_a_daemon(lineside, shift) -> None:
    for is_running in (True, False):
        if not is_running:
            shift.stop()
        for options, words in MISTAKES:
            result = correct(lineside, shift, *options)
            assert result.returncode == 64, result.stderr
            assert words in result.stderr
            assert result.stdout == ""


def instant(moment: str) -> datetime.datetime:
    """An instant of the API."""
    return datetime.datetime.fromisoformat(moment)


def text(moment: datetime.datetime) -> str:
    """An instant as commands take it."""
    return f"{moment.astimezone(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
