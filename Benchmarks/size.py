"""What a line takes on disk in a year, and a work unit and a signal in memory.

Disk: the simulated mask line, some days of it through `lineside replay` into a data folder; then a daemon on that
folder merges the piece counts to minutes. Memory: daemons that resume plants of growing size, by the system's count.
`--check` is quick and fails where a stored threshold is not met.
"""

import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[1]
BINARIES = pathlib.Path(os.environ.get("LINESIDE_BIN", ROOT / ".build" / "release")).absolute()
THRESHOLDS = ROOT / "Benchmarks" / "Thresholds" / "size.json"
DAYS_A_YEAR, JOURNAL_DAYS, SECONDS_DAYS, SETTLED_DAYS = 365, 30, 400, 8
FACTS = ("pieces", "condition", "gap", "finding", "command")
MEGA = 1_000_000
# More than a window of events, so that every unit keeps as much as it ever will.
MESSAGES_A_UNIT = 560
STARTS = 4


def lineside(*words: object) -> None:
    subprocess.run([BINARIES / "lineside", *map(str, words)], check=True, capture_output=True)


@contextlib.contextmanager
def daemon(plant: pathlib.Path, data: pathlib.Path) -> Iterator[int]:
    """A daemon that finds no broker: what it holds is what it resumed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [BINARIES / "lineside", "run", "--plant", plant, "--data", data, "--port", str(port)]
    with (data / "daemon.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


# Disk


def tables(data: pathlib.Path) -> dict[str, tuple[int, int]]:
    """Rows and bytes of each table with its indices, packed."""
    packed = data / "packed.sqlite"
    packed.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(data / "facts.sqlite")) as store:
        store.execute("VACUUM INTO ?", (str(packed),))
    with contextlib.closing(sqlite3.connect(packed)) as store:
        owners = dict(store.execute("SELECT name, tbl_name FROM sqlite_schema"))
        sizes: dict[str, int] = {}
        for name, size in store.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name"):
            owner = owners.get(name, name)
            sizes[owner] = sizes.get(owner, 0) + size
        names = [name for name in owners if owners[name] == name and not name.startswith("sqlite")]
        rows = {name: store.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}
    packed.unlink()
    return {name: (rows[name], sizes.get(name, 0)) for name in names}


def journal_bytes(data: pathlib.Path) -> int:
    return sum(file.stat().st_size for file in data.glob("journal-*/*"))


def simulate(folder: pathlib.Path, scenario: str, days: int) -> tuple[pathlib.Path, pathlib.Path, int]:
    messages = folder / "messages.jsonl"
    command = [BINARIES / "lineside-simulate", "--scenario", scenario, "--messages", messages]
    command += ["--start", "2026-03-02T00:00:00+08:00", "--duration", f"{days * 24}h", "--seed", "7"]
    subprocess.run(command, check=True, capture_output=True)
    plant = folder / "plant.yaml"
    text = (ROOT / "config" / "examples" / f"{scenario}.yaml").read_text(encoding="utf-8")
    # Older than a week is old enough here, and the simulated days are months ago.
    text = text.replace("lateness: 7 d", "lateness: 7 d\n  retention: { seconds: 7 d }")
    plant.write_text(text, encoding="utf-8")
    with messages.open("rb") as lines:
        return plant, messages, sum(1 for _ in lines)


def merged(plant: pathlib.Path, data: pathlib.Path) -> dict[str, tuple[int, int]]:
    """The tables after a daemon has let the facts grow old."""
    with daemon(plant, data):
        before, now = -1, tables(data)["pieces"][0]
        while before != now:
            time.sleep(2)
            before, now = now, tables(data)["pieces"][0]
    return tables(data)


def measure_disk(scenario: str, days: int) -> float:
    """Prints the table of one scenario; returns megabytes of facts a line-year with seconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = folder / "data"
        data.mkdir()
        plant, messages, count = simulate(folder, scenario, days)
        lineside("replay", "--plant", plant, messages, "--data", data)
        journal, fresh = journal_bytes(data), tables(data)
        old = merged(plant, data)
    print(f"disk: {scenario}, {days} days, {count // days} messages a day")

    def daily(found: dict[str, tuple[int, int]], names: tuple[str, ...]) -> float:
        return sum(found[name][1] for name in names) / days / MEGA

    facts, aged, minutes = daily(fresh, FACTS), daily(old, FACTS), daily(fresh, ("minute",))
    print(
        f"  a day: journal {journal / days / MEGA:.1f} MB, facts {facts:.2f} MB "
        f"({sum(fresh[name][0] for name in FACTS) // days} rows), merged to minutes {aged:.2f} MB "
        f"({sum(old[name][0] for name in FACTS) // days} rows), minutes of sensors {minutes:.2f} MB"
    )
    settled = daily(fresh, ("settled",))
    rest = sum(size for name, (_, size) in fresh.items() if name not in (*FACTS, "minute", "settled"))
    print(
        f"  besides, however long it runs: {settled:.1f} MB a day of settled events, kept for "
        f"{SETTLED_DAYS} days; checkpoints and names {rest / MEGA:.2f} MB"
    )
    ten = facts * SECONDS_DAYS + aged * (10 * DAYS_A_YEAR - SECONDS_DAYS) + 10 * DAYS_A_YEAR * minutes
    print(
        f"  a line-year: facts {facts * DAYS_A_YEAR:.0f} MB with seconds, {aged * DAYS_A_YEAR:.0f} MB "
        f"merged, sensors {minutes * DAYS_A_YEAR:.0f} MB; ten years as kept: {ten:.0f} MB; "
        f"journal of {JOURNAL_DAYS} days {journal / days * JOURNAL_DAYS / MEGA:.0f} MB"
    )
    return (facts + minutes) * DAYS_A_YEAR


