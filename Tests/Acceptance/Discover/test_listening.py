"""`discover` on a broker, `tap`, `top` and `journal`, beside a daemon and without one."""

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from daemon import Daemon
from expectations import exact

PLANT = """
version: 1
plant: { id: tools, time_zone: Asia/Hong_Kong }
brokers: { shopfloor: { url: "mqtt://127.0.0.1:%d", client_id: lineside-tools } }
products: { part: { unit: piece } }
lines:
  hall:
    product: part
    work_units:
      m1:
        heartbeat: 10 min
        rates: [ { product: part, item_time: 1 s, from: 2026-01-01, by: test, reason: test } ]
        signals:
          state: { kind: state, topic: hall/m1/status, field: state, time: ts, states: { run: producing, stop: stopped } }
          made: { kind: counter, counts: made, topic: hall/m1/status, field: total, type: cumulative }
          scrap: { kind: counter, counts: scrap, topic: hall/m1/scrap, type: pulse }
          alarm: { kind: reason, topic: hall/m1/alarm, reasons: {} }
"""
BEGIN = 1772409600


def line(second: float, topic: str, **rest: object) -> dict:
    """One received message."""
    at = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(BEGIN + int(second)))
    return {"at": f"{at}.{round(second % 1 * 1000):03d}Z", "topic": topic, **rest}


def status(second: float, state: str, total: int, **rest: object) -> dict:
    """A status of the machine."""
    payload = {"ts": BEGIN + int(second), "state": state, "total": total}
    return line(second, "hall/m1/status", payload=payload, qos=1, **rest)


RECORDING = [
    status(0, "stop", 100, mid=1, retain=True), status(10, "run", 100, mid=2),
    *(status(10 + it, "run", 100 + it, mid=2 + it) for it in range(1, 40)),
    line(50, "hall/m1/scrap", payload="1", qos=1, mid=50),
    line(51, "hall/m1/alarm", payload='he said "no"\n'),
    line(52, "hall/m1/status", payload_hex="ff00fe"),
    line(53, "hall/m1/status", payload=f'{{ "ts": {BEGIN + 53}, "state": "stop" }}'),
    {"at": "2026-03-02T00:01:00Z", "event": "connection_lost"},
    {"at": "2026-03-02T00:01:10Z", "event": "connection_up", "session_present": True},
    line(71, "hall/m1/scrap", payload="1", qos=1, mid=50, dup=True), status(72, "run", 150, mid=51),
    {"at": "2026-03-02T00:01:20Z", "event": "restart"},
    {"at": "2026-03-02T00:01:21Z", "event": "connection_up", "session_present": True},
    status(90, "wait", 160, mid=52), status(3600, "stop", 165, mid=53),
    {"at": "2026-03-02T01:05:00Z", "end": True},
]  # fmt: skip


@pytest.fixture
def data(lineside, tmp_path) -> tuple[Path, Path, dict]:
    """A plant, a data folder with a journal of many kinds of records, and its figures."""
    plant, recording = tmp_path / "plant.yaml", tmp_path / "messages.jsonl"
    plant.write_text(PLANT % 1883, encoding="utf-8")
    recording.write_text("".join(json.dumps(it) + "\n" for it in RECORDING), encoding="utf-8")
    result = lineside(
        "replay", "--plant", plant, recording, "--data", tmp_path / "data", "--json"
    )
    assert result.returncode == 0, result.stderr
    return plant, tmp_path / "data", exact(result.stdout)


def test_exported_journal_gives_the_same_figures(lineside, tmp_path, data) -> None:
    plant, folder, figures = data
    exported = tmp_path / "exported.jsonl"
    result = lineside("journal", "export", "--data", folder, "--out", exported)
    assert (result.returncode, result.stderr) == (0, "")
    again = lineside("replay", "--plant", plant, exported, "--json")
    assert exact(again.stdout) == figures
    assert figures["messages"] | {"redelivered": 1, "quarantined": 1} == figures["messages"]
    lines = [json.loads(it) for it in exported.read_text(encoding="utf-8").splitlines()]
    assert lines[1]["payload"] == RECORDING[0]["payload"] and lines[1]["retain"]
    assert {it.get("event") for it in lines} == {
        None, "connection_up", "connection_lost", "restart",
    }  # fmt: skip
    assert sum("payload_base64" in it for it in lines) == 1


def test_span_of_the_journal_is_exported(lineside, data) -> None:
    _, folder, _ = data
    result = lineside(
        "journal", "export", "--data", folder,
        "--from", "2026-03-02T08:00:50+08:00", "--to", "2026-03-02T00:00:53Z",
    )  # fmt: skip
    topics = [json.loads(it).get("topic") for it in result.stdout.splitlines()]
    assert topics == ["hall/m1/scrap", "hall/m1/alarm", "hall/m1/status", None]


