"""Smart evidence: values that come late are no real-time data, and where they came from is kept."""

import datetime
import json
import subprocess
import time

import pytest

from mask_line import replace_once
from processes import wait_until

from .company import PLANT, Company
from .funded_project import FundedProject, cells

DAYS = ("2022-09-01", "2022-09-02")
POSITION = (
    "[{ line: mask-f, date: 2022-09-02, place: { en: Tai Po, zh-Hant: 大埔 }, outside: false, "
    "source: site visit }]"
)
MODE = (
    "mode: { kind: mode, name: { en: Mode, zh-Hant: 模式 }, topic: \"mask-f/{unit}/status\", "
    "field: mode, time: { field: ms, unit: ms }, states: { AUTO: production, HAND: manual } }"
)
HONG_KONG = datetime.timezone(datetime.timedelta(hours=8))
# State, mode, made and scrap.
VALUES = 4
ANCHOR = "signals: &machine\n"


def plant(folder, address: str = "127.0.0.1:18830"):
    """The plant of the worked example, whose machines say their mode too."""
    text = PLANT.read_text(encoding="utf-8")
    text = replace_once(text, ANCHOR, f"{ANCHOR}          {MODE}\n")
    path = folder / "plant.yaml"
    path.write_text(replace_once(text, "127.0.0.1:18830", address), encoding="utf-8")
    return path


def status(instant: datetime.datetime, made: int, mode: str = "AUTO") -> dict:
    """What a machine says at an instant."""
    ms = int(instant.timestamp() * 1000)
    return {"ms": ms, "state": "RUN", "mode": mode, "made": made, "scrap": 0}


@pytest.fixture(scope="module")
def project(bin_folder, tmp_path_factory) -> FundedProject:
    """Two hours in which one machine's values come after 1 s, and the other's after 60 s."""
    folder = tmp_path_factory.mktemp("late")
    company = Company(bin_folder, folder)
    company.plant = plant(folder)
    begin = datetime.datetime.fromisoformat(f"{DAYS[0]}T06:00:00+08:00")
    lines = []
    for step in range(720):
        instant = begin + datetime.timedelta(seconds=10 * step)
        for unit, seconds, mode in (("mask-a", 1, "AUTO"), ("mask-b", 60, "HAND")):
            lines.append(
                {
                    "at": (instant + datetime.timedelta(seconds=seconds)).isoformat(),
                    "topic": f"mask-f/{unit}/status", "qos": 1,
                    "payload": status(instant, 20 * step, mode),
                }
            )  # fmt: skip
    lines.sort(key=lambda it: it["at"])
    lines.append({"at": "2022-09-03T06:00:00+08:00", "end": True})
    text = "\n".join(json.dumps(it) for it in lines) + "\n"
    messages = company.write("messages.jsonl", text)
    company.run("replay", "--plant", company.plant, "--data", company.data, messages)
    company.make_key()
    return FundedProject(company, DAYS, "2022-09-20", positions=POSITION)


def figure(cell: dict) -> float:
    """The number in a cell."""
    value = cell["value"]
    return int(value["numerator"]) / int(value["denominator"]) if isinstance(value, dict) else value


def evidence(document: dict) -> None:
    """What the report says of the two machines."""
    smart = cells(document, "L06")
    assert (figure(smart["real_time"]["covered"]), figure(smart["real_time"]["of"])) == (1, 3)
    assert smart["real_time"]["covered"]["source"] == "measured"
    assert figure(smart["automation"]["covered"]) == 1
    assert smart["ai"]["covered"]["type"] == "none"
    assert figure(smart["physical"]["covered"]) == 3
    assert smart["physical"]["covered"]["source"] == "declared"
    assert "in Hong Kong · Tai Po" in smart["physical"]["test"]["text"]["en"]
    ages = cells(document, "L06-ages")
    assert set(ages) == {"mask-f/mask-a", "mask-f/mask-b"}
    for unit, fresh, backfilled, age in (("a", 1, 0, 1), ("b", 0, 1, 60)):
        row = ages[f"mask-f/mask-{unit}"]
        assert figure(row["timed"]) == 720 * VALUES and figure(row["untimed"]) == 0
        assert (figure(row["fresh"]), figure(row["backfilled"])) == (fresh, backfilled)
        assert figure(row["mean"]) == figure(row["greatest"]) == age
    found = cells(document, "changes")
    assert found["L03/mask-f"]["value"]["text"]["en"] == "2022-09-02 · in Hong Kong · Tai Po"


