"""A second client with our client id: the broker gives the session to whoever comes last.

Lineside says so, leaves the session for longer and longer, and what the other did not acknowledge
is counted, once.
"""

import contextlib
import re
import time
from collections.abc import Iterator

import pytest

from daemon import Daemon
from piecework import CLIENT, TOPICS, Pulses, settle, write_plant
from processes import wait_until
from promise import runs
from rival import Rival

# Each time the pause before we come back doubles, up to a minute.
TAKEOVERS = 1 + runs(2)


@pytest.fixture
def daemon(bin_folder, broker, tmp_path) -> Iterator[Daemon]:
    """A daemon that listens."""
    plant = write_plant(tmp_path / "plant.yaml", f"127.0.0.1:{broker.port}")
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path)) as it:
        it.start()
        it.wait_until_ready()
        broker.wait_for_subscriptions(TOPICS)
        yield it


def takeovers(daemon: Daemon) -> int:
    """How often it was sent away for another client."""
    found = re.search(r"^lineside_session_takeovers_total\{.*\} (\d+)$", daemon.get("/metrics")[1], re.M)
    return int(found[1])


def test_second_client_of_our_name_is_told_of_and_not_fought(
    lineside, broker, daemon, tally
) -> None:
    tally = tally("P6", "second client")
    with (
        contextlib.closing(Pulses(broker.port)) as pulses,
        contextlib.closing(Rival(broker.port, CLIENT)) as rival,
    ):
        pulses.send(500)
        begin = time.monotonic()
        rival.start()
        while takeovers(daemon) < TAKEOVERS:
            pulses.send(50, over=0.2)
            assert time.monotonic() - begin < 70 * TAKEOVERS
        tally.runs, tally.faults = 1, takeovers(daemon)
        assert rival.bytes > 1000, "it was given what is ours"
        assert '"code":"client_id_taken"' in daemon.get("/readyz")[1]
        assert "Another client uses our client id" in daemon.get("/line/l1?lang=en")[1]
        assert "相同的用戶端識別碼" in daemon.get("/?lang=zh-Hant")[1]
        log = daemon.log()
        assert log.count("another client uses our client id and takes messages that are ours") == 1
        assert f"another client uses the client id {CLIENT}" in log
        # The first pauses are 4 and 8 seconds, shortened by their jitter to half at most.
        pauses = [after - before for before, after in zip(rival.turns, rival.turns[1:])]
        assert len(rival.turns) <= TAKEOVERS + 1
        assert sum(pauses) >= sum(min(2**turn, 30) for turn in range(1, len(pauses) + 1)), pauses
        rival.close()
        gone = time.monotonic()
        wait_until(lambda: daemon.lane()["connected"], 70)
        pulses.send(50)
        settle(lineside, daemon, tally, pulses.finish())
        tally.recovered(time.monotonic() - gone)
