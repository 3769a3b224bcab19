"""Checks the models of ring and cell exhaustively with spin, and that each of their mutants fails.

    .venv/bin/python Verification/LockFree/model.py

The models have the orderings of Sources/LockFree. A mutant weakens one of them, or makes one mistake
in the algorithm. Prints a line for each run, and the promise's line. Needs spin and gcc.
"""

import concurrent.futures
import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from orderings import NAMES, ROOT, SITES, WEAKER, check_complete

sys.path.append(str(ROOT / "Tests/Acceptance"))
from promise import Tally  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent

# Small enough to be exhausted within seconds, large enough for every slot to be used again.
SIZES = {
    "ring": [
        {"CAPACITY": 1, "ITEMS": 6, "BATCH": 3},
        {"CAPACITY": 2, "ITEMS": 5, "BATCH": 3},
        {"CAPACITY": 4, "ITEMS": 6, "BATCH": 2},
    ],
    "cell": [
        {"SLOTS": 2, "VALUES": 6, "LOADS": 3},
        {"SLOTS": 3, "VALUES": 7, "LOADS": 3},
        {"SLOTS": 4, "VALUES": 9, "LOADS": 3},
    ],
}
# Mistakes in the algorithm, which no ordering mends.
MISTAKES = {
    "ring": ["EXTRA_ROOM", "PUBLISH_FIRST", "GIVE_BACK_FIRST"],
    "cell": ["EXTRA_VALUES"],
}
# How a counterexample's assertion begins, and what it means.
MEANINGS = {
    "first==second": "torn",
    "first==((head+i)+1)": "lost, doubled or reordered",
    "first==before": "another value than it says",
    "first>=last": "older after newer",
    "head==sent": "lost",
    "invalid end state": "waits for ever",
    "newest(place": "the model is too small",
}


@dataclasses.dataclass
class Result:
    """What spin found: how many states there are, or what is violated."""

    states: int
    seconds: float
    violation: str | None


def run(model: str, defines: dict[str, object]) -> Result:
    """Runs a model; every state is visited, or the first violation told."""
    flags = [f"-D{name}={value}" for name, value in defines.items()]
    compiler = ["gcc", "-O1", "-w", "-DSAFETY", "-DCOLLAPSE", "-DVECTORSZ=32768", "-DMEMLIM=2000"]
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["spin", *flags, "-a", HERE / f"{model}.pml"],
            cwd=folder, check=True, stdout=subprocess.PIPE)
        subprocess.run([*compiler, "-o", "pan", "pan.c"], cwd=folder, check=True)
        answer = subprocess.run(
            ["./pan", "-m1000000"], cwd=folder, check=True, capture_output=True, text=True).stdout
    states = re.search(r"(\d+) states, stored", answer)
    seconds = re.search(r"elapsed time ([\d.]+)", answer)
    if not states or not seconds or "max search depth too small" in answer:
        raise SystemExit(f"{model} {defines}: spin did not finish:\n{answer}")
    if "errors: 0" not in answer and "pan:1:" not in answer:
        raise SystemExit(f"{model} {defines}: spin's answer cannot be read:\n{answer}")
    found = re.search(r"pan:1: (.*)", answer)
    if not found and "Search not completed" in answer:
        raise SystemExit(f"{model} {defines}: not exhausted:\n{answer}")
    return Result(int(states[1]), float(seconds[1]), found and meaning(found[1]))


def meaning(line: str) -> str:
    """What a violated assertion means."""
    for text, words in MEANINGS.items():
        if text in line:
            return words
    return "race" if "assertion violated" in line else line


def orderings() -> dict[str, str]:
    """The orderings of the sources as the models name them."""
    return {site.name: NAMES[site.ordering()] for site in SITES}


def mutants() -> list[tuple[str, dict[str, object]]]:
    """Every mutant: its model, and what it defines otherwise."""
    weaker: list[tuple[str, dict[str, object]]] = [
        (site.model, {site.name: NAMES[other]})
        for site in SITES
        for other in WEAKER[site.ordering()]
    ]
    mistakes = [(model, {name: 1}) for model, names in MISTAKES.items() for name in names]
    # What is a race is let through as well, to see what comes out of the ring.
    races = [("ring", {name: 1, "RACES": 0}) for name in MISTAKES["ring"]]
    races += [("ring", {name: "RELAXED", "RACES": 0}) for name in ("TAIL_STORE", "TAIL_LOAD")]
    return weaker + mistakes + races


def mutant_size(model: str) -> dict[str, int]:
    """In which size a model's mutants are run: the smallest in which all are found."""
    return SIZES[model][1 if model == "ring" else 2]


def own(model: str, given: dict[str, str]) -> dict[str, object]:
    """Those of the orderings that a model has."""
    return {site.name: given[site.name] for site in SITES if site.model == model}


def main() -> None:
    """Runs all models, then all mutants, as many at a time as the machine has cores."""
    check_complete()
    tally = Tally("P15", "models of ring and cell, orderings of the sources")
    given = orderings()
    models = [(model, size) for model, sizes in SIZES.items() for size in sizes]
    changes = mutants()
    failures = []

    def checked(case: tuple[str, dict[str, object]]) -> Result:
        model, defines = case
        return run(model, own(model, given) | defines)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as lanes:
        for (model, size), result in zip(models, lanes.map(checked, models), strict=True):
            print(f"{model} {size}: {result.states} states in {result.seconds} s, "
                  f"{result.violation or 'nothing violated'}", flush=True)
            tally.runs += 1
            tally.messages += result.states
            if result.violation:
                failures.append(f"{model} {size}: {result.violation}")
        changed = [(model, mutant_size(model) | change) for model, change in changes]
        for (model, change), result in zip(changes, lanes.map(checked, changed), strict=True):
            print(f"mutant {model} {change}: {result.violation or 'NOT FOUND'}", flush=True)
            tally.faults += 1
            if not result.violation:
                failures.append(f"mutant {model} {change}: not found")
    tally.lost = len(failures)
    tally.close()
    if failures:
        raise SystemExit("\n".join(failures))


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C")
    main()
