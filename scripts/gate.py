"""Runs the promises in their long form, in turns, and adds up what they find in a ledger.

A turn is one command with a number of runs and a seed of its own. The one that is furthest behind
comes next. Stops at the first turn that fails, that skips a test, or that leaves no line.
"""

import argparse
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
LEDGER = ROOT / "docs" / "gate.jsonl"


@dataclasses.dataclass(frozen=True)
class Part:
    """A part of a promise: a test that is run again until its lines add up to `target`."""

    promise: str
    # The parts that its lines name; none: every part of the promise.
    names: tuple[str, ...]
    # What is counted: `runs` or `faults`.
    counted: str
    target: int
    # LINESIDE_RUNS of one turn.
    turn: int
    command: tuple[str, ...]

    def holds(self, line: dict) -> bool:
        """Whether a line of the ledger belongs to it."""
        return line["promise"] == self.promise and (not self.names or line["part"] in self.names)


def pytest(file: str, name: str = "test") -> tuple[str, ...]:
    """The command that runs acceptance tests against the release build."""
    python = str(ROOT / ".venv" / "bin" / "python")
    options = ("-p", "no:cacheprovider", "-s", "-k", name)
    return (python, "-m", "pytest", *options, f"Tests/Acceptance/{file}")


def swift(test: str) -> tuple[str, ...]:
    """The command that runs a Swift test of the build that scripts/test makes."""
    flags = ("-c", "release", "-Xswiftc", "-enable-testing", "--no-parallel")
    return ("swift", "test", *flags, "--skip-build", "--filter", test)


KILLS = "Crashes/test_daemon_kills.py"
SANITIZED = (
    "env", "LINESIDE_ONLY=LockFreeTests", "swift", "test", "-c", "release", "--sanitize=thread",
    "--scratch-path", ".build-tsan", "--filter", "SPSCRingStressTests",
)  # fmt: skip
FLIPS, SHIFTS = ("journal bits flipped",), ("shifts",)
PARTS = [
    Part("P1", SHIFTS, "faults", 10_000, 100, pytest(KILLS, "doubles_nothing")),
    Part("P1", ("pulses",), "faults", 1_000, 50, pytest(KILLS, "pulse_once")),
    Part("P2", (), "faults", 1_000, 20, pytest("Crashes/test_power_cuts.py")),
    Part("P3", FLIPS, "runs", 100_000, 20_000, swift("neverAcceptsWrongRecord")),
    Part("P3", ("real data folder",), "runs", 1_000, 45, pytest("Faults/test_damage.py")),
    Part("P4", (), "runs", 400, 80, pytest("Faults/test_system_calls.py")),
    Part("P5", (), "runs", 1_000, 20, pytest("Crashes/test_broker_crashes.py")),
    Part("P6", (), "runs", 500, 25, pytest("Faults/test_links.py")),
    Part("P7", ("steps of our clock",), "runs", 1_000, 24, pytest("Faults/test_clock.py")),
    Part("P7", ("zone transitions",), "runs", 1, 1, swift("TransitionTests")),
    Part("P8", (), "runs", 1_000_000, 10_000, swift("SimulationTests")),
    Part("P9", (), "runs", 10_000, 2_000, swift("PermutationTests")),
    Part("P10", (), "runs", 150, 5, pytest("Crashes/test_full_disk.py")),
    Part("P12", (), "runs", 1, 1_000_000, pytest("Faults/test_bounds.py")),
    Part("P13", (), "runs", 12_000_000_000, 100_000, ("scripts/fuzz",)),
    Part("P14", (), "runs", 2_000, 2_000, swift("TamperTests")),
    Part("P15", (), "runs", 900_000_000, 10_000_000, SANITIZED),
    Part("P16", (), "runs", 1, 1, swift("AccessMatrixTests")),
]


def commit() -> str:
    """The commit under test, with a plus sign where the tree differs in more than the ledger."""
    git = ("git", "-C", str(ROOT))
    name = (*git, "describe", "--always", "--exclude=*")
    changed = (*git, "status", "--porcelain", "--untracked-files=no", "--", ".",
               f":!{LEDGER.relative_to(ROOT)}")  # fmt: skip
    run = {"capture_output": True, "text": True, "check": True}
    plus = "+" if subprocess.run(changed, **run).stdout else ""
    return subprocess.run(name, **run).stdout.strip() + plus


