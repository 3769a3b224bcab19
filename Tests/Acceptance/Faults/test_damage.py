"""The promise P3 on a real data folder: its journal and store are torn, cut and have flipped bits.

A daemon was killed while messages came. On a copy of its folder one file is hurt, and the daemon
started again, without a broker. It opens with what the journal has, or refuses and names the place;
whatever it counts, the journal has. `Tests/JournalTests/DamageTests` does the same to the journal
alone, thousands of times.

The store's own file has no checksums: there a flipped bit is found where it breaks the structure.
How often it is not is counted here and printed, and not promised.
"""

import collections
import contextlib
import json
import pathlib
import random
import re
import shutil

import pytest

from daemon import Daemon
from piecework import TOPICS, Pulses, pieces, wait_for, write_plant
from processes import Broker, wait_until
from promise import runs

SENT = 1500
NO_SOCKET = shutil.ignore_patterns("*.sock")
HURTS = ("flip", "cut", "tear")
TARGETS = ("journal", "log", "store")
# Each way in each place.
RUNS = runs(2 * len(HURTS) * len(TARGETS))
NAMED = re.compile(
    r"is damaged at offset \d+|ends at record \d+, before what is stored|SQLite error \d+"
    r"|the checkpoint|cannot be read|belong"
)  # fmt: skip
CUT = re.compile(r"in an unfinished (write|transaction).*cut off")


class Folders:
    """The data folder that a killed daemon left, and what is of it after a start and a stop."""

    def __init__(self, killed: Daemon, program: pathlib.Path) -> None:
        self.killed = killed.data
        self.plant = killed.plant
        self.program = program
        self.segment = sorted(self.killed.glob("journal-*/*.journal"))[-1].relative_to(self.killed)
        # Only then is everything in the store's own file, and nothing in its log.
        stopped = Daemon(program, self.plant, killed.data.parent / "stopped")
        shutil.copytree(self.killed, stopped.data, ignore=NO_SOCKET)
        with contextlib.closing(stopped):
            stopped.start()
            wait_until(lambda: stopped.get("/healthz")[0] == 200)
            assert stopped.stop() == 0
        self.stopped = stopped.data

    def copy(self, target: str, to: pathlib.Path) -> pathlib.Path:
        """Copies the folder in which a file is to be hurt; gives that file."""
        shutil.copytree(self.stopped if target == "store" else self.killed, to, ignore=NO_SOCKET)
        names = {"log": "facts.sqlite-wal", "store": "facts.sqlite"}
        return to / names[target] if target in names else to / self.segment


@pytest.fixture(scope="module")
def left(bin_folder, tmp_path_factory) -> Folders:
    """What a daemon that was killed left behind; its broker is gone."""
    folder = tmp_path_factory.mktemp("left")
    with contextlib.closing(Broker(folder)) as broker:
        broker.start()
        plant = write_plant(folder / "plant.yaml", broker.address)
        daemon = Daemon(bin_folder / "lineside", plant, folder)
        with contextlib.closing(daemon), contextlib.closing(Pulses(broker.port)) as pulses:
            daemon.begin(broker, TOPICS)
            pulses.send(SENT, over=3)
            wait_for(daemon, SENT - 500, 30)
            daemon.kill()
    return Folders(daemon, bin_folder / "lineside")


def messages(lineside, data: pathlib.Path) -> tuple[int, int, str]:
    """How many messages the journal has, what `verify` exits with, and what it says."""
    result = lineside("journal", "inspect", "--data", data, "--json")
    counts = json.loads(result.stdout)["lanes"][0]["counts"]
    verified = lineside("journal", "verify", "--data", data)
    return counts["messages"], verified.returncode, verified.stdout + verified.stderr


def hurt(file: pathlib.Path, how: str, moments: random.Random) -> str:
    """Hurts a file, where there is something in it; says how."""
    content = bytearray(file.read_bytes())
    # A segment is filled with zeros ahead of what is written.
    end = len(content.rstrip(b"\0"))
    # Half of all strike near the end, where a crash would.
    lowest = max(0, end - 4096) if moments.random() < 0.5 else 0
    place = moments.randrange(lowest, end)
    if how == "flip":
        content[place] ^= 1 << moments.randrange(8)
    elif how == "cut":
        del content[place:]
    else:
        # What was written last reached the disk in part: sectors keep what was there before.
        length = min(512 * moments.randint(1, 4), end - place)
        content[place : place + length] = bytes(length)
    file.write_bytes(content)
    return f"{how} at {place} of {end}"