def test_flipped_bit_in_the_journal_is_found(lineside, data) -> None:
    _, folder, _ = data
    whole = lineside("journal", "verify", "--data", folder)
    assert (whole.returncode, whole.stderr) == (0, "")
    inspected = exact(lineside("journal", "inspect", "--data", folder, "--json").stdout)
    (lane,) = inspected["lanes"]
    assert lane["counts"]["messages"] == sum("topic" in it for it in RECORDING)
    assert (lane["counts"]["losses"], lane["counts"]["starts"]) == (1, 2)
    (segment,) = sorted((folder / "journal-shopfloor").glob("*.journal"))
    content = bytearray(segment.read_bytes())
    content[200] ^= 1
    segment.write_bytes(content)
    for command in ("verify", "inspect", "export"):
        damaged = lineside("journal", command, "--data", folder)
        assert damaged.returncode == 65, command
        assert segment.name in damaged.stdout + damaged.stderr


def test_tap_follows_the_journal_in_words(lineside, data) -> None:
    plant, folder, _ = data
    result = lineside(
        "tap", "--plant", plant, "--data", folder, "--from", "2026-03-02", "--for", "1s", "--json"
    )
    assert result.returncode == 0, result.stderr
    said = [json.loads(it) for it in result.stdout.splitlines()]
    first, second = said[:2]
    assert first["signal"] == "hall/m1/state" and first["value"] == "stopped"
    assert first["flags"] == ["retained"] and first["at"] == "2026-03-02T00:00:00Z"
    assert (second["signal"], second["value"]) == ("hall/m1/made", "100")
    assert [it["quarantined"] for it in said if "quarantined" in it] == ["not_json"]
    assert [it for it in said if "redelivered" in it.get("flags", [])][0]["value"] == "1"
    assert any("unknown_word" in it.get("flags", []) for it in said)
    few = lineside(
        "tap", "--plant", plant, "--data", folder, "--from", "2026-03-02", "--signal", "*/made",
        "--count", "3",
    )  # fmt: skip
    assert [it.split()[1:3] for it in few.stdout.splitlines()] == [["hall/m1/made", "100"]] * 2 + [
        ["hall/m1/made", "101"]
    ]


def test_discover_listens_until_it_is_interrupted_and_leaves_no_session(
    bin_folder, lineside, broker, tmp_path
) -> None:
    proposed = tmp_path / "proposed.yaml"
    url = f"mqtt://127.0.0.1:{broker.port}"
    command = [bin_folder / "lineside", "discover", "--broker", url, "--for", "10min",
               "--out", proposed]  # fmt: skip
    simulate = [bin_folder / "lineside-simulate", "--broker", f"127.0.0.1:{broker.port}",
                "--start", "2026-03-02T09:00:00+08:00", "--speed", "60", "--duration", "10m",
                "--truth", tmp_path / "truth.json"]  # fmt: skip
    listener = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        broker.wait_for_subscriptions(1)
        subprocess.run(simulate, check=True, timeout=60, capture_output=True)
        listener.send_signal(signal.SIGINT)
        _, said = listener.communicate(timeout=60)
    finally:
        listener.kill()
    assert listener.returncode == 0, said
    assert lineside("check", "--offline", proposed).returncode == 0
    text = proposed.read_text(encoding="utf-8")
    assert all(f"\n      {it}:\n" in text for it in ("body", "ear-loop-a", "ear-loop-b", "packer"))
    assert f"url: \"{url}\"" in text


def test_discover_says_that_no_broker_answers(lineside) -> None:
    result = lineside("discover", "--broker", "mqtt://127.0.0.1:1", "--for", "1s")
    assert result.returncode == 74
    assert "127.0.0.1:1 did not answer" in result.stderr


def test_top_shows_a_daemon_and_says_where_there_is_none(
    bin_folder, lineside, broker, tmp_path
) -> None:
    plant = tmp_path / "plant.yaml"
    plant.write_text(PLANT % broker.port, encoding="utf-8")
    assert lineside("top", "--data", tmp_path / "data").returncode == 69
    daemon = Daemon(bin_folder / "lineside", plant, tmp_path)
    try:
        daemon.start()
        daemon.wait_until_ready()
        rows = lineside("top", "--data", daemon.data)
        assert rows.returncode == 0, rows.stderr
        assert rows.stdout.startswith("tools: ready\nunit ")
        assert "hall/m1  unknown" in rows.stdout
        snapshot = exact(lineside("top", "--data", daemon.data, "--json").stdout)
        assert snapshot["lines"][0]["units"][0]["unit"] == "hall/m1"
        beside = lineside("journal", "verify", "--data", daemon.data)
        assert (beside.returncode, beside.stderr) == (0, "")
    finally:
        daemon.close()
