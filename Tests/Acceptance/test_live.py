"""One fold: the page, the API and the command say the same of one span, while messages come in."""

import datetime
import json
import re
import time

import pytest

from daemon import Daemon
from expectations import exact, of_the_span, percent, told
from mask_line import TOPICS, Simulator, replace_once, write_plant
from processes import wait_until

SCALE = 5
MOMENTS = 5
UNITS = 4
# Seconds after which a page is made anew, and a bit.
PAGE_AGE = 3
HONG_KONG = datetime.timezone(datetime.timedelta(hours=8))
RATIOS = ("availability", "effectiveness", "quality", "oee")


def now() -> datetime.datetime:
    """The present minute, on the plant's clocks."""
    return datetime.datetime.now(HONG_KONG).replace(second=0, microsecond=0)


@pytest.fixture
def shift() -> tuple[datetime.datetime, datetime.datetime]:
    """A shift that has just ended, with more than an hour beside any break of the simulator."""
    return now() - datetime.timedelta(minutes=119), now() - datetime.timedelta(minutes=2)


@pytest.fixture
def daemon(start, broker, tmp_path, shift) -> Daemon:
    """A daemon whose plant works in that shift only, so that the pages show it."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port, SCALE)
    begin, end = (f"{moment:%H:%M}" for moment in shift)
    only = f'      - {{ name: day, days: mon-sun, from: "{begin}", to: "{end}" }}'
    text = plant.read_text(encoding="utf-8")
    shifts = "\n".join(
        line for line in text.splitlines() if "- { name: " in line and "days:" in line
    )
    plant.write_text(replace_once(text, shifts, only), encoding="utf-8")
    return start(plant, TOPICS)


@pytest.fixture
def simulator(simulator, daemon) -> Simulator:
    """The simulator, that has told the past and goes on in real time."""
    simulator.start("--start", "-2h", "--catch-up", "--scale-cycle", SCALE, "--seed", 7)
    wait_until(lambda: has_caught_up(daemon), timeout=60)
    daemon.wait_until_stored()
    time.sleep(PAGE_AGE)
    return simulator


def has_caught_up(daemon: Daemon) -> bool:
    """Whether every unit has said something of the last seconds: each does every ten."""
    moment = datetime.datetime.now(HONG_KONG) - datetime.timedelta(seconds=11)
    units = json.loads(daemon.get("/api/v1/lines")[1])["lines"][0]["units"]
    times = [unit["last_message"] for unit in units]
    heard = [datetime.datetime.fromisoformat(it) for it in times if it]
    return len(heard) == UNITS and min(heard) > moment


def test_page_api_and_command_agree_while_messages_come(lineside, daemon, simulator, shift) -> None:
    seen, received = [], []
    for _ in range(MOMENTS):
        # What came in the last seconds may be on its way to the store.
        recent = datetime.datetime.now(HONG_KONG).replace(microsecond=0)
        recent -= datetime.timedelta(seconds=5)
        spans = [shift, (recent - datetime.timedelta(minutes=1), recent)]
        for begin, end in spans:
            for unit in ("mask-1", "mask-1/ear-loop-a"):
                assert by_api(daemon, begin, end, unit) == by_command(
                    lineside, daemon, begin, end, unit
                )
        figure = by_api(daemon, *shift, "mask-1")["results"][0]
        assert figure["pieces"]["made"] > 1000
        assert shown(daemon, "/line/mask-1") == {
            name: percent(figure["kpi"][name]) for name in RATIOS
        }
        assert shown(daemon, "/") == {"oee": percent(figure["kpi"]["oee"])}
        seen.append(figure)
        received.append(daemon.messages()["received"])
        time.sleep(1)
    assert all(figure == seen[0] for figure in seen), "what is past stays as it is"
    # A line that stands says so every ten seconds only.
    wait_until(lambda: daemon.messages()["received"] > received[0], timeout=30)
    assert sorted(received) == received
    assert simulator.is_running()


def query(begin: datetime.datetime, end: datetime.datetime) -> tuple[str, str]:
    """A span as both take it."""
    utc = (moment.astimezone(datetime.UTC) for moment in (begin, end))
    first, last = (f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in utc)
    return first, last


def by_api(daemon: Daemon, begin, end, unit: str) -> dict:
    """What the API says of a span."""
    first, last = query(begin, end)
    status, text = daemon.get(f"/api/v1/kpi?unit={unit}&from={first}&to={last}")
    assert status == 200, text
    return of_the_span(exact(text))


def by_command(lineside, daemon: Daemon, begin, end, unit: str) -> dict:
    """What `lineside kpi` says of it, from the store of the running daemon."""
    first, last = query(begin, end)
    result = lineside(
        "kpi", "--plant", daemon.plant, "--data", daemon.data, "--json", "--unit", unit,
        "--from", first, "--to", last,
    )  # fmt: skip
    return of_the_span(told(result))


def shown(daemon: Daemon, path: str) -> dict[str, str]:
    """The KPIs that a page shows."""
    status, text = daemon.get(path + "?lang=en")
    assert status == 200
    pattern = (
        r'class="kpi kpi-(\w+)">\s*<span class="name">[^<]*</span>\s*<span class="value">([^<]*)<'
    )
    return dict(re.findall(pattern, text))
