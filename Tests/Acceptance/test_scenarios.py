"""Every folder of Tests/Scenarios, through the whole path: README.md there tells the format."""

import pathlib

import pytest

from expectations import differences, exact, figure_differences, holds, value_differences
from promise import ROOT

SCENARIOS = ROOT / "Tests" / "Scenarios"
FOLDERS = sorted(file.parent for file in SCENARIOS.glob("*/plant.yaml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_gives_what_is_expected(lineside, folder: pathlib.Path, tmp_path: pathlib.Path) -> None:
    expected = exact((folder / "expected.json").read_text(encoding="utf-8"))
    assert expected["asks"], "a scenario asks at least once"
    found, findings = [], []
    for ask in expected["asks"]:
        answer = replay(lineside, folder, ask["args"])
        findings += answer["findings"]
        found += differences(ask["results"], answer["results"])
        if "total" in ask:
            found += figure_differences(ask["total"], answer["total"])
        if "what_if" in ask:
            found += differences(ask["what_if"], answer["what_if"]["results"])
        if not answer["balanced"]:
            found.append("not balanced")
        for key in ("messages", "samples"):
            found += value_differences(expected.get(key, {}), answer[key], f".{key}")
    found += finding_differences(expected, findings)
    if "stops" in expected:
        replay(lineside, folder, ["--data", tmp_path])
    for ask in expected.get("stops", []):
        found += stop_differences(ask, stops(lineside, folder, tmp_path, ask["args"]))
    assert not found, "\n" + "\n".join(dict.fromkeys(found))


def replay(lineside, folder: pathlib.Path, arguments: list[str]) -> dict:
    """What `replay --json` prints."""
    result = lineside(
        "replay", "--plant", folder / "plant.yaml", folder / "messages.jsonl", "--json", *arguments
    )
    assert result.returncode == 0, result.stderr
    return exact(result.stdout)


def stops(lineside, folder: pathlib.Path, data: pathlib.Path, arguments: list[str]) -> dict:
    """What `stops --json` prints."""
    result = lineside("stops", "--plant", folder / "plant.yaml", "--data", data, "--json", *arguments)
    assert result.returncode == 0, result.stderr
    return exact(result.stdout)


def stop_differences(ask: dict, answer: dict) -> list[str]:
    """What differs between stops in their order, and their totals."""
    found = list(value_differences(ask.get("total", {}), answer["total"], ".total"))
    if len(ask["list"]) != len(answer["stops"]):
        found.append(f"{len(answer['stops'])} stops, expected {len(ask['list'])}")
    for place, (expected, actual) in enumerate(zip(ask["list"], answer["stops"], strict=False)):
        found += value_differences(expected, actual, f".stops[{place}]")
    return found


def finding_differences(expected: dict, actual: list[dict]) -> list[str]:
    """Which findings are missing, and which must not be there."""
    missing = [
        f"no finding {finding}; there are {actual}"
        for finding in expected.get("findings", [])
        if not any(holds(finding, other) for other in actual)
    ]
    refused = expected.get("no_findings", [])
    surplus = [f"surplus: {finding}" for finding in actual if finding["kind"] in refused]
    return missing + surplus


def test_every_folder_is_complete() -> None:
    assert len(FOLDERS) > 10
    for folder in SCENARIOS.iterdir():
        if folder.is_dir():
            names = {"README.md", "expected.json", "messages.jsonl", "plant.yaml"}
            assert {file.name for file in folder.iterdir()} == names, folder.name
