"""What the tests of traps ask, and of whom."""

import pathlib
from collections.abc import Callable, Iterator

import pytest

from conftest import ROOT
from daemon import Daemon
from expectations import exact
from processes import Broker

from .plant import TOPICS, write_plant

SCENARIOS = ROOT / "Tests" / "Scenarios"


@pytest.fixture
def replay(lineside) -> Callable[..., dict]:
    """What `replay` says of a scenario, for more arguments."""

    def replay(scenario: str, *arguments: object) -> dict:
        folder = SCENARIOS / scenario
        result = lineside(
            "replay", "--plant", folder / "plant.yaml", folder / "messages.jsonl", "--json",
            *arguments,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        answer = exact(result.stdout)
        assert answer["balanced"]
        return answer

    return replay


@pytest.fixture
def stops(lineside, replay, tmp_path) -> Callable[..., list[dict]]:
    """The stops of a scenario, for more arguments."""

    def stops(scenario: str, *arguments: object) -> list[dict]:
        replay(scenario, "--data", tmp_path / scenario)
        result = lineside(
            "stops", "--plant", SCENARIOS / scenario / "plant.yaml",
            "--data", tmp_path / scenario, "--json", *arguments,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        return exact(result.stdout)["stops"]

    return stops


@pytest.fixture
def start(bin_folder, broker: Broker, tmp_path) -> Iterator[Callable[..., Daemon]]:
    """Starts daemons at the broker, on a plant of two machines or another, until they listen."""
    daemons: list[Daemon] = []

    def start(
        plant: pathlib.Path | None = None, folder: pathlib.Path = tmp_path, topics: int = TOPICS
    ) -> Daemon:
        plant = plant or write_plant(folder / "plant.yaml", broker.port)
        daemons.append(Daemon(bin_folder / "lineside", plant, folder))
        daemons[-1].start()
        daemons[-1].wait_until_ready()
        broker.wait_for_subscriptions(topics)
        return daemons[-1]

    yield start
    for it in daemons:
        it.close()
