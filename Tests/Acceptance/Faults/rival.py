"""A second client that uses our client id: it takes our session again and again."""

import socket
import threading
import time

from network import connect_packet


class Rival:
    """Comes with a client id, and comes back a second after it was sent away, as most clients do.

    It never acknowledges anything: what the broker gives it stays in the session.
    """

    def __init__(self, port: int, client_id: str) -> None:
        self._port = port
        self._connect = connect_packet(client_id.encode(), is_clean=False, keep_alive=30)
        self._is_ending = threading.Event()
        self._socket: socket.socket | None = None
        self.turns: list[float] = []
        self.bytes = 0
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def close(self) -> None:
        """Goes, and does not come back."""
        self._is_ending.set()
        if self._socket:
            self._socket.close()
        if self._thread.ident:
            self._thread.join(5)

    def _run(self) -> None:
        while not self._is_ending.is_set():
            try:
                self._take()
            except OSError:
                pass
            self._is_ending.wait(1)

    def _take(self) -> None:
        """Has the session until somebody else takes it."""
        with socket.create_connection(("127.0.0.1", self._port), timeout=0.2) as it:
            self._socket = it
            it.sendall(self._connect)
            self.turns.append(time.monotonic())
            while not self._is_ending.is_set():
                try:
                    data = it.recv(65536)
                except TimeoutError:
                    continue
                if not data:
                    return
                self.bytes += len(data)
