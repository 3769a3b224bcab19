"""The whole path beside a libmosquitto client that only counts: processor time per message.

The same messages of the simulated line wait in two sessions of one broker, QoS 1. In turn, the daemon
(socket, journal with fdatasync, decoder, ring, fold, store) and the peer take theirs.
"""

import argparse
import json
import os
import pathlib
import platform
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARIES = ROOT / ".build" / "release"
THRESHOLDS = ROOT / "Benchmarks" / "Thresholds" / "path.json"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(is_so, seconds: float, what: str):
    end = time.monotonic() + seconds
    while not (result := is_so()):
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not after {seconds} s")
        time.sleep(0.1)
    return result


def lane(port: int):
    """The daemon's first lane as /readyz has it, or None before it answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
            return json.load(answer)["lanes"][0]
    except OSError:
        return None


def processor_seconds(pid: int) -> float:
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Round:
    """One broker, one plant, one set of messages."""

    def __init__(self, folder: pathlib.Path, hours: int) -> None:
        self.folder, self.hours = folder, hours
        self.broker_port, self.page_port = free_port(), free_port()
        (folder / "broker.conf").write_text(
            f"listener {self.broker_port} 127.0.0.1\nallow_anonymous true\npersistence false\n"
            "max_queued_messages 0\nmax_inflight_messages 1000\n"
        )
        plant = (ROOT / "config/examples/mask-line.yaml").read_text()
        plant = plant.replace("127.0.0.1:18830", f"127.0.0.1:{self.broker_port}")
        (folder / "plant.yaml").write_text(plant.replace("lateness: 7 d", "lateness: 400 d"))

    def start_daemon(self) -> subprocess.Popen:
        command = [BINARIES / "lineside", "run", "--plant", self.folder / "plant.yaml"]
        command += ["--data", self.folder / "data", "--port", str(self.page_port)]
        with (self.folder / "daemon.log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log)

    def publish(self) -> int:
        command = [BINARIES / "lineside-simulate", "--broker", f"127.0.0.1:{self.broker_port}"]
        command += ["--start", "2026-03-02T08:00:00+08:00", "--duration", f"{self.hours}h"]
        command += ["--speed", "max", "--seed", "7"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return int(done.stderr.rsplit("acknowledged", 1)[1])

    def peer(self, messages: int) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [self.folder.parent / "count", str(self.broker_port), "count", "mask-1/#"]
        subprocess.run([*command, str(messages)], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    def daemon(self, messages: int) -> float:
        """Processor time from the start until every message is stored."""
        process = self.start_daemon()
        try:
            wait_for(lambda: (now := lane(self.page_port)) and now["connected"], 30, "connection")
            end = (messages or 1) + (lane(self.page_port)["position"] if not messages else 0)
            wait_for(lambda: lane(self.page_port)["stored"] >= end, 120, "messages")
            return processor_seconds(process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)

    def run(self, is_daemon_first: bool) -> tuple[int, float, float]:
        broker = subprocess.Popen(
            [shutil.which("mosquitto") or "/usr/sbin/mosquitto", "-c", self.folder / "broker.conf"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(0.5)
            idle = self.daemon(0)
            self.peer(0)
            messages = self.publish()
            if is_daemon_first:
                ours, theirs = self.daemon(messages) - idle, self.peer(messages)
            else:
                theirs, ours = self.peer(messages), self.daemon(messages) - idle
            return messages, ours / messages * 1e6, theirs / messages * 1e6
        finally:
            broker.terminate()
            broker.wait(timeout=10)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="quick; fail over the threshold")
    check = arguments.parse_args().check
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        source = ROOT / "Benchmarks/Peers/count.c"
        subprocess.run(["cc", "-O2", "-o", folder / "count", source, "-lmosquitto"], check=True)
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT
        ).stdout.strip()
        print(f"path: {platform.processor() or platform.machine()}, {os.cpu_count()} cores, {commit}")
        for number in range(3 if check else 5):
            part = folder / str(number)
            part.mkdir()
            messages, ours, theirs = Round(part, 1 if check else 8).run(number % 2 == 0)
            ratios.append(ours / theirs)
            print(
                f"  {messages} messages, QoS 1: lineside {ours:.2f} us, counting client "
                f"{theirs:.2f} us of processor time a message, ratio {ratios[-1]:.2f}"
            )
    threshold = json.loads(THRESHOLDS.read_text())
    ratio = statistics.median(ratios)
    print(f"  ratio {ratio:.2f}; limit {threshold['limit']}, goal {threshold['goal']}")
    if check and ratio > threshold["limit"]:
        print("path: over the limit", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
