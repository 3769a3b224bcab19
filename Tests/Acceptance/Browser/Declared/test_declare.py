"""A file is declared by hand: shown first, recorded then; a bad one is refused, mistake by mistake."""

import hashlib
import pathlib
import re

import pytest

from Declared.shop import EXAMPLE, PAGE, open_shop
from daemon import Daemon
from expectations import told

from .. import checks
from ..test_keyboard import FOCUSED
from ..visits import Visit, phone, tablet, visit, wall

# What is of no language: who declares, files, and what stands in them.
NAMES = frozenset({"mei", "sales", "csv", "ledger", "pdf", "mask"})
LEDGER = b"paid"
# So often Tab is pressed until something is reached.
PRESSES = 80
MISTAKES = {
    "en": [
        'sales.csv:3:1: error: the plant has no product "mask-9"; did you mean "mask-l1"?',
        "sales.csv:3:56: error: expected an amount in HK$ with at most 2 decimals, found \"-1\"; "
        "it must not be negative",
    ],
    "zh-Hant": [
        "sales.csv 第 3 行第 1 個字元：廠房沒有產品「mask-9」；是否指「mask-l1」？",
        "sales.csv 第 3 行第 56 個字元：應為最多兩位小數的港元金額，現為「-1」；不可為負數",
    ],
}


@pytest.fixture
def shop(make_daemon, tmp_path) -> Daemon:
    """A daemon of the worked example."""
    return open_shop(make_daemon, tmp_path)


@pytest.fixture
def records(lineside, shop):
    """What is recorded."""

    def ask() -> list[dict]:
        place = ("--plant", shop.plant, "--data", shop.data, "--project", "example-ppe")
        return told(lineside("declare", "list", "--json", *map(str, place)))["records"]

    return ask


@pytest.fixture
def ledger(tmp_path) -> pathlib.Path:
    """What a file rests on."""
    path = tmp_path / "ledger.pdf"
    path.write_bytes(LEDGER)
    return path


def look(shop: Daemon, browser, screen):
    """A window on the daemon's pages."""
    return visit(browser, f"http://127.0.0.1:{shop.port}", screen)


def fill_in(it: Visit, file: pathlib.Path, *evidence: pathlib.Path) -> None:
    """Fills in the form, and has shown what would change."""
    form = it.page.locator("form#declare")
    form.locator("select[name=kind]").select_option("sales")
    form.locator("input[name=file]").set_input_files(file)
    form.locator("input[name=evidence]").set_input_files(list(evidence))
    form.locator("input[name=by]").fill("mei")
    with it.page.expect_navigation():
        form.locator("button").click()


def findings(it: Visit) -> list[str]:
    """What no page may show."""
    return (
        checks.of_layout(it.page)
        + checks.small_targets(it.page)
        + checks.untranslated(it.page, NAMES)
        + checks.axe(it.page)
    )


@pytest.mark.parametrize("screen", [phone("zh-Hant"), wall("en")], ids=str)
def test_a_file_is_shown_and_then_recorded_with_its_evidence(
    browser, shop, records, ledger, screen
) -> None:
    with look(shop, browser, screen) as it:
        it.open(PAGE, screen.language)
        fill_in(it, EXAMPLE / "sales.csv", ledger)
        review = it.page.locator("#review")
        sold = {"en": "Quantity sold: 45600000", "zh-Hant": "銷售數量：45600000"}
        assert sold[screen.language] in review.inner_text()
        assert "turnover_hkd" not in review.inner_text(), "columns have their titles"
        for content in ((EXAMPLE / "sales.csv").read_bytes(), LEDGER):
            assert hashlib.sha256(content).hexdigest() in review.inner_text()
        assert records() == [], "nothing is recorded before it is confirmed"
        found = findings(it)
        with it.page.expect_navigation(timeout=30_000):
            review.locator("button").click()
        # The flags of the day may have been recorded before.
        anchor = it.page.url.partition("#")[2]
        assert anchor.startswith("record-"), it.page.locator("body").inner_text()
        assert it.page.locator("html").get_attribute("lang") == screen.language
        row = it.page.locator(f"#book #{anchor}")
        assert "mei" in row.inner_text()
        with it.page.expect_download() as download:
            row.locator("a", has_text="ledger.pdf").click()
        assert download.value.path().read_bytes() == LEDGER
        found += findings(it) + it.faults
    assert not found, "\n".join(found)
    (record,) = records()
    assert (record["file"]["name"], record["by"], record["rows"]) == ("sales.csv", "mei", 1)
    assert [file["name"] for file in record["evidence"]] == ["ledger.pdf"]


@pytest.mark.parametrize("screen", [phone("en"), phone("zh-Hant"), wall("zh-Hant")], ids=str)
def test_each_mistake_is_named_in_the_language_of_the_page(
    browser, shop, records, ledger, tmp_path, screen
) -> None:
    text = (EXAMPLE / "sales.csv").read_text(encoding="utf-8")
    bad = tmp_path / "sales.csv"
    bad.write_text(text.replace("mask-l1", "mask-9").replace("41952000.00", "-1"), encoding="utf-8")
    with look(shop, browser, screen) as it:
        it.open(PAGE, screen.language)
        fill_in(it, bad, ledger)
        assert it.page.locator("#refused li").all_inner_texts() == MISTAKES[screen.language]
        assert it.page.locator("#review").count() == 0
        # What was typed is still there.
        assert it.page.locator("form#declare input[name=by]").input_value() == "mei"
        found = findings(it)
        # The answer's own status is told by the browser as an error.
        found += [fault for fault in it.faults if "status of 400" not in fault]
    assert not found, "\n".join(found)
    assert records() == []


def tab_to(it: Visit, selector: str) -> None:
    """Presses Tab until something has the focus, and sees that it shows."""
    for _ in range(PRESSES):
        it.page.keyboard.press("Tab")
        if it.page.evaluate("it => document.activeElement.matches(it)", selector):
            assert it.page.evaluate(FOCUSED)["outline"] >= 2, f"the focus is not seen on {selector}"
            return
    pytest.fail(f"Tab does not lead to {selector}")


def test_a_file_is_declared_without_a_mouse(browser, shop, records) -> None:
    with look(shop, browser, tablet("en")) as it:
        # From the beginning: who asks as the key is pressed may come too late.
        choosers = []
        it.page.on("filechooser", lambda chooser: choosers.append(chooser))
        it.open(PAGE, "en")
        tab_to(it, "#declare select[name=kind]")
        tab_to(it, "#declare input[name=file]")
        it.page.keyboard.press("Enter")
        for _ in range(200):
            if choosers:
                break
            it.page.wait_for_timeout(50)
        choosers[0].set_files(EXAMPLE / "sales.csv")
        tab_to(it, "#declare input[name=by]")
        it.page.keyboard.type("mei")
        tab_to(it, "#declare button")
        with it.page.expect_navigation():
            it.page.keyboard.press("Enter")
        tab_to(it, "#review button")
        it.page.keyboard.press("Enter")
        it.page.wait_for_url(re.compile("#record-[0-9]+$"), timeout=30_000)
        assert not it.faults, it.faults
    assert [record["by"] for record in records()] == ["mei"]
