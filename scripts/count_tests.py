"""Adds up what the test runners say in their closing lines, and prints `passed skipped`.

Usage: count_tests.py FILE. Knows Swift Testing and pytest. Exit code 1 where no test passed: a
run that tested nothing is not a run that passed.
"""

import re
import sys

SWIFT_PASSED = re.compile(r"Test run with (\d+) tests? .*passed after")
SWIFT_SKIPPED = re.compile(r"^\S+\s+Test .* skipped", re.MULTILINE)
PYTEST_CLOSING = re.compile(r"^(?:=+ )?(\d+ \w+(?:, \d+ \w+)*) in [\d.]+s", re.MULTILINE)


def count(output: str) -> tuple[int, int]:
    """Tests that passed and tests that were skipped."""
    skipped = len(SWIFT_SKIPPED.findall(output))
    passed = sum(int(number) for number in SWIFT_PASSED.findall(output)) - skipped
    for closing in PYTEST_CLOSING.findall(output):
        counts = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", closing)}
        passed += counts.get("passed", 0)
        skipped += counts.get("skipped", 0)
    return passed, skipped


def main() -> int:
    with open(sys.argv[1], encoding="utf-8", errors="replace") as file:
        passed, skipped = count(file.read())
    print(passed, skipped)
    return 0 if passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
