"""README.md names a test for every trap, or says why there is none."""

import pathlib
import re

HERE = pathlib.Path(__file__).parent
TRAPS = 31


def rows() -> dict[int, str]:
    """What the table says of each trap."""
    text = (HERE / "README.md").read_text(encoding="utf-8")
    found = re.findall(r"^\| (\d+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    assert len(found) == len(dict(found)), "a trap has one row"
    return {int(number): cell.strip() for number, cell in found}


def test_every_trap_has_a_test_or_says_why_not() -> None:
    assert list(rows()) == list(range(1, TRAPS + 1))
    folders = [*HERE.parent.glob("*.py"), *HERE.parent.glob("*/*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in folders)
    written = set(re.findall(r"^def (test_\w+)", text, re.MULTILINE))
    named = set()
    for number, cell in rows().items():
        tests = set(re.findall(r"`(test_\w+)`", cell))
        assert tests or re.match(r"open: \w+", cell), f"trap {number} has neither test nor reason"
        assert tests <= written, f"trap {number} names {sorted(tests - written)}"
        assert all(it.startswith(f"test_trap_{number:02}_") for it in tests)
        named |= tests
    traps = {it for it in written if it.startswith("test_trap_")}
    assert traps == named, f"not in the table: {sorted(traps - named)}"
