"""The promise P7 of our own clock: it is stepped by up to 40 days, while the daemon runs and while
it does not; no duration is negative, all sums are exact, nothing is lost or doubled.

libfaketime shows the daemon another wall clock than ours; its clocks that only go forward it leaves
alone, as a real step does. LINESIDE_RUNS is the number of steps.
"""

import contextlib
import datetime
import pathlib
import sqlite3
from collections.abc import Iterator
from decimal import Decimal

import pytest

from daemon import Daemon
from expectations import exact
from piecework import TOPICS, Pulses, wait_for, write_plant
from promise import runs
from Traps.plant import say

STEPS = runs(6)
LIBRARY = pathlib.Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")
DAY = 86400


class Clock:
    """The wall clock that a daemon sees: ours, and so many seconds more."""

    def __init__(self, file: pathlib.Path) -> None:
        self._file = file
        self.set(0)

    def set(self, seconds: int) -> None:
        """Steps it; the file is replaced at once, because it is read at any time."""
        self.ahead = seconds
        new = self._file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n", encoding="ascii")
        new.rename(self._file)

    @property
    def environment(self) -> dict[str, str]:
        """What shows it to a process."""
        return {
            "LD_PRELOAD": str(LIBRARY), "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1",
        }  # fmt: skip


class ClockedDaemon(Daemon):
    """A daemon whose wall clock can be stepped."""

    def __init__(self, *words: object) -> None:
        super().__init__(*words)
        # The library changes the environment of the first process that has it, and Swift then does
        # not find its arguments: so `env` is the first, and becomes the daemon.
        self._plain = self._command
        self._shared: list[pathlib.Path] = []

    def start_at(self, clock: Clock) -> None:
        """Starts it with a clock."""
        self._command = ["env", *self._plain]
        self.start(**clock.environment)
        names = (f"faketime_shm_{self.process}", f"sem.faketime_sem_{self.process}")
        self._shared += [pathlib.Path("/dev/shm") / it for it in names]

    def start_right(self) -> None:
        """Starts it with our clock."""
        self._command = self._plain
        self.start()

    def close(self) -> None:
        """Ends it, and removes what the library left."""
        super().close()
        for file in self._shared:
            file.unlink(missing_ok=True)


@pytest.fixture
def daemon(bin_folder, broker, tmp_path) -> Iterator[ClockedDaemon]:
    """A daemon that was not started yet."""
    if not LIBRARY.exists():
        pytest.skip("SKIPPED: libfaketime is not installed")
    plant = write_plant(tmp_path / "plant.yaml", broker.address)
    with contextlib.closing(ClockedDaemon(bin_folder / "lineside", plant, tmp_path)) as it:
        yield it


def test_stepped_clock_makes_no_negative_time_and_loses_nothing(
    lineside, broker, daemon, tally, tmp_path
) -> None:
    tally = tally("P7", "steps of our clock")
    clock = Clock(tmp_path / "clock")
    daemon.start_at(clock)
    daemon.wait_until_ready()
    broker.wait_for_subscriptions(TOPICS)
    states = 0
    # There and back first, then anywhere; every other step comes while the daemon is down.
    ways = [40 * DAY, 0, -40 * DAY, 0]
    ways += [tally.random.randint(-40 * DAY, 40 * DAY) for _ in range(STEPS - len(ways))]
    with contextlib.closing(Pulses(broker.port)) as pulses:
        for number, ahead in enumerate(ways[:STEPS]):
            if number % 4 > 1:
                assert daemon.stop() == 0
                clock.set(ahead)
                daemon.start_at(clock)
                daemon.wait_until_ready()
            else:
                clock.set(ahead)
            tally.runs += 1
            tally.faults += 1
            # The machine's clock is right, and its state changes.
            word = ("producing", "stopped", "idle")[number % 3]
            say(broker, "l1/u1/status", {"state": word})
            states += 1
            pulses.send(100, over=0.3)
            tally.recovered(wait_for(daemon, pulses.sent + states, 20))
            assert daemon.lane()["balanced"] and daemon.lane()["connected"]
        assert clock_was_seen(daemon), "the daemon's log has times of the stepped clock"
        assert daemon.stop() == 0
        daemon.start_right()
        daemon.wait_until_ready()
        pulses.send(50)
        sent = pulses.finish()
        settle(daemon, tally, sent, states)
    check_times(lineside, daemon)


def clock_was_seen(daemon: Daemon) -> bool:
    """Whether log lines were written at times far from now."""
    now = datetime.datetime.now(datetime.UTC)
    lines = daemon.log().splitlines()
    times = [
        datetime.datetime.fromisoformat(it.split()[0].removeprefix("at="))
        for it in lines if it.startswith("at=")
    ]  # fmt: skip
    return any(abs(it - now) > datetime.timedelta(days=10) for it in times)


def settle(daemon: Daemon, tally, sent: int, states: int) -> None:
    """All pieces are counted, beside the messages that say states."""
    wait_for(daemon, sent + states, 30)
    daemon.wait_until_still()
    # What comes when our clock is set back is late, and folded again beside the rest.
    daemon.wait_until_stored()
    daemon.wait_until_folded()
    assert daemon.messages()["decoded"] == sent + states
    assert daemon.stop() == 0
    tally.count(sent, stored(daemon))
    assert tally.lost == tally.doubled == 0, tally


def stored(daemon: Daemon, until: datetime.datetime | None = None) -> int:
    """All pieces that the store has, or those before an instant: figures end where time has come
    to, and what came while our clock stood ahead is behind that."""
    with contextlib.closing(sqlite3.connect(daemon.data / "facts.sqlite")) as store:
        nanoseconds = int(until.timestamp()) * 10**9 if until else 2**63 - 1
        sums = "SELECT coalesce(sum(quantity), 0) / 1000000 FROM pieces WHERE at < ?"
        return store.execute(sums, [nanoseconds]).fetchone()[0]


def check_times(lineside, daemon: Daemon) -> None:
    """Days add up to the whole, no time is negative, and planned time is what its parts are."""
    now = datetime.datetime.now(datetime.UTC)
    begin, end = (now + datetime.timedelta(days=it) for it in (-42, 42))
    span = ["--from", f"{begin:%Y-%m-%d}", "--to", f"{end:%Y-%m-%d}", "--unit", "l1/u1"]
    ask = ["kpi", "--plant", daemon.plant, "--data", daemon.data, "--json", *span]
    whole = exact(lineside(*ask).stdout)["results"][0]
    days = exact(lineside(*ask, "--by", "day").stdout)["results"]
    assert len(days) > 30
    for figure in [whole, *days]:
        times = figure["times_s"]
        assert all(it >= 0 for it in times.values() if isinstance(it, int | Decimal)), figure
        parts = sum(times[it] for it in ("apt", "aust", "adet", "adot", "unknown"))
        assert times["pbt"] == parts, figure
        assert times["span"] == times["pbt"] + times["not_scheduled"] + times["planned_down"]
    for name, value in whole["times_s"].items():
        if isinstance(value, int | Decimal):
            assert sum(it["times_s"][name] for it in days) == value, name
    assert sum(it["pieces"]["made"] for it in days) == whole["pieces"]["made"]
    made = whole["pieces"]["made"] + whole["pieces"]["outside_pbt"]["made"]
    assert made == stored(daemon, until=datetime.datetime.fromisoformat(whole["to"])) > 0
