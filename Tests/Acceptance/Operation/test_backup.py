"""A backup made under load is whole, is proved file by file, and gives its figures elsewhere."""

import json
import pathlib
import re
import shutil

import pytest

from daemon import Daemon
from expectations import told
from mask_line import TOPICS, Simulator, write_plant
from processes import free_port, wait_until
from promise import ROOT

SCALE = 5


@pytest.fixture
def daemon(start, broker, tmp_path) -> Daemon:
    """A daemon that is ready and subscribed."""
    return start(write_plant(tmp_path / "plant.yaml", broker.port, SCALE), TOPICS)


@pytest.fixture
def backup(lineside, daemon, simulator, tmp_path) -> pathlib.Path:
    """A backup made while messages come."""
    folder = tmp_path / "backup"
    simulator.start(
        *Simulator.SHIFT, "--qos", "1", "--seed", 7, "--scale-cycle", SCALE, "--rate-limit", "3000"
    )
    wait_until(lambda: daemon.messages()["received"] > 5000, timeout=30)
    made = told(lineside("backup", "--data", daemon.data, "--to", folder, "--json"))
    assert simulator.is_running(), "the backup is to fall into the publishing"
    simulator.close()
    lane = made["lanes"]["shopfloor"]
    assert 0 < lane["stored"] <= lane["last_record"]
    received = daemon.messages()["received"]
    wait_until(lambda: daemon.messages()["received"] > received or received > 10_000)
    return folder


def figures(lineside, plant: pathlib.Path, data: pathlib.Path) -> dict:
    """What `lineside kpi` says of the simulated shift, hour by hour."""
    span = ["--from", "2026-03-02T08:00:00+08:00", "--to", "2026-03-02T16:00:00+08:00"]
    command = ["kpi", "--plant", plant, "--data", data, "--json", "--by", "hour"]
    return told(lineside(*command, *span))


def fold_to_the_end(daemon: Daemon) -> None:
    """Runs a daemon without its broker until all of the journal is stored."""
    daemon.start()
    wait_until(lambda: daemon.get("/healthz")[0] == 200)
    daemon.wait_until_stored()
    assert daemon.stop() == 0


def test_backup_under_load_gives_its_figures_elsewhere(
    make_daemon, lineside, daemon, backup, tmp_path
) -> None:
    assert daemon.stop() == 0
    # The daemon's broker is another one here: nothing new may come.
    text = (backup / "plant.yaml").read_text(encoding="utf-8")
    plant = tmp_path / "elsewhere.yaml"
    plant.write_text(text.replace(f":{urlport(text)}", f":{free_port()}"), encoding="utf-8")
    folders = [tmp_path / name for name in ("restored", "folded")]
    for folder in folders:
        folder.mkdir()
        result = lineside("restore", "--from", backup, "--data", folder / "data")
        assert result.returncode == 0, result.stderr
    as_stored = figures(lineside, plant, folders[0] / "data")
    assert as_stored["messages"]["received"] > 1000
    # The store and the rest of the journal give what the whole journal gives.
    (folders[1] / "data" / "facts.sqlite").unlink()
    for folder in folders:
        fold_to_the_end(make_daemon(plant, folder))
    first, second = (figures(lineside, plant, folder / "data") for folder in folders)
    assert first == second
    assert first["messages"]["received"] >= as_stored["messages"]["received"]


def urlport(text: str) -> str:
    """The port of the broker in a plant file."""
    return text.split("mqtt://127.0.0.1:")[1].split('"')[0]


def test_backup_without_a_daemon_is_made_by_the_command(lineside, daemon, backup, tmp_path) -> None:
    assert daemon.stop() == 0
    folder = tmp_path / "offline"
    result = lineside("backup", "--data", daemon.data, "--to", folder)
    assert result.returncode == 0, result.stderr
    assert lineside("backup", "--verify", folder).returncode == 0
    assert lineside("restore", "--from", folder, "--data", tmp_path / "new").returncode == 0
    assert figures(lineside, daemon.plant, tmp_path / "new") == figures(
        lineside, daemon.plant, daemon.data
    )


