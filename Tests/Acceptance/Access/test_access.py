"""Users, tokens, log-in and ledger, against the real daemon: who may see what, and who saw it."""

import contextlib
import http.client
import json
import os
import pty
import re
import stat
import subprocess
import time

from daemon import Daemon
from mask_line import write_plant
from processes import wait_until

from .conftest import PASSWORD, REPORT, Browser, bearer, plant_id


def test_first_user_closes_the_door(daemon, account) -> None:
    anyone = Browser(daemon.port)
    status, _, page = anyone.ask("GET", "/?lang=en")
    assert status == 200 and "No users yet" in page and "lineside user add" in page
    # A name that somebody else resolves to this machine.
    assert anyone.ask("GET", "/", Host="evil.example")[0] == 403
    account("user", "add", "mei", "--role", "manufacturer")
    status, headers, _ = anyone.ask("GET", "/line/mask-1?lang=en")
    assert status == 303 and headers["Location"].startswith("/login?next=")
    for path, expected in (("/metrics", 401), ("/api/v1/lines", 401), ("/live", 401)):
        assert anyone.ask("GET", path)[0] == expected
    assert anyone.ask("GET", "/healthz")[0] == 200
    assert anyone.ask("GET", "/readyz")[0] == 200
    mei = Browser(daemon.port)
    assert mei.log_in("mei", path=headers["Location"]) == (303, "/line/mask-1?lang=en")
    status, _, page = mei.ask("GET", "/line/mask-1?lang=en")
    assert status == 200 and "Signed in as" in page
    # Sessions outlive a kill.
    daemon.kill()
    daemon.start()
    daemon.wait_until_ready()
    assert mei.ask("GET", "/line/mask-1")[0] == 200
    token = re.search(r'name="token" value="(\w+)"', mei.ask("GET", "/")[2])[1]
    assert mei.ask("POST", "/logout", {"token": "0" * 32})[0] == 400
    assert mei.ask("POST", "/logout", {"token": token})[0] == 303
    assert mei.ask("GET", "/line/mask-1")[0] == 303


def test_wrong_passwords_are_limited(daemon, account) -> None:
    account("user", "add", "mei", "--role", "engineer")
    browser = Browser(daemon.port)
    for _ in range(5):
        status, page = browser.log_in("mei", "wrong password")
        assert status == 401 and "wrong_password" in page
    status, page = browser.log_in("mei")
    assert status == 429 and "log_ins_limited" in page
    token = account("token", "make", "watch", "--role", "engineer").strip()
    text = browser.ask("GET", "/metrics", **bearer(token))[2]
    assert 'lineside_limit_reached_total{limit="log_in_user"} 1\n' in text
    # Another site's form: its page knows no token.
    fields = {"name": "mei", "password": PASSWORD}
    assert browser.ask("POST", "/login", fields)[0] == 400
    assert browser.ask("POST", "/login", fields, Sec_Fetch_Site="cross-site")[0] == 403


def test_tokens_open_what_their_role_and_scope_say(daemon, account) -> None:
    plant = plant_id(daemon)
    assert "add a user first" in account("token", "make", "x", "--role", "engineer", code=64)
    account("user", "add", "mei", "--role", "manufacturer")
    token = account("token", "make", "mes", "--role", "engineer", "--line", f"{plant}/mask-1")
    program = Browser(daemon.port)
    sent = bearer(token.strip())
    assert program.ask("GET", "/api/v1/kpi?unit=mask-1", **sent)[0] == 200
    status, _, text = program.ask("GET", "/api/v1/kpi", **sent)
    assert status == 403 and json.loads(text)["error"]["code"] == "out_of_scope"
    status, _, text = program.ask("GET", "/benefit", **sent)
    assert status == 403 and "role_forbids" in text
    listed = json.loads(account("token", "list", "--json"))["tokens"]
    assert [it["name"] for it in listed] == ["mes"] and listed[0]["used_at"] is not None
    account("token", "revoke", "mes")
    status, _, text = program.ask("GET", "/api/v1/kpi?unit=mask-1", **sent)
    assert status == 401 and json.loads(text)["error"]["code"] == "not_signed_in"
    wrong = account("token", "make", "y", "--role", "engineer", "--line", "no/line", code=64)
    assert f"{plant}/mask-1" in wrong


def test_the_manufacturer_sees_who_read_what(daemon, account) -> None:
    plant = plant_id(daemon)
    account("user", "add", "mei", "--role", "manufacturer")
    account(
        "user", "add", "ann", "--role", "auditor", "--project", f"{plant}/{REPORT}", "--until",
        "2099-12-31",
    )  # fmt: skip
    account("user", "add", "lam", "--role", "engineer")
    ann, lam, mei = Browser(daemon.port), Browser(daemon.port), Browser(daemon.port)
    assert ann.log_in("ann") == (303, "/benefit")
    assert ann.ask("GET", "/benefit?lang=en")[0] == 200
    status, headers, _ = ann.ask("GET", "/")
    assert (status, headers["Location"]) == (303, "/benefit")
    assert ann.ask("GET", "/health")[0] == 403
    assert lam.log_in("lam")[0] == 303
    assert lam.ask("GET", "/benefit")[0] == 403
    assert lam.ask("GET", "/ledger")[0] == 403
    assert mei.log_in("mei")[0] == 303
    status, _, page = mei.ask("GET", "/ledger?lang=en")
    assert status == 200 and "ann" in page and REPORT in page and "User added" in page
    reads = json.loads(account("ledger", "--json"))["reads"]
    assert [(it["name"], it["role"], it["what"]) for it in reads] == [
        ("ann", "auditor", "/benefit")
    ]
    assert (reads[0]["project"], reads[0]["report"], reads[0]["from"]) == (
        plant, REPORT, "127.0.0.1",
    )  # fmt: skip
    # A proxy on this machine says from where.
    ann.ask("GET", "/benefit", X_Forwarded_For="8.8.8.8, 203.0.113.7")
    assert json.loads(account("ledger", "--json"))["reads"][0]["from"] == "203.0.113.7"
    kinds = [it["kind"] for it in json.loads(account("ledger", "--changes", "--json"))["changes"]]
    assert kinds == ["user_added"] * 3
    # It outlives a kill: it was durable before the page went out.
    daemon.kill()
    assert len(json.loads(account("ledger", "--json"))["reads"]) == 2


