"""What a service manager hears."""

import contextlib
import socket


class ServiceManager:
    """A socket that hears what a service manager would."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind("\0" + name[1:] if name.startswith("@") else name)
        self._socket.setblocking(False)
        self.heard: list[str] = []

    def hears(self, word: str) -> bool:
        """Whether something was said since the last `forget`."""
        with contextlib.suppress(BlockingIOError):
            while True:
                self.heard += self._socket.recv(4096).decode().splitlines()
        return word in self.heard

    def forget(self) -> None:
        """Waits for what comes next."""
        self.hears("")
        self.heard.clear()
