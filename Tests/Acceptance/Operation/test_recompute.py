"""A mended plant file and the journal give what the file would have given from the start."""

import pathlib
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass

import pytest

from expectations import told
from mask_line import TOPICS, Simulator, write_plant
from processes import free_port, wait_until

SCALE = 5
KILLS = 6
SHIFT = ("--from", "2026-03-02T08:00", "--to", "2026-03-02T16:00")
WHO = ("--by", "ming", "--why", "starved was taken for producing")
MIDDLE = ("2026-03-02T10:00", "2026-03-02T12:00")


def write_plants(folder: pathlib.Path, port: int) -> tuple[pathlib.Path, pathlib.Path]:
    """The example's plant as it should be, and with a wrong state table."""
    right = write_plant(folder / "right.yaml", port, SCALE)
    text = right.read_text(encoding="utf-8")
    assert text.count("starved: starved") == 4
    wrong = folder / "plant.yaml"
    wrong.write_text(text.replace("starved: starved", "starved: producing"), encoding="utf-8")
    return right, wrong


@pytest.fixture
def messages(bin_folder, tmp_path) -> pathlib.Path:
    """A shift as messages.jsonl."""
    file = tmp_path / "messages.jsonl"
    command = [bin_folder / "lineside-simulate", "--messages", file, "--seed", "7"]
    subprocess.run([*command, *Simulator.SHIFT[:4], "--scale-cycle", str(SCALE)], check=True)
    return file


def replay(lineside, plant: pathlib.Path, messages: pathlib.Path, data: pathlib.Path) -> None:
    result = lineside("replay", "--plant", plant, messages, "--data", data, "--unit", "mask-1")
    assert result.returncode == 0, result.stderr


def hours(lineside, plant: pathlib.Path, data: pathlib.Path) -> dict:
    """What `lineside kpi` says of every hour and unit of the shift."""
    command = ["kpi", "--plant", plant, "--data", data, "--json", "--by", "hour"]
    return told(lineside(*command, *SHIFT))


def recompute(lineside, plant: pathlib.Path, data: pathlib.Path, *options: object) -> dict:
    return told(lineside("recompute", "--plant", plant, "--data", data, "--json", *options))


def sums(answer: dict, first: int, last: int) -> list[tuple]:
    """Times and pieces of the hours from one to another, by unit."""
    return [
        (figure["unit"], figure["from"], figure["times_s"], figure["pieces"])
        for figure in answer["results"]
        if first <= (int(figure["from"][11:13]) + 8) % 24 < last
    ]


@dataclass
class Mistake:
    """A shift folded with the wrong plant file, and its hours beside those of the right one."""

    right: pathlib.Path
    data: pathlib.Path
    before: dict
    expected: dict


@pytest.fixture
def mistake(lineside, messages, tmp_path) -> Mistake:
    """That shift."""
    right, wrong = write_plants(tmp_path, free_port())
    data, fresh = tmp_path / "data", tmp_path / "fresh"
    replay(lineside, wrong, messages, data)
    replay(lineside, right, messages, fresh)
    return Mistake(right, data, hours(lineside, right, data), hours(lineside, right, fresh))


def test_mended_states_give_the_figures_of_a_fresh_replay(lineside, mistake) -> None:
    right, data = mistake.right, mistake.data
    before, expected = mistake.before, mistake.expected
    assert before["results"] != expected["results"]
    shown = recompute(lineside, right, data)
    assert not shown["applied"] and any(unit["changed"] for unit in shown["units"])
    assert hours(lineside, right, data) == before, "what is only shown changes nothing"
    assert recompute(lineside, right, data, "--apply", *WHO)["applied"]
    assert hours(lineside, right, data) == expected
    again = recompute(lineside, right, data)
    assert not any(unit["changed"] for unit in again["units"]) and not again["notes"]
    assert not list(data.glob("recompute-*"))


def test_span_changes_its_own_hours_alone(lineside, mistake) -> None:
    right, data = mistake.right, mistake.data
    before, expected = mistake.before, mistake.expected
    span = ("--from", MIDDLE[0], "--to", MIDDLE[1])
    for _ in range(2):
        # Done twice it is as done once.
        recompute(lineside, right, data, *span, "--apply", *WHO)
        after = hours(lineside, right, data)
        assert after["balanced"]
        assert sums(after, 10, 12) == sums(expected, 10, 12) != sums(before, 10, 12)
        assert sums(after, 8, 10) == sums(before, 8, 10)
        assert sums(after, 12, 16) == sums(before, 12, 16)
    late = lineside("recompute", "--plant", right, "--data", data, "--to", "2026-03-02T16:00")
    assert late.returncode == 64 and "leave --to out" in late.stderr


def test_killed_it_has_changed_all_or_nothing(bin_folder, lineside, mistake, tmp_path) -> None:
    right, data, first = mistake.right, mistake.data, tmp_path / "first"
    before, expected = mistake.before, mistake.expected
    command = [bin_folder / "lineside", "recompute", "--plant", right, "--data", data]
    command += ["--apply", *WHO]
    shutil.copytree(data, first)
    begin = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    # Closer and closer to the instant at which it is done.
    early, late = 0.0, time.monotonic() - begin
    for _ in range(KILLS):
        shutil.rmtree(data)
        shutil.copytree(first, data)
        instant = (early + late) / 2
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            time.sleep(instant)
            process.send_signal(signal.SIGKILL)
        after = hours(lineside, right, data)
        assert after in (before, expected)
        early, late = (early, instant) if after == expected else (instant, late)
    print(f"killed {KILLS} times, up to {early:.2f} s and from {late:.2f} s")
    recompute(lineside, right, data, "--apply", *WHO)
    assert hours(lineside, right, data) == expected
    assert not list(data.glob("recompute-*")), "what a killed command left is gone"


def test_beside_a_daemon_up_to_now(lineside, start, broker, simulator, tmp_path) -> None:
    right, wrong = write_plants(tmp_path, broker.port)
    daemon = start(wrong, TOPICS)
    simulator.start(*Simulator.SHIFT, "--seed", 7, "--scale-cycle", SCALE, "--rate-limit", "3000")
    wait_until(lambda: daemon.messages()["received"] > 5000, timeout=30)
    # The daemon's file is mended, and the lines go on meanwhile.
    shutil.copy(right, wrong)
    recompute(lineside, wrong, daemon.data, "--apply", *WHO)
    published = simulator.truth(timeout=90)["messages"]["published"]
    wait_until(lambda: daemon.messages().get("decoded", 0) >= published, timeout=30)
    messages = daemon.messages()
    assert messages["received"] - messages["redelivered"] == published
    assert daemon.get("/readyz")[0] == 200
    refused = lineside("recompute", "--plant", tmp_path / "other.yaml", "--data", daemon.data)
    assert refused.returncode == 66
    assert daemon.stop() == 0
    after = hours(lineside, right, daemon.data)
    exported = tmp_path / "exported.jsonl"
    assert lineside("journal", "export", "--data", daemon.data, "--out", exported).returncode == 0
    replay(lineside, right, exported, tmp_path / "fresh")
    expected = hours(lineside, right, tmp_path / "fresh")
    assert after["balanced"] and after["results"] == expected["results"]
