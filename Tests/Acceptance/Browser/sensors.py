"""What the sensors, the meter and the actuator of an air handling unit say over past hours."""

import json
import math
import pathlib
import subprocess
from collections.abc import Iterator

from processes import Broker

TOPICS = 3
UNIT = "air"
# Minutes before now.
PAST = 360
GAP = range(200, 225)
HOT = range(90, 110)
COLD = range(150, 156)
WRONG = range(60, 64)
BAND = (18, 26)

WORK_UNIT = """\
      air:
        name: { en: Air handling, zh-Hant: 空調機組 }
        signals:
          state: { kind: state, name: { en: State, zh-Hant: 狀態 }, topic: "mask-1/{unit}/climate", field: state, states: { on: producing } }
          temperature: { kind: measurement, name: { en: Temperature, zh-Hant: 溫度 }, topic: "mask-1/{unit}/climate", field: t, time: { field: ts, unit: ms }, unit: Cel, normal: [18, 26] }
          pressure: { kind: measurement, name: { en: Room pressure, zh-Hant: 室壓 }, topic: "mask-1/{unit}/climate", field: p, unit: Pa, normal: [10, 20] }
          energy: { kind: meter, name: { en: Energy, zh-Hant: 用電量 }, topic: "mask-1/{unit}/power", field: kwh, time: { field: ts, unit: ms }, unit: kWh, type: cumulative, step: 0.001 }
          damper: { kind: actuator, name: { en: Damper, zh-Hant: 風閘 }, topic: "mask-1/{unit}/damper", command: cmd, feedback: pos, time: { field: ts, unit: ms }, unit: "%", within: 5 s, tolerance: 1 }
"""  # noqa: E501


def add_work_unit(plant: pathlib.Path) -> None:
    """Gives the last line of a plant file a work unit with sensors."""
    text = plant.read_text(encoding="utf-8")
    plant.write_text(text + WORK_UNIT, encoding="utf-8")


def climate(now: int) -> Iterator[dict]:
    """Every half minute: a slow wave, too hot once, too cold once, once nothing, once nonsense."""
    for step in range(PAST * 2, 0, -1):
        minute = step // 2
        if minute in GAP:
            continue
        value = 22 + 2.5 * math.sin(step / 40) + 0.3 * math.sin(step * 1.7)
        value += 8 if minute in HOT else -8 if minute in COLD else 0
        if minute in WRONG:
            value = 1e12
        pressure = 15 + 2 * math.cos(step / 60)
        values = {"t": round(value, 2), "p": round(pressure, 2)}
        yield {"ts": now - step * 30_000, "state": "on", **values}


def power(now: int) -> Iterator[dict]:
    """A meter that is read every minute."""
    total = 1000.0
    for minute in range(PAST, 0, -1):
        total += 0.05 + 0.02 * math.sin(minute / 25)
        yield {"ts": now - minute * 60_000, "kwh": round(total, 3)}


def damper(now: int) -> Iterator[dict]:
    """A command every quarter of an hour: followed, late and not followed in turn."""
    position = 0
    for number, minute in enumerate(range(PAST - 10, 0, -15)):
        command, at = (number % 5 + 1) * 20, now - minute * 60_000
        yield {"ts": at, "cmd": command, "pos": position}
        if number % 6 == 5:
            continue
        delay = 20_000 if number % 4 == 3 else 2_000
        position = command
        yield {"ts": at + delay, "cmd": command, "pos": position}


def speak(broker: Broker, now: int) -> None:
    """Publishes all of it; `now` in milliseconds."""
    for topic, messages in (("climate", climate), ("power", power), ("damper", damper)):
        text = "".join(json.dumps(message) + "\n" for message in messages(now))
        client = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-l"]
        subprocess.run(
            [*client, "-t", f"mask-1/{UNIT}/{topic}"], input=text, text=True, check=True, timeout=60
        )
