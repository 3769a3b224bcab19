"""The simulator's scenarios: their plant files, and shifts of them as recordings."""

import pathlib
import re
import subprocess

from expectations import exact, told
from promise import ROOT

SCENARIOS = sorted(file.stem for file in (ROOT / "simulators" / "scenarios").glob("*.yaml"))
EXAMPLES = ROOT / "config" / "examples"


def simulate(
    bin_folder: pathlib.Path, folder: pathlib.Path, scenario: str, length: str, *options: object
) -> tuple[pathlib.Path, dict]:
    """The messages of a scenario from the first shift of a Monday on, and what really happened."""
    messages, truth = folder / "messages.jsonl", folder / "truth.json"
    command = [bin_folder / "lineside-simulate", "--scenario", scenario, *options]
    command += ["--start", f"2026-03-02T{first_shift(scenario)}:00+08:00", "--duration", length]
    command += ["--messages", messages, "--truth", truth]
    subprocess.run([str(word) for word in command], check=True, timeout=120)
    return messages, exact(truth.read_text(encoding="utf-8"))


def replay(lineside, plant: pathlib.Path, messages: pathlib.Path, truth: dict, timeout: int) -> dict:
    """What `replay` says of every shift of a scenario."""
    command = ["replay", "--plant", plant, messages, "--json", "--by", "shift"]
    span = ["--from", truth["start"], "--to", truth["end"]]
    return told(lineside(*command, *span, timeout=timeout))


def first_shift(scenario: str) -> str:
    """When the first shift of the plant file begins."""
    text = (EXAMPLES / f"{scenario}.yaml").read_text(encoding="utf-8")
    return re.search(r'from: "(\d\d:\d\d)"', text)[1]
