"""The way to a broker, which tests can cut."""

import contextlib
import socket
import threading
from collections.abc import Iterator

from processes import free_port


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