def test_disabling_ends_sessions_and_open_streams(daemon, account) -> None:
    account("user", "add", "lam", "--role", "engineer")
    lam = Browser(daemon.port)
    assert lam.log_in("lam")[0] == 303
    stream = http.client.HTTPConnection("127.0.0.1", daemon.port, timeout=20)
    with contextlib.closing(stream):
        stream.request("GET", "/live", headers={"Cookie": f"session={lam.cookies['session']}"})
        answer = stream.getresponse()
        assert answer.status == 200 and answer.readline() != b""
        account("user", "disable", "lam")
        begin = time.monotonic()
        with contextlib.suppress(http.client.IncompleteRead, ConnectionError):
            while answer.readline():
                pass
        assert time.monotonic() - begin < 10
    assert lam.ask("GET", "/")[0] == 303
    assert lam.log_in("lam")[0] == 401
    account("user", "enable", "lam")
    assert lam.log_in("lam")[0] == 303


def test_pages_without_users_stay_on_this_machine(bin_folder, broker, tmp_path, lineside) -> None:
    plant = write_plant(tmp_path / "plant.yaml", broker.port)
    secret = tmp_path / "password"
    secret.write_text(PASSWORD, encoding="utf-8")
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path)) as daemon:
        daemon.start("--host", "0.0.0.0")
        wait_until(lambda: daemon.exit_code is not None)
        assert daemon.exit_code == 78
        assert "lineside user add" in daemon.log_of_this_life()
        # Without a daemon the command does it itself.
        result = lineside(
            "user", "add", "mei", "--role", "engineer", "--password-file", secret, "--data",
            daemon.data,
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        mode = stat.S_IMODE((daemon.data / "access.sqlite").stat().st_mode)
        assert mode == 0o600
        daemon.start("--host", "0.0.0.0")
        daemon.wait_until_ready()
        assert daemon.get("/metrics")[0] == 401
        assert "not encrypted" in daemon.log_of_this_life()


def test_backup_keeps_users_and_ends_sessions(daemon, account, lineside, tmp_path) -> None:
    account("user", "add", "mei", "--role", "engineer")
    mei = Browser(daemon.port)
    assert mei.log_in("mei")[0] == 303
    result = lineside("backup", "--data", daemon.data, "--to", tmp_path / "backup")
    assert result.returncode == 0, result.stderr
    assert daemon.stop() == 0
    daemon.data.rename(tmp_path / "lost")
    result = lineside("restore", "--from", tmp_path / "backup", "--data", daemon.data)
    assert result.returncode == 0, result.stderr
    daemon.start()
    daemon.wait_until_ready()
    assert mei.ask("GET", "/")[0] == 303
    assert mei.log_in("mei")[0] == 303


def test_password_is_typed_unseen_and_never_an_argument(bin_folder, lineside, tmp_path) -> None:
    words = ("user", "add", "mei", "--role", "engineer", "--data", tmp_path / "data")
    assert lineside(*words, "--password", PASSWORD).returncode == 64
    # Without a terminal and without an option there is none.
    command = [str(it) for it in (bin_folder / "lineside", *words)]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, start_new_session=True
    )
    assert result.returncode == 64 and "--password-file" in result.stderr

    def typed(*lines: str) -> tuple[int, str]:
        child, terminal = pty.fork()
        if child == 0:
            os.execv(command[0], command)
        shown = b""
        for prompt, line in zip((b"Password: ", b"again: "), lines, strict=True):
            while not shown.endswith(prompt):
                shown += os.read(terminal, 100)
            os.write(terminal, line.encode() + b"\n")
        with contextlib.suppress(OSError):
            while part := os.read(terminal, 1000):
                shown += part
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()

    code, shown = typed(PASSWORD, PASSWORD + "x")
    assert code == 64 and "not the same" in shown
    code, shown = typed("short", "short")
    assert code == 64 and "12 characters" in shown
    code, shown = typed(PASSWORD, PASSWORD)
    assert code == 0 and "mei" in shown and PASSWORD not in shown


def test_credential_of_systemd_is_a_password(bin_folder, tmp_path) -> None:
    (tmp_path / "mei").write_text(PASSWORD, encoding="utf-8")
    command = [
        bin_folder / "lineside", "user", "add", "mei", "--role", "engineer", "--data",
        tmp_path / "data", "--password-credential", "mei",
    ]  # fmt: skip
    environment = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    result = subprocess.run(
        [str(it) for it in command], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
