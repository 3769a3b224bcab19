"""Promise P1: the daemon killed at any instant under load of QoS 1 loses nothing, doubles nothing.

Simulated shifts, and pulses that only their packet identifiers tell apart, are published with
QoS 1 to a real broker while the daemon is killed: at work, while it starts, while it recovers.
Afterwards every time, piece and stop equals what the simulator knows to be true.
"""

import contextlib
import time
from collections.abc import Iterator

import pytest

import piecework
from daemon import Daemon
from processes import wait_until
from promise import Tally, runs
from shifts import LONG, Shift, fresh_folders, fresh_shift

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
    for folder, kills in fresh_folders(count, KILLS, tmp_path):
        with fresh_shift(bin_folder, folder, LONG) as shift:
            shift.publish(count.seed + count.runs, per_second=1200)
            kill_in_a_shift(shift, kills, count)
            shift.check(lineside, count)


def test_killed_daemon_counts_every_pulse_once(lineside, start, broker, tally, tmp_path) -> None:
    plant = piecework.write_plant(tmp_path / "plant.yaml", broker.address)
    daemon, count = start(plant, piecework.TOPICS), tally("P1", "pulses")
    count.runs = 1
    with contextlib.closing(piecework.Pulses(broker.port)) as pulses:
        for number in range(runs(KILLS_OF_PULSES)):
            pulses.send(PULSES)
            live(daemon, count, number)
            daemon.kill()
            count.faults += 1
            daemon.start()
        daemon.wait_until_ready()
        piecework.settle(lineside, daemon, count, pulses.finish(), timeout=60)
