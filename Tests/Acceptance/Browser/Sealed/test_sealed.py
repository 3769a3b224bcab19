"""From a figure of a sealed report down to the shift, the stop and the messages that made it."""

import contextlib
import pathlib
import re
import signal
import subprocess
from collections.abc import Iterator

import pytest

from processes import wait_until
from promise import ROOT

from .. import checks
from ..visits import Screen, phone, visit, wall

# Of declared files: one of each is in force.
KINDS = 7
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


class Demo:
    """The demo with its finished project and one simulated line."""

    def __init__(self, bin_folder: pathlib.Path, folder: pathlib.Path) -> None:
        self.origin = ""
        self._log = folder / "log"
        command = [
            bin_folder / "lineside", "demo", "--folder", folder / "demo", "--port", "0",
            "--history", "1m", "--lines", "mask-line",
        ]  # fmt: skip
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(map(str, command), cwd=ROOT, stderr=log)

    def wait(self) -> None:
        """Until the pages are open."""
        wait_until(lambda: ADDRESS.search(self._text) or self._process.poll(), timeout=600)
        found = ADDRESS.search(self._text)
        assert found, self._text
        self.origin = found[0]

    @property
    def _text(self) -> str:
        return self._log.read_text(encoding="utf-8")

    def close(self) -> None:
        """Ends it."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=60)


@pytest.fixture(scope="module")
def demo(bin_folder, tmp_path_factory) -> Iterator[Demo]:
    """Runs for all tests of the module."""
    with contextlib.closing(Demo(bin_folder, tmp_path_factory.mktemp("demo"))) as it:
        it.wait()
        yield it


PATH = "/sealed/example-ppe/2022-09-01_2023-08-31?seal=1"
SCREENS = [
    Screen(language, name, width, 900, touch=width < 1000)
    for language in ("en", "zh-Hant")
    for name, width in (("phone", 375), ("tablet", 768), ("desk", 1280))
]


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_report_can_be_read_on_every_screen(browser, demo, screen) -> None:
    """No text small, cut, crossed or letter by letter; every row of a chart has its name."""
    with visit(browser, demo.origin, screen) as it:
        # The first reader waits until it is made.
        it.page.set_default_navigation_timeout(60_000)
        it.open(PATH, screen.language)
        found = checks.of_layout(it.page) + checks.charts(it.page) + checks.axe(it.page)
        it.expand()
        found += checks.of_layout(it.page)
        assert not found, "\n".join(dict.fromkeys(found))
        drawn = it.page.locator("figure.document-chart")
        assert drawn.count() == 5
        names = drawn.locator(".chart-name, .document-places span")
        # A product twice, seven types of jobs, twelve months, four targets.
        assert len(names.all_inner_texts()) == 2 + 7 + 12 + 4
        assert all(name.strip() for name in names.all_inner_texts())
        assert not it.faults


@pytest.mark.parametrize("screen", [wall("en"), phone("zh-Hant")], ids=str)
def test_every_step_from_a_sealed_figure_is_a_click(browser, demo, screen) -> None:
    """Project, report, period, month, shift, stop, messages: nothing is typed or scripted."""
    with visit(browser, demo.origin, screen, script=False) as it:
        page = it.page
        it.open("/", screen.language)
        page.locator("header a[href='/projects']").click()
        page.locator("main a[href='/projects/example-ppe']").click()
        page.locator("main a[href='/projects/example-ppe/declare']").click()
        assert page.locator("#book tbody tr").count() == KINDS
        page.go_back()
        assert "Example director · Director · 2023-11-02" in page.locator("#periods").inner_text()
        paid = {"en": "Final payment 2023-01-16", "zh-Hant": "最後一期撥款 2023-01-16"}
        row = page.locator("tr", has_text=paid[screen.language])
        assert "1,073,666.66" in row.inner_text()
        assert "progress_months" not in page.locator("main").inner_text()
        page.locator("#sealed tbody a").click()
        turnover = page.locator("#turnover-table td", has_text="41,952,000.00").first
        assert "sales.csv" in turnover.inner_html()
        good = page.locator("#output-table td", has_text="49,019,904").first
        good.locator("summary").click()
        good.locator("a[href*='/period?']").click()
        rows = page.locator("#period tbody tr")
        assert rows.count() == 13
        assert "49,019,904" in rows.last.inner_text()
        rows.nth(2).locator("a").click()
        # November 2022 has 26 days that the line works, of two shifts.
        assert rows.count() == 2 * 26 + 1
        rows.first.locator("a").click()
        assert "date=2022-11-01" in page.url
        page.locator("#stops tbody tr td a[href*='/messages?']").first.click()
        messages = page.locator("#messages tbody").inner_text()
        assert '"state":"FAULT"' in messages or '"state":"CHANGE"' in messages
        assert '"state":"RUN"' in messages and "mask-f/mask-" in messages