def test_project_files_go_with_a_backup_and_come_back(lineside, start, broker, tmp_path) -> None:
    """In `projects` beside the plant file, each with its hash; a restored one is found there."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port, SCALE)
    projects = tmp_path / "projects"
    (projects / "own").mkdir(parents=True)
    line = re.search(r"^lines:\n  ([a-z0-9-]+):", plant.read_text("utf-8"), re.MULTILINE)[1]
    own = (ROOT / "config/reports/benefit-1.yaml").read_bytes()
    (projects / "own" / "benefit.yaml").write_bytes(own)
    (tmp_path / "outside.yaml").write_text(
        (ROOT / "config/reports/final-1.yaml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    text = (
        "version: 1\nproject: { id: p-1, scheme: RFS }\nenterprise: { name: Example }\n"
        f"agreement: {{ applied: 2020-09-01 }}\nlines: {{ {line}: {{ name: Line }} }}\n"
        "templates: { benefit: own/benefit.yaml, final: ../outside.yaml }\n"
    )
    (projects / "p-1.yaml").write_text(text, encoding="utf-8")
    daemon = start(plant, TOPICS)
    backup, restored = tmp_path / "with-projects", tmp_path / "again"
    made = lineside("backup", "--data", daemon.data, "--to", backup)
    assert made.returncode == 0 and "outside.yaml, a template of p-1, lies outside" in made.stderr
    names = [file["path"] for file in json.loads((backup / "manifest.json").read_text())["files"]]
    assert {"projects/p-1.yaml", "projects/own/benefit.yaml"} < set(names)
    assert daemon.stop() == 0
    alone = lineside("backup", "--data", daemon.data, "--to", tmp_path / "alone", "--plant", plant)
    assert alone.returncode == 0 and (tmp_path / "alone/projects/p-1.yaml").exists()
    assert lineside("restore", "--from", backup, "--data", restored).returncode == 0
    assert (restored / "projects/own/benefit.yaml").read_bytes() == own
    (tmp_path / "again" / "projects" / "p-1.yaml").write_text(
        text.replace(", final: ../outside.yaml", ""), encoding="utf-8"
    )
    place = ("--plant", restored / "plant.yaml", "--data", restored, "--project", "p-1")
    listed = lineside("declare", "list", *place)
    assert listed.returncode == 0 and "Nothing is declared." in listed.stdout, listed.stderr


def test_flipped_bit_is_named_and_nothing_is_restored(lineside, backup, tmp_path) -> None:
    names = [file["path"] for file in json.loads((backup / "manifest.json").read_text())["files"]]
    assert {"facts.sqlite", "plant.yaml"} < set(names) and len(names) >= 3
    for name in names:
        copy = tmp_path / "copy"
        shutil.copytree(backup, copy)
        damaged = copy / name
        data = bytearray(damaged.read_bytes())
        data[len(data) // 2] ^= 1
        damaged.write_bytes(data)
        for command in (("--verify", copy), ()):
            arguments = command or ("--from", copy, "--data", tmp_path / "none")
            result = lineside("backup" if command else "restore", *arguments)
            assert result.returncode == 65 and f"{name} is damaged" in result.stderr
        assert not (tmp_path / "none").exists()
        shutil.rmtree(copy)


def test_backup_and_restore_touch_nothing_that_is_there(lineside, daemon, backup, tmp_path) -> None:
    result = lineside("backup", "--data", daemon.data, "--to", backup)
    assert result.returncode == 74 and "is not empty" in result.stderr
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine").write_text("mine")
    result = lineside("restore", "--from", backup, "--data", full)
    assert result.returncode == 74 and "is not empty" in result.stderr
    assert [it.name for it in full.iterdir()] == ["mine"]
    result = lineside("restore", "--from", full, "--data", tmp_path / "none")
    assert result.returncode == 65 and "holds no backup" in result.stderr
    assert lineside("backup", "--verify", backup).returncode == 0
