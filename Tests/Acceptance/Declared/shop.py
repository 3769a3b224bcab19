"""A daemon of the worked example, to which files are declared."""

import pathlib
import re
from collections.abc import Callable

from daemon import Daemon
from processes import wait_until
from promise import ROOT

EXAMPLE = ROOT / "config" / "benefits" / "example"
PAGE = "/projects/example-ppe/declare"


def open_shop(make_daemon: Callable[..., Daemon], folder: pathlib.Path) -> Daemon:
    """Starts one whose broker is not there, with the example's project beside its plant."""
    plant = (ROOT / "config/examples/mask-line.yaml").read_text(encoding="utf-8")
    (folder / "plant.yaml").write_text(
        re.sub(r'url: "mqtt://[^"]*"', 'url: "mqtt://127.0.0.1:1"', plant), encoding="utf-8"
    )
    (folder / "projects").mkdir()
    project = (ROOT / "config/benefits/project.yaml").read_text(encoding="utf-8")
    # The machines of the demonstration line have other names.
    project = re.sub(r"stations: \[[^]]*\]", "stations: [body, packer]", project)
    (folder / "projects" / "project.yaml").write_text(project, encoding="utf-8")
    daemon = make_daemon(folder / "plant.yaml")
    begin(daemon)
    return daemon


def begin(daemon: Daemon) -> None:
    """Starts it; returns once its pages are there."""
    daemon.start()
    wait_until(lambda: daemon.get(PAGE)[0] == 200, timeout=20)
