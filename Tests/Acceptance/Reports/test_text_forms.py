"""CSV and JSON of a report, read by readers that are not ours."""

import csv
import io
import json
from decimal import Decimal
from fractions import Fraction

import jsonschema
import pytest

from conftest import ROOT

SCHEMA = ROOT / "config" / "schemas" / "document-1.schema.json"


@pytest.fixture(scope="session")
def document(reports) -> dict:
    """The report as JSON, numbers as they are written."""
    text = reports.file("json").read_text(encoding="utf-8")
    return json.loads(text, parse_float=Decimal)


@pytest.fixture(scope="session")
def lines(reports) -> list[list[str]]:
    """The report as CSV."""
    data = reports.file("csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "a spreadsheet knows UTF-8 by the mark"
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def table(document: dict, name: str) -> dict:
    """A table of a document, by its stable name."""
    blocks = [block for section in document["sections"] for block in section["blocks"]]
    return next(b["table"] for b in blocks if b.get("table", {}).get("id") == name)


def cell(document: dict, name: str, row: str, column: str) -> dict:
    """A cell by stable names."""
    it = table(document, name)
    place = [c["id"] for c in it["columns"]].index(column)
    return next(r for r in it["rows"] if r["id"] == row)["cells"][place]


def test_json_is_what_its_schema_says(reports) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    document = json.loads(reports.file("json").read_text(encoding="utf-8"))
    assert [error.message for error in validator.iter_errors(document)] == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.pop("bases"),
        lambda d: d["metadata"].update(state="final"),
        lambda d: cell(d, "products", "widget", "sold").pop("source"),
        lambda d: cell(d, "products", "widget", "turnover").update(currency="USD"),
        lambda d: d["bases"][0].update(source="guessed"),
    ],
)
def test_schema_refuses_what_is_no_report(reports, spoil) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    document = json.loads(reports.file("json").read_text(encoding="utf-8"))
    spoil(document)
    assert not jsonschema.Draft202012Validator(schema).is_valid(document)


def test_json_has_figures_to_the_cent_with_what_they_rest_on(document) -> None:
    assert cell(document, "products", "widget", "turnover")["value"] == Decimal("98765.43")
    total = cell(document, "products", "(total)", "turnover")
    expected = Decimal("98765.43") + sum(Decimal(f"{1234567 * i}.05") for i in range(40))
    assert total["value"] == expected
    basis = document["bases"][total["basis"]]
    assert basis["source"] == "declared"
    assert [e["name"] for e in basis["evidence"]] == ["sales.csv"]
    assert document["metadata"]["state"] == "draft"


def test_csv_has_both_header_rows_and_a_line_a_figure(lines, document) -> None:
    english, chinese = lines[:2]
    assert english[0] == "Kind"
    assert chinese[0] == "種類"
    assert {len(line) for line in lines} == {len(english)}
    cells = [
        c for section in document["sections"] for block in section["blocks"] if "table" in block
        for row in block["table"]["rows"] for c in row["cells"][1:]
    ]  # fmt: skip
    notices = [
        block for section in document["sections"] for block in section["blocks"]
        if block["type"] == "notice"
    ]  # fmt: skip
    assert len(lines) - 2 == len(cells) + len(notices)
    at = {name: place for place, name in enumerate(english)}
    money = [line for line in lines[2:] if line[0] == "money"]
    by_row = {line[at["Row (en)"]]: line for line in money}
    widget = by_row["widget"]
    assert widget[at["Value"]] == "98765.43"
    assert widget[at["Unit"]] == "HKD"
    assert widget[at["Source class"]] == "declared"
    assert widget[at["Evidence"]].startswith("sales.csv sha256:")
    assert by_row["Surgical face mask, level 7"][at["Row (zh-Hant)"]] == "外科口罩（第 7 級）"


def test_csv_names_every_figure_and_has_no_fractions(lines, document) -> None:
    """A spreadsheet takes 4/5 for a date; what ends is exact, the rest has twelve digits."""
    english = lines[0]
    at = {name: place for place, name in enumerate(english)}
    figures = [line for line in lines[2:] if line[0] not in ("information", "warning", "error")]
    names = [line[at["Figure"]] for line in figures]
    assert len(set(names)) == len(names)
    assert "products.widget.turnover" in names
    for line in figures:
        row, column = line[at["Row (id)"]], line[at["Column (id)"]]
        assert line[at["Figure"]] == f"{line[at['Table (id)']]}.{row}.{column}"
        if line[0] == "ratio":
            exact = cell(document, line[at["Table (id)"]], row, column)["value"]
            fraction = Fraction(int(exact["numerator"]), int(exact["denominator"]))
            assert abs(Fraction(line[at["Value"]]) - fraction) <= abs(fraction) / 10**11
            assert "/" not in line[at["Value"]] and "'" not in line[at["Value"]]


def test_report_without_a_form_stays_as_it_was(reports) -> None:
    result = reports.run()
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    assert report["version"] == 1
    assert report["products"][0]["product"] == "extra-0"


def test_file_that_cannot_be_written_is_said(reports) -> None:
    result = reports.run("--format", "csv", "-o", reports.folder / "nowhere" / "report.csv")
    assert result.returncode == 74
    assert "cannot write" in result.stderr
