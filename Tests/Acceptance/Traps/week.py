"""A simulated week of the machining line, with few messages for so much time."""

import pathlib
import re

from mask_line import replace_once
from promise import ROOT

LINE = "cell-1"
UNITS = ("mill-1", "mill-2", "deburr", "cmm")
START = "2026-03-02T08:00:00+08:00"
DAYS = 7
TOPICS = 23


def write_scenario(path: pathlib.Path) -> pathlib.Path:
    """The scenario, with a heartbeat a minute and sensors that speak every ten."""
    text = (ROOT / "simulators" / "scenarios" / "machining.yaml").read_text(encoding="utf-8")
    text = replace_once(text, "heartbeat: 10 s", "heartbeat: 60 s")
    text = re.sub(r'(unit: (?:"%"|Cel), every:) \d+ s', r"\1 10 min", text)
    path.write_text(text, encoding="utf-8")
    return path


def write_plant(path: pathlib.Path, port: int) -> pathlib.Path:
    """Its plant file, at a broker, for a week that is long past."""
    text = (ROOT / "config" / "examples" / "machining.yaml").read_text(encoding="utf-8")
    text = replace_once(text, "127.0.0.1:18830", f"127.0.0.1:{port}")
    text = replace_once(text, "lateness: 7 d", "lateness: 4000 d")
    assert text.count("heartbeat: 10 s") == len(UNITS)
    path.write_text(text.replace("heartbeat: 10 s", "heartbeat: 60 s"), encoding="utf-8")
    return path
