"""P12: whatever comes, memory stays within its bound, and the daemon goes on counting exactly.

In continuous integration 20,000 topics, a payload of 20 MB and 50 stalled page clients; with
LINESIDE_RUNS=1000000 a million topics, 256 MB and 1,000 clients.
"""

import contextlib
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterable, Iterator

import pytest

from daemon import Daemon
from mask_line import TOPICS, write_plant
from network import Cable, client, publish_packet, receive
from processes import Broker, wait_until
from promise import ROOT, runs

CLIENT = "lineside-demo"
STATUS = "mask-1/body/status"
SMALL_TOPICS = 20_000
BOUND = 128 << 20
# Larger packets are withheld by the broker.
PACKET = 16 << 20
PIECES = 500
UNACKNOWLEDGED = 1000
# Seconds.
STALLED_READER = 20


def scale(small: int, full: int) -> int:
    """What is asked for in continuous integration, or in full."""
    return full if runs(SMALL_TOPICS) > SMALL_TOPICS else small


class Publisher:
    """A client that publishes at quality of service 1, many messages at once."""

    WINDOW = 500

    def __init__(self, port: int, name: bytes = b"crowd") -> None:
        self._socket = client(port, name, 120)

    def send(self, messages: Iterable[tuple[bytes, bytes]]) -> int:
        """Publishes all; returns how many, once each is acknowledged."""
        sent, waiting, packets = 0, 0, bytearray()
        for topic, payload in messages:
            sent += 1
            waiting += 1
            packets += publish_packet(topic, sent % 60_000 + 1, payload)
            if waiting == self.WINDOW:
                self._flush(packets, waiting)
                waiting, packets = 0, bytearray()
        self._flush(packets, waiting)
        return sent

    def _flush(self, packets: bytearray, waiting: int) -> None:
        self._socket.sendall(packets)
        # A PUBACK has four bytes.
        receive(self._socket, 4 * waiting)

    def close(self) -> None:
        """Goes away."""
        self._socket.close()


class Stalled:
    """Page clients that ask for live pages and then take nothing."""

    PAGES = ("/live", "/live?line=mask-1", "/live?line=mask-1&page=shift", "/live?page=health")

    def __init__(self, port: int, count: int) -> None:
        self._sockets = []
        for number in range(count):
            it = socket.socket()
            it.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            it.settimeout(30)
            it.connect(("127.0.0.1", port))
            path = self.PAGES[number % len(self.PAGES)]
            it.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
            self._sockets.append(it)

    def close(self) -> None:
        """All of them go."""
        for it in self._sockets:
            it.close()


class Counting(Cable):
    """A way that counts what a broker sends over it: messages of quality of service 1."""

    def __init__(self, broker_port: int) -> None:
        self.messages = 0
        self._rest: dict[socket.socket, bytes] = {}
        super().__init__(broker_port)

    def _pass(self, data: bytes, source: socket.socket, target: socket.socket) -> None:
        if source.getpeername()[1] == self._broker_port:
            rest = self._rest.get(source, b"") + data
            while length := self._packet(rest):
                self.messages += rest[0] & 0xF6 == 0x32
                rest = rest[length:]
            self._rest[source] = rest
        super()._pass(data, source, target)

    @staticmethod
    def _packet(data: bytes) -> int:
        """The length of the packet with which the data begin; 0 where it is not whole."""
        length = 0
        for place, byte in enumerate(data[1:5]):
            length |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                whole = 2 + place + length
                return whole if whole <= len(data) else 0
        return 0


@contextlib.contextmanager
def stalled(daemon: Daemon, count: int) -> Iterator[None]:
    """So many page clients that take nothing, each with its place."""
    with contextlib.closing(Stalled(daemon.port, count)):
        wait_until(lambda: streams(daemon) == count)
        yield


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    """The example's broker, but for its own limits."""
    settings = "max_packet_size 268435455\nmax_inflight_messages 0\n"
    with contextlib.closing(Broker(tmp_path, settings)) as it:
        it.start()
        yield it


@pytest.fixture
def daemon(start, broker, tmp_path) -> Daemon:
    """A daemon whose session at the broker has a subscription left by another client: of topics that no signal has."""
    left_over = ["mosquitto_sub", "-p", broker.port, "-V", "5", "-i", CLIENT, "-c", "-x", "3600"]
    words = [str(word) for word in [*left_over, "-q", "1", "-t", "crowd/#", "-E"]]
    subprocess.run(words, check=True, timeout=20)
    return start(write_plant(tmp_path / "plant.yaml", broker.port), TOPICS + 1)


