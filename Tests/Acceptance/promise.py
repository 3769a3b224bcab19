"""What a promise's test found: printed as one line, and kept in the gate's ledger.

A line is a JSON object: `promise` (P1 and so on), `part` (which of its faults), `runs`, `faults`,
`messages`, `lost`, `doubled`, `recovery_s` (the longest), `seconds`, `seed`, `commit`.
"""

import dataclasses
import json
import os
import pathlib
import random
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def runs(default: int) -> int:
    """How often a fault is tried: `default`, or as often as the gate asks for."""
    return int(os.environ.get("LINESIDE_RUNS", default))


def seed() -> int:
    """The seed of every choice: fixed, or that of the gate's turn."""
    return int(os.environ.get("LINESIDE_SEED", 20260302))


def commit() -> str:
    """The commit under test, with a plus sign where the tree differs from it."""
    if told := os.environ.get("LINESIDE_COMMIT"):
        return told
    command = ["git", "-C", ROOT, "describe", "--always", "--dirty=+", "--exclude=*"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


@dataclasses.dataclass
class Tally:
    """The figures of one test, added up while it runs."""

    promise: str
    part: str
    runs: int = 0
    faults: int = 0
    messages: int = 0
    lost: int = 0
    doubled: int = 0
    recovery_s: float = 0.0
    seed: int = dataclasses.field(default_factory=seed)

    def __post_init__(self) -> None:
        self._begin = time.monotonic()
        self.random = random.Random(self.seed)

    def count(self, sent: int, counted: int) -> None:
        """Adds the messages of one run: how many were sent, and how many were counted."""
        self.messages += sent
        self.lost += max(0, sent - counted)
        self.doubled += max(0, counted - sent)

    def recovered(self, seconds: float) -> None:
        """Notes how long it took until data flowed again."""
        self.recovery_s = max(self.recovery_s, round(seconds, 3))

    def close(self) -> None:
        """Prints the line and adds it to the ledger that LINESIDE_LEDGER names."""
        line = dataclasses.asdict(self)
        line |= {"seconds": round(time.monotonic() - self._begin, 1), "commit": commit()}
        text = json.dumps(line)
        print(f"\npromise {text}")
        if ledger := os.environ.get("LINESIDE_LEDGER"):
            with pathlib.Path(ledger).open("a", encoding="utf-8") as file:
                file.write(text + "\n")
