"""`lineside project check`: mistakes in a project file, what the rules say, what is due."""

import json
import pathlib

from conftest import ROOT

PROJECT = ROOT / "config" / "benefits" / "project.yaml"
DAY = ("--on", "2023-12-01")


def changed(folder: pathlib.Path, old: str, new: str) -> pathlib.Path:
    """The example with one text replaced."""
    text = PROJECT.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = folder / "project.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def test_example_holds_in_both_languages(lineside) -> None:
    result = lineside("project", "check", PROJECT, *DAY)
    assert result.returncode == 0, result.stderr
    assert "V08 holds: final funding: HK$ 2,218,666.66" in result.stdout
    assert "V08 符合: 最終資助額：2,218,666.66 港元" in result.stdout
    assert "V02 not judged: the published list of approved projects was not given" in result.stdout
    assert "2024-11-29 benefit report (2023-09-01 – 2024-08-31): open" in result.stdout
    assert "2024-11-29 效益報告" in result.stdout


def test_broken_rule_is_exit_code_one(lineside, tmp_path: pathlib.Path) -> None:
    path = changed(tmp_path, "  funding: 2290000\n", "  funding: 2290000.01\n")
    result = lineside("project", "check", path, *DAY, "--json")
    assert result.returncode == 1
    answer = json.loads(result.stdout)
    assert answer["has_errors"]
    rule = next(rule for rule in answer["rules"] if rule["rule"] == "V05")
    finding = rule["findings"][0]
    assert (finding["severity"], finding["figures"]["limit"]) == ("error", 2290000)
    assert set(finding["text"]) == {"en", "zh-Hant"}
    assert {duty["status"] for duty in answer["duties"]} == {"done", "open"}


def test_bad_file_is_exit_code_78(lineside, tmp_path: pathlib.Path) -> None:
    path = changed(tmp_path, "scheme: RFS", "scheme: RSF")
    result = lineside("project", "check", path)
    assert result.returncode == 78
    assert result.stdout == ""
    assert f'{path}:7:11: error: "RSF" is not a scheme; did you mean "RFS"?' in result.stderr
    rules = tmp_path / "own.yaml"
    rules.write_text("version: 1\nrule_set: { id: own, based_on: rfs-2021, from: 2026-01-01 }\n")
    result = lineside("project", "check", PROJECT, "--rules", rules)
    assert result.returncode == 78
    assert 'did you mean "rfs-2020"?' in result.stderr


def test_published_list_is_compared(lineside, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "list.csv"
    header = "No.,Programme,Reference No.,Project Title,Lead Applicant,Funds Approved ($M)"
    path.write_text(f"{header}\n1,RFS,RFS/001/20,T,Example PPE (HK) Limited,2.29\n")
    result = lineside("project", "check", PROJECT, *DAY, "--itf", path)
    assert "V02 holds" in result.stdout
    path.write_text(f"{header}\n1,RFS,RFS/001/20,T,Example PPE (HK) Limited,2290\n")
    result = lineside("project", "check", PROJECT, *DAY, "--itf", path)
    assert result.returncode == 65
    assert "may be dollars or millions of them" in result.stderr


def test_signals_are_measurements_of_the_plant_file(lineside, tmp_path: pathlib.Path) -> None:
    """A name that is none is told where it stands, by every command that knows the plant."""
    path = tmp_path / "project.yaml"
    text = PROJECT.read_text(encoding="utf-8").replace("  mask-1:\n", "  mask-f:\n")
    text = text.replace("mask-l1", "mask-f")
    names = "[mask-a/operators, mask-b/operatrs, mask-a/made]"
    text = text.replace("# operators: [mask-a/operators, mask-b/operators]", f"operators: {names}")
    path.write_text(text, encoding="utf-8")
    line = text[: text.index(names)].count("\n") + 1
    plant = ROOT / "config" / "examples" / "funded-line.yaml"
    checked = lineside("project", "check", path, *DAY, "--plant", plant)
    place = ("--plant", plant, "--project", path)
    reported = lineside("report", *place, "--kind", "benefit", "--data", tmp_path)
    for result in (checked, reported):
        assert result.returncode == 78, result.stderr
        assert (
            f'{path}:{line}:35: error: the line "mask-f" of the plant file has no signal '
            '"mask-b/operatrs"; did you mean "mask-b/operators"?'
        ) in result.stderr
        assert (
            f'{path}:{line}:52: error: the signal "mask-a/made" of the plant file is no measurement'
        ) in result.stderr
    path.write_text(text.replace(names, "[mask-a/operators]"), encoding="utf-8")
    assert lineside("project", "check", path, *DAY, "--plant", plant).returncode == 0
    assert lineside("project", "check", path, *DAY).returncode == 0
    deaf = tmp_path / "plant.yaml"
    deaf.write_text(plant.read_text(encoding="utf-8").replace("        heartbeat: 15 min\n", ""))
    refused = lineside("project", "check", path, *DAY, "--plant", deaf)
    assert refused.returncode == 78
    assert 'the work unit of "mask-a/operators" has no heartbeat' in refused.stderr


def test_names_of_the_plant_file_are_looked_up(lineside, tmp_path: pathlib.Path) -> None:
    """Lines, work units and products, each where it stands; of another plant it is a warning."""
    plant = ROOT / "config" / "examples" / "funded-line.yaml"
    text = PROJECT.read_text(encoding="utf-8").replace("  mask-1:\n", "  mask-f:\n")
    path = tmp_path / "project.yaml"
    path.write_text(text.replace("mask-b, site]", "mask-b, sita]"), encoding="utf-8")
    check = ("project", "check", path, *DAY, "--plant", plant)
    told = lineside(*check)
    assert told.returncode == 78
    rate = text[: text.index("mask-l1: 4000")].count("\n") + 1
    assert f'{path}:{rate}:20: error: the plant file has no product "mask-l1"' in told.stderr
    assert 'has no work unit "sita"; did you mean "site"?' in told.stderr
    report = ("report", "--kind", "benefit", "--project", path, "--data", tmp_path)
    reported = lineside(*report, *check[-2:])
    assert reported.returncode == 78 and 'no work unit "sita"' in reported.stderr
    text = text.replace("mask-l1", "mask-f")
    path.write_text(text.replace("  mask-f:\n", "  mask-q:\n"), encoding="utf-8")
    told = lineside(*check)
    line = text[: text.index("  mask-f:\n")].count("\n") + 1
    assert told.returncode == 78
    assert (
        f'{path}:{line}:3: error: the plant file has no line "mask-q"; did you mean "mask-f"?'
    ) in told.stderr
    # Under a name that is none, the rest is read all the same.
    bad = text.replace("  mask-f:\n", "  Mask F:\n").replace("cost: 2850000", "cost: much")
    path.write_text(bad, encoding="utf-8")
    told = lineside(*check)
    assert 'not an identifier for a line' in told.stderr and '"much"' in told.stderr


def test_tabs_are_named(lineside, tmp_path: pathlib.Path) -> None:
    path = changed(tmp_path, "  scheme: RFS", "\tscheme: RFS")
    told = lineside("project", "check", path)
    assert told.returncode == 78 and "tabs are not allowed" in told.stderr, told.stderr
