"""Every scenario of the simulator: a shift of it, replayed, gives what really happened."""

import pathlib

import pytest

from expectations import differences
from simulated import EXAMPLES, SCENARIOS, replay, simulate

# A whole shift of each, and a part of the next.
LENGTH = "13h"
# Seconds; of a debug build the mask line takes more than one minute.
TIMEOUT = 240
SEED = "20260302"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_replayed_shifts_equal_the_truth(lineside, bin_folder, tmp_path, scenario: str) -> None:
    messages, truth = simulate(bin_folder, tmp_path, scenario, LENGTH, "--seed", SEED)
    answer = replay(lineside, EXAMPLES / f"{scenario}.yaml", messages, truth, TIMEOUT)
    assert answer["messages"]["decoded"] == truth["messages"]["published"]
    found = differences(truth["results"], answer["results"])
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.yaml")), ids=lambda file: file.stem)
def test_every_example_is_accepted(lineside, example: pathlib.Path) -> None:
    result = lineside("check", example)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_scenario_has_a_plant_file() -> None:
    assert len(SCENARIOS) >= 5
    assert set(SCENARIOS) <= {file.stem for file in EXAMPLES.glob("*.yaml")}
