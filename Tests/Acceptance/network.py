"""The way to a broker, which tests can cut, and clients of a few bytes."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator

from processes import free_port


def packet(kind: int, body: bytes) -> bytes:
    """A packet of MQTT: its kind, its length with seven bits a byte, and what is in it."""
    length, left = bytearray(), len(body)
    while True:
        left, low = divmod(left, 128)
        length.append(low | (0x80 if left else 0))
        if not left:
            return bytes([kind]) + length + body


def text(it: bytes) -> bytes:
    """A text as MQTT writes it."""
    return struct.pack(">H", len(it)) + it


def connect_packet(name: bytes, *, is_clean: bool = True, keep_alive: int = 0) -> bytes:
    """What a client of MQTT 3.1.1 says first."""
    flags = 2 if is_clean else 0
    return packet(0x10, text(b"MQTT") + struct.pack(">BBH", 4, flags, keep_alive) + text(name))


def publish_packet(topic: bytes, number: int, payload: bytes) -> bytes:
    """A message of quality of service 1."""
    return packet(0x32, text(topic) + struct.pack(">H", number) + payload)


def client(port: int, name: bytes, timeout: float) -> socket.socket:
    """The connection of a client that the broker has taken."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(connect_packet(name))
    if receive(connection, 4) != b"\x20\2\0\0":
        raise ConnectionError("the broker does not take us")
    return connection


def receive(connection: socket.socket, count: int) -> bytes:
    """So many bytes."""
    got = b""
    while len(got) < count:
        if not (more := connection.recv(count - len(got))):
            raise ConnectionError("the broker left")
        got += more
    return got


class Cable:
    """Leads connections to its own port on to a broker's; one thread for each direction."""

    # The most bytes that are passed on at once.
    chunk = 65536

    def __init__(self, broker_port: int) -> None:
        self._broker_port = broker_port
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._is_whole = True
        self.cuts = 0
        self._listener = socket.create_server(("127.0.0.1", free_port()))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def is_used(self) -> bool:
        """Whether a connection goes through it."""
        return bool(self._ends)

    @contextlib.contextmanager
    def cut(self) -> Iterator[None]:
        """Resets every connection, and takes no new one meanwhile."""
        with self._lock:
            self._is_whole = False
            self.cuts += bool(self._ends)
            for end in self._ends:
                self._reset(end)
            self._ends.clear()
        yield
        with self._lock:
            self._is_whole = True

    def close(self) -> None:
        """Ends it and every connection."""
        self._listener.close()
        with self.cut():
            pass

    def _end(self, source: socket.socket, target: socket.socket) -> None:
        for end in (source, target):
            self._ends.discard(end)
            self._reset(end)

    def _pass(self, data: bytes, source: socket.socket, target: socket.socket) -> None:
        target.sendall(data)

    @staticmethod
    def _reset(end: socket.socket) -> None:
        # Without lingering, whatever is on its way is lost, as with a cable that is pulled.
        with contextlib.suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            end.shutdown(socket.SHUT_RDWR)
        end.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                with self._lock:
                    if not self._is_whole:
                        self._reset(near)
                        continue
                    try:
                        far = socket.create_connection(("127.0.0.1", self._broker_port))
                    except OSError:
                        self._reset(near)
                        continue
                    self._ends |= {near, far}
                for source, target in ((near, far), (far, near)):
                    threading.Thread(target=self._lead, args=(source, target), daemon=True).start()

    def _lead(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(self.chunk):
                self._pass(data, source, target)
        with self._lock:
            self._end(source, target)
