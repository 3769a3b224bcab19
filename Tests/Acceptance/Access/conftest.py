"""A daemon whose accounts tests make, and a browser that logs in."""

import contextlib
import http.client
import http.cookies
import re
import urllib.parse
from collections.abc import Iterator

import pytest

from daemon import Daemon
from mask_line import write_plant

PASSWORD = "correct horse battery"
BENEFIT = ("--period-from", "2026-03-01", "--period-to", "2027-02-28")
REPORT = "2026-03-01_2027-02-28"


class Browser:
    """Keeps cookies and fills in forms."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, fields: dict | None = None, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, str]:
        """Status, head and text of an answer; redirects are not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=20)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with contextlib.closing(connection):
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, cookie in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = cookie.value
        return answer.status, answer.headers, text

    def log_in(self, name: str, password: str = PASSWORD, path: str = "/login") -> tuple[int, str]:
        """Fills in the form; the status, and where it leads or what it says."""
        _, _, page = self.ask("GET", path)
        token = re.search(r'name="token" value="(\w+)"', page)[1]
        fields = {"token": token, "name": name, "password": password}
        status, headers, text = self.ask("POST", path, fields)
        return status, headers["Location"] or text


@pytest.fixture
def daemon(bin_folder, broker, tmp_path) -> Iterator[Daemon]:
    """A daemon without users."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port)
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path, *BENEFIT)) as it:
        it.start()
        it.wait_until_ready()
        yield it


@pytest.fixture
def account(lineside, daemon, tmp_path):
    """Runs `lineside user|token|ledger` on the daemon's folder and gives what it prints."""
    secret = tmp_path / "password"
    secret.write_text(PASSWORD + "\n", encoding="utf-8")

    def run(*words: str, code: int = 0) -> str:
        needs = words[:2] in (("user", "add"), ("user", "password"))
        options = ("--password-file", str(secret)) if needs else ()
        result = lineside(*words, *options, "--data", daemon.data)
        assert result.returncode == code, result.stderr
        return result.stdout if code == 0 else result.stderr

    return run


def plant_id(daemon: Daemon) -> str:
    """The identifier of the plant."""
    return daemon.ask(ask="status")["status"]["plant"]


def bearer(token: str) -> dict[str, str]:
    """What a program sends."""
    return {"Authorization": f"Bearer {token}"}
