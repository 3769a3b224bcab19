"""Bad input of every kind gets a clear answer and a stable code, and harms nothing else."""

import contextlib
import json
import pathlib
import subprocess
from collections.abc import Iterator

import pytest

from daemon import Daemon
from expectations import exact, told
from mask_line import TOPICS, write_plant
from processes import Broker, run_until_end, wait_until
from promise import ROOT

SHIFT = ROOT / "Tests" / "Scenarios" / "plain-shift"
PLANT = SHIFT / "plant.yaml"

WRONG_PLANT = """\
version: 1
plant: { id: Bad_ID, name: { en: x }, time_zone: Asia/Hongkong }
brokers: { b: { url: "mqtt://127.0.0.1:1883", client_id: x } }
lines:
  l1:
    broker: c
    constraint: [u1]
    work_units:
      u1:
        heartbeat: 10 parsecs
        signals:
          state: { kind: stat, topic: x }
          made: { kind: counter, counts: mad, topic: x, type: cumulative }
"""
PLACES = ["2:14", "2:50", "6:13", "10:20", "12:26", "13:42"]


def errors_in(text: str) -> list[str]:
    """Where the mistakes are that a command tells."""
    return [line.split(": error:")[0] for line in text.splitlines() if ": error:" in line]


@pytest.mark.parametrize(
    "command",
    [
        ["check", "FILE"],
        ["replay", "--plant", "FILE", SHIFT / "messages.jsonl"],
        ["kpi", "--plant", "FILE", "--data", "DATA"],
        ["run", "--plant", "FILE", "--data", "DATA", "--port", "0"],
    ],
    ids=lambda command: command[0],
)
def test_every_mistake_of_a_plant_file_is_told_at_once(lineside, tmp_path, command) -> None:
    file, data = tmp_path / "plant.yaml", tmp_path / "data"
    file.write_text(WRONG_PLANT, encoding="utf-8")
    result = lineside(*({"FILE": file, "DATA": data}.get(word, word) for word in command))
    assert result.returncode == 78
    assert errors_in(result.stderr) == [f"{file}:{place}" for place in PLACES]
    assert result.stdout == "", "messages belong on standard error"
    assert not data.exists(), "nothing is written under a wrong plant file"


def test_check_suggests_what_may_have_been_meant(lineside, tmp_path) -> None:
    file = tmp_path / "plant.yaml"
    file.write_text(WRONG_PLANT, encoding="utf-8")
    answer = json.loads(lineside("check", file, "--json").stdout)
    hints = {
        f"{it['line']}:{it['column']}": it["hint"] or it["message"] for it in answer["diagnostics"]
    }
    assert not answer["valid"]
    for place, word in {"2:50": "Asia/Hong_Kong", "12:26": "state", "13:42": "made"}.items():
        assert word in hints[place]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("not json", "JSON object"),
        ('{"at":"yesterday","topic":"a","payload":1}', "RFC 3339"),
        ('{"at":"2026-03-02T08:00:00Z","topic":"a"}', "payload"),
        ('{"at":"2026-03-02T08:00:00Z","payload":1}', "topic"),
        ('{"at":"2026-03-02T08:00:00Z","event":"boom"}', "boom"),
        ('{"at":"2026-03-02T08:00:00Z","topic":"a","payload":1,"qos":3}', "qos"),
        ('{"at":"2026-03-02T08:00:00Z","topic":"a","payload":1,"mid":65536}', "mid"),
        ('{"at":"2026-03-02T08:00:00Z","topic":"a","payload":1,"retain":"yes"}', "retain"),
        ('{"at":"2026-03-02T08:00:00Z","topic":"a","payload_hex":"abc"}', "hex"),
        ('{"at":"2026-03-02T08:00:00Z","topic":"a","payload_base64":"*"}', "base64"),
    ],
)
def test_bad_line_of_a_recording_is_named(lineside, tmp_path, line: str, message: str) -> None:
    good = (SHIFT / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "messages.jsonl"
    file.write_text("\n".join([*good[:2], line, *good[2:]]), encoding="utf-8")
    result = lineside("replay", "--plant", PLANT, file, "--json")
    assert result.returncode == 65
    assert result.stdout == ""
    assert result.stderr.startswith(f"{file}:3:")
    assert message in result.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--unit", "l1/u9"], ["l1/u9", "l1/u1"]),
        (["--from", "2026-03-03", "--to", "2026-03-02"], ["before it begins"]),
        (["--from", "2026-03-02T08:00:00.5", "--to", "2026-03-02T09:00"], ["whole second"]),
        (["--from", "yesterday"], ["yesterday", "2026-03-02T08:00"]),
        (["--from", "2026-02-30"], ["2026-02-30"]),
        (["--from", "1900-01-01", "--to", "2200-01-01", "--by", "hour"], ["results"]),
        (["--by", "week"], ["week", "shift"]),
        (["--frm", "2026-03-02"], ["--frm", "--from"]),
    ],
    ids=lambda value: "=".join(value) if value[0].startswith("--") else "",
)
def test_command_line_that_is_wrong_is_explained(lineside, arguments, words) -> None:
    result = lineside("replay", "--plant", PLANT, SHIFT / "messages.jsonl", "--json", *arguments)
    assert result.returncode == 64
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr


