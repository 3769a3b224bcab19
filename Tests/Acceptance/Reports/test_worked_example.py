"""The worked example of the scheme, end to end: telemetry, declarations, seal, report, rules.

A year whose totals are known is replayed through the real path, sealed, and taken away; every
figure is read from what is printed of the pack alone.
"""

import contextlib
import json
import pathlib
import re
import shutil
import time
from decimal import ROUND_HALF_UP, Decimal

import pytest

from daemon import Daemon
from processes import free_port, wait_until

from .company import PLANT, PROJECT, Company, jobs, sales

YEAR = ("--period-from", "2022-09-01", "--period-to", "2023-08-31")
TARIFFS = """\
medium,effective_from,price_hkd
electricity,2022-09-01,1.289
electricity,2023-01-01,1.434
"""
# A look at each takes seconds.
PROJECTS = 2
YEAR_1 = sales("2022-09-01", "2023-08-31", "0", "45600000", "2919904", "500000", "41952000.00")


@pytest.fixture(scope="module")
def company(bin_folder, tmp_path_factory) -> Company:
    """A company that lived through year 1."""
    company = Company(bin_folder, tmp_path_factory.mktemp("company"))
    company.truth = company.simulate()
    company.make_key()
    return company


@pytest.fixture(scope="module")
def year_1(company) -> pathlib.Path:
    """The pack of year 1, alone in a folder of its own."""
    pack = company.seal("year-1.pack", YEAR, YEAR_1, jobs())
    alone = company.folder / "elsewhere"
    alone.mkdir()
    return pathlib.Path(shutil.move(pack, alone / "year-1.pack"))


def test_telemetry_adds_up_to_the_example(company) -> None:
    """Times to the second, masks to the piece, energy to the watt-hour."""
    assert company.truth == {
        "days": 300, "planned_s": 576_000 * 60, "production_s": 460_800 * 60,
        "made": 49_766_400, "scrap": 746_496, "energy_wh": 209_018_880,
        "operators_s": 32_910 * 3600,
    }  # fmt: skip
    span = ("--from", "2022-09-01", "--to", "2023-09-01", "--unit", "mask-f")
    answer = company.kpi(*span)
    (result,) = answer["results"]
    times, pieces, kpi = result["times_s"], result["pieces"], result["kpi"]
    assert (times["pbt"], times["apt"], times["unknown"]) == (34_560_000, 27_648_000, 0)
    down = times["pbt"] - times["apt"]
    assert down == times["adet"] + times["aust"] + times["adot"] == 115_200 * 60
    assert (pieces["made"], pieces["good"]) == (49_766_400, 49_019_904)
    assert (pieces["scrap"], pieces["outside_pbt"]["made"]) == (746_496, 0)
    assert (kpi["availability"], kpi["effectiveness"]) == (0.8, 0.9)
    assert (kpi["quality"], kpi["oee"], kpi["coverage"]) == (0.985, 0.7092, 1)
    assert kpi["oee_low"] == kpi["oee_high"] == 0.7092
    # 49,019,904 / (576,000 x 120), the other way to OEE.
    assert Decimal(pieces["good"]) / (576_000 * 120) == Decimal("0.7092")
    energy = result["consumption"]["kWh"]
    assert (energy["total"], energy["per_made"]) == (209_018.88, 0.0042)
    gaps = {it["kind"] for it in answer["findings"]}
    # Machines that are off at night are silent; nothing else is found.
    assert gaps == {"counter_baseline", "silent"}