def test_hurt_folder_opens_on_what_is_whole_or_names_what_is_not(
    lineside, left, tally, tmp_path
) -> None:
    tally = tally("P3", "real data folder")
    whole, code, said = messages(lineside, left.killed)
    assert code == 0 and whole > SENT - 500, said
    ends: collections.Counter[tuple[str, str]] = collections.Counter()
    wrong = []
    for number in range(RUNS):
        target = TARGETS[number % len(TARGETS)]
        how = HURTS[number // len(TARGETS) % len(HURTS)]
        folder = tmp_path / str(number)
        folder.mkdir()
        what = hurt(left.copy(target, folder / "data"), how, tally.random)
        tally.runs += 1
        tally.faults += 1
        end = open_again(lineside, left, folder, target, whole, tally)
        if (target, how, end) == ("log", "flip", "opened whole"):
            # SQLite drops the log from there on, and the journal gives all of it again.
            end = "WRONG: nobody was told"
        ends[(target, end.split(":")[0])] += 1
        print(f"  {target}: {what}: {end}")
        if end.startswith("WRONG"):
            wrong.append(f"{target}: {what}: {end}")
        shutil.rmtree(folder)
    print({" ".join(key): count for key, count in sorted(ends.items())})
    assert not wrong, "\n".join(wrong)
    for target in ("journal", "log"):
        assert ends[(target, "refused and named")] + ends[(target, "opened, told what was cut")] > 0


def open_again(lineside, left: Folders, folder: pathlib.Path, target: str, whole: int, tally) -> str:
    """What becomes of a daemon on a hurt folder."""
    kept, code, verdict = messages(lineside, folder / "data")
    daemon = Daemon(left.program, left.plant, folder)
    with contextlib.closing(daemon):
        daemon.start(SWIFT_BACKTRACE="enable=no")
        wait_until(lambda: not daemon.is_running() or daemon.get("/healthz")[0] == 200, 20)
        if not daemon.is_running():
            return refused(daemon, target, code, verdict)
        # Without a broker nothing more comes.
        last = daemon.stop()
        log = daemon.log()
        if last != 0:
            return f"WRONG: exit code {last}\n{log[-1500:]}"
        try:
            counted = pieces(lineside, daemon)
        except (AssertionError, ValueError, IndexError) as error:
            return f"cannot be read: {error}" if target == "store" else f"WRONG: {error}"
    tally.messages += whole
    if target == "store":
        return "opened whole" if counted == whole else f"unnoticed: {counted} of {whole} counted"
    tally.doubled += max(0, counted - whole)
    if counted > kept or kept > whole:
        return f"WRONG: {counted} counted, {kept} in the journal, {whole} before"
    if counted < kept:
        return f"WRONG: {counted} counted of {kept} in the journal"
    if target == "log" and counted != whole:
        return f"WRONG: the journal has all, and {counted} of {whole} are counted"
    if CUT.search(log):
        return "opened, told what was cut"
    if kept == whole:
        return "opened whole"
    # A cut between two records leaves nothing to see.
    return "opened on a prefix"


def refused(daemon: Daemon, target: str, code: int, verdict: str) -> str:
    """It has not started: it must have said what is wrong, and so must `journal verify`."""
    log, exit_code = daemon.log(), daemon.exit_code
    if exit_code is None or exit_code <= 0:
        return f"WRONG: exit code {exit_code}\n{log[-1500:]}"
    if not NAMED.search(log):
        return f"WRONG: does not say why\n{log[-1500:]}"
    if target == "journal" and "is damaged" in log and code != 65:
        return f"WRONG: verify says nothing\n{verdict}\n{log[-500:]}"
    return "refused and named: " + log.strip().splitlines()[-1]
