"""A plant where every message is one piece, without a time of its own: who loses or doubles a
message has lost or doubled a piece."""

import pathlib
import subprocess
import time

from daemon import Daemon
from expectations import told
from mask_line import replace_once
from processes import wait_until
from promise import ROOT, Tally

TOPIC = "l1/u1/pulse"
TOPICS = 3
CLIENT = "lineside-test"


def write_plant(path: pathlib.Path, address: str) -> pathlib.Path:
    """Writes its plant file for a broker at `host:port`."""
    example = ROOT / "Tests" / "Scenarios" / "redelivered-pulse" / "plant.yaml"
    text = example.read_text(encoding="utf-8")
    path.write_text(replace_once(text, "127.0.0.1:1883", address), encoding="utf-8")
    return path


class Pulses:
    """Publishes one piece after the other with QoS 1; equal payloads, so that only the broker's
    packet identifiers tell them apart."""

    def __init__(self, port: int, *prefix: str, topic: str = TOPIC) -> None:
        client = ["mosquitto_pub", "-p", str(port), "-q", "1", "-t", topic, "-l"]
        self._process = subprocess.Popen([*prefix, *client], stdin=subprocess.PIPE)
        self.sent = 0

    def send(self, count: int, over: float = 0) -> None:
        """Sends so many, spread over so many seconds."""
        end = time.monotonic() + over
        for left in range(count, 0, -1):
            self._process.stdin.write(b"1\n")
            self._process.stdin.flush()
            self.sent += 1
            if over:
                time.sleep(max(0, end - time.monotonic()) / left)

    def finish(self, timeout: float = 60) -> int:
        """Waits until the broker has acknowledged all, and gives how many they were."""
        if not self._process.stdin.closed:
            self._process.stdin.close()
        assert self._process.wait(timeout) == 0, "the broker has not taken all"
        return self.sent

    def close(self) -> None:
        """Ends it where it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


def wait_for(daemon: Daemon, count: int, timeout: float) -> float:
    """Waits until so many pieces were taken at least; gives the seconds."""
    begin = time.monotonic()
    wait_until(lambda: daemon.messages().get("decoded", 0) >= count, timeout)
    return time.monotonic() - begin


def pieces(lineside, daemon: Daemon) -> int:
    """All pieces of all time, from the store."""
    answer = told(lineside("kpi", "--plant", daemon.plant, "--data", daemon.data, "--json"))
    counts = answer["results"][0]["pieces"]
    return counts["made"] + counts["outside_pbt"]["made"]


def settle(lineside, daemon: Daemon, tally: Tally, sent: int, timeout: float = 30) -> None:
    """Waits until all is counted, ends the daemon in good order, and holds the count against what
    was sent."""
    wait_for(daemon, sent, timeout)
    daemon.wait_until_still()
    messages = daemon.messages()
    assert daemon.stop() == 0, daemon.log()[-3000:]
    counted = pieces(lineside, daemon)
    tally.count(sent, counted)
    assert counted == sent == messages["decoded"], f"{sent} sent, {counted} counted, {messages}"
