"""Trap 31: live and report say different things of the same shift.

A week is lived through in seconds. At random moments of it the live page, the API, the command and
the report are asked for the same spans of what is past; afterwards a replay of the same week is
asked for all of them again.
"""

import datetime
import json
import os
import random
import re
import subprocess
import time
from dataclasses import dataclass

import pytest

from daemon import Daemon
from expectations import exact, of_the_span, percent, told
from processes import wait_until

from . import week

LONG = "LINESIDE_GATE" in os.environ
SEEDS = range(1, 6) if LONG else range(1, 2)
MOMENTS = 100 if LONG else 20
# Messages a second: so that the week takes as long as the questions.
RATE = 2000 if LONG else 8000
HONG_KONG = datetime.timezone(datetime.timedelta(hours=8))
START = datetime.datetime.fromisoformat(week.START)
MIDNIGHT = START.replace(hour=0) + datetime.timedelta(days=1)
SHIFT = datetime.timedelta(hours=12)
SECOND = datetime.timedelta(seconds=1)
PARTS = {"hour": 3600 * SECOND, "shift": SHIFT, "day": 2 * SHIFT}
RATIOS = ("oee", "availability", "effectiveness", "quality")


@dataclass
class Question:
    """What all are asked."""

    begin: datetime.datetime
    end: datetime.datetime
    unit: str
    more: dict[str, str]

    @property
    def parameters(self) -> dict[str, str]:
        """Names and values as the API and the command have them."""
        utc = (it.astimezone(datetime.UTC) for it in (self.begin, self.end))
        begin, end = (f"{it:%Y-%m-%dT%H:%M:%SZ}" for it in utc)
        return {"from": begin, "to": end, "unit": self.unit, **self.more}


@pytest.fixture
def daemon(start, broker, tmp_path) -> Daemon:
    """A daemon of the week's plant."""
    plant = week.write_plant(tmp_path / "plant.yaml", broker.port)
    return start(plant, topics=week.TOPICS)


@pytest.mark.parametrize("seed", SEEDS)
def test_trap_31_page_api_command_and_report_agree_at_every_moment_of_a_week(
    lineside, bin_folder, daemon, simulator, tmp_path, seed: int
) -> None:
    begin = time.monotonic()
    scenario = week.write_scenario(tmp_path / "week.yaml")
    run = ["--scenario", scenario, "--start", week.START, "--duration", f"{week.DAYS}d"]
    run += ["--seed", seed]
    simulator.start(*run, "--speed", "max", "--qos", 1, "--rate-limit", RATE)
    moments, answers, reports = random.Random(seed), [], 0
    while len(answers) < MOMENTS:
        time.sleep(moments.uniform(0, 0.3))
        horizon = past(daemon)
        if horizon < START + SHIFT:
            continue
        answers.append(ask(moments, horizon, lineside, daemon))
        compare_page(moments, horizon, daemon)
        reports += compare_report(moments, horizon, lineside, daemon)
    live = sum(it.end < START + datetime.timedelta(days=6) for it, _ in answers)
    assert live > MOMENTS / 4 and reports > MOMENTS / 4
    truth = simulator.truth(timeout=240)
    wait_until(lambda: daemon.messages()["decoded"] == truth["messages"]["published"], 60)
    # What is past stays as it is, and is what a replay finds.
    replayed = replay(lineside, bin_folder, daemon, tmp_path, run)
    for question, answer in answers:
        assert by_api(daemon, question) == answer
        assert by_command(lineside, daemon.plant, replayed, question) == answer
    print(f"{MOMENTS} moments, {reports} reports, {time.monotonic() - begin:.1f} s, seed {seed}")


def past(daemon: Daemon) -> datetime.datetime:
    """Up to when every unit has spoken and all of it is stored."""
    units = json.loads(daemon.get("/api/v1/lines")[1])["lines"][0]["units"]
    times = [it["last_message"] for it in units]
    daemon.wait_until_stored()
    if not all(times):
        return START
    return min(datetime.datetime.fromisoformat(it).astimezone(HONG_KONG) for it in times)


