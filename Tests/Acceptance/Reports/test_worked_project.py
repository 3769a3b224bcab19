"""The worked example as a project: what its reports derive, and the flags exercised later."""

import datetime
import json
import pathlib
import sqlite3

import openpyxl
import pytest

from .company import Company, sales
from .funded_project import FundedProject, cells, outcomes
from .workbook import check_formulas

KINDS = ("sales", "stock", "jobs", "tariffs", "costs", "prices", "company")
YEAR_1 = ("2022-09-01", "2023-08-31")
YEAR_2 = ("2023-09-01", "2024-08-31")
COMPANY_2 = """\
figure,from,to,value,name,text
turnover,2023-09-01,2024-08-31,98400000.00,,
headcount,2024-08-31,2024-08-31,41,,
"""
# Bought-in masks among them; and without.
TRADED = sales(*YEAR_2, "2919904", "77500000", "0", "0", "71300000.00")
OWN = sales(*YEAR_2, "2919904", "48000000", "3439808", "500000", "44160000.00")
SILENT = ("2025-02-24", "2025-03-29")


@pytest.fixture(scope="module")
def company(bin_folder, tmp_path_factory) -> Company:
    """A company that lived through two years, each with the totals of the example."""
    company = Company(bin_folder, tmp_path_factory.mktemp("project"))
    truth = company.simulate("--from", YEAR_1[0], "--to", YEAR_2[1])
    assert (truth["days"], truth["made"]) == (600, 2 * 49_766_400)
    company.make_key()
    return company


@pytest.fixture(scope="module")
def year_1(company) -> FundedProject:
    """Year 1, with all that the example's company declares."""
    project = FundedProject(company, YEAR_1, "2023-11-02")
    for kind in KINDS:
        project.declare(kind)
    return project


@pytest.fixture(scope="module")
def away(bin_folder, tmp_path_factory) -> Company:
    """A company whose line nobody hears from 3 to 22 March 2025, while its meter counts."""
    company = Company(bin_folder, tmp_path_factory.mktemp("away"))
    silence = ("--silent-from", "2025-03-03", "--silent-to", "2025-03-22")
    company.simulate("--from", SILENT[0], "--to", SILENT[1], *silence)
    company.make_key()
    return company


def declared_in(pack: pathlib.Path) -> set[str]:
    """The kinds of declared files in a pack."""
    store = sqlite3.connect(f"file:{pack}?mode=ro", uri=True)
    names = store.execute("SELECT name FROM evidence WHERE name LIKE 'project/declared/%'")
    return {pathlib.PurePath(name).stem for (name,) in names}


def number(cell: dict) -> float:
    """The value of a cell."""
    value = cell["value"]
    return int(value["numerator"]) / int(value["denominator"]) if isinstance(value, dict) else value


def figures_of_the_example(document: dict) -> None:
    """What the example derives, read from the report."""
    bound = cells(document, "bound")["mask-f/mask-f"]
    assert number(bound["ceiling"]) == 45_098_311.68
    assert round(number(bound["share"]), 3) == 0.930
    productivity = cells(document, "productivity")
    for row, places, expected in (
        ("B16/mask-f", 1, 1458.9), ("B16/mask-f/change", 2, 3.65), ("change/mask-f", 3, 1.277),
    ):  # fmt: skip
        assert round(number(productivity[row]["value"]), places) == expected, row
    # Who was logged in, beside the hours that were paid.
    logged, paid, apart = (
        productivity[f"B16/mask-f/{it}"]["value"] for it in ("logged_in", "paid", "difference")
    )
    assert (logged["value"], logged["source"]) == (32_910, "computed")
    assert document["bases"][logged["basis"]]["coverage"] == {"numerator": "1", "denominator": "1"}
    assert (paid["value"], paid["source"]) == (33_600, "declared")
    assert round(100 * number(apart), 1) == -2.1 and outcomes(document)["V38"] == "holds"
    assert round(number(productivity["B16/mask-f/per_logged_in"]["value"]), 1) == 1489.5
    brought = cells(document, "funding")
    per_job, per_dollar = (brought[f"funding/{it}"]["value"] for it in ("fte", "turnover"))
    assert round(number(per_job)) == 79_238 and round(number(per_dollar), 1) == 18.9
    assert per_job["source"] == per_dollar["source"] == "computed"
    smart = cells(document, "L06")
    # All of the machines' cost, and two thirds of the controls': the site's meter is no machine.
    assert round(number(smart["iot"]["cost"]), 4) == round((4_705_000 + 440_000) / 5_365_000, 4)
    assert smart["ai"]["cost"]["type"] == "none"


def test_reports_derive_what_the_example_derives(year_1) -> None:
    """In the report as it stands, and in the sealed one, from its pack alone."""
    figures_of_the_example(year_1.report())
    year_1.run(*year_1.sign("checked"))
    year_1.run(*year_1.sign("signed_off"))
    sealed = year_1.sealed(year_1.seal("year-1.pack"))
    assert sealed["metadata"]["state"] == "sealed"
    figures_of_the_example(sealed)
    assert "error" not in set(outcomes(sealed).values())


