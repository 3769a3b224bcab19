"""`lineside discover`: its proposal, unedited, gives the figures that are known."""

import base64
import json
import subprocess
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from expectations import exact, figure_differences, told
from processes import run_until_end
from promise import ROOT

PACKML = ROOT.parent / "shared" / "data" / "packml-simulator" / "recording.txt"
EXPECTED = Path(__file__).with_name("packml_expected.json")
ELEMENT = {"producing": "apt", "setup": "aust"}


def propose(lineside, messages: Path, folder: Path) -> tuple[Path, dict]:
    """The proposal for a recording, which `check` accepts, and what is said of it."""
    plant = folder / "proposed.yaml"
    result = lineside("discover", "--messages", messages, "--out", plant, "--json", timeout=300)
    assert result.returncode == 0, result.stderr
    checked = lineside("check", "--offline", plant, timeout=60)
    assert checked.returncode == 0, checked.stderr
    return plant, exact(result.stdout)


def replay(lineside, plant: Path, messages: Path, *options: str) -> dict:
    """The figures of a recording by unit."""
    command = ["replay", "--plant", plant, messages, "--json"]
    answer = told(lineside(*command, *options, timeout=300))
    return {figure["unit"]: figure for figure in answer["results"]}


@pytest.fixture(scope="module")
def shift(bin_folder, tmp_path_factory) -> tuple[Path, dict, Path]:
    """Eight simulated hours, what really happened in them, and the proposal for them."""
    folder = tmp_path_factory.mktemp("shift")
    run_until_end(
        [
            bin_folder / "lineside-simulate", "--start", "2026-03-02T08:00:00+08:00",
            "--duration", "8h", "--messages", folder / "messages.jsonl",
            "--truth", folder / "truth.json",
        ],
        120,
    )  # fmt: skip

    def lineside(*words: object, timeout: float) -> subprocess.CompletedProcess[str]:
        return run_until_end([bin_folder / "lineside", *words], timeout)

    messages = folder / "messages.jsonl"
    plant, _ = propose(lineside, messages, folder)
    return messages, exact((folder / "truth.json").read_text(encoding="utf-8")), plant


def test_mask_line_gives_the_pieces_and_times_of_the_truth(lineside, shift) -> None:
    messages, truth, plant = shift
    figures = replay(lineside, plant, messages)
    assert figures.keys() == truth["units"].keys()
    for unit, evidence in truth["units"].items():
        # Nobody tells a calendar over MQTT: the proposal has none, so breaks count like all time.
        times = Counter()
        for begin, end, state in evidence["states"]:
            times[ELEMENT.get(state, "adet")] += end - begin
        made = sum(count for _, count, _, _ in evidence["pieces"])
        scrap = sum(count for _, _, count, _ in evidence["pieces"])
        figure = figures[unit]
        assert {key: figure["times_s"][key] * 1000 for key in ("apt", "aust", "adet")} == times
        assert figure["times_s"]["unknown"] == figure["times_s"]["adot"] == 0
        assert (figure["pieces"]["made"], figure["pieces"]["scrap"]) == (made, scrap)
        assert figure["pieces"]["good"] == made - scrap
        assert figure["kpi"]["oee"] is not None


def test_mask_line_with_a_calendar_gives_the_totals_of_the_truth(lineside, tmp_path, shift) -> None:
    messages, truth, proposed = shift
    text = proposed.read_text(encoding="utf-8")
    plant = tmp_path / "plant.yaml"
    calendar = (
        "calendars: { day: { shifts: [ { name: day, days: mon-sun, from: \"08:00\", "
        "to: \"16:00\", breaks: [\"12:00-12:45\"] } ] } }\nlines:\n"
    )
    # What a person adds by hand, the calendar, gives the truth to the last stop.
    assert text.count("\nlines:\n") == 1
    plant.write_text(
        text.replace("\nlines:\n", "\n" + calendar)
        .replace("    broker: shopfloor\n", "    broker: shopfloor\n    calendar: day\n"),
        encoding="utf-8",
    )  # fmt: skip
    figures = replay(lineside, plant, messages)
    for total in truth["totals"]:
        del total["ideal_s"]  # The declared rates are not said over MQTT.
        assert figure_differences(total, figures[total["unit"]]) == []


@pytest.mark.skipif(not PACKML.exists(), reason="SKIPPED: the PackML recording is not there")
def test_packml_recording_gives_what_was_expected_beforehand(lineside, tmp_path) -> None:
    messages = tmp_path / "packml.jsonl"
    messages.write_text("\n".join(packml_lines()) + "\n", encoding="utf-8")
    plant, said = propose(lineside, messages, tmp_path)
    expected = exact(EXPECTED.read_text(encoding="utf-8"))
    (unit,) = said["work_units"]
    assert [rate["item_time_s"] for rate in unit["rates"]] == [expected["item_time_s"]]
    span = ("--from", rfc3339(expected["from"]), "--to", rfc3339(expected["to"]))
    figures = replay(lineside, plant, messages, *span)
    assert figures.keys() == {"packaging/line1"}
    assert figure_differences(expected["figure"], figures["packaging/line1"]) == []


def packml_lines() -> list[str]:
    """The recording as messages.jsonl; `receive-time r<retain> topic payload` before."""
    lines = []
    for line in PACKML.read_text(encoding="utf-8").splitlines():
        time, retained, topic, payload = line.split(" ", 3)
        lines.append(
            json.dumps(
                {
                    "at": rfc3339(Decimal(time)), "topic": topic,
                    "payload_base64": base64.b64encode(payload.encode()).decode(),
                    "retain": retained == "r1",
                }
            )
        )  # fmt: skip
    return lines


def rfc3339(time: Decimal | int) -> str:
    """Seconds since 1970, to the nanosecond."""
    whole = int(time)
    fraction = f"{Decimal(time) - whole:.9f}"[1:] if time != whole else ""
    return f"{datetime.fromtimestamp(whole, UTC):%Y-%m-%dT%H:%M:%S}{fraction}Z"


def test_says_where_nothing_is_a_state_or_counter(lineside, tmp_path) -> None:
    messages = tmp_path / "messages.jsonl"
    line = {"at": "2026-03-02T08:00:00Z", "topic": "hall/door", "payload": "open"}
    messages.write_text(json.dumps(line) + "\n", encoding="utf-8")
    result = lineside("discover", "--messages", messages)
    assert result.returncode == 65
    assert "nothing that was heard is a state or a counter" in result.stderr
    assert "hall/door" in result.stdout
