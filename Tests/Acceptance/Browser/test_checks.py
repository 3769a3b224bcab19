"""Every check finds what it is there to find, and nothing in a page that is right."""

import pytest

from . import checks
from .visits import Visit, guard

FINE = """
<!DOCTYPE html><html lang="en"><head><title>Fine</title><style>
body { margin: 0; font: 16px/1.5 sans-serif } a, summary { display: inline-block; padding: 8px }
.next::before { content: " · " } b { display: inline-block; width: 296px }
</style></head><body><main><h1>Fine</h1>
<p>Words, a <a href="/" style="display: inline; padding: 0">link</a> among them.</p>
<p style="overflow: hidden; text-overflow: ellipsis; white-space: nowrap; width: 90px">
A sentence that may end in three dots.</p>
<p style="width: 300px"><b>A line</b><span class="next">and the next</span></p>
<section><svg role="img" aria-label="Output" width="200" height="60" viewBox="0 0 100 30">
<title>Output</title><rect x="0" y="20" width="100" height="10" fill="#888"/>
<text x="2" y="14" font-size="8">12 kWh</text><line x1="0" x2="100" y1="19" y2="19" stroke="#000"/>
</svg><details><summary>Table</summary><div style="overflow-x: auto" tabindex="0">
<table style="width: 4000px"><tbody><tr><td>12</td></tr></tbody></table></div></details></section>
<div style="display: flex"><div style="overflow-x: auto; width: 90px" tabindex="0">
<table style="width: 400px"><tbody><tr><td>12</td><td>34</td></tr></tbody></table></div>
<svg width="300" height="30"><path d="M0 14H300" stroke="#000"/></svg></div>
<a href="/" lang="zh-Hant">繁體中文</a></main></body></html>
"""
MAIN = "<!DOCTYPE html><html lang='en'><title>t</title><main><h1>Head</h1>%s</main></html>"
CHINESE = "<!DOCTYPE html><html lang='zh-Hant'><title>頁</title><main><h1>頁</h1>%s</main></html>"
CHART = '<section><svg role="img" aria-label="%s" width="200" height="40">%s</svg>%s</section>'
TABLE = "<table><tr><td>1</td></tr></table>"

WRONG = {
    "a text of 9 px": (checks.small_text, MAIN % "<p style='font-size: 9px'>tiny</p>"),
    "a chart's text that scaling makes small": (
        checks.small_text,
        MAIN % "<svg width='100' viewBox='0 0 400 40'><text y='20' font-size='16'>x9</text></svg>",
    ),
    "a text made small by a transform": (
        checks.small_text,
        MAIN % "<div style='transform: scale(0.5)'><p>half</p></div>",
    ),
    "two texts in one place": (
        checks.overlaps,
        MAIN % "<p>one text</p><p style='margin-top: -2.2em'>another text</p>",
    ),
    "two labels of a chart in one place": (
        checks.overlaps,
        MAIN % "<svg width='200' height='40'><text y='20'>08:00</text>"
        "<text x='20' y='24'>09:00</text></svg>",
    ),
    "a line through a label": (
        checks.crossings,
        MAIN % "<svg width='200' height='40'><text y='20'>08:00</text>"
        "<line x1='0' y1='15' x2='200' y2='15' stroke='black'/></svg>",
    ),
    "a curve through a label": (
        checks.crossings,
        MAIN % "<svg width='200' height='40'><text y='20'>08:00</text>"
        "<path d='M0 0L60 40' stroke='black' fill='none'/></svg>",
    ),
    "the edge of a bar through a label": (
        checks.crossings,
        MAIN % "<svg width='200' height='40'><text y='20'>08:00</text>"
        "<rect x='0' y='0' width='20' height='40' fill='gray'/></svg>",
    ),
    "a page wider than the screen": (
        checks.sideways_scroll,
        MAIN % "<div style='width: 3000px; height: 1px'></div>",
    ),
    "a text that is cut off": (
        checks.clipped,
        MAIN % "<p style='width: 40px; overflow: hidden; white-space: nowrap'>A long text</p>",
    ),
    "a text that sticks out of its box": (
        checks.clipped,
        MAIN % "<p style='width: 40px; border: 1px solid; white-space: nowrap'>A long text</p>",
    ),
    "a label beyond its chart": (
        checks.clipped,
        MAIN % "<svg width='60' height='40'><text x='40' y='20'>08:00</text></svg>",
    ),
    "a column of one letter": (
        checks.slivers,
        MAIN % "<table style='width: 20px'><tr><td style='word-break: break-all'>生產線生意額"
        "</td></tr></table>",
    ),
    "small targets side by side": (
        checks.small_targets,
        MAIN % "<a href='/1' style='font-size: 10px'>1</a><a href='/2'>2</a>",
    ),
    "a chart without a name": (checks.charts, MAIN % CHART % ("", "", TABLE)),
    "a chart without a table": (checks.charts, MAIN % CHART % ("Output", "", "")),
    "a chart of many pictures without a table": (
        checks.charts,
        MAIN % "<figure><div role='img' aria-label='Output'><svg></svg></div></figure>",
    ),
    "Chinese in an English page": (checks.untranslated, MAIN % "<p>停機 stops</p>"),
    "English in a Chinese page": (checks.untranslated, CHINESE % "<p>停機 stops</p>"),
    "English in a chart's name": (
        checks.untranslated,
        CHINESE % "<svg role='img' aria-label='Output'></svg>",
    ),
    "grey on grey": (checks.axe, MAIN % "<p style='color: #aaa; background: #ccc'>faint</p>"),
    "headings in disorder": (checks.axe, MAIN % "<h4>fourth</h4>"),
}


@pytest.fixture(scope="module")
def page(browser):
    """An empty page."""
    context = browser.new_context(viewport={"width": 800, "height": 600})
    yield context.new_page()
    context.close()


def test_page_that_is_right_has_no_finding(page) -> None:
    page.set_content(FINE)
    for check in (checks.of_layout, checks.small_targets, checks.charts, checks.untranslated):
        assert check(page) == []
    assert checks.axe(page) == []


@pytest.mark.parametrize("wrong", WRONG)
def test_check_finds(page, wrong: str) -> None:
    check, source = WRONG[wrong]
    page.set_content(source)
    assert len(check(page)) >= 1


def test_small_control_is_found_where_operators_touch(page) -> None:
    page.set_content(MAIN % "<button style='width: 40px; height: 40px'>+</button>")
    assert checks.small_targets(page) == []
    assert len(checks.small_targets(page, control=checks.SMALLEST_CONTROL_OF_OPERATORS)) == 1


def test_request_to_elsewhere_an_error_and_a_failing_script_are_noted(browser, workshop) -> None:
    context = browser.new_context()
    it = Visit(workshop.origin, context.new_page())
    guard(context, it, live=False)
    it.open("/", "en")
    it.page.evaluate("fetch('http://192.0.2.1/').catch(() => {})")
    it.page.evaluate("console.error('something')")
    it.page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    it.page.evaluate("document.body.append(Object.assign(document.createElement('img'),"
                     "{ src: 'http://192.0.2.2/' }))")  # fmt: skip
    it.page.wait_for_timeout(100)
    context.close()
    told = "\n".join(it.faults)
    for words in ("192.0.2.1", "something", "thrown", "Content Security Policy"):
        assert words in told