@pytest.mark.parametrize(
    ("kind", "of"),
    [("benefit", {"OEE at least", "OEE at most", "P95 of days", "at least", "at most"}),
     ("final", {"P13"})],
)  # fmt: skip
def test_derived_figures_are_live_in_the_workbook(company, year_1, kind, of) -> None:
    path = company.folder / f"{kind}.xlsx"
    period = year_1.period if kind == "benefit" else ()
    year_1.run("report", "--kind", kind, "--format", "xlsx", "--lang", "en", "-o", path, *period)
    book, values = (openpyxl.load_workbook(path, data_only=only) for only in (False, True))
    found = check_formulas(book, values)
    live = {sheet.cell(cell.row, column).value for sheet, cell in found for column in (1, 3)}
    assert of <= live, of - live


def test_charts_are_native_and_of_their_tables(company, year_1) -> None:
    """What is declared is drawn beside what is computed, each marked; no row is left out."""
    path = company.folder / "charts.xlsx"
    words = ("report", "--kind", "benefit", "--format", "xlsx", "--lang", "en", "-o", path)
    year_1.run(*words, *year_1.period)
    charts = {
        sheet.title.split(" ", 1)[1]: [series.tx.v for series in chart.series]
        for sheet in openpyxl.load_workbook(path) for chart in sheet._charts
    }  # fmt: skip
    assert charts == {
        "What the good pieces bound": [
            "Declared turnover (declared)", "At the average price (computed)",
            "At the highest listed price (computed)",
        ],
        "Jobs by type": ["Headcount (declared)"],
        "Output by product": ["Good (measured)", "Reject (measured)"],
        "Effectiveness by month": [
            f"{it} (computed)"
            for it in ("OEE", "Availability", "Performance", "Quality", "Coverage")
        ],
        "Variance against targets": ["Variance (computed)"],
    }  # fmt: skip
    document = year_1.report()
    months = cells(document, "months")
    assert len(months) == 13 and months["(total)"]["planned"]["value"] == 9600 * 3600
    assert cells(document, "productivity")["B16/mask-f"]["id"]["text"]["en"] == "B16"


def eligible(document: dict) -> float:
    """What counts of all costs, item by item; the table says their total too."""
    costs = {row: it["counted"]["value"] for row, it in cells(document, "M01").items()}
    total = costs.pop("(total)")
    assert sum(costs.values()) == total
    return total


def test_progress_report_is_of_its_own_days(year_1) -> None:
    """That of the duty, with the budget of the application: the accounts came later."""
    words = ("report", "--kind", "progress", "--format", "json", "--on", "2022-04-20")
    document = json.loads(year_1.run(*words))
    period = document["metadata"]["period"]
    assert (period["from"], period["to"]) == ("2021-03-01", "2022-02-28")
    assert eligible(document) == 6_870_000
    final = json.loads(year_1.run("report", "--kind", "final", "--format", "json"))
    assert final["metadata"]["period"]["to"] == "2022-08-31"
    assert eligible(final) == 6_656_000


def test_bought_in_goods_are_flagged_explained_and_corrected(company, year_1) -> None:
    """Year 2 declares 1.49 times what there was; both versions stay."""
    project = FundedProject(company, YEAR_2, "2024-11-20")
    project.declare("company", COMPANY_2)
    project.declare("sales", TRADED)
    project.run(*project.sign("checked"))
    project.run(*project.sign("signed_off"))
    first = project.seal("year-2.pack")
    assert outcomes(project.sealed(first))["V33"] == "warning"
    project.raise_flags()
    flag = project.flags()["R07"]
    facts = {it["name"]["en"]: it["figure"]["en"] for it in flag["evidence"]}
    assert facts["ratio"].startswith("1.49") and flag["severity"] == "serious"
    number = flag["number"]
    project.run("flag", "reply", number, "--by", "mei", "--text", "traded masks were booked")
    superseded = project.number_of("sales", YEAR_2[0])
    project.declare("sales", OWN, "--supersedes", superseded, "--why", "traded masks taken out")
    close = ("--by", "A. Chan", "--as", "explained", "--why", "corrected version filed")
    project.run("flag", "close", number, *close)
    closed = project.flags()["R07"]
    assert (closed["state"], closed["closing"]["officer"]) == ("closed", "A. Chan")
    assert closed["replies"][0]["by"] == "mei"
    assert "reason" in project.refused(*project.sign("checked"))
    project.run(*project.sign("checked", "--why", "traded masks taken out"))
    project.run(*project.sign("signed_off"))
    second = project.seal("year-2-corrected.pack")
    for pack, edition, turnover in ((first, 1, 71_300_000), (second, 2, 44_160_000)):
        company.run("verify", pack)
        document = project.sealed(pack)
        assert document["metadata"]["edition"] == edition
        assert cells(document, "turnover")["B02/mask-f"]["value"]["value"] == turnover
    # Whoever may read year 2 learns nothing of year 1, and nothing that sensors said.
    assert declared_in(second) == {"company", "jobs", "prices", "sales", "stock", "tariffs"}
    # Sold, in wages: what the files of certificates and prices, which hold on, do not say.
    rows_1 = (b"45600000", b"wages,2022-09-01")
    assert not [row for row in rows_1 if row in second.read_bytes()]
    assert all(row in (company.folder / "year-1.pack").read_bytes() for row in rows_1)
    store = sqlite3.connect(f"file:{second}?mode=ro", uri=True)
    (first_piece,) = store.execute("SELECT min(at) / 1000000000 FROM pieces").fetchone()
    assert first_piece >= datetime.datetime(2023, 8, 30, tzinfo=datetime.UTC).timestamp()
    said = "SELECT DISTINCT path FROM minute JOIN unit ON unit.id = signal WHERE path NOT LIKE '%~%'"
    assert {row[0].rsplit("/", 1)[-1] for row in store.execute(said)} == {"operators"}
    assert store.execute("SELECT count(*) FROM command").fetchone() == (0,)
    # The first is still what was sealed; the second says so.
    corrected = outcomes(project.sealed(second))
    assert corrected["V46"] == corrected["V33"] == "holds"
    before = project.flags()
    project.raise_flags()
    assert project.flags()["R07"] == before["R07"], "it is not raised again"


