"""A machine that publishes with QoS 1 and knows what the broker has acknowledged, and its plant.

Each message has a number, its own time, one piece and all pieces so far. Work unit u1 counts the
pieces message by message, u2 by the total: what is lost shows in u1, and u2 bridges it.
"""

import collections
import contextlib
import json
import pathlib
import socket
import struct
import threading
import time

from daemon import Daemon
from expectations import told
from network import client, publish_packet

TOPIC = "l1/machine/status"
SIGNALS = """
          state: { kind: state, topic: l1/machine/status, field: state, time: ts,
                   states: { producing: producing, stopped: stopped } }
          made: { kind: counter, counts: made, topic: l1/machine/status, time: ts, """
PLANT = """
version: 1
plant: { id: faults, name: { en: Faults, zh-Hant: "測試廠" }, time_zone: UTC }
brokers:
  shopfloor: { url: "mqtt://127.0.0.1:PORT", client_id: lineside-faults }
products:
  widget: { name: { en: widget, zh-Hant: widget }, unit: piece }
lines:
  l1:
    broker: shopfloor
    constraint: [u2]
    product: widget
    work_units:
"""


def write_plant(path: pathlib.Path, port: int) -> pathlib.Path:
    """The plant of one machine, read as two work units."""
    text = PLANT.replace("PORT", str(port))
    counters = {"u1": "field: piece, type: delta }", "u2": "field: total, type: cumulative }"}
    for unit, rest in counters.items():
        text += f"      {unit}:\n        signals:{SIGNALS}{rest}\n"
    path.write_text(text, encoding="utf-8")
    return path


class Machine:
    """Publishes from a thread of its own until it is closed, however often the broker goes away.

    A message in flight when the connection breaks is given up: its fate is unknown. It is not sent
    again, so that whatever counts twice was doubled behind the machine.
    """

    WINDOW = 200

    def __init__(self, port: int, per_second: int, padding: int = 0) -> None:
        self.sent: dict[int, float] = {}
        self.acknowledged: set[int] = set()
        self._time = 0
        self._port = port
        self._pause = 1 / per_second
        self._padding = "x" * padding
        self._in_flight: collections.OrderedDict[int, int] = collections.OrderedDict()
        self._input = b""
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="machine")
        self._thread.start()

    def close(self) -> None:
        """Sends nothing more, and waits a moment for what is not acknowledged yet."""
        self._ending.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ending.is_set():
            with contextlib.suppress(OSError), client(self._port, b"machine", 5) as connection:
                self._input = b""
                self._publish(connection)
            self._in_flight.clear()
            time.sleep(0.02)

    def _publish(self, connection: socket.socket) -> None:
        next_at = time.monotonic()
        while not self._ending.is_set():
            self._take_acknowledgements(connection, max(0.0, next_at - time.monotonic()))
            if time.monotonic() < next_at or len(self._in_flight) >= self.WINDOW:
                continue
            self._send(connection)
            next_at = max(next_at + self._pause, time.monotonic() - 0.1)
        end = time.monotonic() + 5
        while self._in_flight and time.monotonic() < end:
            self._take_acknowledgements(connection, 0.1)

    def _send(self, connection: socket.socket) -> None:
        number = len(self.sent) + 1
        # A time of its own: of two readings of one instant the larger counts, and if these were the
        # first two, the counting would begin with it.
        self._time = max(self._time + 1, int(time.time() * 1000))
        packet_id = number % 65_535 + 1
        self.sent[number] = self._time / 1000
        self._in_flight[packet_id] = number
        content = {"id": number, "ts": self._time, "state": "producing", "piece": 1}
        content |= {"total": number, "note": self._padding}
        payload = json.dumps(content, separators=(",", ":")).encode()
        connection.settimeout(5)
        connection.sendall(publish_packet(TOPIC.encode(), packet_id, payload))

    def _take_acknowledgements(self, connection: socket.socket, patience: float) -> None:
        connection.settimeout(max(patience, 0.0005))
        try:
            if not (more := connection.recv(65_536)):
                raise ConnectionError("the broker left")
        except TimeoutError:
            return
        self._input += more
        while len(self._input) >= 4:
            packet, self._input = self._input[:4], self._input[4:]
            assert packet[:2] == b"\x40\x02", packet
            number = self._in_flight.pop(struct.unpack(">H", packet[2:])[0])
            self.acknowledged.add(number)


class Account:
    """What became of a machine's messages, once machine and daemon have ended."""

    def __init__(self, lineside, daemon: Daemon, machine: Machine) -> None:
        export = lineside("journal", "export", "--data", daemon.data)
        assert export.returncode == 0, export.stderr
        lines = [json.loads(line) for line in export.stdout.splitlines()]
        taken = [it["payload"]["id"] for it in lines if it.get("topic") == TOPIC]
        answer = told(lineside("kpi", "--plant", daemon.plant, "--data", daemon.data, "--json"))
        self.machine = machine
        connections = [it for it in lines if it.get("event") == "connection_up"]
        self.sessions = [it["session_present"] for it in connections]
        self.journalled = set(taken)
        self.redelivered = len(taken) - len(self.journalled)
        self.figures = {it["unit"]: it for it in answer["results"]}
        self.findings = answer["findings"]
        self.lost = sorted(machine.acknowledged - self.journalled)

    def made(self, unit: str) -> int:
        """All pieces of a unit, known or bridged."""
        return self.figures[unit]["pieces"]["made"]

    def doubled(self) -> int:
        """How many more pieces were counted message by message than there were messages."""
        return self.made("l1/u1") - len(self.journalled)

    def total(self) -> int:
        """The pieces between the first and the last total that came."""
        return max(self.journalled) - min(self.journalled)
