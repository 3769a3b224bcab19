"""The daemon under test: started, killed and stopped by its process, asked over HTTP."""

import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from processes import Broker, free_port, wait_until


class Daemon:
    """A `lineside run` on a data folder, with its pages on a port of its own."""

    def __init__(
        self, program: pathlib.Path, plant: pathlib.Path, folder: pathlib.Path, *options: object
    ) -> None:
        self.plant = plant
        self.data = folder / "data"
        self.port = free_port()
        self._log = folder / "daemon.log"
        command = [program, "run", "--plant", plant, "--data", self.data, "--port", self.port]
        command += options
        self._command = [str(word) for word in command]
        self._environment = dict(os.environ)
        self._process: subprocess.Popen[bytes] | None = None
        self._born_at = 0

    def start(self, *options: str, **environment: str) -> None:
        """Starts it, with more options and variables of the environment; returns at once."""
        with self._log.open("ab") as log:
            self._born_at = log.tell()
            self._process = subprocess.Popen(
                [*self._command, *options], stdout=log, stderr=log,
                env=self._environment | environment,
            )  # fmt: skip

    def begin(self, broker: Broker, topics: int, *options: str, **environment: str) -> None:
        """Starts it; returns once it is ready, and has subscribed to so many topics."""
        self.start(*options, **environment)
        self.wait_until_ready()
        broker.wait_for_subscriptions(topics)

    @property
    def process(self) -> int:
        """The number of its process."""
        return self._process.pid

    def hang_up(self) -> None:
        """Sends it SIGHUP."""
        self._process.send_signal(signal.SIGHUP)

    def ask(self, **request: object) -> dict:
        """What it answers to a request on its control socket."""
        return json.loads(self.say(json.dumps(request).encode() + b"\n"))

    def say(self, line: bytes) -> bytes:
        """What it answers to any bytes on its control socket, until it closes."""
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(60)
            connection.connect(str(self.data / "control.sock"))
            connection.sendall(line)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def kill(self) -> None:
        """Ends it at this instant, by SIGKILL."""
        assert self._process.poll() is None, f"it had ended by itself:\n{self.log()[-2000:]}"
        self._process.kill()
        self._process.wait()

    def stop(self) -> int:
        """Ends it in good order and gives its exit code."""
        self._process.terminate()
        return self._process.wait(timeout=30)

    def close(self) -> None:
        """Ends it where it still runs."""
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """With what it ended, below 0 where by a signal; nil while it runs."""
        return self._process.poll()

    def log(self) -> str:
        """What it has said so far, in all its lives."""
        return self._log.read_text(encoding="utf-8")

    def log_of_this_life(self) -> str:
        """What it has said since it was last started."""
        with self._log.open("rb") as log:
            log.seek(self._born_at)
            return log.read().decode()

    def get(self, path: str, timeout: float = 10, token: str | None = None) -> tuple[int, str]:
        """The status and the text of an answer, to a token; status 0 where nobody answers."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=timeout) as it:
                return it.status, it.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def wait_until_ready(self, timeout: float = 20) -> None:
        """Returns once every lane is connected and in balance."""
        try:
            wait_until(lambda: self.get("/readyz")[0] == 200, timeout)
        except TimeoutError as error:
            raise TimeoutError(f"{error}: {self.get('/readyz')}") from None

    def wait_until_stored(self) -> None:
        """Returns once the only lane has stored what it has folded by now."""
        position = self.lane()["position"]
        wait_until(lambda: self.lane()["stored"] >= position)

    def lane(self) -> dict:
        """What the only lane says of itself: how far it has folded its journal, and stored."""
        return json.loads(self.get("/readyz")[1])["lanes"][0]

    def health(self) -> dict:
        """What it says of its data."""
        status, text = self.get("/api/v1/health")
        assert status == 200, text
        return json.loads(text)

    def messages(self) -> dict[str, int]:
        """How many messages were received and stored, in all and by fate."""
        text = self.get("/metrics")[1]
        received = re.findall(r"^lineside_messages_received_total\{.*\} (\d+)$", text, re.MULTILINE)
        fates = re.findall(r'^lineside_messages_total\{.*fate="(\w+)"\} (\d+)$', text, re.MULTILINE)
        return {"received": sum(map(int, received)), **{fate: int(count) for fate, count in fates}}

    def wait_until_folded(self) -> None:
        """Returns once nothing that came late waits to be folded again."""
        wait_until(lambda: self.health()["store"]["late_events"] == 0)

    def wait_until_still(self) -> None:
        """Returns once no message has come for a second."""
        last = -1
        while (count := self.messages()["received"]) != last:
            last = count
            time.sleep(1)