def test_file_that_is_not_there_is_named(lineside, tmp_path) -> None:
    missing = tmp_path / "missing"
    for arguments in (
        ["check", missing],
        ["replay", "--plant", missing, SHIFT / "messages.jsonl"],
        ["replay", "--plant", PLANT, missing],
        ["kpi", "--plant", PLANT, "--data", missing],
    ):
        result = lineside(*arguments)
        assert result.returncode == 66
        assert str(missing) in result.stderr
    assert not missing.exists(), "looking for a store does not make one"


def test_file_that_is_no_text_is_refused(lineside, tmp_path) -> None:
    file = tmp_path / "plant.yaml"
    file.write_bytes(b"\xff\xfe\x00plant")
    result = lineside("check", file)
    assert result.returncode == 65
    assert "UTF-8" in result.stderr


def test_declared_file_with_mistakes_is_refused_whole(lineside, tmp_path) -> None:
    sales = tmp_path / "sales.csv"
    columns = (
        "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"
    )
    good = "widget,2026-03-01,2026-03-31,0,37000,20,0,1000.00"
    bad = ["gadget,2026-04-01,2026-04-30,0,1,1,0,1", "widget,2026-05-31,2026-05-01,0,-1,1,0,1.234"]
    sales.write_text("\n".join([columns, good, *bad]) + "\n", encoding="utf-8")
    data = tmp_path / "data"
    lineside("replay", "--plant", PLANT, SHIFT / "messages.jsonl", "--data", data)
    result = lineside(
        "report", "--plant", PLANT, "--data", data, "--sales", sales,
        "--period-from", "2026-03-01", "--period-to", "2026-03-31",
    )  # fmt: skip
    assert result.returncode == 65
    assert result.stdout == "", "a report without the bad lines would be a report of something else"
    assert f"{sales}:3:1" in result.stderr
    assert f"{sales}:4:" in result.stderr
    assert f"{sales}:2:" not in result.stderr


@pytest.fixture
def daemon(start, broker, tmp_path) -> Daemon:
    """A daemon of the mask line that has subscribed."""
    return start(write_plant(tmp_path / "plant.yaml", broker.port), TOPICS)


def publish(broker: Broker, payload: bytes, topic: str = "mask-1/body/status") -> None:
    """Publishes one payload with QoS 1."""
    client = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-t", topic]
    # Nothing on standard input is refused there; an empty payload has an option of its own.
    client.append("-s" if payload else "-n")
    subprocess.run(client, input=payload, check=True, timeout=20)


def status(total: int) -> bytes:
    """A good payload."""
    return json.dumps({"state": "producing", "mode": 1, "total": total, "bad": 0}).encode()


def test_payload_that_no_decoder_accepts_is_quarantined_and_the_daemon_goes_on(
    daemon, broker, lineside
) -> None:
    publish(broker, status(100))
    for payload in (b"", b"{", b"\x00\xff\xfe", b"ERR 17", b"[" * 5000):
        publish(broker, payload)
    publish(broker, status(102))
    wait_until(lambda: daemon.messages()["received"] == 7)
    messages = daemon.messages()
    assert (messages["decoded"], messages["quarantined"]) == (2, 5)
    assert daemon.is_running()
    findings = kpi(lineside, daemon)["findings"]
    assert {it["signal"] for it in findings if it["kind"] == "undecodable"} == {"mask-1/body/state"}


