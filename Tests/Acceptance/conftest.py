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

from daemon import Daemon
from mask_line import Simulator
from processes import Broker, run_until_end
from promise import ROOT, Tally
from workers import ByModule


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByModule:
    """Shares tests out among workers, where there are several."""
    return ByModule(config, log)


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
    with contextlib.closing(Broker(tmp_path)) as it:
        it.start()
        yield it


@pytest.fixture
def make_daemon(bin_folder, tmp_path) -> Iterator[Callable[..., Daemon]]:
    """Makes daemons of a plant file that are yet to start, and ends them."""
    with contextlib.ExitStack() as stack:

        def make(plant: pathlib.Path, folder: pathlib.Path = tmp_path) -> Daemon:
            it = Daemon(bin_folder / "lineside", plant, folder)
            return stack.enter_context(contextlib.closing(it))

        yield make


@pytest.fixture
def start(make_daemon, broker, tmp_path) -> Callable[..., Daemon]:
    """Starts daemons of a plant file; each has subscribed to so many topics of the broker."""

    def start(
        plant: pathlib.Path, topics: int, folder: pathlib.Path = tmp_path, **environment: str
    ) -> Daemon:
        it = make_daemon(plant, folder)
        it.begin(broker, topics, **environment)
        return it

    return start


@pytest.fixture
def simulator(bin_folder, broker, tmp_path) -> Iterator[Simulator]:
    """A simulator at the broker that is yet to start."""
    with contextlib.closing(
        Simulator(bin_folder / "lineside-simulate", broker.port, tmp_path)
    ) as it:
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
