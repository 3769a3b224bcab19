"""The promise: from our acknowledgement on nothing is lost by a crash, and everything counts once.

A simulated shift is published with QoS 1 to a real broker while the daemon is killed, stopped, or
left alone. Afterwards every time, piece and stop equals what the simulator knows to be true.
"""

import contextlib
import json
import random
import subprocess
import time
from collections.abc import Iterator

import pytest

from conftest import ROOT
from daemon import Daemon
from mask_line import TOPICS, Simulator, differences_from_truth, replace_once, write_plant
from processes import wait_until

SEED = 20260302
KILLS = 10
SCALE = 5
PULSES = 2000


@pytest.fixture
def daemon(bin_folder, broker, tmp_path) -> Iterator[Daemon]:
    """A daemon on a fresh folder that has made its session and subscribed."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port, SCALE)
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path)) as it:
        it.start()
        it.wait_until_ready()
        broker.wait_for_subscriptions(TOPICS)
        yield it


@pytest.fixture
def simulator(bin_folder, broker, tmp_path) -> Iterator[Simulator]:
    """The simulator, publishing one shift."""
    program = bin_folder / "lineside-simulate"
    with contextlib.closing(Simulator(program, broker.port, tmp_path)) as it:
        yield it


def publish(simulator: Simulator, messages_per_second: int) -> None:
    """Begins to publish the shift, with QoS 1."""
    options = ["--qos", "1", "--seed", SEED, "--scale-cycle", SCALE]
    simulator.start(*Simulator.SHIFT, *options, "--rate-limit", messages_per_second)


def check(lineside, daemon: Daemon, simulator: Simulator, kills: int, start: float) -> None:
    """Waits for the last message, ends the daemon, and holds every figure against the truth."""
    truth = simulator.truth(timeout=90)
    published = truth["messages"]["published"]
    daemon.wait_until_ready()
    # A redelivery may still come after the last message.
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: daemon.messages().get("decoded", 0) >= published, timeout=30)
    daemon.wait_until_still()
    messages = daemon.messages()
    assert daemon.stop() == 0
    known = messages["received"] - messages["redelivered"]
    print(
        f"kills {kills}, messages {published}, lost {max(0, published - known)}, "
        f"doubled {max(0, known - published)}, redelivered {messages['redelivered']}, "
        f"{time.monotonic() - start:.1f} s, seed {SEED}"
    )
    assert known == messages["decoded"] == published
    assert not differences_from_truth(lineside, daemon, truth)


def test_undisturbed_daemon_tells_the_truth(lineside, daemon, simulator) -> None:
    start = time.monotonic()
    publish(simulator, messages_per_second=4000)
    check(lineside, daemon, simulator, kills=0, start=start)


def test_killed_daemon_loses_nothing_and_doubles_nothing(lineside, daemon, simulator) -> None:
    moments = random.Random(SEED)
    start = time.monotonic()
    publish(simulator, messages_per_second=2500)
    for _ in range(KILLS):
        time.sleep(moments.uniform(0.2, 1.8))
        assert simulator.is_running(), "every kill is to fall into the publishing"
        daemon.kill()
        time.sleep(moments.uniform(0, 0.3))
        daemon.start()
    check(lineside, daemon, simulator, kills=KILLS, start=start)
    assert daemon.log().count("lane open") > KILLS / 2, "the lives were long enough to do something"


def test_stopped_daemon_takes_up_what_came_meanwhile(lineside, daemon, simulator) -> None:
    start = time.monotonic()
    publish(simulator, messages_per_second=4000)
    time.sleep(1)
    assert daemon.stop() == 0
    time.sleep(3)
    assert simulator.is_running(), "messages are to come while nobody listens"
    daemon.start()
    check(lineside, daemon, simulator, kills=0, start=start)


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


def test_killed_daemon_counts_every_pulse_once(lineside, pulse_daemon, broker) -> None:
    daemon, moments, begin = pulse_daemon, random.Random(SEED), time.monotonic()
    command = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-t", "l1/u1/pulse", "-l"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as publisher:
        for _ in range(KILLS):
            # Equal payloads: only the packet identifiers tell them apart.
            publisher.stdin.write(b"1\n" * PULSES)
            publisher.stdin.flush()
            time.sleep(moments.uniform(0, 0.2))
            daemon.kill()
            daemon.start()
            daemon.wait_until_ready()
    assert publisher.returncode == 0
    wait_until(lambda: daemon.messages()["decoded"] >= KILLS * PULSES, timeout=30)
    daemon.wait_until_still()
    messages = daemon.messages()
    assert daemon.stop() == 0
    print(
        f"kills {KILLS}, pulses {KILLS * PULSES}, counted {messages['decoded']}, "
        f"redelivered {messages['redelivered']}, {time.monotonic() - begin:.1f} s, seed {SEED}"
    )
    result = lineside("kpi", "--plant", daemon.plant, "--data", daemon.data, "--json")
    pieces = json.loads(result.stdout)["results"][0]["pieces"]
    assert pieces["made"] + pieces["outside_pbt"]["made"] == KILLS * PULSES
