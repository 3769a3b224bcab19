"""Weakens each memory ordering of Sources/LockFree, one at a time, and lets the tests find it.

    .venv/bin/python Verification/LockFree/mutants.py [SITE...]

The tests of LockFree run with the thread sanitizer, in release, over a copy of the sources in
.build-mutants; the models run with the mutant's ordering. A mutant must be killed by one of them.
Takes about a minute a mutant. LINESIDE_RUNS: operations of a stress test.
"""

import os
import pathlib
import shutil
import subprocess
import sys

import model
from orderings import NAMES, ROOT, SITES, WEAKER, Site
from promise import Tally

COPY = ROOT / ".build-mutants/package"
# Beyond this a test that a mutant keeps waiting is stopped, in seconds.
PATIENCE = 300


def prepare() -> None:
    """Makes a fresh copy of what the tests need; what was built there stays."""
    for folder in ("Sources/LockFree", "Tests/LockFreeTests", "Tests/Promises"):
        shutil.rmtree(COPY / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, COPY / folder)
    shutil.copy(ROOT / "Package.swift", COPY)


def killed_by_tests() -> str | None:
    """Runs the tests over the copy; says how they failed, or nil where they passed."""
    environment = os.environ | {
        "LINESIDE_ONLY": "LockFreeTests", "LINESIDE_RUNS": os.environ.get("LINESIDE_RUNS", "200000"),
        "TSAN_OPTIONS": "halt_on_error=1", "SWIFT_BACKTRACE": "enable=no",
    }
    environment.pop("LINESIDE_LEDGER", None)
    build = ["swift", "build", "--build-tests", "-c", "release", "--sanitize=thread"]
    subprocess.run(
        build, cwd=COPY, env=environment, check=True, stdout=subprocess.PIPE)
    command = ["swift", "test", "--skip-build", "-c", "release", "--sanitize=thread"]
    try:
        done = subprocess.run(
            command, cwd=COPY, env=environment, capture_output=True, text=True, check=False,
            timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return "a test that never ends"
    if done.returncode == 0:
        return None
    output = done.stdout + done.stderr
    return "the thread sanitizer" if "ThreadSanitizer: data race" in output else "a test"


def killed_by_model(site: Site, ordering: str) -> str | None:
    """Runs the model with the ordering; says what is violated, or nil."""
    given = model.own(site.model, model.orderings()) | model.mutant_size(site.model)
    return model.run(site.model, given | {site.name: NAMES[ordering]}).violation


def main() -> None:
    """Runs all mutants, or those of the sites named."""
    tally = Tally("P15", "memory-order mutants of the sources")
    prepare()
    if found := killed_by_tests():
        raise SystemExit(f"the tests fail without a mutant, by {found}")
    survivors = []
    for site in SITES:
        if sys.argv[1:] and site.name not in sys.argv[1:]:
            continue
        for ordering in WEAKER[site.ordering()]:
            prepare()
            site.weaken(COPY, ordering)
            tests = killed_by_tests()
            models = killed_by_model(site, ordering)
            name = f"{site.file}, {site.name}: {site.ordering()} -> {ordering}"
            print(f"{name}: tests: {tests or 'survives'}; model: {models or 'survives'}",
                  flush=True)
            tally.runs += 1
            tally.faults += 1
            if not tests and not models:
                survivors.append(name)
    tally.lost = len(survivors)
    tally.close()
    if survivors:
        raise SystemExit("not killed: " + "; ".join(survivors))


if __name__ == "__main__":
    main()
