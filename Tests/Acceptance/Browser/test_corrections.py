"""A person gives a stop its reason; a second person who does the same is told of the first."""

import contextlib
import json
import re
import time
from collections.abc import Iterator

import pytest

from processes import wait_until

from . import checks
from .test_live_pages import Floor
from .visits import Visit, phone, tablet, visit

SHIFT = "/line/mask-1/shift"


@pytest.fixture
def stopped(bin_folder, tmp_path) -> Iterator[Floor]:
    """Its machines produced, and stand."""
    with contextlib.closing(Floor(bin_folder, tmp_path)) as it:
        it.open()
        it.say("producing")
        time.sleep(2)
        it.say("stopped")
        time.sleep(2)
        it.say("stopped")
        wait_until(lambda: "/correct?unit=" in it.daemon.get(SHIFT + "?lang=en")[1])
        yield it


def sign(it: Visit, form: str, name: str) -> None:
    """Says in a form who says it, and why."""
    it.page.locator(f"#{form} input[name=by]").fill(name)
    it.page.locator(f"#{form} input[name=why]").fill("film torn")


def open_stop(it: Visit, language: str = "en") -> None:
    """Goes from the Shift page to the forms of its newest stop."""
    it.open(SHIFT, language)
    it.page.locator("#stops a.chip").first.click()
    it.page.locator("form#reason").wait_for()


def records(floor: Floor) -> list[dict]:
    """What was corrected."""
    return json.loads(floor.daemon.get("/api/v1/corrections")[1])["corrections"]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_stop_gets_its_reason_by_one_press(browser, stopped, script) -> None:
    with visit(browser, stopped.origin, phone("en"), script=script) as it:
        open_stop(it)
        sign(it, "reason", "Mei")
        it.page.locator("form#reason button", has_text="Jam").click()
        it.page.wait_for_url(re.compile(r"/line/mask-1/shift\?.*#corrections"))
        trail = it.page.locator("#corrections")
        assert "Mei" in trail.inner_text()
        assert "film torn" in trail.inner_text()
        assert "Jam" in it.page.locator("#stops").inner_text()
        # It is taken back in the same way.
        trail.get_by_role("link", name="Withdraw").click()
        sign(it, "withdraw", "Mei")
        it.page.locator("form#withdraw button").click()
        it.page.wait_for_url(re.compile("#corrections"))
        assert "Jam" not in it.page.locator("#stops").inner_text()
        assert not it.faults, it.faults
    assert [record["kind"] for record in records(stopped)] == ["reason", "withdraw"]


@pytest.mark.parametrize("screen", [phone("zh-Hant"), tablet("en", "dark")], ids=str)
def test_forms_have_no_finding(browser, stopped, screen) -> None:
    with visit(browser, stopped.origin, screen) as it:
        open_stop(it, screen.language)
        found = [*checks.of_layout(it.page), *checks.axe(it.page)]
        found += checks.untranslated(it.page, frozenset({"day"}))
        found += checks.small_targets(it.page, checks.SMALLEST_CONTROL_OF_OPERATORS)
        assert not found, "\n".join(found)


def test_second_person_is_told_of_the_first(browser, stopped) -> None:
    with (
        visit(browser, stopped.origin, tablet("en")) as first,
        visit(browser, stopped.origin, phone("en")) as second,
    ):
        for it, name in ((first, "Mei"), (second, "Fung")):
            open_stop(it)
            sign(it, "reason", name)
        first.page.locator("form#reason button", has_text="Jam").click()
        first.page.wait_for_url(re.compile("#corrections"))
        second.page.locator("form#reason button", has_text="Weld failure").click()
        notice = second.page.locator("#conflict")
        notice.wait_for()
        assert "Mei" in notice.inner_text()
        assert "Jam" in notice.inner_text()
        assert [record["by"] for record in records(stopped)] == ["Mei"], "nothing is overwritten"
        # What was typed is still there, and may be sent on top of what is now known.
        assert second.page.locator("#reason input[name=by]").input_value() == "Fung"
        second.page.locator("form#reason button", has_text="Weld failure").click()
        second.page.wait_for_url(re.compile("#corrections"))
    assert [record["by"] for record in records(stopped)] == ["Mei", "Fung"]
