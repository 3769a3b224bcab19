"""The command itself: its help, and its answers to mistakes."""


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
