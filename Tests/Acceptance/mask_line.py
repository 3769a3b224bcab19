"""The simulated mask line: its plant file at another pace, its simulator, and the truth."""

import pathlib
import re
import subprocess

from daemon import Daemon
from expectations import differences, exact, told
from promise import ROOT

EXAMPLE = ROOT / "config" / "examples" / "mask-line.yaml"
TOPICS = 12


def write_plant(path: pathlib.Path, broker_port: int, scale: int = 1) -> pathlib.Path:
    """The example's plant: at another broker, with longer cycles, for messages however late."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = replace_once(text, "127.0.0.1:18830", f"127.0.0.1:{broker_port}")
    # The simulated shift is in the past of the clock that the daemon reads.
    text = replace_once(text, "lateness: 7 d", "lateness: 4000 d")
    times = re.compile(r"item_time: (\d+) ms")
    text = times.sub(lambda found: f"item_time: {int(found[1]) * scale} ms", text)
    path.write_text(text, encoding="utf-8")
    return path


def replace_once(text: str, old: str, new: str) -> str:
    """Replaces what must be there exactly once."""
    assert text.count(old) == 1, f"`{old}` is there {text.count(old)} times"
    return text.replace(old, new)


class Simulator:
    """A `lineside-simulate` of one past day shift, as fast as told."""

    SHIFT = ("--start", "2026-03-02T08:00:00+08:00", "--duration", "8h", "--speed", "max")

    def __init__(self, program: pathlib.Path, broker_port: int, folder: pathlib.Path) -> None:
        self._program = program
        self._broker = f"127.0.0.1:{broker_port}"
        self._truth = folder / "truth.json"
        self._log = folder / "simulate.log"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Begins to publish; `options` are those of the command."""
        command = [self._program, "--broker", self._broker, "--truth", self._truth, *options]
        with self._log.open("wb") as log:
            words = [str(word) for word in command]
            self._process = subprocess.Popen(words, stdout=log, stderr=log)

    def is_running(self) -> bool:
        """Whether it still publishes."""
        return self._process.poll() is None

    def truth(self, timeout: float) -> dict:
        """Waits until the broker has acknowledged everything, and gives what really happened."""
        assert self._process.wait(timeout) == 0, self._log.read_text(encoding="utf-8")
        truth = exact(self._truth.read_text(encoding="utf-8"))
        assert truth["messages"]["acknowledged"] == truth["messages"]["published"]
        return truth

    def close(self) -> None:
        """Ends it where it still runs."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def differences_from_truth(lineside, daemon: Daemon, truth: dict) -> list[str]:
    """What `lineside kpi` says of every whole shift of the run, against what really happened."""
    command = ["kpi", "--plant", daemon.plant, "--data", daemon.data, "--json", "--by", "shift"]
    answer = told(lineside(*command, "--from", truth["start"], "--to", truth["end"]))
    return differences(truth["results"], answer["results"])