def test_the_sealed_report_has_the_figures_of_the_example(company, year_1) -> None:
    """From nothing but the pack."""
    report = json.loads(company.run("report", "--from", year_1))
    assert report["seal"]["verdict"] == "same" and report["seal"]["project"] == "example-ppe"
    assert report["oee"]["value"] == 0.7092 and report["oee"]["coverage"] == 1
    (product,) = report["products"]
    declared, identity = product["declared"], product["stock_identity"]
    assert (product["good"]["value"], product["good"]["source"]) == (49_019_904, "measured")
    stock = [declared[it]["value"] for it in ("opening_stock", "closing_stock", "samples_scrap")]
    assert stock == [0, 2_919_904, 500_000] and declared["sold"]["value"] == 45_600_000
    assert (identity["verdict"], identity["difference"]) == ("holds", 0)
    assert (identity["available"], identity["sold_per_available"]) == (49_019_904, 0.93)
    turnover = report["turnover_hkd"]
    assert (turnover["value"], turnover["source"]) == (41_952_000, "declared")
    total, it = report["jobs"]["total"], report["jobs"]["it_total"]
    assert total["headcount"]["value"] == 29 and it["headcount"]["value"] == 7
    assert (total["fte_annual"]["value"], total["fte_in_post"]["value"]) == (26.83, 28)
    types = {row["type"]: row["all"] for row in report["jobs"]["by_type"]}
    assert {name: row["fte_annual"]["value"] for name, row in types.items()} == {
        "operative": 14, "technician": 4, "engineer": 2, "data_it": 0.83,
        "quality_regulatory": 3, "supply_chain": 2, "sales_admin": 1,
    }  # fmt: skip
    assert report["findings"] == []


def test_money_and_days_are_those_of_the_example(company) -> None:
    """Funding to the cent, restriction to the day."""
    text = company.run("project", "check", PROJECT, "--on", "2023-12-01", "--json")
    check = json.loads(text, parse_float=Decimal)
    rules = {it["rule"]: it for it in check["rules"]}
    assert not check["has_errors"]
    assert rules["V04"]["results"] and rules["V08"]["outcome"] == "holds"
    money = {str(figure) for it in rules.values() for figure in it["results"].values()}
    for amount in ("2290000", "2218666.66", "1073666.66"):
        assert amount in money, (amount, sorted(money))
    ends = [it for it in check["duties"] if it["kind"] == "restriction_end"]
    assert [it["due"] for it in ends] == ["2027-08-31"]


def test_more_than_was_made_is_named(company) -> None:
    """The draft of a later year declares HK$71,300,000: 77.5 million masks that nobody made."""
    ratios = []
    for opening in ("2919904", "0"):
        declared = sales(
            "2022-09-01", "2023-08-31", opening, "77500000", "0", "0", "71300000.00"
        )
        text = company.run(
            "report", "--plant", PLANT, "--data", company.data, "--line", "mask-f", *YEAR,
            "--sales", company.write("draft.csv", declared),
        )  # fmt: skip
        report = json.loads(text)
        codes = [it["code"] for it in report["findings"]]
        assert codes == ["sold_exceeds_available", "stock_identity_broken"]
        assert report["turnover_hkd"]["value"] == 71_300_000
        ratios.append(report["products"][0]["stock_identity"]["sold_per_available"])
    assert ratios == [1.49, 1.58]


def test_silence_is_unknown_while_the_meter_counts(bin_folder, tmp_path) -> None:
    """3 to 22 March 2025: nobody hears the machines; that is no breach, and no idleness either."""
    company = Company(bin_folder, tmp_path)
    company.simulate(
        "--from", "2025-02-24", "--to", "2025-03-29", "--silent-from", "2025-03-03",
        "--silent-to", "2025-03-22",
    )  # fmt: skip
    answer = company.kpi("--from", "2025-03-03", "--to", "2025-03-23", "--unit", "mask-f")
    (result,) = answer["results"]
    times = result["times_s"]
    # 18 days from Monday to Saturday, of 16 hours and two machines.
    assert times["pbt"] == times["unknown"] == 18 * 16 * 3600 * 2
    assert result["kpi"]["coverage"] == 0 and result["kpi"]["oee"] is None
    # The counters tell afterwards that masks were made, so OEE was not nothing: nobody knows when.
    assert 0 < result["kpi"]["oee_low"] <= result["kpi"]["oee_high"] and times["adot"] == 0
    energy = result["consumption"]["kWh"]["total"]
    assert energy > 18 * 600, "the line worked all the time"
    around = company.kpi("--from", "2025-02-24", "--to", "2025-03-03", "--unit", "mask-f")
    assert around["results"][0]["kpi"]["coverage"] == 1
    # What was made unseen is known once the counters are heard again, to the piece.
    whole = company.kpi("--from", "2025-02-24", "--to", "2025-03-30", "--unit", "mask-f")
    truth = json.loads((tmp_path / "truth.json").read_text(encoding="utf-8"))
    assert whole["results"][0]["output"]["mask-f"]["made"] == truth["made"]