def test_payload_over_the_limit_is_rejected_and_counted(daemon, broker) -> None:
    publish(broker, b"x" * (1 << 20))
    publish(broker, b"x" * ((1 << 20) + 1))
    publish(broker, status(100))
    wait_until(lambda: daemon.messages()["received"] == 3)
    messages = daemon.messages()
    assert (messages["rejected"], messages["quarantined"], messages["decoded"]) == (1, 1, 1)
    assert daemon.get("/readyz")[0] == 200, "what is refused is in the balance"


def test_payload_over_the_limit_is_named_in_a_finding(daemon, broker, lineside) -> None:
    publish(broker, status(100))
    publish(broker, b"x" * ((1 << 20) + 1))
    wait_until(lambda: daemon.messages()["received"] == 2)

    def named() -> list[str]:
        findings = kpi(lineside, daemon)["findings"]
        return [it["signal"] for it in findings if it["kind"] == "undecodable"]

    # The message belongs to the span only when time has gone on from it, by the next tick.
    wait_until(named)
    assert named() == ["mask-1/body/state"]


def kpi(lineside, daemon: Daemon) -> dict:
    """What the store says, beside the running daemon."""
    return told(lineside("kpi", "--plant", daemon.plant, "--data", daemon.data, "--json"))


def test_second_daemon_on_a_data_folder_is_refused(daemon, bin_folder) -> None:
    command = [bin_folder / "lineside", "run", "--plant", daemon.plant, "--data", daemon.data]
    result = run_until_end([*command, "--port", "0"], timeout=20)
    assert result.returncode == 74
    assert "in use" in result.stderr
    assert daemon.get("/readyz")[0] == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("unit=mask-1/nobody", "unknown_unit"),
        ("from=2026-03-03&to=2026-03-02", "reversed_span"),
        ("from=yesterday", "malformed_time"),
        ("from=2026-03-02T08:00:00.5", "malformed_time"),
        ("by=week", "unknown_division"),
        ("form=2026-03-02", "unknown_parameter"),
        ("by=day&by=hour", "repeated_parameter"),
        ("from=2026-01-01&to=2029-01-01", "span_too_long"),
        ("from=2026-01-01&to=2026-12-31&by=hour", "too_many_results"),
        ("from=" + "9" * 4000, "malformed_time"),
        ("unit=%00%ff", "unknown_unit"),
    ],
)
def test_query_out_of_range_is_400_with_a_code(shared_daemon, query: str, code: str) -> None:
    status_code, text = shared_daemon.get(f"/api/v1/kpi?{query}")
    assert (status_code, json.loads(text)["error"]["code"]) == (400, code)
    assert json.loads(text)["error"]["message"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/line/nobody", "/../etc/passwd"])
def test_address_that_is_not_there_is_404(shared_daemon, path: str) -> None:
    assert shared_daemon.get(path)[0] == 404


@pytest.fixture(scope="module")
def shared_daemon(bin_folder, tmp_path_factory) -> Iterator[Daemon]:
    """A daemon without a broker: queries are answered all the same."""
    folder = tmp_path_factory.mktemp("shared")
    plant = write_plant(folder / "plant.yaml", broker_port=1)
    with contextlib.closing(Daemon(bin_folder / "lineside", plant, folder)) as it:
        it.start()
        wait_until(lambda: it.get("/healthz")[0] == 200)
        yield it


REMAP_PLANT = """\
version: 1
plant: {{ id: remap, name: {{ en: Remap }}, time_zone: UTC, lateness: 4000 d }}
brokers: {{ b: {{ url: "mqtt://127.0.0.1:{port}", client_id: {client} }} }}
products: {{ p: {{ unit: piece }} }}
lines:
  l1:
    product: p
    work_units:
      u1:
        rates: [ {{ product: p, item_time: 1 s, from: 2026-01-01, by: me, reason: test }} ]
        signals:
          state: {{ kind: state, topic: l1/u1/state, field: s, time: ts, states: packml }}
          made:
            {{ kind: counter, counts: made, topic: l1/u1/made, field: {made}, time: ts,
              type: cumulative }}
          scrap:
            {{ kind: counter, counts: scrap, topic: l1/u1/scrap, convention: umh-historian,
              field: bad, type: delta }}
"""
BEGIN = 1_772_409_600_000
MINUTES = 60
SPAN = ("--from", "2026-03-02T00:00:00Z", "--to", "2026-03-02T01:00:00Z", "--json")


def write_remap(path: pathlib.Path, port: int, client: str, made: str) -> pathlib.Path:
    """The plant file, with the name of the field that holds the total."""
    path.write_text(REMAP_PLANT.format(port=port, client=client, made=made), encoding="utf-8")
    return path


def publish_hour(port: int) -> int:
    """An hour of a machine, and one message that no mapping can read; how many messages it was."""
    topics: dict[str, list[str]] = {"l1/u1/state": [], "l1/u1/made": [], "l1/u1/scrap": []}
    for minute in range(MINUTES):
        at = BEGIN + minute * 60_000
        topics["l1/u1/state"].append(json.dumps({"ts": at, "s": 2 if minute % 10 == 9 else 6}))
        topics["l1/u1/made"].append(json.dumps({"ts": at, "total": 100 + 50 * minute}))
        topics["l1/u1/scrap"].append(json.dumps({"timestamp_ms": at, "bad": 1}))
    topics["l1/u1/made"].append("{broken")
    for topic, lines in topics.items():
        client = ["mosquitto_pub", "-p", str(port), "-q", "1", "-t", topic, "-l"]
        subprocess.run(client, input="\n".join(lines) + "\n", text=True, check=True, timeout=30)
    return sum(map(len, topics.values()))


def fates(daemon: Daemon) -> dict[str, int]:
    """What became of the messages, where every one has a fate."""
    messages = daemon.messages()
    received = messages.pop("received")
    assert received == sum(messages.values()), "conservation"
    return messages


def figures(lineside, plant: pathlib.Path, daemon: Daemon) -> list[dict]:
    """The figures of the hour, from the store."""
    return exact(lineside("kpi", "--plant", plant, "--data", daemon.data, *SPAN).stdout)["results"]


def test_quarantine_is_decoded_again_once_the_mapping_is_mended(
    lineside, bin_folder, broker: Broker, tmp_path
) -> None:
    program = bin_folder / "lineside"
    daemons = []
    for name, made in (("wrong", "totl"), ("right", "total")):
        folder = tmp_path / name
        folder.mkdir()
        plant = write_remap(folder / "plant.yaml", broker.port, name, made)
        daemons.append(Daemon(program, plant, folder))
    wrong, right = daemons
    with contextlib.closing(wrong), contextlib.closing(right):
        for daemon in daemons:
            daemon.start()
            daemon.wait_until_ready()
        count = publish_hour(broker.port)
        for daemon in daemons:
            wait_until(lambda it=daemon: it.messages()["received"] == count)
        assert fates(wrong)["quarantined"] == MINUTES + 1
        assert fates(right)["quarantined"] == 1
        assert figures(lineside, wrong.plant, wrong)[0]["pieces"]["made"] == 0

        assert wrong.stop() == 0
        write_remap(wrong.plant, broker.port, "wrong", "total")
        wrong.start()
        wrong.wait_until_ready()
        wait_until(lambda: fates(wrong) == fates(right))
        assert fates(wrong)["quarantined"] == 1, "what nobody can read stays"
        mended = figures(lineside, wrong.plant, wrong)
        assert mended == figures(lineside, right.plant, right)
        assert mended[0]["pieces"]["made"] == 50 * (MINUTES - 1)
        assert "the mapping was mended" in wrong.log()

        # The same file again changes nothing and is not folded again.
        assert wrong.stop() == 0
        wrong.start()
        wrong.wait_until_ready()
        assert figures(lineside, wrong.plant, wrong) == mended
        assert wrong.log().count("the mapping was mended") == 1
