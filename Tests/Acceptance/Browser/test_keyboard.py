"""Whoever has no mouse reaches everything, and sees where they are."""

import pytest

from .visits import tablet, visit

# A day or a time has a place for each of its numbers, and Tab stops at each.
PLACES_OF_A_TIME = 8

# What Tab has to reach, in the order of the page.
REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true })
        && !it.disabled && it.tabIndex >= 0)
    .map((it, index) => { it.dataset.order = index; return it.outerHTML.slice(0, 90) })"""
FOCUSED = """() => {
    const it = document.activeElement;
    const style = getComputedStyle(it);
    const box = it.getBoundingClientRect();
    // The middle of what the window shows of it.
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    const top = document.elementFromPoint(x, y);
    return {
        order: Number(it.dataset.order ?? -1), text: it.outerHTML.slice(0, 90),
        outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        isOnTop: top !== null && (it.contains(top) || top.contains(it)),
    }
}"""


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_tab_reaches_everything_in_order_and_shows_where_it_is(
    browser, workshop, pages, language
) -> None:
    found = []
    with visit(browser, workshop.origin, tablet(language)) as it:
        for path in pages:
            it.open(path, language)
            reachable = it.page.evaluate(REACHABLE)
            for order, text in enumerate(reachable):
                it.page.keyboard.press("Tab")
                focused = it.page.evaluate(FOCUSED)
                for _ in range(PLACES_OF_A_TIME):
                    if focused["order"] == order or 'type="date' not in focused["text"]:
                        break
                    it.page.keyboard.press("Tab")
                    focused = it.page.evaluate(FOCUSED)
                if focused["order"] != order:
                    found.append(f"{path}: Tab leads to {focused['text']}, not to {text}")
                    break
                if focused["outline"] < 2:
                    found.append(f"{path}: the focus is not seen on {text}")
                if not focused["isOnTop"]:
                    found.append(f"{path}: something covers {text}")
    assert not found, "\n".join(found)


def test_skip_link_comes_first_is_seen_and_leads_to_the_content(browser, workshop, pages) -> None:
    with visit(browser, workshop.origin, tablet("en")) as it:
        for path in pages:
            it.open(path, "en")
            it.page.keyboard.press("Tab")
            skip = it.page.locator(":focus")
            assert skip.get_attribute("href") == "#main"
            assert skip.bounding_box()["x"] >= 0
            it.page.keyboard.press("Enter")
            assert it.page.url.endswith("#main")
            it.page.keyboard.press("Tab")
            in_content = "document.activeElement === document.body" \
                " || document.getElementById('main').contains(document.activeElement)"
            assert it.page.evaluate(in_content), f"{path}: Tab after the skip link is in the head"