def test_energy_costs_what_the_tariff_of_each_day_says(company, year_1, tmp_path) -> None:
    """What the site's meter counted before and after a rise of the price, to the cent."""
    projects = tmp_path / "projects"
    projects.mkdir()
    text = PROJECT.read_text(encoding="utf-8").replace("mask-1:", "mask-f:")
    text = text.replace("mask-l1", "mask-f")
    (projects / "example-ppe.yaml").write_text(text, encoding="utf-8")
    tariffs = company.write("tariffs.csv", TARIFFS)
    where = ("--plant", PLANT, "--data", company.data, "--projects", projects)
    company.run("declare", tariffs, *where, "--project", "example-ppe", "--kind", "tariffs")
    days = ("--period-from", "2022-09-01", "--period-to", "2023-08-31", "--on", "2023-11-02")
    report = company.run(
        "report", *where, "--project", "example-ppe", "--kind", "benefit", *days, "--format", "json"
    )
    blocks = [b for s in json.loads(report)["sections"] for b in s["blocks"] if "table" in b]
    rows = {r["id"]: r["cells"][-1].get("value") for b in blocks for r in b["table"]["rows"]}
    assert rows["B15/mask-f/kWh"] == 209_018.88
    cost = Decimal(0)
    for since, until, price in (
        ("2022-09-01", "2023-01-01", "1.289"), ("2023-01-01", "2023-09-01", "1.434"),
    ):  # fmt: skip
        part = company.kpi("--from", since, "--to", until, "--unit", "mask-f")["results"][0]
        cost += Decimal(str(part["consumption"]["kWh"]["total"])) * Decimal(price)
    cents = cost.quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(str(rows["B15/mask-f/kWh/cost"])) == cents > 250_000
    each = (cost / 49_019_904).quantize(Decimal("0.000001"), ROUND_HALF_UP)
    assert Decimal(str(rows["B15/mask-f/kWh/cost/good"])) == each


def test_stop_abandons_the_look_at_flags(company, bin_folder) -> None:
    """Many projects take long to look at; whoever ends the daemon waits for none of them."""
    projects = company.folder / "projects"
    projects.mkdir()
    text = PROJECT.read_text(encoding="utf-8").replace("  mask-1:\n", "  mask-f:\n")
    text = text.replace("mask-l1", "mask-f")
    for number in range(PROJECTS):
        own = text.replace("id: example-ppe", f"id: example-{number}")
        (projects / f"{number}.yaml").write_text(own, encoding="utf-8")
    plant = company.write("plant.yaml", PLANT.read_text("utf-8").replace("18830", f"{free_port()}"))
    daemon = Daemon(bin_folder / "lineside", plant, company.folder, "--projects", projects)
    with contextlib.closing(daemon):
        daemon.start()
        # What is due is told first, then the look begins.
        wait_until(lambda: daemon.log().count('msg="a duty is overdue"') >= 2 * PROJECTS, 60)
        begin = time.monotonic()
        assert daemon.stop() == 0
        seconds = time.monotonic() - begin
        log = daemon.log()
        assert "duty=benefit_report" in log and "due=2024-11-29" in log
        for word in ("flags are not looked for", "a flag was raised", "CancellationError"):
            assert word not in log, log
        # The look goes on where nobody ends it, and takes longer than the end did.
        daemon.start()
        begin = time.monotonic()
        raised = re.compile(r'msg="a flag was raised" .*project=(\S+)')
        wait_until(lambda: len(set(raised.findall(daemon.log()))) == PROJECTS, 300)
        look = time.monotonic() - begin
        print(f"ended after {seconds:.2f} s; the whole look took {look:.1f} s")
        assert seconds < look / 2
