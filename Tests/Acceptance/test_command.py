"""The command itself: its help, and its answers to mistakes."""

import json

from conftest import ROOT


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
