"""A simulated shift, published with QoS 1 to a broker of its own, and a daemon that counts it."""

import contextlib
import pathlib
from collections.abc import Iterator

from daemon import Daemon
from mask_line import TOPICS, Simulator, differences_from_truth, write_plant
from processes import Broker, wait_until
from promise import Tally, runs

# How much longer than real the cycles of a short shift are, and of one for many kills.
SHORT, LONG = 10, 5


class Shift:
    """A shift that is published with QoS 1, and a daemon that is to count it."""

    def __init__(
        self, bin_folder: pathlib.Path, broker: Broker, folder: pathlib.Path, scale: int
    ) -> None:
        folder.mkdir(exist_ok=True)
        self._scale = scale
        plant = write_plant(folder / "plant.yaml", broker.port, scale)
        self.simulator = Simulator(bin_folder / "lineside-simulate", broker.port, folder)
        self.daemon = Daemon(bin_folder / "lineside", plant, folder)
        self.daemon.begin(broker, TOPICS)

    def publish(self, seed: int, per_second: int) -> None:
        """Begins to publish."""
        options = ["--qos", "1", "--seed", seed, "--rate-limit", per_second]
        self.simulator.start(*Simulator.SHIFT, *options, "--scale-cycle", self._scale)

    def check(self, lineside, tally: Tally) -> None:
        """Waits for the last message, ends the daemon, and holds every figure against the truth."""
        truth = self.simulator.truth(timeout=120)
        published = truth["messages"]["published"]
        self.daemon.wait_until_ready()
        # A redelivery may still come after the last message.
        with contextlib.suppress(TimeoutError):
            wait_until(lambda: self.daemon.messages().get("decoded", 0) >= published, timeout=30)
        self.daemon.wait_until_still()
        messages = self.daemon.messages()
        assert self.daemon.stop() == 0
        known = messages["received"] - messages["redelivered"]
        tally.count(sent=published, counted=known)
        assert known == messages["decoded"] == published
        assert not differences_from_truth(lineside, self.daemon, truth)

    def close(self) -> None:
        """Ends simulator and daemon where they still run."""
        self.simulator.close()
        self.daemon.close()


@contextlib.contextmanager
def fresh_shift(
    bin_folder: pathlib.Path, folder: pathlib.Path, scale: int = SHORT
) -> Iterator[Shift]:
    """A shift with a broker of its own, in a folder; a data folder that is there is used."""
    with contextlib.ExitStack() as stack:
        broker = stack.enter_context(contextlib.closing(Broker(folder)))
        broker.start()
        yield stack.enter_context(contextlib.closing(Shift(bin_folder, broker, folder, scale)))


def fresh_folders(tally: Tally, faults: int, folder: pathlib.Path) -> Iterator[tuple[pathlib.Path, int]]:
    """A folder for one shift after the other, and how many faults are left for it, until there
    were as many as are asked for; `faults`: as many as one shift takes at most."""
    total = runs(faults)
    while tally.faults < total:
        it = folder / str(tally.runs)
        it.mkdir()
        yield it, min(total - tally.faults, faults)
        tally.runs += 1