def test_late_values_are_no_real_time_data(project) -> None:
    """In the report as it stands, in CSV, and in the sealed one, from its pack alone."""
    evidence(project.report())
    text = project.run("report", "--kind", "benefit", "--format", "csv", *project.period)
    rows = [it for it in text.splitlines() if "收到數值時的延遲" in it]
    assert any("Mask machine A" in it and "under 5 s old" in it for it in rows)
    project.run(*project.sign("checked"))
    project.run(*project.sign("signed_off"))
    evidence(project.sealed(project.seal("late.pack")))


def test_values_filled_in_later_raise_a_flag(project) -> None:
    """Half of the line's values come a minute late: more than 20 %."""
    project.raise_flags()
    flag = project.flags()["R16"]
    facts = {it["name"]["en"]: it["figure"]["en"] for it in flag["evidence"]}
    assert facts["values received a minute late or later"] == f"{720 * VALUES:,}"
    assert facts["values with a time of their own"] == f"{2 * 720 * VALUES:,}"
    assert facts["limit: share of values"].startswith("20")


def publish(port: int, unit: str, count: int, seconds_late: int, first: int = 0) -> None:
    """Publishes so many values of a machine, as late as that."""
    words = ["mosquitto_pub", "-p", str(port), "-q", "1", "-t", f"mask-f/{unit}/status", "-l"]
    with subprocess.Popen(words, stdin=subprocess.PIPE) as client:
        for number in range(count):
            now = datetime.datetime.now(datetime.UTC)
            instant = now - datetime.timedelta(seconds=seconds_late)
            line = json.dumps(status(instant, first + number)) + "\n"
            client.stdin.write(line.encode())
            client.stdin.flush()
            time.sleep(0.005)
        client.stdin.close()
        assert client.wait(60) == 0


def test_live_ages_outlive_a_kill(bin_folder, broker, start, tmp_path) -> None:
    """Each value counts once, with its first receipt, wherever the daemon is killed; the journal,
    folded again, gives the same."""
    company = Company(bin_folder, tmp_path)
    company.plant = plant(tmp_path, broker.address)
    daemon = start(company.plant, 5)
    publish(broker.port, "mask-a", 100, 1)
    daemon.kill()
    publish(broker.port, "mask-b", 50, 60)
    daemon.begin(broker, 5)
    publish(broker.port, "mask-b", 50, 60, 50)
    wait_until(lambda: daemon.messages().get("decoded", 0) >= 200, 60)
    daemon.wait_until_stored()
    assert daemon.stop() == 0
    today = datetime.datetime.now(HONG_KONG).date()
    days = (str(today - datetime.timedelta(days=1)), str(today))
    project = FundedProject(company, days, str(today))
    live = cells(project.report(), "L06-ages")
    assert figure(live["mask-f/mask-a"]["timed"]) == figure(live["mask-f/mask-b"]["timed"]) == 400
    assert figure(live["mask-f/mask-a"]["greatest"]) >= 1
    assert figure(live["mask-f/mask-b"]["backfilled"]) == 1
    messages = tmp_path / "messages.jsonl"
    company.run("journal", "export", "--data", company.data, "--out", messages)
    company.data = tmp_path / "again"
    company.run("replay", "--plant", company.plant, "--data", company.data, messages)
    again = FundedProject(company, days, str(today))
    assert cells(again.report(), "L06-ages") == live
