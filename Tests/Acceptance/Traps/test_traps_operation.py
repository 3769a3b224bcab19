"""Traps of brokers, disks and protocols, with the real ones."""

import contextlib
import pathlib
import time
from collections.abc import Iterator

import pytest

from disks import Room
from expectations import exact
from processes import wait_until

from .plant import TOPICS, say, write_plant

# Seconds after which data must flow again.
RECOVERY = 10
ROOM = 24 << 20


def status(total: int) -> dict:
    """A machine that produces."""
    return {"state": "producing", "total": total}


def pieces(daemon, lineside, unit: str = "l1/u1") -> int:
    """All pieces of a unit, from the store."""
    result = lineside("kpi", "--plant", daemon.plant, "--data", daemon.data, "--json", "--unit", unit)
    figures = exact(result.stdout)["results"] if result.returncode == 0 else []
    return sum(it["pieces"]["made"] for it in figures)


def test_trap_20_topics_changed_under_a_persistent_session(start, broker, tmp_path) -> None:
    daemon = start()
    say(broker, "l1/u1/status", status(1))
    wait_until(lambda: daemon.messages()["decoded"] == 1)
    assert daemon.stop() == 0
    write_plant(daemon.plant, broker.port, topic="moved/{unit}/status")
    daemon.start()
    daemon.wait_until_ready()
    broker.wait_for_subscriptions(2 * TOPICS)
    wait_until(lambda: "old subscriptions dropped" in daemon.log())
    received = daemon.messages()["received"]
    say(broker, "l1/u1/status", status(2), status(3))
    say(broker, "moved/u1/status", status(4))
    wait_until(lambda: daemon.messages()["decoded"] == 2)
    daemon.wait_until_still()
    messages = daemon.messages()
    assert messages["received"] == received + 1, "the broker sends nothing of the old topics"
    assert messages["unbound"] == 0


def test_trap_21_broker_restart_loses_and_doubles_nothing(start, broker, lineside) -> None:
    daemon = start()
    say(broker, "l1/u1/status", status(100))
    for life in (1, 2):
        say(broker, "l1/u1/status", status(100 + 10 * life))
        wait_until(lambda it=life: daemon.messages()["decoded"] == 2 * it)
        # The broker saves what it knows once a second.
        time.sleep(1.5)
        broker.kill()
        wait_until(lambda: daemon.get("/readyz")[0] != 200)
        broker.start()
        begin = time.monotonic()
        daemon.wait_until_ready(timeout=RECOVERY)
        say(broker, "l1/u1/status", status(105 + 10 * life))
        wait_until(lambda it=life: daemon.messages()["decoded"] == 2 * it + 1, timeout=RECOVERY)
        assert time.monotonic() - begin < RECOVERY
    wait_until(lambda: pieces(daemon, lineside) == 25)
    messages = daemon.messages()
    assert messages["received"] == messages["decoded"] + messages["redelivered"]


@pytest.fixture
def room(tmp_path) -> Iterator[Room]:
    """A folder on a file system of its own, with little room."""
    with contextlib.closing(Room(tmp_path / "small", ROOM)) as it:
        yield it


def test_trap_22_full_store_stops_reading_says_so_and_goes_on(
    start, broker, room, lineside
) -> None:
    daemon = start(folder=room.folder)
    say(broker, "l1/u1/status", status(100))
    wait_until(lambda: pieces(daemon, lineside) == 0 and daemon.messages()["decoded"] == 1)
    room.fill()
    # A payload of a hundred kilobytes is more than any page of a file that still has room.
    broad = {"state": "producing", "total": 103, "note": "x" * 100_000}
    say(broker, "l1/u1/status", *[{**broad, "total": 100 + it} for it in range(1, 60)])
    wait_until(lambda: daemon.get("/readyz")[0] == 503)
    assert "store_full" in daemon.get("/readyz")[1] or "journal_full" in daemon.get("/readyz")[1]
    wait_until(lambda: "The disk is full" in daemon.get("/line/l1?lang=en")[1])
    assert daemon.is_running()
    assert daemon.messages()["decoded"] < 60, "what is not stored is not acknowledged"
    room.empty()
    begin = time.monotonic()
    daemon.wait_until_ready(timeout=RECOVERY)
    wait_until(lambda: daemon.messages()["decoded"] == 60, timeout=RECOVERY)
    wait_until(lambda: pieces(daemon, lineside) == 59, timeout=RECOVERY)
    print(f"room again: all counted after {time.monotonic() - begin:.1f} s")
    messages = daemon.messages()
    assert messages["received"] == messages["decoded"] + messages["redelivered"]


def sparkplug(plant: pathlib.Path) -> None:
    """Has the plant count by a Sparkplug metric."""
    text = plant.read_text(encoding="utf-8")
    old = 'topic: "l1/{unit}/status", field: total, type'
    assert text.count(old) == 1
    text = text.replace(old, "sparkplug: plant/edge-1/u1, metric: Total, type")
    plant.write_text(text, encoding="utf-8")


def test_trap_29_sparkplug_is_not_decoded_and_says_so(start, broker, lineside, tmp_path) -> None:
    plant = write_plant(tmp_path / "plant.yaml", broker.port)
    sparkplug(plant)
    said = lineside("check", plant)
    for unit in ("u1", "u2"):
        assert f"signal l1/{unit}/made: Sparkplug is not decoded yet" in said.stdout + said.stderr
    # A birth certificate: timestamp, one metric Total of type Int64, seq 0.
    birth = bytes.fromhex("08c0d8e2a5df33120f0a05546f74616c180420046088271800")
    daemon = start(plant)
    say(broker, "l1/u1/status", birth)
    wait_until(lambda: daemon.messages()["received"] == 1)
    messages = daemon.messages()
    assert (messages["quarantined"], messages["decoded"]) == (1, 0)
    assert pieces(daemon, lineside) == 0