# Memory


def write_plant(path: pathlib.Path, units: int, sensors: int) -> None:
    """A line of units with state, made and scrap each, and sensors at the first."""
    lines = ["version: 1", "plant: { id: size, time_zone: UTC }"]
    lines += ['brokers: { b: { url: "mqtt://127.0.0.1:1" } }', "lines:", "  l:", "    broker: b"]
    lines += ["    constraint: [u0]", "    output: [u0]", "    work_units:"]
    for unit in range(units):
        topic = f'topic: "u{unit}", time: t'
        lines += [
            f"      u{unit}:",
            "        signals:",
            f"          state: {{ kind: state, {topic}, field: s, states: {{ 1: producing, 2: stopped }} }}",
            f"          made: {{ kind: counter, counts: made, {topic}, field: m, type: cumulative }}",
            f"          scrap: {{ kind: counter, counts: scrap, {topic}, field: x, type: cumulative }}",
        ]
        if unit == 0:
            lines += [
                f'          m{sensor}: {{ kind: measurement, topic: "m{sensor}", field: v, unit: Cel }}'
                for sensor in range(sensors)
            ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_messages(path: pathlib.Path, units: int, sensors: int) -> int:
    begin = 1_772_409_600
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for turn in range(MESSAGES_A_UNIT):
            second = begin + turn * 10
            at = datetime.datetime.fromtimestamp(second, datetime.UTC).isoformat()
            for unit in range(units):
                said = {"t": second * 1000, "s": 1 + turn % 2, "m": turn * 3, "x": turn // 9}
                line = {"at": at, "topic": f"u{unit}", "payload": said, "qos": 1, "mid": count % 65_535 + 1}
                file.write(json.dumps(line) + "\n")
                count += 1
            for sensor in range(sensors if turn % 50 == 0 else 0):
                line = {"at": at, "topic": f"m{sensor}", "payload": {"v": turn + sensor}}
                file.write(json.dumps(line) + "\n")
                count += 1
    return count


def resident(units: int, sensors: int) -> int:
    """Bytes that a daemon needs which has resumed a plant of such a size.

    The least of some starts: how much freed memory the allocator keeps besides is another at each.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = folder / "data"
        data.mkdir()
        write_plant(folder / "plant.yaml", units, sensors)
        write_messages(folder / "messages.jsonl", units, sensors)
        lineside("replay", "--plant", folder / "plant.yaml", folder / "messages.jsonl", "--data", data, "--unit", "l/u0")
        return min(private(folder / "plant.yaml", data) for _ in range(STARTS))


def private(plant: pathlib.Path, data: pathlib.Path) -> int:
    """Bytes of a started daemon that belong to no file."""
    with daemon(plant, data) as pid:
        time.sleep(3)
        status = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    fields = dict(line.split(":", 1) for line in status.splitlines()[1:])
    return int(fields["Anonymous"].split()[0]) * 1024


def measure_memory(units: list[int], sensors: list[int]) -> tuple[float, float]:
    """Prints what plants take; returns bytes a unit and bytes a sensor, between the first and the last."""
    by_units = [resident(count, 0) for count in units]
    by_sensors = [resident(units[0], count) for count in sensors]
    for count, size in zip(units, by_units, strict=True):
        print(f"memory: {count} work units of three signals: {size / MEGA:.1f} MB")
    for count, size in zip(sensors, by_sensors, strict=True):
        print(f"memory: {units[0]} work units and {count} sensors: {size / MEGA:.1f} MB")
    unit = (by_units[-1] - by_units[0]) / (units[-1] - units[0])
    sensor = (by_sensors[-1] - by_sensors[0]) / (sensors[-1] - sensors[0])
    print(f"  a work unit with a full window {unit:.0f} bytes, a sensor {sensor:.0f} bytes")
    return unit, sensor


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true", help="quick; fail over the thresholds")
    check = arguments.parse_args().check
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, cwd=ROOT)
    print(f"size: {platform.processor() or platform.machine()}, {os.cpu_count()} cores, {commit.stdout.strip()}")
    if check:
        year = measure_disk("mask-line", 1)
        unit, sensor = measure_memory([10, 200], [10, 2000])
    else:
        year = measure_disk("mask-line", 3)
        for scenario in ("machining", "hydroponics"):
            measure_disk(scenario, 3)
        unit, sensor = measure_memory([10, 1000, 2500], [10, 1000, 5000])
    limits = json.loads(THRESHOLDS.read_text())["limits"]
    found = {"mask_line_year_mb": year, "work_unit_bytes": unit, "sensor_bytes": sensor}
    over = {name: value for name, value in found.items() if value > limits[name]}
    for name, value in over.items():
        print(f"size: {name} is {value:.0f}, limit {limits[name]}", file=sys.stderr)
    return 1 if check and over else 0


if __name__ == "__main__":
    sys.exit(main())