def memory(daemon: Daemon, name: str = "VmHWM") -> int:
    """The most memory that was ever resident, in bytes; `VmRSS`: what is now."""
    text = pathlib.Path(f"/proc/{daemon.process}/status").read_text(encoding="utf-8")
    return int(re.search(rf"^{name}:\s+(\d+) kB$", text, re.MULTILINE)[1]) << 10


def settled(daemon: Daemon, received: int, timeout: float = 60) -> dict[str, int]:
    """What became of the messages, once so many were stored; each has a fate."""
    last = {}

    def is_so() -> bool:
        last.update(daemon.messages())
        return last.get("received", 0) >= received

    with contextlib.suppress(TimeoutError):
        wait_until(is_so, timeout)
    assert last["received"] == received
    assert received == sum(count for fate, count in last.items() if fate != "received")
    return last


def reached(daemon: Daemon, limit: str) -> int:
    """How often a limit was reached."""
    text = daemon.get("/metrics")[1]
    return int(re.search(rf'^lineside_limit_reached_total{{limit="{limit}"}} (\d+)$', text, re.M)[1])


def statuses(begin: float, numbers: range) -> Iterator[tuple[bytes, bytes]]:
    """A machine that makes a piece each tenth of a second; `begin`: when it had made none."""
    for number in numbers:
        at = int(begin * 1000) + number * 100
        body = {"ts": at, "state": "producing", "mode": 1, "total": number, "bad": 0}
        yield STATUS.encode(), json.dumps(body).encode()


def made(daemon: Daemon) -> float:
    """The pieces of the machine, as the API tells them."""
    status, text = daemon.get("/api/v1/kpi?unit=mask-1/body")
    assert status == 200, text
    pieces = json.loads(text)["results"][0]["pieces"]
    return pieces["made"] + pieces["outside_pbt"]["made"]


