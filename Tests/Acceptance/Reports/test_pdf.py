"""The PDF of a report, read by poppler."""

import json
import pathlib
import re
import shutil
import subprocess

import pytest

from .conftest import LANGUAGES, PRODUCTS

TITLES = {
    "en": ["Benefit report", "Effectiveness of the line", "Output, stock and sales by product",
           "New jobs created, by type", "What the figures rest on"],
    "zh-Hant": ["效益報告", "生產線效率", "按產品的產量、存貨及銷售", "創造的新職位數目（按工種）",
                "數字的依據"],
}  # fmt: skip
TITLES["both"] = [
    part for pair in zip(TITLES["zh-Hant"], TITLES["en"], strict=True) for part in pair
]


def poppler(tool: str, *arguments: str | pathlib.Path) -> str:
    """What a tool of poppler prints."""
    assert shutil.which(tool), f"{tool} is missing: scripts/setup test installs poppler-utils"
    return subprocess.run(
        [tool, *arguments], check=True, capture_output=True, text=True, timeout=60
    ).stdout


def squeezed(text: str) -> str:
    """A text without what lines and columns do to it."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_says_its_words_in_order(reports, language) -> None:
    text = squeezed(poppler("pdftotext", reports.file("pdf", language), "-"))
    place = 0
    for title in TITLES[language]:
        found = text.find(squeezed(title), place)
        assert found >= 0, f"{title} is not there, or not in its place"
        place = found
    for i in range(PRODUCTS):
        if language != "zh-Hant":
            assert squeezed(f"Surgical face mask, level {i}") in text
        if language != "en":
            assert f"外科口罩（第{i}級）" in text
    assert "98,765.43" in text
    assert ("草稿" in text) == (language != "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_pdf_is_tagged_titled_and_has_its_fonts_in_it(reports, language) -> None:
    path = reports.file("pdf", language)
    info = poppler("pdfinfo", path)
    assert re.search(r"^Tagged:\s+yes$", info, re.M)
    assert re.search(rf"^Title:\s+{TITLES[language][0]}", info, re.M)
    assert re.search(r"^Author:\s+Lineside \d", info, re.M)
    fonts = poppler("pdffonts", path).splitlines()[2:]
    assert fonts
    for font in fonts:
        assert "NotoSansCJK" in font
        assert font.split()[-5:-2] == ["yes", "yes", "yes"], "embedded, a subset, with its letters"


def test_pdf_has_a_structure_that_can_be_heard(reports) -> None:
    structure = poppler("pdfinfo", "-struct-text", reports.file("pdf"))
    for kind in ("Document", "H1", "H2", "P", "Table", "TR", "TH", "TD", "Figure"):
        assert re.search(rf"^\s*{kind}\b", structure, re.M), kind
    assert "/Scope /Column" in structure
    assert "/Scope /Row" in structure
    assert re.search(r"^\s*H1 .*\n\s+\"效益報告\"", structure, re.M)
    data = reports.file("pdf").read_bytes()
    alternatives = re.findall(rb"/Alt <FEFF([0-9A-F]+)>", data)
    charts = re.findall(r"^ *Figure", structure, re.M)
    assert len(alternatives) == len(charts), "every chart says what it shows, on each of its pages"
    told = [bytes.fromhex(it.decode()).decode("utf-16-be") for it in alternatives]
    assert "by product" in told[0] and len(set(told)) == 2 < len(told)


@pytest.mark.parametrize(
    ("language", "form"),
    [("en", "page {} of {}"), ("zh-Hant", "第{}頁，共{}頁"),
     ("both", "第{}頁，共{}頁/page{}of{}")],
)  # fmt: skip
def test_pdf_numbers_its_pages_and_repeats_headings(reports, language, form) -> None:
    path = reports.file("pdf", language)
    count = int(re.search(r"^Pages:\s+(\d+)$", poppler("pdfinfo", path), re.M)[1])
    assert count > 2, "forty products do not fit on a page"
    pages = [
        squeezed(poppler("pdftotext", "-raw", "-f", str(n), "-l", str(n), path, "-"))
        for n in range(1, count + 1)
    ]
    for number, page in enumerate(pages, 1):
        assert squeezed(form).format(number, count, number, count) in page
    standing = {
        "en": "2026-03-02–2026-03-02·Draft,version1", "zh-Hant": "2026年3月2日–2026年3月2日·草稿，第1版",
    }  # fmt: skip
    metadata = json.loads(reports.run("--format", "json").stdout)["metadata"]
    subject = {key: squeezed(name) for key, name in metadata["project"].items()}
    for page in pages:
        assert all(text in page for key, text in standing.items() if language in (key, "both"))
        assert all(name in page for key, name in subject.items() if language in (key, "both"))
    head = "銷售數量" if language != "en" else "Quantitysold"
    money = "港元" if language == "zh-Hant" else "HK$"
    with_products = [page for page in pages if money in page]
    assert len(with_products) > 2
    assert all(head in page for page in with_products)


def test_pdf_leaves_its_margins_free(reports, tmp_path) -> None:
    """What is cut off would reach the edge of the paper."""
    poppler("pdftoppm", "-r", "36", "-gray", reports.file("pdf"), tmp_path / "page")
    pictures = sorted(tmp_path.glob("*.pgm"))
    assert pictures
    for picture in pictures:
        header, size, _, pixels = picture.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        assert header == b"P5"
        rows = [pixels[y * width : (y + 1) * width] for y in range(height)]
        assert any(min(row) < 128 for row in rows), "the page is not empty"
        edge = 12  # a third of an inch at 36 dots an inch
        assert all(min(row[:edge]) > 250 and min(row[-edge:]) > 250 for row in rows)
        assert all(min(row) > 250 for row in rows[:edge // 2] + rows[-edge // 2 :])
