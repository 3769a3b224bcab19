"""The promise P4: whatever call on whatever file fails, nothing is acknowledged that is not durable.

One run records every call on the data folder. Then each kind of call on each file fails once, on a
fresh folder, while the broker holds messages for us and more come. The daemon stops and says why,
or goes on and says why, or nobody could notice; started again without faults it has all, once.
"""

import collections
import contextlib
import pathlib
import re
import subprocess
import time
from collections.abc import Iterator

import pytest

from mask_line import replace_once
from piecework import CLIENT, Pulses, pieces, wait_for, write_plant
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
        self._made = 0

    @contextlib.contextmanager
    def daemon(self) -> Iterator[tuple[TracedDaemon, Pulses]]:
        """A daemon that was not started yet; the broker holds messages for it."""
        self._made += 1
        folder = self._folder / str(self._made)
        folder.mkdir()
        client, topic = f"traced-{self._made}", f"traced-{self._made}/u1/pulse"
        plant = write_plant(folder / "plant.yaml", f"127.0.0.1:{self._broker.port}")
        text = replace_once(plant.read_text(encoding="utf-8"), CLIENT, client)
        plant.write_text(text.replace("topic: l1/", f"topic: traced-{self._made}/"))
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
        return not daemon.is_running() or daemon.messages().get("decoded", 0) >= count

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
    ends: collections.Counter[str] = collections.Counter()
    faults = []
    for number in range(runs(len(sites))):
        site = list(sites)[number % len(sites)]
        error = ERRORS[(number + number // len(sites)) % len(ERRORS)]
        nth = tally.random.randint(1, sites[site])
        tally.runs += 1
        end = strike(lineside, scene, tally, site, error, nth)
        ends[end] += 1
        print(f"  {error} at {site}, call {nth}: {end}")
        if end.startswith("WRONG"):
            faults.append(f"{error} at {site}, call {nth}: {end}")
    print(f"{tally.runs} sites × errors: {dict(ends)}")
    assert not faults, "\n".join(faults)
    assert tally.faults > tally.runs * 0.7
    assert ends["stopped and said why"] > 0


SEGMENT = "00000000000000000001.journal"
SAID = re.compile(
    r"(Input/output error|No space left|Read-only file system|Interrupted system call|disk I/O error"
    r"|database or disk is full|unable to open database|readonly database|no room|cannot|couldn.t"
    r"|permission|attempt to write|SQLite error|error=|failed)",
    re.IGNORECASE,
)


def strike(lineside, scene: Scene, tally, site: Site, error: str, nth: int) -> str:
    """Lets a call fail, then starts anew without; how the first life ended."""
    with scene.daemon() as (daemon, pulses):
        daemon.start_failing(site, error, nth)
        code = live(daemon, pulses)
        struck, first = daemon.struck(), daemon.log()
        tally.faults += bool(struck)
        again = daemon.calls_after_a_failed_sync()
        begin = time.monotonic()
        if pulses.sent == WAITING:
            pulses.send(LIVE)
        sent = pulses.finish()
        daemon.start_whole()
        with contextlib.suppress(TimeoutError):
            wait_for(daemon, sent, 15)
        tally.recovered(time.monotonic() - begin)
        daemon.wait_until_still()
        if not daemon.is_running():
            tally.count(sent, 0)
            return f"WRONG: does not start again: {daemon.log()[len(first):]}"
        last = daemon.stop()
        counted = pieces(lineside, daemon)
        tally.count(sent, counted)
        if counted != sent or last != 0:
            return f"WRONG: {sent} sent, {counted} counted, exit code {last}"
    said = bool(SAID.search(first))
    if not struck:
        return "not reached"
    if code is None:
        return f"WRONG: hangs\n{first[-1000:]}"
    if code < 0:
        return f"WRONG: ended by signal {-code}\n{first[-1000:]}"
    if site.call in SYNCS and site.file.startswith("journal") and again:
        return f"WRONG: syncs the same file again: {again[:3]}"
    if site.call in SYNCS and site.file.startswith("facts") and code == 0:
        return f"WRONG: goes on after a failed sync\n{first[-1000:]}"
    if code != 0:
        return "stopped and said why" if said else f"WRONG: stopped without a word\n{first[-1000:]}"
    return "went on and said why" if said else "nothing to notice"
