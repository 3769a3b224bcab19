"""A stuck daemon is told from a quiet line: on the page, to programs, to the service manager."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator

import pytest

from daemon import Daemon
from manager import ServiceManager
from mask_line import TOPICS, write_plant
from processes import wait_until

# Half of it is how long a thread may stand.
WATCHDOG_S = 2


@pytest.fixture
def manager(tmp_path) -> ServiceManager:
    """A socket that hears what a service manager would."""
    return ServiceManager(str(tmp_path / "notify"))


@pytest.fixture
def daemon(start, broker, tmp_path, manager) -> Daemon:
    """A daemon of a line on which nothing is said."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port)
    watchdog = str(WATCHDOG_S * 1_000_000)
    return start(plant, TOPICS, NOTIFY_SOCKET=manager.name, WATCHDOG_USEC=watchdog)


@contextlib.contextmanager
def locked(daemon: Daemon) -> Iterator[None]:
    """The store's file, locked by another program."""
    other = sqlite3.connect(daemon.data / "facts.sqlite", isolation_level=None, timeout=10)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def test_quiet_line_is_not_stuck(daemon, manager) -> None:
    before = daemon.health()["lanes"][0]["position"]
    manager.forget()
    time.sleep(2 * WATCHDOG_S)
    told = daemon.health()
    lane = told["lanes"][0]
    assert (lane["condition"], told["stalled"], told["ready"]) == ("quiet", [], True)
    assert lane["position"] > before, "the ticks of a quiet line are folded"
    assert lane["stored"] >= lane["position"] - 5
    assert manager.hears("WATCHDOG=1")
    assert daemon.get("/readyz")[0] == 200
    assert "no message, all threads turn" in daemon.get("/health?lang=en")[1]


def test_store_that_is_locked_by_another_program_is_told_and_goes_on(daemon, manager) -> None:
    with locked(daemon):
        wait_until(lambda: daemon.get("/healthz")[0] == 503, timeout=10)
        assert daemon.get("/healthz")[1] == "stalled: store\n"
        manager.forget()
        time.sleep(1.25 * WATCHDOG_S)
        assert not manager.hears("WATCHDOG=1")
        told = daemon.health()
        assert (told["stalled"], told["lanes"][0]["condition"]) == (["store"], "stalled")
        assert not told["ready"] and told["reasons"][0]["code"] == "stalled"
        assert daemon.get("/readyz")[0] == 503
        assert 'lineside_thread_stalled{thread="store"} 1\n' in daemon.get("/metrics")[1]
        assert "Does not go on:" in daemon.get("/health?lang=en")[1]
    wait_until(lambda: daemon.get("/readyz")[0] == 200, timeout=10)
    wait_until(lambda: manager.hears("WATCHDOG=1"), timeout=10)
    daemon.wait_until_stored()
    assert daemon.health()["balanced"]
