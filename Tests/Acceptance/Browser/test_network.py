"""No request leaves the machine: not from a page, and not from the browser that shows it."""

import ipaddress
import json
import pathlib
import re

from playwright.sync_api import Playwright

from .conftest import ALONE, CHROMIUM, SANDBOX
from .visits import tablet, visit

ADDRESS = re.compile(r"^\[?([0-9a-fA-F.:]+?)\]?:\d+$")


def places(log: pathlib.Path) -> set[str]:
    """Every place that the browser connected to, or asked a name server about."""
    net_log = json.loads(log.read_text(encoding="utf-8"))
    names = {number: name for name, number in net_log["constants"]["logEventTypes"].items()}
    found, aims = set(), {}
    for event in net_log["events"]:
        name, parameters, source = names[event["type"]], event.get("params", {}), event["source"]
        if name == "TCP_CONNECT_ATTEMPT" and "address" in parameters:
            found.add(ADDRESS.match(parameters["address"])[1])
        elif name == "HOST_RESOLVER_MANAGER_JOB" and "host" in parameters:
            found.add(parameters["host"])
        elif name == "UDP_CONNECT" and "address" in parameters:
            # Only an aim: Chromium sees thus whether there is a way, and sends nothing.
            aims[source["id"]] = ADDRESS.match(parameters["address"])[1]
        elif name == "UDP_BYTES_SENT":
            found.add(aims.get(source["id"], "somewhere"))
    return found


def is_here(place: str) -> bool:
    """Whether it is this machine."""
    try:
        return ipaddress.ip_address(place).is_loopback
    except ValueError:
        return False


def look(playwright: Playwright, log: pathlib.Path, origin: str, paths: list[str]) -> None:
    """A browser of its own looks at pages and writes down what it asks the network."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*SANDBOX, *ALONE, f"--log-net-log={log}"]
    )
    for path in paths:
        with visit(browser, origin, tablet("en"), live=True) as it:
            it.open(path, "en")
            it.page.wait_for_timeout(300)
            assert [fault for fault in it.faults if "asks" in fault] == []
    browser.close()


def test_no_connection_leads_elsewhere(playwright, workshop, pages, tmp_path) -> None:
    log = tmp_path / "net.json"
    look(playwright, log, workshop.origin, pages)
    found = places(log)
    assert "127.0.0.1" in found, "the log tells of our own connections"
    assert [place for place in found if not is_here(place)] == []


def test_connection_elsewhere_would_be_told(playwright, tmp_path) -> None:
    log = tmp_path / "net.json"
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, args=[*SANDBOX, f"--log-net-log={log}"]
    )
    page = browser.new_page()
    # An address for documentation, which nobody has, and a name that never is.
    for url in ("http://192.0.2.1/", "http://lineside.invalid/"):
        page.evaluate(
            "(url) => fetch(url, { signal: AbortSignal.timeout(300) }).catch(() => {})", url
        )
    browser.close()
    found = places(log)
    assert {"192.0.2.1"} <= found
    assert [place for place in found if "lineside.invalid" in place]