def allow_files(count: int) -> None:
    """Lets this process have so many sockets."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(count, 1024), hard), hard))


def test_memory_is_bounded_whatever_comes(daemon, broker, tally) -> None:
    it = tally("P12", "topics, payload, page clients")
    topics, clients = runs(SMALL_TOPICS), scale(50, 1000)
    it.runs = 1
    it.faults = topics + clients + 2
    allow_files(clients + 200)
    with contextlib.closing(Publisher(broker.port)) as publisher:
        begin = time.time() - PIECES / 10
        sent = publisher.send(statuses(begin, range(1)))
        with stalled(daemon, clients):
            # Topics that nobody configured.
            crowd = ((b"crowd/%d/x" % number, b"{}") for number in range(topics))
            sent += publisher.send(crowd)
            after_topics = settled(daemon, sent, timeout=600)
            assert after_topics["unbound"] == topics
        # Those have lost their places by then, where it took long.
        wait_until(lambda: streams(daemon) == 0)
        with stalled(daemon, clients):
            # A packet that the broker withholds, and one that it does not: rejected, and counted.
            publisher.send([(STATUS.encode(), bytes(scale(20_000_000, 256_000_000)))])
            sent += publisher.send([(STATUS.encode(), bytes(PACKET - 64))])
            for number in range(5):
                part = range(1 + number * PIECES // 5, 1 + (number + 1) * PIECES // 5)
                sent += publisher.send(statuses(begin, part))
                time.sleep(0.6)
            fates = settled(daemon, sent)
            now = memory(daemon, "VmRSS")
            most = memory(daemon)
    it.count(sent, fates["received"])
    assert fates == {
        "received": sent, "decoded": PIECES + 1, "unbound": topics, "rejected": 1,
        "quarantined": 0, "redelivered": 0,
    }  # fmt: skip
    wait_until(lambda: made(daemon) == PIECES)
    print(f"resident: {now >> 20} MB, at most {most >> 20} MB, with {clients} stalled clients")
    assert most <= BOUND, f"{most >> 20} MB"
    told = daemon.health()
    unbound = told["unbound"][0]
    assert len(unbound["topics"]) == 100 and unbound["others"] == topics - 100
    assert reached(daemon, "unbound_topics") == topics - 100
    assert reached(daemon, "payload") == 1
    assert told["balanced"] and daemon.get("/readyz")[0] == 200


def streams(daemon: Daemon) -> int:
    """How many pages are followed live."""
    return int(re.search(r"^lineside_http_live_streams (\d+)$", daemon.get("/metrics")[1], re.M)[1])


def follow(port: int) -> None:
    """A page client that takes what comes, until the connection ends."""
    with socket.create_connection(("127.0.0.1", port)) as it:
        it.sendall(b"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while it.recv(65536):
            pass


def test_page_that_takes_nothing_loses_its_place_and_another_does_not(daemon) -> None:
    threading.Thread(target=follow, args=(daemon.port,), daemon=True).start()
    wait_until(lambda: streams(daemon) == 1)
    begin = time.monotonic()
    with contextlib.closing(Stalled(daemon.port, 8)):
        wait_until(lambda: streams(daemon) == 9)
        time.sleep(begin + STALLED_READER - 1 - time.monotonic())
        assert (streams(daemon), reached(daemon, "stalled_reader")) == (9, 0)
        # The two are counted one after the other.
        wait_until(lambda: (streams(daemon), reached(daemon, "stalled_reader")) == (1, 8))


def test_broker_waits_with_more_than_may_be_unacknowledged(bin_folder, broker, tmp_path) -> None:
    with contextlib.closing(Counting(broker.port)) as way:
        plant = write_plant(tmp_path / "plant.yaml", way.port)
        daemon = Daemon(bin_folder / "lineside", plant, tmp_path)
        with contextlib.closing(daemon), contextlib.closing(Publisher(broker.port)) as publisher:
            daemon.start()
            daemon.wait_until_ready()
            broker.wait_for_subscriptions(TOPICS)
            # It stands still, and acknowledges nothing.
            os.kill(daemon.process, signal.SIGSTOP)
            sent = publisher.send(statuses(time.time(), range(UNACKNOWLEDGED + 1)))
            wait_until(lambda: way.messages >= UNACKNOWLEDGED)
            time.sleep(1)
            assert way.messages == UNACKNOWLEDGED
            os.kill(daemon.process, signal.SIGCONT)
            assert settled(daemon, sent)["decoded"] == sent
            assert way.messages == sent


def test_packet_at_the_limit_comes_and_a_larger_one_does_not(daemon, broker) -> None:
    # The broker counts neither the packet's first byte nor what it puts in front for MQTT 5: its
    # properties. Then the topic with its length, the packet's number, and the payload.
    header = 4 + 2 + len(STATUS) + 2 + 1
    with contextlib.closing(Publisher(broker.port)) as publisher:
        publisher.send([(STATUS.encode(), bytes(PACKET - header + 1))])
        publisher.send(statuses(time.time(), range(1)))
        settled(daemon, 1)
        publisher.send([(STATUS.encode(), bytes(PACKET - header))])
        fates = settled(daemon, 2)
    assert (fates["rejected"], fates["decoded"]) == (1, 1)
    assert "disconnected" not in daemon.log()


def test_table_of_limits_says_what_the_daemon_says(daemon) -> None:
    table = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+) (\w+) \|", table, re.MULTILINE)
    written = {name: (int(value.replace(",", "")), unit) for name, value, unit in rows}
    assert len(rows) == len(written), "a limit is there twice"
    metrics = daemon.get("/metrics")[1]
    told = re.findall(
        r'^lineside_limit{limit="(\w+)",unit="(\w+)"} (\d+)$', metrics, re.MULTILINE
    )
    assert written == {name: (int(value), unit) for name, unit, value in told}
    counted = set(re.findall(r'^lineside_limit_reached_total{limit="(\w+)"}', metrics, re.M))
    kept_by_broker = {name for name in written if f"| `{name}` " in table and name not in counted}
    assert kept_by_broker == {"packet", "unacknowledged"}


def test_control_socket_takes_a_request_of_its_limit(daemon) -> None:
    limit = 16 << 10
    request = b'{"ask":"version"}'
    assert b'"version"' in daemon.say(request.ljust(limit) + b"\n")
    assert reached(daemon, "control_request") == 0
    assert b"bad_request" in daemon.say(request.ljust(limit + 1) + b"\n")
    assert reached(daemon, "control_request") == 1


def test_control_socket_takes_so_many_commands_at_once(daemon) -> None:
    with contextlib.ExitStack() as stack:
        for _ in range(16):
            it = stack.enter_context(socket.socket(socket.AF_UNIX))
            it.connect(str(daemon.data / "control.sock"))
        time.sleep(0.3)
        assert reached(daemon, "control_connections") == 0
        # It is closed at once, with or without a reset.
        with contextlib.suppress(ConnectionError):
            assert daemon.say(b'{"ask":"version"}\n') == b""
        assert reached(daemon, "control_connections") == 1
    wait_until(lambda: b'"version"' in daemon.say(b'{"ask":"version"}\n'))
