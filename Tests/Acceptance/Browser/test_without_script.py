"""Whoever runs no script of ours reads the same."""

from .visits import tablet, visit

# What of a page does not change while one looks: its parts, headings, charts and tables.
OUTLINE = """() => [...document.querySelectorAll(
    "main section[id], main h1, main h2, main h3, main th, main summary, main svg[role=img]")]
    .map((it) => it.tagName === "SECTION" ? it.id
        : (it.getAttribute("aria-label") ?? it.textContent.trim()).replace(/[0-9][0-9.,]*/g, "0"))"""


def test_page_is_complete_without_script(browser, workshop, pages) -> None:
    outlines = {}
    for script in (True, False):
        with visit(browser, workshop.origin, tablet("en"), live=True, script=script) as it:
            for path in pages:
                it.open(path, "en")
                if script and it.page.locator("main[data-live]").count():
                    it.page.wait_for_timeout(700)
                outlines.setdefault(path, []).append(it.page.evaluate(OUTLINE))
    for path, (with_script, without) in outlines.items():
        assert with_script == without, path
        assert len(without) >= 1


def test_page_that_changes_is_made_anew_without_script(browser, workshop) -> None:
    with visit(browser, workshop.origin, tablet("en"), script=False) as it:
        it.open("/", "en")
        refresh = it.page.locator("meta[http-equiv=refresh]")
        assert refresh.get_attribute("content") == "30"
