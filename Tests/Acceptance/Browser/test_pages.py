"""Every page, in both languages, on every screen."""

import urllib.error
import urllib.request

import pytest

from . import checks
from .visits import phone, tablet, visit, wall

SCREENS = [
    *(screen(language) for language in ("en", "zh-Hant") for screen in (phone, tablet, wall)),
    phone("zh-Hant", "dark"),
    wall("en", "dark"),
]
# What the plant file of the tests calls its things, and the rule set that holds.
NAMES = frozenset({"day", "mask", "rfs"})
# Pages on which people touch with gloves on, by the end of their paths.
OPERATORS = ("/shift", "/correct")


def least_control(path: str) -> int:
    """How large buttons and fields of a page are at least."""
    is_for_operators = path.endswith(OPERATORS)
    return checks.SMALLEST_CONTROL_OF_OPERATORS if is_for_operators else checks.SMALLEST_TARGET


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_page_has_no_finding(browser, workshop, pages, screen) -> None:
    found = []
    with visit(browser, workshop.origin, screen) as it:
        for path in pages:
            it.open(path, screen.language)
            every = checks.of_layout(it.page)
            it.expand()
            every += checks.of_layout(it.page) + checks.small_targets(it.page, least_control(path))
            every += checks.charts(it.page) + checks.untranslated(it.page, NAMES)
            every += checks.axe(it.page)
            # Each once, in order.
            found += [f"{path}: {finding}" for finding in dict.fromkeys(every)]
        found += it.faults
    assert not found, "\n".join(found)


def test_projects_are_among_the_pages(pages) -> None:
    """With their reports, what is declared, and flags that nobody asked the daemon to raise."""
    assert {f"/projects{it}" for it in ("", "/masks", "/masks/report", "/masks/declare")} <= set(pages)


def test_every_link_leads_somewhere(browser, workshop, pages) -> None:
    links = {}
    with visit(browser, workshop.origin, wall("en")) as it:
        for path in pages:
            it.open(path, "en")
            links |= {link: path for link in it.links()}
    assert len(links) > len(pages)
    wrong = {link: path for link, path in links.items() if status(workshop.origin + link) != 200}
    assert not wrong


def status(address: str) -> int:
    """What an address answers, whatever form the answer has."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code
