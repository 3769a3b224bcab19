"""Promise P10: the disk full, or read-only: what is acknowledged is not lost.

Reading stops, `/readyz` and the page say so, and within ten seconds of there being room again
everything goes on by itself. A disk that became read-only ends the process, which says why; its
supervisor starts it again.
"""

import contextlib
import re
import time
from collections.abc import Callable, Iterator

import pytest

from daemon import Daemon
from disks import Disk, Room, run
from machine_line import Account, Machine, write_plant
from processes import wait_until
from promise import Tally, runs

RECOVERY = 10
ROOM = 16 << 20
# A message as large as a small picture fills a small disk soon.
PADDING = 8_000


@pytest.fixture
def daemon(make_daemon, broker, tmp_path) -> Daemon:
    """A daemon that is yet to start, on a folder where a test may mount."""
    it = make_daemon(write_plant(tmp_path / "plant.yaml", broker.port))
    it.data.mkdir()
    return it


@pytest.fixture
def journal_room(daemon) -> Iterator[Room]:
    """A small disk for the journal alone."""
    with contextlib.closing(Room(daemon.data / "journal-shopfloor", ROOM)) as it:
        yield it


@pytest.fixture
def store_room(daemon, tmp_path) -> Iterator[Room]:
    """A small disk for the store, while the journal has room."""
    with contextlib.closing(Room(daemon.data, ROOM)) as it:
        elsewhere, journal = tmp_path / "journal", daemon.data / "journal-shopfloor"
        for folder in (elsewhere, journal):
            folder.mkdir()
        run("mount", "--bind", elsewhere, journal)
        try:
            yield it
        finally:
            run("umount", "-l", journal)


@pytest.fixture
def disk(daemon, tmp_path) -> Iterator[Disk]:
    """A disk of its own for the data folder."""
    daemon.data.rmdir()
    with contextlib.closing(Disk(daemon.data, tmp_path / "disk.img", 256 << 20)) as it:
        yield it


@pytest.fixture
def endure(lineside, daemon, broker, tally) -> Callable[[str, Callable[[Tally], None]], None]:
    """Lets the daemon endure a fault, again and again, while a machine publishes to it."""

    def endure(part: str, fault: Callable[[Tally], None]) -> None:
        count = tally("P10", part)
        daemon.begin(broker, topics=1)
        with contextlib.closing(Machine(broker.port, per_second=150, padding=PADDING)) as machine:
            wait_until(lambda: received(daemon) > 0)
            for _ in range(runs(1)):
                fault(count)
                count.faults += 1
                count.runs += 1
            check(lineside, daemon, machine, count)

    return endure


def received(daemon: Daemon) -> int:
    """Bytes that came from the broker since the daemon began."""
    text = daemon.get("/metrics", timeout=2)[1]
    found = re.search(r"^lineside_session_received_bytes_total\{.*\} (\d+)$", text, re.MULTILINE)
    return int(found[1]) if found else 0


def wait_for_flow(daemon: Daemon, tally: Tally, begin: float) -> None:
    """Waits until everything goes on, and notes how long it took."""
    daemon.wait_until_ready(timeout=RECOVERY)
    before = received(daemon)
    wait_until(lambda: received(daemon) > before, timeout=RECOVERY)
    tally.recovered(time.monotonic() - begin)


def check(lineside, daemon: Daemon, machine: Machine, tally: Tally) -> None:
    """Holds what was counted against what the broker had acknowledged to the machine."""
    machine.close()
    daemon.wait_until_still()
    assert daemon.stop() == 0
    account = Account(lineside, daemon, machine)
    tally.count(len(machine.acknowledged), len(machine.acknowledged) - len(account.lost))
    tally.doubled += max(0, account.doubled())
    assert not account.lost
    assert account.doubled() == 0, "and everything that was journalled is stored"
    assert account.made("l1/u2") == account.total()
    assert tally.recovery_s <= RECOVERY


def fill_and_empty(daemon: Daemon, room: Room, code: str, tally: Tally) -> None:
    """Takes the room until the daemon says so, and gives it back."""
    room.fill()
    wait_until(lambda: daemon.get("/readyz")[0] == 503, timeout=30)
    assert code in daemon.get("/readyz")[1]
    wait_until(lambda: "The disk is full" in daemon.get("/line/l1?lang=en")[1])
    time.sleep(0.5)  # what was read before may still be on its way
    before = received(daemon)
    time.sleep(tally.random.uniform(0.5, 1.5))
    assert received(daemon) == before, "reading stops"
    assert daemon.is_running()
    room.empty()
    begin = time.monotonic()
    wait_for_flow(daemon, tally, begin)


def make_read_only(daemon: Daemon, disk: Disk, tally: Tally) -> None:
    """Makes the disk read-only, starts the daemon all the same, and mends the disk."""
    time.sleep(tally.random.uniform(0, 1))
    disk.make_read_only()
    wait_until(lambda: not daemon.is_running(), timeout=30)
    assert daemon.exit_code not in (0, None)
    assert "Read-only file system" in daemon.log()
    # The supervisor tries again while nothing can be written.
    daemon.start()
    wait_until(lambda: not daemon.is_running(), timeout=30)
    assert "cannot be written" in daemon.log_of_this_life()
    disk.unmount()
    disk.mount()
    begin = time.monotonic()
    daemon.start()
    wait_for_flow(daemon, tally, begin)


def test_full_journal(endure, daemon, journal_room) -> None:
    endure("journal full", lambda it: fill_and_empty(daemon, journal_room, "journal_full", it))


def test_full_store(endure, daemon, store_room) -> None:
    endure("store full", lambda it: fill_and_empty(daemon, store_room, "store_full", it))


def test_read_only_disk(endure, daemon, disk) -> None:
    endure("read-only", lambda it: make_read_only(daemon, disk, it))
