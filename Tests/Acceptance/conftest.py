"""Fixtures of the acceptance tests: the real binaries, a real broker.

Everything runs on 127.0.0.1, on ports that were free a moment before, in folders that pytest
removes. The binaries come from a release build; LINESIDE_BIN names another folder.
"""

import contextlib
import os
import pathlib
import subprocess
from collections.abc import Callable, Iterator

import pytest

from processes import Broker, free_port, run_until_end
from promise import Tally

ROOT = pathlib.Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def bin_folder() -> pathlib.Path:
    """Folder of `lineside` and `lineside-simulate`."""
    folder = pathlib.Path(os.environ.get("LINESIDE_BIN", ROOT / ".build" / "release"))
    for name in ("lineside", "lineside-simulate"):
        assert (folder / name).exists(), f"{folder / name} is missing: make test builds it"
    return folder


@pytest.fixture
def lineside(bin_folder):
    """Runs `lineside` with arguments to its end and gives the completed process."""

    def run(*arguments: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
        return run_until_end([bin_folder / "lineside", *arguments], timeout)

    return run


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    """A mosquitto with the example configuration, on a port and in a folder of its own."""
    with contextlib.closing(
        Broker(ROOT / "config" / "mosquitto.conf", tmp_path, free_port())
    ) as it:
        it.start()
        yield it


@pytest.fixture
def tally() -> Iterator[Callable[[str, str], Tally]]:
    """Makes the tally of a promise's test, which prints its figures however the test ends."""
    made: list[Tally] = []

    def make(promise: str, part: str) -> Tally:
        made.append(Tally(promise, part))
        return made[-1]

    yield make
    for it in made:
        it.close()
