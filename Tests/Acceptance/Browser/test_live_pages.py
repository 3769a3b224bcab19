"""What changes on the floor changes on the page, and what is lost is told."""

import contextlib
import json
import subprocess
import time
from collections.abc import Iterator

import pytest

from daemon import Daemon
from mask_line import TOPICS, write_plant
from processes import Broker

from . import checks
from .plant import work_all_the_time
from .visits import Visit, phone, tablet, visit

# From the message to the changed page.
LIVE_SECONDS = 2
# After which a page says that it hears nothing any more, and a bit.
SILENCE_SECONDS = 12
MARK = "window.isSamePage = true"


class Floor:
    """A broker and a daemon that tests may end, without a simulator: machines say what we say."""

    def __init__(self, programs, folder) -> None:
        self.broker = Broker(folder)
        plant = write_plant(folder / "plant.yaml", self.broker.port)
        work_all_the_time(plant)
        self.daemon = Daemon(programs / "lineside", plant, folder)
        self.origin = f"http://127.0.0.1:{self.daemon.port}"
        self._total = 100

    def open(self) -> None:
        self.broker.start()
        self.daemon.begin(self.broker, TOPICS)

    def say(self, state: str) -> None:
        """Every machine says its state and that it made a piece."""
        self._total += 1
        payload = {"ts": time.time_ns() // 1_000_000, "state": state, "mode": 1,
                   "total": self._total, "bad": 0}  # fmt: skip
        for unit in ("body", "ear-loop-a", "ear-loop-b", "packer"):
            client = ["mosquitto_pub", "-p", str(self.broker.port), "-q", "1"]
            words = ["-t", f"mask-1/{unit}/status", "-m", json.dumps(payload)]
            subprocess.run(client + words, check=True, timeout=20)

    def close(self) -> None:
        self.daemon.close()
        self.broker.close()


@pytest.fixture
def floor(bin_folder, tmp_path) -> Iterator[Floor]:
    """Its machines produce."""
    with contextlib.closing(Floor(bin_folder, tmp_path)) as it:
        it.open()
        it.say("producing")
        yield it


def findings(it: Visit) -> list[str]:
    """What checks find in a page that is not as usual."""
    return [*checks.of_layout(it.page), *checks.axe(it.page), *checks.untranslated(it.page, DAY)]


DAY = frozenset({"day"})


@pytest.mark.parametrize("path", ["/", "/line/mask-1"])
def test_state_changes_on_the_page_within_two_seconds(browser, floor, path) -> None:
    with visit(browser, floor.origin, tablet("en"), live=True) as it:
        it.open(path, "en")
        state = it.page.locator(".state-now .word").first
        state.get_by_text("Producing").wait_for()
        it.page.evaluate(MARK)
        floor.say("faulted")
        begin = time.monotonic()
        state.get_by_text("Faulted").wait_for()
        seconds = time.monotonic() - begin
        assert seconds < LIVE_SECONDS, f"{seconds:.2f} s"
        assert it.page.evaluate("window.isSamePage"), "the page was loaded again"
        assert not it.faults, it.faults


def test_table_that_is_open_stays_open_and_focused_while_the_page_changes(browser, floor) -> None:
    with visit(browser, floor.origin, tablet("en"), live=True) as it:
        it.open("/line/mask-1", "en")
        summary = it.page.locator("#states-table > summary")
        summary.focus()
        it.page.keyboard.press("Enter")
        floor.say("faulted")
        it.page.locator("#states .badge.state-faulted").first.wait_for()
        assert it.page.locator("#states-table").get_attribute("open") is not None
        assert summary.evaluate("(it) => it === document.activeElement")


@pytest.mark.parametrize("screen", [phone("en"), phone("zh-Hant", "dark")], ids=str)
def test_lost_broker_is_told_on_every_page_that_shows_the_line(browser, floor, screen) -> None:
    with visit(browser, floor.origin, screen, live=True) as it:
        for path in ("/", "/line/mask-1"):
            it.open(path, screen.language)
            assert it.page.locator(".notices .notice").count() == 0
        floor.broker.kill()
        it.page.locator(".notices .notice").wait_for()
        for path in ("/", "/line/mask-1"):
            it.open(path, screen.language)
            it.page.locator(".notices .notice").wait_for()
            assert findings(it) == []


def test_lost_stream_is_told_and_what_is_shown_is_greyed(browser, floor) -> None:
    with visit(browser, floor.origin, phone("zh-Hant"), live=True) as it:
        it.open("/line/mask-1", "zh-Hant")
        banner = it.page.locator("#stream-lost")
        assert banner.is_hidden()
        floor.daemon.kill()
        banner.wait_for(timeout=SILENCE_SECONDS * 1000)
        assert "stale" in it.page.locator("main").get_attribute("class")
        assert findings(it) == []
        floor.daemon.start()
        banner.wait_for(state="hidden", timeout=SILENCE_SECONDS * 1000)
        assert "stale" not in (it.page.locator("main").get_attribute("class") or "")


def test_benefit_page_without_declarations_says_how_to_declare(browser, floor) -> None:
    with visit(browser, floor.origin, phone("en")) as it:
        it.open("/benefit", "en")
        assert it.page.locator("pre").count() == 2
        assert findings(it) == []