def test_gateway_moved_and_the_line_did_not(away) -> None:
    """An alert with what the meter counted; an inspection closes it; the report says why."""
    fix = (
        "[{ line: mask-f, date: 2025-03-23, place: { en: Shenzhen, zh-Hant: 深圳 }, outside: true, "
        "source: 22.54 N 114.06 E behind a Mainland network }]"
    )
    project = FundedProject(away, SILENT, "2025-04-10", positions=fix)
    project.raise_flags()
    flags = project.flags()
    assert {"R01", "R03"} <= set(flags)
    silent = {it["name"]["en"]: it["figure"]["en"] for it in flags["R01"]["evidence"]}
    assert (silent["from"], silent["to"]) == ("2025-03-03", "2025-03-22")
    moved = {it["name"]["en"]: it for it in flags["R03"]["evidence"]}
    energy = moved["kWh metered at the site in that week"]
    assert energy["source"] == "measured"
    assert float(energy["figure"]["en"].replace(",", "")) > 6 * 600
    for id in ("R01", "R03"):
        number = flags[id]["number"]
        project.run(
            "flag", "reply", number, "--by", "mei", "--text", "the gateway went for repair"
        )
        close = ("--by", "A. Chan", "--as", "inspected", "--why", "repair shipment seen on site")
        project.run("flag", "close", number, *close)
    assert {project.flags()[id]["state"] for id in ("R01", "R03")} == {"closed"}
    # A breach may have happened (V26): the report is signed with the reason or not at all.
    project.run(*project.sign("checked"))
    refusal = project.refused(*project.sign("signed_off"))
    assert "V26" in refusal and "Shenzhen" in refusal and "深圳" in refusal
    reason = "only the gateway was away, for repair; inspected on 2 April 2025"
    project.run(*project.sign("signed_off", "--despite", f"V26={reason}"))
    sealed = project.sealed(project.seal("away.pack"))
    signed = cells(sealed, "signature")["B30/despite-V26"]["value"]["text"]
    assert signed["en"] == signed["zh-Hant"] == reason
    head = next(it for it in sealed["sections"] if it["id"] == "head")
    assert [it.get("code") for it in head["blocks"]].count("signed_despite") == 1


@pytest.mark.parametrize(
    ("approved", "rules"), [("2026-01-20", "holds"), ("2026-03-02", "error"), (None, "error")]
)
def test_sale_to_an_affiliate_needs_its_approval_first(away, approved, rules) -> None:
    """Approved before the transfer it is no breach; else it is flagged, and stops the report."""
    approval = ", approval: sale" if approved else ""
    changes = {
        "moves": "[{ kind: transfer, line: mask-f, date: 2026-03-01, to: { en: An affiliate, "
        f"zh-Hant: 關連公司 }}{approval} }}]"
    }
    if approved:
        changes["approvals"] = f"{{ sale: {{ kind: transfer, date: {approved} }} }}"
    project = FundedProject(away, SILENT, "2026-06-01", **changes)
    assert outcomes(project.report())["V25"] == rules
    known = set(project.flags())
    project.raise_flags()
    project.run(*project.sign("checked", "--why", "the sale"))
    if rules == "holds":
        assert "R06" not in known | set(project.flags())
        project.run(*project.sign("signed_off"))
        return
    flag = project.flags()["R06"]
    assert flag["about"] == "V25" and "An affiliate" in str(flag["evidence"])
    refusal = project.refused(*project.sign("signed_off"))
    assert "V25" in refusal and "An affiliate" in refusal and "關連公司" in refusal
    if flag["state"] == "closed":
        return
    project.run("flag", "reply", flag["number"], "--by", "mei", "--text", "the letter is late")
    close = ("--by", "A. Chan", "--as", "breach", "--why", "no approval before the transfer")
    project.run("flag", "close", flag["number"], *close)
    assert project.flags()["R06"]["closing"]["outcome"] == "breach"
