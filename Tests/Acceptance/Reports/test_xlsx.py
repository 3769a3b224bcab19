"""The XLSX of a report, read by openpyxl; its formulae are calculated again."""

import re

import openpyxl
import pytest

from .conftest import LANGUAGES, PRODUCTS
from .workbook import check_formulas

@pytest.fixture(scope="session", params=LANGUAGES)
def book(request, reports) -> tuple[str, openpyxl.Workbook, openpyxl.Workbook]:
    """Language, formulae, and the values that stand beside them."""
    path = reports.file("xlsx", request.param)
    return (
        request.param,
        openpyxl.load_workbook(path),
        openpyxl.load_workbook(path, data_only=True),
    )


def test_formulae_give_the_values_beside_them(book) -> None:
    _, formulae, values = book
    found = check_formulas(formulae, values)
    assert len(found) > 2 * PRODUCTS, "a difference and a share a product, and the sums"


def test_sum_of_money_is_live(book) -> None:
    language, formulae, values = book
    sheet = formulae.worksheets[2]
    heads = [sheet.cell(1, c).value for c in range(1, sheet.max_column + 1)]
    column = heads.index("Turnover" if language == "en" else "生意額") + 1
    total = sheet.cell(sheet.max_row, column)
    assert re.fullmatch(r"=SUM\([A-Z]+\d+:[A-Z]+\d+\)", total.value)
    assert total.number_format == '"HK$" #,##0.00'
    cents = 9876543 + sum(123456700 * i + 5 for i in range(PRODUCTS))
    assert round(values.worksheets[2].cell(sheet.max_row, column).value * 100) == cents


def test_headings_stay_in_sight_and_stand_in_every_language(book) -> None:
    language, formulae, _ = book
    head_rows = 2 if language == "both" else 1
    for sheet in formulae.worksheets[1:-1]:
        assert sheet.freeze_panes == f"B{head_rows + 1}"
        assert sheet.column_dimensions["A"].width > 20
    first = formulae.worksheets[2]
    heads = [first.cell(row, 1).value for row in range(1, head_rows + 1)]
    assert heads == {"en": ["Product"], "zh-Hant": ["產品"], "both": ["產品", "Product"]}[language]


def test_charts_are_native_and_draw_cells(book) -> None:
    _, formulae, _ = book
    charts = [(sheet, chart) for sheet in formulae for chart in sheet._charts]
    assert len(charts) == 2
    for sheet, chart in charts:
        for series in chart.series:
            reference = series.val.numRef.f
            assert reference.startswith(f"'{sheet.title}'!$"), "the chart draws its own table"


def test_figures_are_numbers_with_their_class_beside_them(book) -> None:
    language, formulae, _ = book
    word = {"en": "declared [", "zh-Hant": "申報 [", "both": "申報 declared ["}[language]
    sheet = formulae.worksheets[2]
    marks = [c for row in sheet.iter_rows() for c in row if str(c.value).startswith(word)]
    assert len(marks) > 4 * PRODUCTS
    for mark in marks:
        value = sheet.cell(mark.row, mark.column - 1).value
        assert isinstance(value, int | float) or value.startswith(("=", "—"))
        assert mark.hyperlink, "the basis is a click away"
    formats = {c.number_format for row in sheet.iter_rows() for c in row}
    assert {"#,##0", "0.0%", '"HK$" #,##0.00'} <= formats
