"""Whoever asks while the daemon starts or ends is answered or turned away: nobody is left waiting,
and no connection brings the process down."""

import collections
import contextlib
import shutil
import socket
import subprocess
import threading

import pytest

from daemon import Daemon
from mask_line import write_plant
from processes import free_port, wait_until
from promise import runs

STARTS = runs(25)
ENDS = runs(8)
ASKERS = 4
# An answer takes milliseconds; a daemon under load, or a debug build, longer.
PATIENCE = 8
REQUEST = b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"


class Asker(threading.Thread):
    """Asks again and again, without a pause, until it is answered so often or left waiting."""

    def __init__(self, port: int, answers: float = 1) -> None:
        super().__init__(daemon=True)
        self._port = port
        self.answers = answers
        self.ends: collections.Counter[str] = collections.Counter()

    def run(self) -> None:
        """Ends with its answers, or where none comes."""
        while self.ends["answered"] < self.answers and not self.ends["left waiting"]:
            self.ends[self._ask()] += 1

    def _ask(self) -> str:
        with socket.socket() as it:
            it.settimeout(PATIENCE)
            try:
                it.connect(("127.0.0.1", self._port))
            except OSError:
                return "refused"
            try:
                it.sendall(REQUEST)
                return "answered" if it.recv(65536).startswith(b"HTTP/1.1 200") else "closed"
            except TimeoutError:
                return "left waiting"
            except OSError:
                return "closed"


def test_no_request_is_left_waiting_while_the_daemon_starts(bin_folder, tmp_path) -> None:
    plant = write_plant(tmp_path / "plant.yaml", free_port())
    ends: collections.Counter[str] = collections.Counter()
    for number in range(STARTS):
        daemon = Daemon(bin_folder / "lineside", plant, tmp_path / str(number))
        daemon.data.parent.mkdir()
        with contextlib.closing(daemon):
            askers = [Asker(daemon.port) for _ in range(ASKERS)]
            for asker in askers:
                asker.start()
            daemon.start()
            for asker in askers:
                asker.join(60)
                ends += asker.ends
            assert daemon.stop() == 0
    print(dict(ends))
    assert ends["left waiting"] == 0
    assert ends["answered"] == STARTS * ASKERS


@pytest.mark.skipif(not shutil.which("strace"), reason="SKIPPED: strace is not installed")
def test_daemon_that_fails_while_many_ask_says_why_and_ends(bin_folder, tmp_path) -> None:
    plant = write_plant(tmp_path / "plant.yaml", free_port())
    strace = [shutil.which("strace"), "-f", "-o", "/dev/null", "-e", "trace=fdatasync"]
    codes, logs = [], []
    for number in range(ENDS):
        daemon = Daemon(bin_folder / "lineside", plant, tmp_path / str(number))
        daemon.data.parent.mkdir()
        with contextlib.closing(daemon):
            daemon.start(SWIFT_BACKTRACE="enable=no")
            wait_until(lambda it=daemon: it.get("/healthz")[0] == 200)
            askers = [Asker(daemon.port, answers=float("inf")) for _ in range(ASKERS + 2)]
            for asker in askers:
                asker.start()
            # The next sync fails, within a second: the daemon gives up.
            fault = ["-e", "inject=fdatasync:error=EIO", "-p", str(daemon.process)]
            with subprocess.Popen([*strace, *fault], stderr=subprocess.DEVNULL):
                wait_until(lambda it=daemon: not it.is_running())
            for asker in askers:
                asker.answers = 0
            codes.append(daemon.exit_code)
            logs.append(daemon.log())
    assert codes == [74] * ENDS
    # Whichever met it first, the journal or the store.
    assert all("Input/output error" in log or "disk I/O error" in log for log in logs)
