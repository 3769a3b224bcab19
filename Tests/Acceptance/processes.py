"""Processes that the tests start and end, and the ports they use."""

import contextlib
import itertools
import os
import pathlib
import random
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable

from promise import ROOT

# Below the ports that the system gives to connections, which could take one that we found free.
# Each worker of a run has its own of them.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
WORKERS = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
PORTS = range(11_000 + WORKER, 32_000, WORKERS)
_ports = itertools.cycle(random.sample(PORTS, len(PORTS)))


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on, and that no other worker of this run is given."""
    for port in _ports:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(is_so: Callable[[], bool], timeout: float = 20) -> None:
    """Returns once something is so; fails after `timeout` seconds."""
    end = time.monotonic() + timeout
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(f"{is_so} is still not so after {timeout} s")
        time.sleep(0.02)


def run_until_end(command: list, timeout: float) -> subprocess.CompletedProcess[str]:
    """Runs a command to its end, with its output as text."""
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, timeout=timeout, check=False)


class Broker:
    """A mosquitto that runs from our example configuration, on a port of its own."""

    # What stands before its command.
    _prefix: tuple[str, ...] = ()

    def __init__(
        self, folder: pathlib.Path, settings: str = "", host: str = "127.0.0.1"
    ) -> None:
        self.port = port = free_port()
        self.address = f"{host}:{port}"
        self._folder = folder / "broker"
        self._folder.mkdir()
        # Only the port and the folder differ from the example: what is tested is what is shown.
        text = (ROOT / "config" / "mosquitto.conf").read_text(encoding="utf-8")
        text = self._replace(text, "listener 1883 127.0.0.1", f"listener {port} 127.0.0.1")
        folder_line = f"persistence_location {self._folder}/\nuser {self._user()}"
        text = self._replace(text, "persistence_location /var/lib/mosquitto/", folder_line)
        # Subscriptions in the log tell when a client is ready to receive.
        text += "log_type subscribe\n" + settings
        if host != "127.0.0.1":
            text += f"listener {port} {host}\n"
        self._configuration = self._folder / "mosquitto.conf"
        self._configuration.write_text(text, encoding="utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def _user() -> str:
        # Started as root, mosquitto would become a user that cannot write to our folder.
        return pathlib.Path.home().owner()

    @staticmethod
    def _replace(text: str, old: str, new: str) -> str:
        assert text.count(old) == 1, f"the example configuration lacks the line `{old}`"
        return text.replace(old, new)

    def start(self) -> None:
        """Starts the broker and waits until it listens."""
        # Debian puts it where the PATH of ordinary users does not look.
        program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self._prefix, program, "-c", self._configuration], stdout=log, stderr=log
            )
        wait_until(self._listens, timeout=10)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            host, port = self.address.split(":")
            return probe.connect_ex((host, int(port))) == 0

    def kill(self) -> None:
        """Ends the broker as a power cut would: it saves nothing more."""
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Takes away what the broker has saved, while it does not run."""
        (self._folder / "mosquitto.db").unlink(missing_ok=True)

    def close(self) -> None:
        """Ends the broker in good order; does nothing where it does not run."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=10)

    def log(self) -> str:
        """What the broker has said so far."""
        return (self._folder / "log").read_text(encoding="utf-8")

    def wait_for_subscriptions(self, count: int, timeout: float = 20) -> None:
        """Returns once clients have subscribed to so many topics since the broker was made."""
        pattern = re.compile(r"^\d+: \S+ \d \S+$", re.MULTILINE)
        wait_until(lambda: len(pattern.findall(self.log())) >= count, timeout)