def read(ledger: pathlib.Path) -> list[dict]:
    """The lines of a ledger, oldest first; none where there is no such file."""
    if not ledger.exists():
        return []
    return [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]


def done(lines: list[dict], part: Part) -> int:
    """How much of a part the ledger holds; what a changed tree did is no proof."""
    of = [line for line in lines if part.holds(line) and not line["commit"].endswith("+")]
    return sum(line[part.counted] for line in of)


def take_turn(part: Part, seed: int) -> str | None:
    """Runs one turn and adds its lines to the ledger; what is wrong with it, if anything."""
    with tempfile.TemporaryDirectory() as folder:
        found = pathlib.Path(folder) / "ledger"
        environment = os.environ | {
            "LINESIDE_LEDGER": str(found),
            "LINESIDE_COMMIT": commit(),
            "LINESIDE_RUNS": str(part.turn),
            "LINESIDE_SEED": str(seed),
        }
        result = subprocess.run(
            part.command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        lines = [line for line in read(found) if part.holds(line)]
    with LEDGER.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)
    if result.returncode != 0:
        return f"exit code {result.returncode}\n{result.stdout[-4000:]}{result.stderr[-2000:]}"
    if " skipped" in result.stdout:
        return "a test was skipped: the gate refuses that"
    if not lines or sum(line["runs"] for line in lines) == 0:
        return "it left no line, or a line of no runs"
    return None


def report(lines: list[dict]) -> str:
    """The ledger added up, as a Markdown table."""
    rows = [
        "| promise | part | runs | faults | messages | lost | doubled | longest recovery, s "
        "| minutes | seeds | commits |",
        "|---|---|--:|--:|--:|--:|--:|--:|--:|---|---|",
    ]
    parts = {(int(line["promise"][1:]), line["part"]) for line in lines}
    for number, part in sorted(parts):
        promise = f"P{number}"
        of = [line for line in lines if (line["promise"], line["part"]) == (promise, part)]
        sums = [sum(line[it] for line in of) for it in ("runs", "faults", "messages")]
        bad = [sum(line[it] for line in of) for it in ("lost", "doubled")]
        seeds = sorted({line["seed"] for line in of})
        shown = f"{seeds[0]}" if len(seeds) == 1 else f"{seeds[0]} to {seeds[-1]} ({len(seeds)})"
        commits = ", ".join(dict.fromkeys(line["commit"] for line in of))
        numbers = " | ".join(f"{number:,}" for number in sums + bad)
        recovery = max(line["recovery_s"] for line in of)
        minutes = sum(line["seconds"] for line in of) / 60
        times = f"{recovery:.2f} | {minutes:.1f}"
        rows.append(f"| {promise} | {part} | {numbers} | {times} | {shown} | {commits} |")
    return "\n".join(rows) + "\n"


def behind(lines: list[dict], only: set[str]) -> list[Part]:
    """The parts that are not at their target, furthest behind first."""
    parts = [it for it in PARTS if not only or it.promise in only]
    parts = [it for it in parts if done(lines, it) < it.target]
    return sorted(parts, key=lambda it: done(lines, it) / it.target)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, help="begin no turn after so long")
    parser.add_argument("--only", default="", help="promises, joined by commas: P1,P8")
    parser.add_argument("--report", nargs="?", const=LEDGER, type=pathlib.Path, metavar="LEDGER",
                        help="print what a ledger adds up to, and run nothing")  # fmt: skip
    options = parser.parse_args()
    if options.report:
        print(report(read(options.report)), end="")
        return 0
    only = set(filter(None, options.only.split(",")))
    end = time.monotonic() + options.minutes * 60 if options.minutes else float("inf")
    while (parts := behind(read(LEDGER), only)) and time.monotonic() < end:
        part = parts[0]
        count = done(read(LEDGER), part)
        name = " ".join((part.promise, *part.names))
        print(f"gate: {name}: {count:,} of {part.target:,} {part.counted}", flush=True)
        if wrong := take_turn(part, seed=count + 1):
            print(f"gate: {name}: FAILED: {wrong}", file=sys.stderr)
            return 1
    print(report(read(LEDGER)), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
