"""Ways to a broker that go wrong: slow ones, ones that swallow, and networks of their own."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

from network import Cable
from processes import Broker


class Slow(Cable):
    """A way that carries 64 kbit/s each way, and little in advance."""

    # Less than a packet.
    chunk = 16
    BYTES_PER_SECOND = 8000

    def _pass(self, data: bytes, source: socket.socket, target: socket.socket) -> None:
        # What waits on the way is bounded, as on a real line.
        source.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        time.sleep(len(data) / self.BYTES_PER_SECOND)
        super()._pass(data, source, target)


class Swallowing(Cable):
    """A way that at some moment swallows what its connections say, without a word to either end;
    new connections are led on."""

    def __init__(self, broker_port: int) -> None:
        super().__init__(broker_port)
        self._dead: set[socket.socket] = set()

    def swallow(self) -> None:
        """From now on its connections are half open."""
        with self._lock:
            self._dead |= self._ends

    def _pass(self, data: bytes, source: socket.socket, target: socket.socket) -> None:
        if source not in self._dead:
            super()._pass(data, source, target)

    def _end(self, source: socket.socket, target: socket.socket) -> None:
        # Who goes leaves the other end as it is, which learns nothing of it.
        if source not in self._dead:
            super()._end(source, target)


class StoppableBroker(Broker):
    """A broker whose process can stand still."""

    @contextlib.contextmanager
    def standing(self) -> Iterator[None]:
        """Neither reads nor writes nor ends its connections meanwhile."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)


class Space:
    """A network namespace at the end of a virtual cable, whose packets can be dropped."""

    made = 0
    dropped = 0

    def __init__(self) -> None:
        Space.made += 1
        number = (os.getpid() * 8 + Space.made) % (64 * 256)
        self.name = f"lineside-{os.getpid()}-{Space.made}"
        self._near = f"ls{number}a"
        # 100.64.0.0/10 is for private use beside the usual ranges.
        self.address = f"100.{64 + number // 256}.{number % 256}.2"
        ours = self.address.removesuffix("2") + "1"
        self._run("ip", "netns", "add", self.name)
        try:
            peer = ["type", "veth", "peer", "name", "far", "netns", self.name]
            self._run("ip", "link", "add", self._near, *peer)
            self._run("ip", "address", "add", f"{ours}/30", "dev", self._near)
            self._run("ip", "link", "set", self._near, "up")
            self.run("ip", "address", "add", f"{self.address}/30", "dev", "far")
            self.run("ip", "link", "set", "far", "up")
            self.run("ip", "link", "set", "lo", "up")
            self.run("nft", "add", "table", "inet", "way")
        except subprocess.CalledProcessError:
            self.close()
            raise

    @staticmethod
    def _run(*command: str) -> str:
        words = [shutil.which(command[0]) or f"/usr/sbin/{command[0]}", *command[1:]]
        done = subprocess.run(words, check=True, capture_output=True, text=True, timeout=20)
        return done.stdout

    @property
    def prefix(self) -> list[str]:
        """What stands before a command that is to run in it."""
        return [shutil.which("ip") or "/usr/sbin/ip", "netns", "exec", self.name]

    def run(self, *command: str) -> str:
        """Runs a command in it to its end, and gives its output."""
        return self._run("ip", "netns", "exec", self.name, *command)

    @contextlib.contextmanager
    def dropping(self, what: str = "", *hooks: str) -> Iterator[None]:
        """Drops packets both ways meanwhile, or at one of its hooks, `input` or `output`; `what`
        matches them, as nft writes it."""
        for hook in hooks or ("input", "output"):
            side = f"{hook[0]}ifname"
            chain = f"{{ type filter hook {hook} priority 0; }}"
            self.run("nft", f"add chain inet way {hook} {chain}")
            self.run("nft", f'add rule inet way {hook} {side} "far" {what} counter drop')
        try:
            yield
        finally:
            rules = self.run("nft", "list", "table", "inet", "way")
            self.dropped += sum(map(int, re.findall(r"counter packets (\d+)", rules)))
            self.run("nft", "flush", "table", "inet", "way")

    def close(self) -> None:
        """Removes it."""
        with contextlib.suppress(subprocess.CalledProcessError):
            self._run("ip", "link", "delete", self._near)
        self._run("ip", "netns", "delete", self.name)


def why_no_space() -> str | None:
    """Why no network namespace can be made here; nil where one can."""
    if os.geteuid() != 0:
        return "SKIPPED: only root may make a network namespace"
    try:
        Space().close()
    except (subprocess.CalledProcessError, FileNotFoundError) as error:
        return f"SKIPPED: this root may not make a network namespace: {error}"
    return None


class FarBroker(Broker):
    """A broker in a network namespace, which is reached over its virtual cable."""

    def __init__(self, folder: pathlib.Path, space: Space) -> None:
        super().__init__(folder, host=space.address)
        self._prefix = tuple(space.prefix)
