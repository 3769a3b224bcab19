"""What `make demo` starts: a page within a minute, and nothing left when it ends."""

import json
import os
import pathlib
import re
import signal
import subprocess
import time
import urllib.request

from processes import wait_until
from promise import ROOT

LINES = 5
FINISHED = "mask-f"
REPORT = "projects/example-ppe/report?kind=benefit&period=2022-09-01_2023-08-31&lang=en"
SEALED = "sealed/example-ppe/2022-09-01_2023-08-31?lang=en"


def test_demo_shows_a_live_page_and_leaves_no_process(bin_folder, tmp_path) -> None:
    log = tmp_path / "log"
    command = [bin_folder / "lineside", "demo", "--folder", tmp_path / "demo", "--port", "0"]
    begin = time.monotonic()
    with log.open("wb") as file:
        demo = subprocess.Popen(
            [str(word) for word in [*command, "--history", "10m"]], cwd=ROOT, stderr=file
        )
    try:
        address = wait_for_address(log)
        assert "Mask line 1" in get(address + "?lang=en")
        wait_until(lambda: is_live(address), timeout=60)
        seconds = time.monotonic() - begin
        children = children_of(demo.pid)
        sealed = get(address + SEALED)
        assert "49,019,904" in sealed and "As it was sealed" in sealed
        project = get(address + "projects/example-ppe?lang=en")
        assert "Example director · Director" in project
        # The period of which there is something leads; later ones are empty, and said to be.
        latest = project.split('id="latest"')[1].split("</section>")[0]
        (lead, empty, running) = re.findall(r"<b>(\S+) – \S+</b>( · [a-z]+)", latest)
        assert lead == ("2022-09-01", " · ended") and empty[0] > "2024" and running[0] > empty[0]
        assert "nothing measured or sold is known" in latest
        moves = get(address + REPORT).split(">B28</th>")[1].split("</tr>")[0]
        assert ">none<" in moves and ">declared<" in moves
        change_title(bin_folder, tmp_path / "demo")
        assert "A title of its own" in get(address + "projects/example-ppe?lang=en")
        wait_until(lambda: is_live(address), timeout=60)
        assert sorted(children.values()) == ["lineside-simula"] * LINES + ["mosquitto"]
    finally:
        demo.send_signal(signal.SIGINT)
        code = demo.wait(timeout=30)
    print(f"a live page after {seconds:.1f} s")
    assert code == 0, log.read_text(encoding="utf-8")
    assert seconds < 60
    assert not [pid for pid in children if pathlib.Path(f"/proc/{pid}").exists()]


def change_title(bin_folder, demo: pathlib.Path) -> None:
    """Edits the project file, and has the demo take it up."""
    file = demo / "projects" / "example-ppe.yaml"
    text = file.read_text(encoding="utf-8")
    title = "Automated face-mask production line"
    assert title in text
    file.write_text(text.replace(title, "A title of its own"), encoding="utf-8")
    command = [bin_folder / "lineside", "reload", "--wait", "--data", demo / "data"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def wait_for_address(log: pathlib.Path) -> str:
    """The address that is told on standard error."""
    pattern = re.compile(r"http://127\.0\.0\.1:\d+/")
    wait_until(lambda: pattern.search(log.read_text(encoding="utf-8")) is not None, timeout=60)
    return pattern.search(log.read_text(encoding="utf-8"))[0]


def get(address: str) -> str:
    """The text behind an address."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def is_live(address: str) -> bool:
    """Whether something is known of units of every line."""
    lines = json.loads(get(address + "api/v1/lines"))["lines"]
    # Nobody speaks for the line of the finished project any more.
    lines = [line for line in lines if line["line"] != FINISHED]
    return len(lines) == LINES and all(is_known(line) for line in lines)


def is_known(line: dict) -> bool:
    """Whether the line is there; a machine's own word may say of one unit that it is not."""
    unknown = [unit for unit in line["units"] if unit["state"] == "unknown"]
    return line["connected"] and len(unknown) <= 1


def children_of(pid: int) -> dict[int, str]:
    """The processes that a process has started, with the first 15 letters of their names."""
    found = {}
    for folder in pathlib.Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                name, rest = folder.joinpath("stat").read_text().split("(", 1)[1].rsplit(")", 1)
            except OSError:
                continue
            if int(rest.split()[1]) == pid:
                found[int(folder.name)] = name
    return found
