"""Runs the fuzzers that `scripts/fuzz` built: run.py [SECONDS] [TARGET...]

As many at a time as the machine has cores. Prints runs, runs a second and new inputs of each, and the
promise's line. Fails where one crashed, ran less than its floor, or did not fuzz at all. What a target
found is kept in .fuzz/corpus, so that the next run goes on from there.
"""

import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

import seeds

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "Tests/Acceptance"))
from promise import Tally  # noqa: E402

PROGRAM = ROOT / ".build-fuzz/release/Fuzz"
FOLDER = ROOT / ".fuzz"
# What a target must reach a second, on a machine that is loaded; and how much code it must see.
RUNS_A_SECOND = 20
COUNTERS = 1000
# An input that takes longer than so many seconds stalls the stream.
PATIENCE = 10
# The lines of a crashed target's log that say why, and with which input.
TELLING = re.compile(r"Fatal error|ERROR|SUMMARY|Test unit written|^Base64")


def run(target: str, seconds: int, runs: int | None) -> tuple[int, str | None]:
    """Fuzzes a target; gives its runs, and what is wrong."""
    corpus = FOLDER / "corpus" / target
    crashes = FOLDER / "crashes"
    corpus.mkdir(parents=True, exist_ok=True)
    crashes.mkdir(parents=True, exist_ok=True)
    seeded = seeds.write(target, FOLDER / "seeds" / target)
    command = [
        PROGRAM, target, f"-seed={os.environ.get('LINESIDE_SEED', 20260302)}",
        f"-runs={runs}" if runs else f"-max_total_time={seconds}", f"-timeout={PATIENCE}",
        "-max_len=4096", "-rss_limit_mb=2048", "-print_final_stats=1",
        f"-artifact_prefix={crashes}/{target}-", f"-dict={seeded.dictionary}", corpus, seeded.folder,
    ]
    log = FOLDER / f"{target}.log"
    with log.open("wb") as output:
        code = subprocess.run(
            command, stdout=output, stderr=subprocess.STDOUT, check=False,
            env=os.environ | {"SWIFT_BACKTRACE": "enable=no"}).returncode
    text = log.read_text(encoding="utf-8", errors="replace")
    counters = sum(int(n) for n in re.findall(r"Loaded \d+ modules\s+\((\d+) inline", text))
    done = re.search(r"stat::number_of_executed_units: (\d+)", text)
    speed = re.search(r"stat::average_exec_per_sec:\s+(\d+)", text)
    new = re.search(r"stat::new_units_added:\s+(\d+)", text)
    count = int(done[1]) if done else 0
    print(f"{target}: {count} runs, {speed[1] if speed else 0}/s, "
          f"{new[1] if new else 0} new inputs, {counters} counters", flush=True)
    if code != 0:
        told = [line for line in text.splitlines() if TELLING.search(line)]
        return count, "\n".join([*told[-8:], f"{target} crashed, see {log.relative_to(ROOT)}"])
    if counters < COUNTERS:
        return count, f"{target} sees {counters} counters: it is not built for fuzzing"
    floor = runs or RUNS_A_SECOND * seconds
    if count < floor:
        return count, f"{target} made {count} runs, at least {floor} are expected"
    return count, None


def main() -> None:
    """Runs the targets that are asked for, or all."""
    arguments = sys.argv[1:]
    seconds = int(arguments.pop(0)) if arguments and arguments[0].isdigit() else 5
    runs = int(os.environ["LINESIDE_RUNS"]) if "LINESIDE_RUNS" in os.environ else None
    names = subprocess.run([PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    unknown = set(arguments) - set(names)
    if unknown or not names:
        raise SystemExit(f"there is no target {unknown}; there are {', '.join(names)}")
    problems = []

    def fuzz(target: str) -> tuple[Tally, str | None]:
        tally = Tally("P13", target)
        tally.runs, problem = run(target, seconds, runs)
        return tally, problem

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as lanes:
        for tally, problem in lanes.map(fuzz, arguments or names):
            tally.faults = tally.runs
            tally.lost = 1 if problem else 0
            tally.close()
            problems += [problem] if problem else []
    if problems:
        raise SystemExit("\n".join(problems))


if __name__ == "__main__":
    main()
