"""A plant of two machines that tests speak for."""

import json
import pathlib
import subprocess
import time

from processes import Broker

PLANT = """\
version: 1
plant: {{ id: trap, name: {{ en: Trap }}, time_zone: {zone} }}
brokers: {{ b: {{ url: "mqtt://127.0.0.1:{port}", client_id: trap }} }}
calendars: {{ all: {{ shifts: [ {shifts} ] }} }}
products: {{ p: {{ unit: piece }} }}
lines:
  l1:
    calendar: all
    product: p
    constraint: [u1, u2]
    work_units:
      u1: &machine
        rates: [ {{ product: p, item_time: 1 s, from: 2026-01-01, by: me, reason: test }} ]
        signals:
          state: {{ kind: state, topic: "{topic}", field: state, time: {{ field: ts, unit: ms }},
            states: {{ producing: producing, idle: idle, stopped: stopped }} }}
          made: {{ kind: counter, counts: made, topic: "{topic}", field: total, type: cumulative }}
      u2: *machine
"""
WHOLE_DAY = '{ name: day, days: mon-sun, from: "00:00", to: "24:00" }'
TOPICS = 2


def write_plant(
    path: pathlib.Path,
    port: int,
    *,
    zone: str = "Asia/Hong_Kong",
    shifts: str = WHOLE_DAY,
    topic: str = "l1/{unit}/status",
) -> pathlib.Path:
    """Writes its plant file."""
    text = PLANT.format(port=port, zone=zone, shifts=shifts, topic=topic)
    path.write_text(text, encoding="utf-8")
    return path


def say(broker: Broker, topic: str, *payloads: dict | bytes, retain: bool = False) -> None:
    """Publishes with QoS 1; what says no time is of now."""
    for payload in payloads:
        if isinstance(payload, dict):
            payload = json.dumps({"ts": time.time_ns() // 1_000_000, **payload}).encode()
        client = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-t", topic, "-s"]
        client += ["-r"] if retain else []
        subprocess.run(client, input=payload, check=True, timeout=20)
