"""The promise P4: whatever call on whatever file fails, nothing is acknowledged that is not durable.

One run records every call on the data folder. Then each kind of call on each file fails once, on a
fresh folder, while the broker holds messages for us and more come. The daemon stops and says why,
or goes on and says why, or nobody could notice; started again without faults it has all, once.
"""

import collections
import concurrent.futures
import contextlib
import dataclasses
import itertools
import pathlib
import re
import subprocess
import time
from collections.abc import Iterator

import pytest

from mask_line import replace_once
from piecework import CLIENT, Pulses, pieces, write_plant
from processes import Broker, wait_until
from promise import runs
from system_calls import SYNCS, Site, TracedDaemon, why_no_trace

ERRORS = ("EIO", "ENOSPC", "EROFS", "EINTR")
WAITING, LIVE = 30, 60


class Scene:
    """Daemons one after the other, each with a folder, a topic and a session of its own."""

    def __init__(self, program: pathlib.Path, broker: Broker, folder: pathlib.Path) -> None:
        self._program = program
        self._broker = broker
        self._folder = folder
        self._numbers = itertools.count(1)

    @contextlib.contextmanager
    def daemon(self) -> Iterator[tuple[TracedDaemon, Pulses]]:
        """A daemon that was not started yet; the broker holds messages for it."""
        number = next(self._numbers)
        folder = self._folder / str(number)
        folder.mkdir()
        client, topic = f"traced-{number}", f"traced-{number}/u1/pulse"
        plant = write_plant(folder / "plant.yaml", self._broker.address)
        text = replace_once(plant.read_text(encoding="utf-8"), CLIENT, client)
        plant.write_text(text.replace("topic: l1/", f"topic: traced-{number}/"))
        session = ["mosquitto_sub", "-p", str(self._broker.port), "-V", "5", "-c", "-i", client]
        subprocess.run([*session, "-q", "1", "-x", "3600", "-t", topic, "-E"], check=True)
        daemon = TracedDaemon(self._program, plant, folder)
        with contextlib.closing(daemon), contextlib.closing(
            Pulses(self._broker.port, topic=topic)
        ) as pulses:
            pulses.send(WAITING)
            yield daemon, pulses


@pytest.fixture
def scene(bin_folder, broker, tmp_path) -> Scene:
    """Where daemons are traced."""
    if why := why_no_trace():
        pytest.skip(why)
    return Scene(bin_folder / "lineside", broker, tmp_path)


def live(daemon: TracedDaemon, pulses: Pulses) -> int | None:
    """One life: it takes what waits and what comes, and ends when told.

    Gives the exit code, or nil where it had to be killed.
    """

    def has(count: int) -> bool:
        return not daemon.is_running() or is_whole(daemon, count)

    with contextlib.suppress(TimeoutError):
        wait_until(lambda: has(WAITING), 15)
        pulses.send(LIVE, over=0.6)
        wait_until(lambda: has(WAITING + LIVE), 6)
    with contextlib.suppress(subprocess.TimeoutExpired):
        return daemon.stop()
    daemon.kill()
    return None


def test_whatever_call_fails_nothing_acknowledged_is_lost(lineside, scene, tally) -> None:
    tally = tally("P4", "every site")
    with scene.daemon() as (daemon, pulses):
        daemon.start_recording()
        assert live(daemon, pulses) == 0, daemon.log()
        sites = daemon.recorded()
    print(f"{len(sites)} sites, {sum(sites.values())} calls:")
    for site, count in sites.items():
        print(f"  {site}: {count}")
    assert {"fdatasync journal-shopfloor/" + SEGMENT, "fdatasync facts.sqlite-wal"} <= set(
        map(str, sites)
    )
    # Foundation makes files under names that are never the same again.
    names = [it for it in sites if not it.file.startswith(".dat")]
    plan = []
    for number in range(runs(len(names))):
        site = names[number % len(names)]
        error = ERRORS[(number + number // len(names)) % len(ERRORS)]
        plan.append((site, error, tally.random.randint(1, sites[site])))
    # Most of the time they wait.
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda fault: strike(lineside, scene, *fault), plan))
    for (site, error, nth), it in zip(plan, found):
        print(f"  {error} at {site}, call {nth}: {it.end}")
        tally.runs += 1
        tally.faults += it.struck
        tally.count(it.sent, it.counted)
        tally.recovered(it.recovery_s)
    ends = collections.Counter(it.end.split("\n")[0] for it in found)
    print(f"{tally.runs} sites × errors: {dict(ends)}")
    assert not [it for it in ends if it.startswith("WRONG")], ends
    assert tally.faults > tally.runs * 0.7
    assert ends["stopped and said why"] > 0


SEGMENT = "00000000000000000001.journal"
# The system's words for the error, or SQLite's.
SAID = re.compile(
    r"Input/output error|No space left on device|Read-only file system|Interrupted system call"
    r"|SQLite error|no room for the journal|data folder .* cannot be written|switched to a write-ahead log"
)


@dataclasses.dataclass
class Strike:
    """What came of a call that failed."""

    struck: bool
    sent: int = 0
    counted: int = 0
    recovery_s: float = 0
    end: str = ""


def strike(lineside, scene: Scene, site: Site, error: str, nth: int) -> Strike:
    """Lets a call fail, then starts anew without."""
    with scene.daemon() as (daemon, pulses):
        daemon.start_failing(site, error, nth)
        code = live(daemon, pulses)
        it = Strike(struck=daemon.struck() > 0)
        first, again = daemon.log(), daemon.calls_after_a_failed_sync()
        begin = time.monotonic()
        if pulses.sent == WAITING:
            pulses.send(LIVE)
        it.sent = pulses.finish()
        daemon.start_whole()
        with contextlib.suppress(TimeoutError):
            wait_until(lambda: not daemon.is_running() or is_whole(daemon, it.sent), 15)
        it.recovery_s = time.monotonic() - begin
        if not daemon.is_running():
            it.end = f"WRONG: does not start again\n{daemon.log()[len(first):]}"
            return it
        daemon.wait_until_still()
        last = daemon.stop()
        it.counted = pieces(lineside, daemon)
    if it.counted != it.sent or last != 0:
        it.end = f"WRONG: {it.sent} sent, {it.counted} counted, exit code {last}"
    else:
        it.end = ended(site, code, first, again) if it.struck else "not reached"
    return it


def is_whole(daemon: TracedDaemon, count: int) -> bool:
    """Whether so many messages were taken."""
    return daemon.messages().get("decoded", 0) >= count


def ended(site: Site, code: int | None, log: str, again: list[str]) -> str:
    """How the life in which a call failed ended."""
    said = bool(SAID.search(log))
    if code is None:
        return f"WRONG: hangs\n{log[-1000:]}"
    if code < 0:
        return f"WRONG: ended by signal {-code}\n{log[-1000:]}"
    if site.call in SYNCS and site.file.startswith("journal") and again:
        return f"WRONG: syncs the same file again\n{again[:3]}"
    if site.call in SYNCS and site.file.startswith("facts") and code == 0:
        return f"WRONG: goes on after a failed sync\n{log[-1000:]}"
    if code != 0:
        return "stopped and said why" if said else f"WRONG: stopped without a word\n{log[-1000:]}"
    return "went on and said why" if said else "nothing to notice"
