"""A machine that lives through one shift as told, as a plant file and a recording."""

import datetime
import json
import pathlib
from dataclasses import dataclass
from decimal import Decimal

START = datetime.datetime(2026, 3, 2, tzinfo=datetime.UTC)
STATES = ("producing", "setup", "stopped", "faulted", "idle")


@dataclass
class Machine:
    """What happens in its shift, which begins at midnight UTC; lengths in seconds."""

    states: list[tuple[str, int]]
    item_time: Decimal
    made: int
    scrap: int | None = None
    planned_break: int = 0

    @property
    def shift(self) -> int:
        """The length of the shift, with its planned break at the end."""
        return sum(length for _, length in self.states) + self.planned_break


def clock(seconds: int) -> str:
    """A time of the first day, as plant files have it."""
    assert seconds % 60 == 0 and seconds <= 86_400, "shifts and breaks are of whole minutes"
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}"


def write(folder: pathlib.Path, machines: list[Machine], counter: str) -> None:
    """Writes plant.yaml and messages.jsonl; every machine has a line and a calendar of its own."""
    plant = {
        "version": 1,
        "plant": {"id": "golden", "name": {"en": "Golden"}, "time_zone": "UTC"},
        "brokers": {"b": {"url": "mqtt://127.0.0.1:1883", "client_id": "golden"}},
        "calendars": {f"c{number}": calendar(it) for number, it in enumerate(machines)},
        "products": {"p": {"name": {"en": "Piece"}, "unit": "piece"}},
        "lines": {f"l{number}": line(it, number, counter) for number, it in enumerate(machines)},
    }
    # JSON is YAML.
    (folder / "plant.yaml").write_text(json.dumps(plant, indent=1), encoding="utf-8")
    entries = [
        entry for number, it in enumerate(machines) for entry in recording(it, number, counter)
    ]
    entries.sort(key=lambda entry: entry["at"])
    end = {"at": instant(max(it.shift for it in machines) + 60), "end": True}
    text = "".join(json.dumps(entry) + "\n" for entry in [*entries, end])
    (folder / "messages.jsonl").write_text(text, encoding="utf-8")


def calendar(machine: Machine) -> dict:
    """One shift a day, its break at its end."""
    shift = {"name": "day", "days": "mon-sun", "from": "00:00", "to": clock(machine.shift)}
    if machine.planned_break:
        begin = clock(machine.shift - machine.planned_break)
        shift["breaks"] = [f"{begin}-{clock(machine.shift)}"]
    return {"shifts": [shift]}


def line(machine: Machine, number: int, counter: str) -> dict:
    """A line of one work unit."""

    def signal(**fields: object) -> dict:
        return {"topic": f"l{number}", "time": {"field": "ts", "unit": "ms"}, **fields}

    rate = {"product": "p", "item_time": f"{machine.item_time * 1000:f} ms", "from": "2026-01-01"}
    signals = {
        "state": signal(kind="state", field="state", states={word: word for word in STATES}),
        "order": signal(kind="order", field="order"),
        "made": signal(kind="counter", counts="made", field="made", type=counter),
    }
    if machine.scrap is not None:
        signals["scrap"] = signal(kind="counter", counts="scrap", field="scrap", type=counter)
    unit = {"rates": [{**rate, "by": "source", "reason": "published"}], "signals": signals}
    return {
        "broker": "b", "calendar": f"c{number}", "product": "p", "constraint": ["u"],
        "work_units": {"u": unit},
    }  # fmt: skip


def recording(machine: Machine, number: int, counter: str) -> list[dict]:
    """A message at every change of state; all pieces a second before the last production ends."""

    def message(second: int, **payload: object) -> dict:
        moment = int(START.timestamp()) + second
        return {
            "at": instant(second),
            "topic": f"l{number}",
            "payload": {"ts": moment * 1000, **payload},
        }

    first = 1000 if counter == "cumulative" else 0
    entries = [message(0, made=first, scrap=first)]
    second = 0
    for state, length in [*machine.states, ("idle", 0)]:
        entries.append(message(second, state=state))
        second += length
        if state == "producing":
            reading = second - 1
    entries.append(message(reading, made=first + machine.made, scrap=first + (machine.scrap or 0)))
    return entries


def instant(second: int) -> str:
    """Receive time."""
    return (START + datetime.timedelta(seconds=second)).isoformat(timespec="milliseconds")
