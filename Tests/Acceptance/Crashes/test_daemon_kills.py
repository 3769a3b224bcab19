"""Promise P1: the daemon killed at any instant under load of QoS 1 loses nothing, doubles nothing.

Simulated shifts, and pulses that only their packet identifiers tell apart, are published with
QoS 1 to a real broker while the daemon is killed: at work, while it starts, while it recovers.
Afterwards every time, piece and stop equals what the simulator knows to be true.
"""

import contextlib
import json
import subprocess
import time
from collections.abc import Iterator

import pytest

from conftest import ROOT
from daemon import Daemon
from mask_line import replace_once
from processes import wait_until
from promise import Tally, runs
from shifts import LONG, Shift, fresh_shift

# What one shift does not take, the next one does.
KILLS = 40
KILLS_OF_PULSES = 10
PULSES = 1500
# Every third life ends while the daemon starts, every third while it recovers and connects.
PHASES = (0.15, 0.15, 0.5)


def live(daemon: Daemon, tally: Tally, number: int) -> None:
    """Lets the daemon, just started, come as far as a kill of this number is to find it."""
    phase = number % len(PHASES)
    for words in ("lane open", "connected")[:phase]:
        wait_until(lambda it=words: it in daemon.log_of_this_life(), timeout=60)
    time.sleep(tally.random.uniform(0, PHASES[phase]))


@pytest.fixture
def shift(bin_folder, tmp_path) -> Iterator[Shift]:
    """A shift on a fresh folder."""
    with fresh_shift(bin_folder, tmp_path) as it:
        yield it


def test_undisturbed_daemon_tells_the_truth(lineside, shift, tally) -> None:
    count = tally("P1", "undisturbed")
    shift.publish(count.seed, per_second=5000)
    count.runs = 1
    shift.check(lineside, count)


def test_stopped_daemon_takes_up_what_came_meanwhile(lineside, shift, tally) -> None:
    count = tally("P1", "stopped in good order")
    shift.publish(count.seed, per_second=5000)
    time.sleep(1)
    assert shift.daemon.stop() == 0
    time.sleep(2)
    assert shift.simulator.is_running(), "messages are to come while nobody listens"
    shift.daemon.start()
    count.runs = count.faults = 1
    shift.check(lineside, count)


def kill_in_a_shift(shift: Shift, kills: int, tally: Tally) -> None:
    """Kills the daemon so often, at moments of any kind, as long as the shift is published."""
    for number in range(kills):
        live(shift.daemon, tally, number)
        if not shift.simulator.is_running():
            break
        shift.daemon.kill()
        tally.faults += 1
        time.sleep(tally.random.uniform(0, 0.1))
        shift.daemon.start()


def test_killed_daemon_loses_nothing_and_doubles_nothing(
    lineside, bin_folder, tally, tmp_path
) -> None:
    count = tally("P1", "shifts")
    total = runs(KILLS)
    while count.faults < total:
        folder = tmp_path / str(count.runs)
        folder.mkdir()
        with fresh_shift(bin_folder, folder, LONG) as shift:
            shift.publish(count.seed + count.runs, per_second=1200)
            kill_in_a_shift(shift, min(total - count.faults, KILLS), count)
            shift.check(lineside, count)
        count.runs += 1


@pytest.fixture
def pulse_daemon(bin_folder, broker, tmp_path) -> Iterator[Daemon]:
    """A daemon of a plant where every message is one piece, without a time of its own."""
    example = ROOT / "Tests" / "Scenarios" / "redelivered-pulse" / "plant.yaml"
    text = example.read_text(encoding="utf-8")
    plant = tmp_path / "pulse.yaml"
    plant.write_text(replace_once(text, "127.0.0.1:1883", f"127.0.0.1:{broker.port}"))
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path)) as it:
        it.start()
        it.wait_until_ready()
        broker.wait_for_subscriptions(3)
        yield it


def test_killed_daemon_counts_every_pulse_once(lineside, pulse_daemon, broker, tally) -> None:
    daemon, count = pulse_daemon, tally("P1", "pulses")
    kills = runs(KILLS_OF_PULSES)
    command = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-t", "l1/u1/pulse", "-l"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as publisher:
        for number in range(kills):
            # Equal payloads: only the packet identifiers tell them apart.
            publisher.stdin.write(b"1\n" * PULSES)
            publisher.stdin.flush()
            live(daemon, count, number)
            daemon.kill()
            count.faults += 1
            daemon.start()
        daemon.wait_until_ready()
    assert publisher.returncode == 0
    count.runs = 1
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: daemon.messages().get("decoded", 0) >= kills * PULSES, timeout=60)
    daemon.wait_until_still()
    assert daemon.stop() == 0
    result = lineside("kpi", "--plant", daemon.plant, "--data", daemon.data, "--json")
    pieces = json.loads(result.stdout)["results"][0]["pieces"]
    count.count(kills * PULSES, pieces["made"] + pieces["outside_pbt"]["made"])
    assert (count.lost, count.doubled) == (0, 0)
