"""What the tests of traps ask, and of whom."""

import pathlib
from collections.abc import Callable

import pytest

from daemon import Daemon
from expectations import told
from processes import Broker
from promise import ROOT

from .plant import TOPICS, write_plant

SCENARIOS = ROOT / "Tests" / "Scenarios"


@pytest.fixture
def replay(lineside) -> Callable[..., dict]:
    """What `replay` says of a scenario, for more arguments."""

    def replay(scenario: str, *arguments: object) -> dict:
        folder = SCENARIOS / scenario
        files = [folder / "plant.yaml", folder / "messages.jsonl"]
        return told(lineside("replay", "--plant", *files, "--json", *arguments))

    return replay


@pytest.fixture
def stops(lineside, replay, tmp_path) -> Callable[..., list[dict]]:
    """The stops of a scenario, for more arguments."""

    def stops(scenario: str, *arguments: object) -> list[dict]:
        replay(scenario, "--data", tmp_path / scenario)
        command = ["stops", "--plant", SCENARIOS / scenario / "plant.yaml", "--json"]
        return told(lineside(*command, "--data", tmp_path / scenario, *arguments))["stops"]

    return stops


@pytest.fixture
def start(start, broker: Broker, tmp_path) -> Callable[..., Daemon]:
    """Starts daemons at the broker, on a plant of two machines or another, until they listen."""

    def begin(
        plant: pathlib.Path | None = None, folder: pathlib.Path = tmp_path, topics: int = TOPICS
    ) -> Daemon:
        return start(plant or write_plant(folder / "plant.yaml", broker.port), topics, folder)

    return begin
