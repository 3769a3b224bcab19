"""The command itself: its help, and its answers to mistakes."""

import json

from promise import ROOT

SCENARIO = ROOT / "Tests" / "Scenarios" / "what-if-rate"


def test_help_names_the_subcommands(lineside) -> None:
    result = lineside("--help")
    assert result.returncode == 0
    for name in ("run", "demo", "check"):
        assert name in result.stdout


def test_unknown_subcommand_is_refused(lineside) -> None:
    result = lineside("rnu")
    assert result.returncode != 0
    assert result.stdout == "", "messages belong on standard error"
    assert "rnu" in result.stderr


def test_definitions_are_the_page_in_the_repository(lineside) -> None:
    result = lineside("definitions")
    assert result.stdout == (ROOT / "docs" / "kpi.md").read_text(encoding="utf-8")
    assert lineside("definitions", "--json").returncode != 0
    plant = ROOT / "config" / "examples" / "mask-line.yaml"
    answer = json.loads(lineside("definitions", "--plant", plant, "--json").stdout)
    rates = [rate for unit in answer["units"] for rate in unit["rates"]]
    assert rates
    assert all(rate["by"] and rate["reason"] and rate["from"] for rate in rates)


def test_what_if_tells_what_a_rate_would_do(lineside) -> None:
    span = ("--from", "2024-09-03T09:00", "--to", "2024-09-03T12:00")
    files = ("--plant", SCENARIO / "plant.yaml", SCENARIO / "messages.jsonl")
    result = lineside("replay", *files, *span, "--what-if", "l1/u1:widget=9 s")
    assert result.returncode == 0, result.stderr
    lines = result.stdout.splitlines()
    tried = next(line for line in lines if line.startswith("what if"))
    assert "l1/u1 made widget in 9000 ms" in tried
    assert "10000 ms from 2024-01-01 00:00:00 by process-engineering: acceptance test" in tried
    declared = next(line for line in lines if "74.1 %" in line)
    supposed = next(line for line in lines if "66.7 %" in line)
    assert declared.split()[-1] == "1"
    assert supposed.split()[-2:] == ["1", "-7.4"]
    detail = 'rate_below_best: product "widget", declared_s 10, demonstrated_s 9'
    assert any(line.endswith(detail) for line in lines)
    wrong = lineside("replay", *files, "--what-if", "l1/u2:widget=9 s")
    assert wrong.returncode == 64
    assert 'did you mean "l1/u1"' in wrong.stderr
