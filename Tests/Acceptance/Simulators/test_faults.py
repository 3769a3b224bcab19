"""Every scenario of the simulator with things going wrong: what is known is still what happened.

Connections are lost, the program is killed, messages come hours late and twice, counters begin
again or roll over. The broker keeps the session, so that all of it can be set right, exactly.
"""

import contextlib
import json
import os
import pathlib
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from daemon import Daemon
from expectations import differences
from mask_line import TOPICS, Simulator, differences_from_truth, write_plant
from network import Cable
from processes import wait_until
from simulated import EXAMPLES, SCENARIOS, replay, simulate

ON_TIME = "connection,restart,reset"
FAULTS = ON_TIME + ",late"
LONG = "LINESIDE_GATE" in os.environ
SEEDS = range(1, 11) if LONG else range(1, 2)
ROLLING_SEED = 11
LENGTH = "36h" if LONG else "9h"
# Seconds, of a debug build too.
TIMEOUT = 3600 if LONG else 600
# The mask line's cycles are so many times longer: fewer messages for the same faults.
SCALE = 5 if LONG else 10
# Items that a counter shows before it begins again, and at the start: little is left.
MODULUS = {
    "mask-line": 1000, "machining": 200, "sic-wafer": 300, "hydroponics": 1000, "yarn": 99_999,
}  # fmt: skip
KILLS = 4
CUTS = 4


def disturbed(
    bin_folder: pathlib.Path, folder: pathlib.Path, scenario: str, *options: object
) -> tuple[pathlib.Path, dict]:
    """The messages of a scenario as they arrive, and what really happened."""
    scale = SCALE if scenario == "mask-line" else 1
    return simulate(
        bin_folder, folder, scenario, LENGTH, "--scale-cycle", scale, *options
    )


def plant_of(scenario: str, folder: pathlib.Path) -> pathlib.Path:
    """The plant file of a scenario, in step with its cycles."""
    if scenario == "mask-line":
        return write_plant(folder / "plant.yaml", broker_port=18830, scale=SCALE)
    return EXAMPLES / f"{scenario}.yaml"


def is_truth(answer: dict, truth: dict) -> bool:
    """Whether nothing was set aside, and every figure is what happened."""
    assert answer["samples"]["late_set_aside"] == 0
    found = differences(truth["results"], answer["results"])
    assert not found, "\n".join(found)
    return True


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_truth_is_found_through_every_fault(
    lineside, bin_folder, tmp_path, scenario: str, seed: int
) -> None:
    messages, truth = disturbed(bin_folder, tmp_path, scenario, "--seed", seed, "--faults", FAULTS)
    answer = replay(lineside, plant_of(scenario, tmp_path), messages, truth, TIMEOUT)
    assert is_truth(answer, truth)
    told = what_went_wrong(messages, truth)
    print(f"{scenario}, seed {seed}: {dict(told)}")
    assert min(told[kind] for kind in ("connection_lost", "restart", "again")) > 0
    assert answer["messages"]["redelivered"] == told["again"]
    assert answer["messages"]["decoded"] == truth["messages"]["published"]
    resets = [it for it in answer["findings"] if it["kind"] == "counter_reset"]
    assert len({it["signal"] for it in resets}) > 2, "counters of several units begin again"


def what_went_wrong(messages: pathlib.Path, truth: dict) -> Counter:
    """How often the connection was lost and the program killed, and how many messages came again."""
    told = Counter()
    with messages.open(encoding="utf-8") as lines:
        for line in lines:
            told["lines"] += 1
            if '"event":' in line:
                told[json.loads(line)["event"]] += 1
                told["events"] += 1
    # The last line says until when time runs.
    told["again"] = told["lines"] - 1 - told["events"] - truth["messages"]["published"]
    return told


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_truth_is_found_through_counters_that_roll_over(
    lineside, bin_folder, tmp_path, scenario: str
) -> None:
    modulus = MODULUS[scenario]
    messages, truth = disturbed(
        bin_folder, tmp_path, scenario, "--seed", ROLLING_SEED, "--faults", ON_TIME,
        "--counter-modulus", modulus, "--counters-start", modulus * 19 // 20,
    )  # fmt: skip
    plant = tmp_path / "rolling.yaml"
    text = plant_of(scenario, tmp_path).read_text(encoding="utf-8")
    plant.write_text(rolling(text, modulus), encoding="utf-8")
    answer = replay(lineside, plant, messages, truth, TIMEOUT)
    assert is_truth(answer, truth)
    assert any(it["kind"] == "counter_rollover" for it in answer["findings"])


def rolling(plant: str, modulus: int) -> str:
    """The plant file with the number of values that its counters of pieces have."""
    lines = plant.splitlines()
    for number, line in enumerate(lines):
        if "kind: counter" in line:
            lines[number] = line.replace("type: cumulative", f"type: cumulative, modulus: {modulus}")
    return "\n".join(lines) + "\n"


@pytest.fixture
def cable(broker) -> Iterator[Cable]:
    """The way from the daemon to the broker."""
    with contextlib.closing(Cable(broker.port)) as it:
        yield it


@pytest.fixture
def daemon(start, cable, tmp_path) -> Daemon:
    """A daemon at the end of that way that has subscribed."""
    return start(write_plant(tmp_path / "plant.yaml", cable.port, SCALE), TOPICS)


def test_truth_is_found_live_through_kills_cuts_backlogs_and_resets(
    lineside, daemon, simulator, cable
) -> None:
    moments, begin = random.Random(SEEDS[0]), time.monotonic()
    simulator.start(
        *Simulator.SHIFT, "--qos", 1, "--seed", SEEDS[0], "--scale-cycle", SCALE,
        "--faults", "late,reset", "--rate-limit", 2500,
    )  # fmt: skip
    deeds = ["kill"] * KILLS + ["cut"] * CUTS
    moments.shuffle(deeds)
    for deed in deeds:
        time.sleep(moments.uniform(0.2, 1.2))
        assert simulator.is_running(), "every fault is to fall into the publishing"
        if deed == "kill":
            daemon.kill()
            time.sleep(moments.uniform(0, 0.3))
            daemon.start()
        else:
            wait_until(lambda: cable.is_used)
            with cable.cut():
                time.sleep(moments.uniform(0, 0.5))
    truth = simulator.truth(timeout=120)
    wait_until(lambda: daemon.messages().get("decoded", 0) >= truth["messages"]["published"], 60)
    daemon.wait_until_still()
    messages = daemon.messages()
    assert cable.cuts == CUTS
    assert messages["received"] - messages["redelivered"] == truth["messages"]["published"]
    assert messages["decoded"] == truth["messages"]["published"]
    # What came late is folded beside the live core.
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: not differences_from_truth(lineside, daemon, truth), timeout=30)
    assert daemon.stop() == 0
    found = differences_from_truth(lineside, daemon, truth)
    assert not found, "\n".join(found)
    print(
        f"kills {KILLS}, cuts {CUTS}, messages {truth['messages']['published']}, redelivered "
        f"{messages['redelivered']}, {time.monotonic() - begin:.1f} s"
    )
