"""The promise P6: a bad way to the broker loses nothing and doubles nothing.

All ways are bad at the same time, each with its own broker and daemon, because most of the time
all of them wait. LINESIDE_RUNS is how many runs there are of the first five kinds in all.
"""

import concurrent.futures
import contextlib
import pathlib
import re
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from daemon import Daemon
from links import FarBroker, Slow, Space, StoppableBroker, Swallowing, why_no_space
from network import Cable
from piecework import CLIENT, TOPICS, Pulses, settle, wait_for, write_plant
from processes import run_until_end, wait_until
from promise import Tally, runs
from rival import Rival

ROUNDS = -(-runs(5) // 5)
# Seconds: the ping after which a dead connection is noticed comes after 30, its lack 30 later.
NOTICED = 75
# A TCP that was long without an answer waits long before it tries again.
RECOVERY = 60


Part = TypeVar("Part")
Way = TypeVar("Way", bound=Cable)


class Line:
    """A daemon, its way and its broker, and who speaks to the broker."""

    def __init__(self, bin_folder: pathlib.Path, folder: pathlib.Path, tally: Tally) -> None:
        self.tally = tally
        self.folder = folder
        self._program = bin_folder / "lineside"
        self._closing = contextlib.ExitStack()
        folder.mkdir()

    def keep(self, part: Part) -> Part:
        """Closes a part at the end."""
        return self._closing.enter_context(contextlib.closing(part))

    def begin(self, broker, address: str, *prefix: str) -> None:
        """Starts the daemon, which reaches its broker at `address`."""
        plant = write_plant(self.folder / "plant.yaml", address)
        self.daemon = self.keep(Daemon(self._program, plant, self.folder))
        self.daemon.begin(broker, TOPICS)
        self.pulses = self.keep(Pulses(broker.port, *prefix))

    def begin_behind(self, way: Callable[[int], Way]) -> tuple[StoppableBroker, Way]:
        """Starts a broker, a way to it, and the daemon at the other end of that way."""
        broker = self.keep(StoppableBroker(self.folder))
        broker.start()
        cable = self.keep(way(broker.port))
        self.begin(broker, f"127.0.0.1:{cable.port}")
        return broker, cable

    def heal(self, timeout: float) -> None:
        """The way is whole again: measures until all that was sent is there, the last message
        included."""
        self.pulses.send(20, over=0.2)
        self.tally.recovered(wait_for(self.daemon, self.pulses.sent, timeout))

    def close(self) -> None:
        """Ends everything."""
        self._closing.close()


def reset(line: Line) -> None:
    """Connections are reset, many times."""
    _, cable = line.begin_behind(Cable)
    for _ in range(ROUNDS):
        for _ in range(3):
            line.pulses.send(300, over=line.tally.random.uniform(0.3, 1.2))
            wait_until(lambda: cable.is_used, 30)
            with cable.cut():
                line.pulses.send(100, over=line.tally.random.uniform(0, 0.5))
            line.tally.faults += 1
        line.tally.runs += 1
        line.heal(RECOVERY)
    assert cable.cuts == 3 * ROUNDS
    assert line.daemon.log().count('reason="lost') >= 3 * ROUNDS


def slow(line: Line) -> None:
    """The way carries 64 kbit/s, and a backlog waits at its end."""
    line.begin_behind(Slow)
    for _ in range(ROUNDS):
        line.pulses.send(3000, over=line.tally.random.uniform(0.5, 2))
        line.tally.runs += 1
        line.tally.faults += 1
        begin = time.monotonic()
        wait_for(line.daemon, line.pulses.sent, 120)
        # A message and its acknowledgement are 20 bytes at least: it must have been slow.
        assert time.monotonic() - begin > 3000 * 20 / Slow.BYTES_PER_SECOND / 2
        line.heal(RECOVERY)
    assert "disconnected" not in line.daemon.log(), "slow is not dead"


def half_open(line: Line) -> None:
    """The other end stands still for a while; then it is gone without a word."""
    broker, cable = line.begin_behind(Swallowing)
    for _ in range(ROUNDS):
        line.pulses.send(300, over=0.5)
        with broker.standing():
            time.sleep(line.tally.random.uniform(1, 4))
        line.heal(RECOVERY)
        line.pulses.send(200, over=0.5)
        cable.swallow()
        line.tally.faults += 2
        line.tally.runs += 1
        line.heal(NOTICED)
    assert line.daemon.log().count("reason=\"timeout") == ROUNDS


def partition(line: Line) -> None:
    """Nothing comes through for a while, which a connection survives; then for so long that both
    ends give it up, and before that our acknowledgements are lost."""
    with space_of(line) as (space, broker):
        line.begin(broker, broker.address, *space.prefix)
        for _ in range(ROUNDS):
            lost = line.daemon.log().count("disconnected")
            line.pulses.send(300, over=0.5)
            with space.dropping():
                line.pulses.send(300, over=line.tally.random.uniform(4, 10))
                assert line.daemon.messages()["decoded"] < line.pulses.sent
            line.heal(RECOVERY)
            assert line.daemon.log().count("disconnected") == lost, "a pause is no end"
            with space.dropping("", "input"):
                line.pulses.send(300, over=1)
                with space.dropping():
                    wait_until(lambda: not line.daemon.lane()["connected"], NOTICED)
            line.tally.runs += 1
            line.tally.faults += 2
            line.heal(RECOVERY)


def loss(line: Line) -> None:
    """Of the packets each way 30 % are lost."""
    with space_of(line) as (space, broker):
        line.begin(broker, broker.address, *space.prefix)
        for _ in range(ROUNDS):
            with space.dropping("numgen random mod 100 < 30"):
                line.pulses.send(600, over=line.tally.random.uniform(8, 16))
            assert space.dropped > 30 * (line.tally.runs + 1)
            line.tally.runs += 1
            line.tally.faults += 1
            line.heal(RECOVERY)
    assert "disconnected" not in line.daemon.log(), "lossy is not dead"


def second_client(line: Line) -> None:
    """Another client uses our client id: the broker gives the session to whoever comes last.

    Lineside says so and leaves it for longer and longer; what the other did not acknowledge is
    counted, once.
    """
    broker = line.keep(StoppableBroker(line.folder))
    broker.start()
    line.begin(broker, broker.address)
    rival = line.keep(Rival(broker.port, CLIENT))
    line.pulses.send(500)
    rival.start()
    # Three in a row tell it; the pauses before we come back double all the same.
    end = time.monotonic() + NOTICED
    while (count := short_connections(line.daemon)) < 4:
        assert time.monotonic() < end, "we did not come back"
        line.pulses.send(50, over=0.2)
    line.tally.runs, line.tally.faults = 1, count
    assert rival.bytes > 1000, "it was given what is ours"
    assert '"code":"client_id_taken"' in line.daemon.get("/readyz")[1]
    assert "Another client seems to use our client id" in line.daemon.get("/line/l1?lang=en")[1]
    assert "相同的用戶端識別碼" in line.daemon.get("/?lang=zh-Hant")[1]
    assert line.daemon.log().count("another client seems to use our client id") == 1
    # From our pauses of 1, 2, 4 s their jitter leaves half; the other's own second is on top.
    pauses = [after - before for before, after in zip(rival.turns, rival.turns[1:])]
    assert all(it > 1 + 2**turn / 2 for turn, it in enumerate(pauses)), pauses
    rival.close()
    wait_until(lambda: line.daemon.lane()["connected"], 70)
    line.heal(RECOVERY)


def short_connections(daemon: Daemon) -> int:
    """How many connections the broker ended soon after it took us."""
    found = re.search(r"^lineside_session_short_total\{.*\} (\d+)$", daemon.get("/metrics")[1], re.M)
    assert found, "it does not count them"
    return int(found[1])


@contextlib.contextmanager
def space_of(line: Line) -> Iterator[tuple[Space, FarBroker]]:
    """A broker in a network namespace."""
    if why := why_no_space():
        pytest.skip(why)
    # The broker goes first: a namespace lives as long as its processes.
    space = line.keep(Space())
    broker = line.keep(FarBroker(line.folder, space))
    broker.start()
    yield space, broker


WAYS: list[Callable[[Line], None]] = [reset, slow, half_open, partition, loss, second_client]


@pytest.fixture(scope="module")
def journeys(bin_folder, tmp_path_factory) -> Iterator[dict[str, concurrent.futures.Future]]:
    """What comes of each way, all begun at once."""
    folder = tmp_path_factory.mktemp("ways")

    def go(way: Callable[[Line], None]) -> None:
        tally = Tally("P6", way.__name__.replace("_", " "))
        with contextlib.closing(Line(bin_folder, folder / way.__name__, tally)) as line:
            try:
                way(line)
                settle(lineside, line.daemon, tally, line.pulses.finish())
            finally:
                with lock:
                    tally.close()

    def lineside(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run_until_end([bin_folder / "lineside", *arguments], timeout=60)

    lock = threading.Lock()
    with concurrent.futures.ThreadPoolExecutor(len(WAYS)) as pool:
        yield {way.__name__: pool.submit(go, way) for way in WAYS}


@pytest.mark.parametrize("way", [it.__name__ for it in WAYS])
def test_bad_way_to_the_broker_loses_and_doubles_nothing(journeys, way: str) -> None:
    journeys[way].result()
