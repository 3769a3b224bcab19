"""A changed plant file is taken up by the running daemon; a bad one is refused; nothing is lost."""

import json
import time

import pytest

from daemon import Daemon
from expectations import told
from mask_line import TOPICS, Simulator, differences_from_truth, replace_once, write_plant
from processes import wait_until

SCALE = 5
SEED = 7
RELOADS = 6
# A reload ends and begins the sessions; nothing is taken from the brokers meanwhile.
LONGEST_PAUSE = 3.0


@pytest.fixture
def daemon(start, broker, tmp_path) -> Daemon:
    """A daemon on a fresh folder that has made its session and subscribed."""
    return start(write_plant(tmp_path / "plant.yaml", broker.port, SCALE), TOPICS)


def edit(daemon: Daemon, old: str, new: str) -> None:
    """Changes the plant file."""
    text = daemon.plant.read_text(encoding="utf-8")
    daemon.plant.write_text(replace_once(text, old, new), encoding="utf-8")


def test_reloads_lose_nothing_and_double_nothing(lineside, daemon, simulator) -> None:
    simulator.start(
        *Simulator.SHIFT, "--qos", "1", "--seed", SEED, "--scale-cycle", SCALE,
        "--rate-limit", "2500",
    )  # fmt: skip
    pauses = []
    for number in range(RELOADS):
        time.sleep(0.2)
        # The fold knows how late a message may be: lanes must be opened anew.
        edit(daemon, f"lateness: {4000 + number} d", f"lateness: {4001 + number} d")
        report = told(lineside("reload", "--data", daemon.data, "--wait", "--json"))
        assert report["lanes_restarted"]
        pauses.append(report["pause_s"])
    assert simulator.is_running(), "every reload is to fall into the publishing"
    truth = simulator.truth(timeout=90)
    published = truth["messages"]["published"]
    wait_until(lambda: daemon.messages().get("decoded", 0) >= published, timeout=30)
    messages = daemon.messages()
    print(f"reloads {RELOADS}, messages {published}, pauses {[f'{it:.3f}' for it in pauses]} s")
    assert messages["received"] - messages["redelivered"] == published == messages["decoded"]
    assert daemon.stop() == 0
    assert not differences_from_truth(lineside, daemon, truth)
    assert max(pauses) < LONGEST_PAUSE


def test_bad_file_changes_nothing_and_every_mistake_is_said(lineside, daemon) -> None:
    good = daemon.plant.read_text(encoding="utf-8")
    daemon.plant.write_text(good + "linse: 3\nbrokesr: 4\n", encoding="utf-8")
    result = lineside("reload", "--data", daemon.data, "--wait")
    assert result.returncode == 78
    lines = len(good.splitlines())
    for line, name in [(lines + 1, "linse"), (lines + 2, "brokesr")]:
        assert f"{daemon.plant}:{line}:1: error: " in result.stderr and name in result.stderr
    daemon.hang_up()
    wait_until(lambda: daemon.log().count("not reloaded, the old configuration goes on") >= 4)
    assert daemon.get("/readyz")[0] == 200
    assert daemon.ask(ask="status")["status"]["reloads"] == 0
    daemon.plant.write_text(good, encoding="utf-8")
    daemon.hang_up()
    wait_until(lambda: daemon.ask(ask="status")["status"]["reloads"] == 1)


def test_changed_rate_is_seen_at_once_and_pauses_nothing(lineside, daemon, broker) -> None:
    for path in ("/", "/line/mask-1"):
        assert daemon.get(path + "?lang=en")[0] == 200
    edit(daemon, "en: Mask line 1", "en: Renamed line")
    report = daemon.ask(ask="reload", wait=True)["reload"]
    assert report == {"lanes_restarted": False, "pause_s": 0, "warnings": []}
    assert "Renamed line" in daemon.get("/?lang=en")[1]


def test_dropped_topics_leave_the_session_and_new_ones_join(lineside, daemon, broker) -> None:
    text = daemon.plant.read_text(encoding="utf-8")
    daemon.plant.write_text(text.replace("mask-1/{unit}/status", "moved/{unit}/status"))
    assert daemon.ask(ask="reload", wait=True)["reload"]["lanes_restarted"]
    broker.wait_for_subscriptions(TOPICS + 4)
    wait_until(lambda: "old subscriptions dropped" in daemon.log())


@pytest.mark.parametrize(
    "line", [b"\n", b"{}\n", b"[1]\n", b'{"ask":"everything"}\n', b"x" * 20_000 + b"\n"]
)
def test_control_socket_refuses_what_it_does_not_know(daemon, line) -> None:
    assert json.loads(daemon.say(line))["error"]["code"] == "bad_request"
    assert daemon.ask(ask="version")["version"]


def test_control_socket_is_the_owners_alone(daemon) -> None:
    assert (daemon.data / "control.sock").stat().st_mode & 0o777 == 0o600
    assert daemon.data.stat().st_mode & 0o077 == 0


def test_status_says_what_the_page_says(daemon) -> None:
    status = daemon.ask(ask="status")["status"]
    assert status["port"] == daemon.port and status["trouble"] == []
    assert status["lanes"][0]["connected"] and status["lanes"][0]["balanced"]
    units = {unit["unit"] for unit in status["lines"][0]["units"]}
    assert units == {f"mask-1/{it}" for it in ("body", "ear-loop-a", "ear-loop-b", "packer")}


def test_commands_say_that_no_daemon_runs(lineside, tmp_path) -> None:
    assert lineside("reload", "--data", tmp_path).returncode == 69