def draw(moments: random.Random, horizon: datetime.datetime) -> Question:
    """A span that is past, of anything, cut in any way; what is cut is asked for in whole parts."""
    unit = moments.choice(["demo-machining", week.LINE, *(f"{week.LINE}/{it}" for it in week.UNITS)])
    more, part = moments.choice(
        [({}, SECOND), ({"group": "product"}, SECOND)]
        + [({"by": name}, part) for name, part in PARTS.items()]
    )
    origin = MIDNIGHT if part == PARTS["day"] else START
    parts = int((horizon - datetime.timedelta(minutes=1) - origin) / part)
    if parts < 1:
        more, part, origin, parts = {}, SECOND, START, int((horizon - START) / SECOND) - 60
    first, last = sorted(moments.sample(range(parts + 1), 2))
    return Question(origin + first * part, origin + last * part, unit, more)


def ask(moments, horizon, lineside, daemon) -> tuple[Question, dict]:
    """Asks API and command the same, and gives what they say."""
    question = draw(moments, horizon)
    answer = by_api(daemon, question)
    assert by_command(lineside, daemon.plant, daemon.data, question) == answer
    assert answer["results"]
    return question, answer


def by_api(daemon: Daemon, question: Question) -> dict:
    """What the API says."""
    query = "&".join(f"{key}={value}" for key, value in question.parameters.items())
    status, text = daemon.get(f"/api/v1/kpi?{query}")
    assert status == 200, text
    return of_the_span(exact(text))


def by_command(lineside, plant, data, question: Question) -> dict:
    """What `lineside kpi` says of a store."""
    words = [word for key, value in question.parameters.items() for word in (f"--{key}", value)]
    return of_the_span(told(lineside("kpi", "--plant", plant, "--data", data, "--json", *words)))


def compare_page(moments: random.Random, horizon: datetime.datetime, daemon: Daemon) -> None:
    """The page of a whole shift shows what the API says of it, rounded for display alone."""
    number = moments.randrange(int((horizon - START) / SHIFT))
    begin = START + number * SHIFT
    figure = by_api(daemon, Question(begin, begin + SHIFT, week.LINE, {}))["results"][0]
    name = "night" if number % 2 else "day"
    path = f"/line/{week.LINE}/shift?date={begin:%Y-%m-%d}&shift={name}&lang=en"
    status, page = daemon.get(path)
    assert status == 200
    ratios = r'class="kpi kpi-(\w+)"><span class="name">[^<]*</span><span class="value">([^<]*)<'
    counts = r'class="kpi"><span class="name">([^<]*)</span><span class="value">([^<]*)<'
    shown = dict(re.findall(ratios, page) + re.findall(counts, page))
    good = sum(it["good"] for it in figure["output"].values())
    wanted = {
        **{name: percent(figure["kpi"][name]) for name in RATIOS},
        "Good output": f"{good:,}",
        "Stops": f"{figure['stops']:,}",
        "Minor stops": f"{figure['minor_stops']:,}",
        "Failures": f"{figure['failures']:,}",
    }
    assert {key: shown.get(key) for key in wanted} == wanted, path


def compare_report(moments, horizon, lineside, daemon) -> bool:
    """The benefit report of whole days says what the API says of them; false: no day is past."""
    days = (horizon - MIDNIGHT).days
    if days < 1:
        return False
    first = moments.randrange(days)
    begin = MIDNIGHT + datetime.timedelta(days=first)
    end = begin + datetime.timedelta(days=moments.randint(1, days - first))
    last = end - datetime.timedelta(days=1)
    command = ["report", "--plant", daemon.plant, "--data", daemon.data, "--line", week.LINE]
    period = ["--period-from", f"{begin:%Y-%m-%d}", "--period-to", f"{last:%Y-%m-%d}"]
    report = told(lineside(*command, *period))
    figure = by_api(daemon, Question(begin, end, week.LINE, {}))["results"][0]
    for name in ("oee", "oee_low", "oee_high"):
        assert report[name]["value"] == figure["kpi"][name], name
    good = {it["product"]: it["good"]["value"] for it in report["products"]}
    assert good == {name: it["good"] for name, it in figure["output"].items()}
    return True


def replay(lineside, bin_folder, daemon, folder, run: list) -> object:
    """The data folder of a replay of the same week."""
    messages, data = folder / "messages.jsonl", folder / "replayed"
    command = [bin_folder / "lineside-simulate", *run, "--messages", messages]
    subprocess.run([str(word) for word in command], check=True, timeout=240)
    result = lineside(
        "replay", "--plant", daemon.plant, messages, "--data", data, "--json", timeout=600
    )
    assert result.returncode == 0, result.stderr
    return data
