"""One plant with a shift behind it, and Debian's Chromium to look at it."""

import contextlib
import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from .plant import Workshop
from .visits import MISSING_PAGE, crawl

CHROMIUM = "/usr/bin/chromium"
# Chromium's own sandbox refuses to run as root.
SANDBOX = ["--no-sandbox"] if os.geteuid() == 0 else []
# It would ask its maker for updates: it finds nobody but this machine.
ALONE = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """The driver."""
    with sync_playwright() as it:
        yield it


@pytest.fixture(scope="session")
def browser(playwright) -> Iterator[Browser]:
    """A browser without a window."""
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SANDBOX + ALONE)
    yield chromium
    chromium.close()


@pytest.fixture(scope="session")
def workshop(bin_folder, tmp_path_factory) -> Iterator[Workshop]:
    """A daemon beside a simulated line that has worked for hours and goes on."""
    with contextlib.closing(Workshop(bin_folder, tmp_path_factory.mktemp("workshop"))) as it:
        it.open()
        yield it


@pytest.fixture(scope="session")
def pages(browser, workshop) -> list[str]:
    """The paths of all pages, and of one that is not there."""
    return [*crawl(browser, workshop.origin), MISSING_PAGE]
