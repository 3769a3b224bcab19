"""What no page may show: each check looks at a page as it is and gives findings, in words."""

import pathlib
import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LAYOUT = (pathlib.Path(__file__).parent / "layout.js").read_text(encoding="utf-8")
SMALLEST_TEXT = 10
SMALLEST_TARGET = 24
SMALLEST_CONTROL_OF_OPERATORS = 44

AXE = Axe()
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]+")
LATIN = re.compile(r"[A-Za-z][A-Za-z'’]+")
# Latin words that Chinese pages say too: figures by their letters, units, formats, the currency.
LATIN_IN_CHINESE = {
    "OEE", "CSV", "PDF", "XLSX", "JSON", "MTBF", "MTTR", "MTTF", "NEE", "TEEP", "MQTT", "ISO",
    "HK", "sha", "kWh", "Wh", "kW", "min", "ms", "rpm", "Pa", "kPa", "MPa", "bar", "mm", "cm",
    "kg", "pH", "mS", "ppm", "lx", "Hz",
    "OPC", "OOE", "APT", "AUST", "ADET", "ADOT", "AUPT", "AUBT", "AOET", "PBT", "PRI", "PQ", "GQ",
    "SQ", "RQ", "EPC", "UT", "UTF", "NM", "Lineside",
}  # fmt: skip


def layout(page: Page, *names: str, **options: int) -> list:
    """Checks of `layout.js`."""
    return page.evaluate(LAYOUT, [names, options])


def axe(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA and good practice."""
    options = {"runOnly": list(AXE_RULES), "resultTypes": ["violations"]}
    violations = AXE.run(page, options=options).response["violations"]
    return [
        f"axe {it['id']}: {' '.join(map(str, node['target']))}: {it['help']}"
        for it in violations
        for node in it["nodes"]
    ]


def small_text(page: Page) -> list[str]:
    """Text that nobody can read, in charts too, after all scaling."""
    return layout(page, "smallText", smallest=SMALLEST_TEXT)


def overlaps(page: Page) -> list[str]:
    """Text that lies on text."""
    return layout(page, "overlaps")


def crossings(page: Page) -> list[str]:
    """Text that a line or an edge of a chart runs through."""
    return layout(page, "crossings")


def sideways_scroll(page: Page) -> list[str]:
    """A page that is wider than its screen."""
    return layout(page, "sidewaysScroll")


def clipped(page: Page) -> list[str]:
    """Text that is cut off, or sticks out of its box or of the screen."""
    return layout(page, "clipped")


def slivers(page: Page) -> list[str]:
    """Columns of tables too narrow for their words."""
    return layout(page, "slivers")


def small_targets(page: Page, control: int = SMALLEST_TARGET) -> list[str]:
    """What is too small to be hit; `control` is the least size of what is no link."""
    return layout(page, "smallTargets", link=SMALLEST_TARGET, control=control)


def charts(page: Page) -> list[str]:
    """Charts without a name or a table."""
    return layout(page, "charts")


def untranslated(page: Page, names: frozenset[str] = frozenset()) -> list[str]:
    """Words of another language than the page says they are in; `names` are the plant's own."""
    found = []
    for language, text in layout(page, "words"):
        if language.startswith("zh"):
            words = [it for it in LATIN.findall(text) if it not in LATIN_IN_CHINESE | names]
        else:
            words = CHINESE.findall(text)
        found += [f"“{word}” in “{text[:60]}” is not {language or 'said to be'}" for word in words]
    return found


def of_layout(page: Page) -> list[str]:
    """What depends on the screen and on what is open, at one look."""
    names = ("smallText", "overlaps", "crossings", "sidewaysScroll", "clipped", "slivers")
    return layout(page, *names, smallest=SMALLEST_TEXT)
