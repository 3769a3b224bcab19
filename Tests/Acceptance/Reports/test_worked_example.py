"""The worked example of the scheme, end to end: telemetry, declarations, seal, report, rules.

A year whose totals are known is replayed through the real path, sealed, and taken away; every
figure is read from what is printed of the pack alone.
"""

import json
import pathlib
import shutil
from decimal import Decimal

import pytest

from conftest import ROOT
from processes import run_until_end

PLANT = ROOT / "config" / "examples" / "funded-line.yaml"
PROJECT = ROOT / "config" / "benefits" / "project.yaml"
SALES_HEADER = (
    "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"
)
YEAR = ("--period-from", "2022-09-01", "--period-to", "2023-08-31")
JOBS = (
    (2, "engineer", "2022-09-01", "1", "yes"),
    (4, "technician", "2022-09-01", "1", "yes"),
    (1, "data_it", "2022-11-01", "1", "yes"),
    (3, "quality_regulatory", "2022-09-01", "1", "no"),
    (14, "operative", "2022-09-01", "1", "no"),
    (1, "supply_chain", "2022-09-01", "1", "no"),
    (2, "supply_chain", "2022-09-01", "0.5", "no"),
    # Two sales posts, 365 days between them.
    (1, "sales_admin", "2023-03-02", "1", "no"),
    (1, "sales_admin", "2023-03-03", "1", "no"),
)


class Company:
    """A company with its line, its data folder and its key."""

    def __init__(self, bin_folder: pathlib.Path, folder: pathlib.Path) -> None:
        self._bin = bin_folder
        self.folder = folder
        self.data = folder / "data"

    def run(self, *words: object, code: int = 0) -> str:
        """Runs a command to its end and gives what it prints."""
        result = run_until_end([self._bin / "lineside", *map(str, words)], timeout=300)
        assert result.returncode == code, result.stderr
        return result.stdout

    def simulate(self, *words: str) -> dict:
        """Replays a simulated span into the data folder, and gives its truth."""
        messages, truth = self.folder / "year.jsonl", self.folder / "truth.json"
        program = self._bin / "lineside-simulate"
        result = run_until_end(
            [program, "year", "--messages", messages, "--truth", truth, *words], timeout=60
        )
        assert result.returncode == 0, result.stderr
        self.run("replay", "--plant", PLANT, "--data", self.data, messages)
        messages.unlink()
        return json.loads(truth.read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> pathlib.Path:
        """Makes a file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def kpi(self, *words: str) -> dict:
        """The key figures of one span."""
        text = self.run("kpi", "--plant", PLANT, "--data", self.data, *words, "--json")
        return json.loads(text)

    def seal(self, name: str, period: tuple[str, ...], sales: str, jobs: str) -> pathlib.Path:
        """Seals a period with what is declared of it."""
        pack = self.folder / name
        self.run(
            "seal", "--plant", PLANT, "--data", self.data, "--line", "mask-f", *period,
            "--project", "example-ppe", "--sales", self.write("sales.csv", sales),
            "--jobs", self.write("jobs.csv", jobs), "--key", self.folder / "seal.key", "-o", pack,
        )  # fmt: skip
        return pack


def jobs() -> str:
    """The 29 jobs of the example."""
    rows = ["job_id,type,from,to,fte,it_post"]
    for count, kind, start, fte, it in JOBS:
        for _ in range(count):
            rows.append(f"EX-{len(rows):03},{kind},{start},,{fte},{it}")
    return "\n".join(rows) + "\n"


def sales(start: str, end: str, *numbers: str) -> str:
    """What is declared of the product over a period."""
    return f"{SALES_HEADER}\nmask-f,{start},{end},{','.join(numbers)}\n"


YEAR_1 = sales("2022-09-01", "2023-08-31", "0", "45600000", "2919904", "500000", "41952000.00")


@pytest.fixture(scope="module")
def company(bin_folder, tmp_path_factory) -> Company:
    """A company that lived through year 1."""
    company = Company(bin_folder, tmp_path_factory.mktemp("company"))
    company.truth = company.simulate()
    company.run("key", "make", "--data", company.data, "--key", company.folder / "seal.key")
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
    # The ceiling: what the good masks could have brought at HK$0.92.
    ceiling = Decimal(product["good"]["value"]) * Decimal("0.92")
    assert ceiling == Decimal("45098311.68")
    assert round(Decimal(turnover["value"]) / ceiling * 100, 1) == Decimal("93.0")
    total, it = report["jobs"]["total"], report["jobs"]["it_total"]
    assert total["headcount"]["value"] == 29 and it["headcount"]["value"] == 7
    assert (total["fte_average"]["value"], total["fte_in_post"]["value"]) == (26.83, 28)
    types = {row["type"]: row["all"] for row in report["jobs"]["by_type"]}
    assert {name: row["fte_average"]["value"] for name, row in types.items()} == {
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
    # Per FTE in post, and turnover for a dollar of funding.
    assert round(Decimal("2218666.66") / 28) == 79_238
    assert round(Decimal(41_952_000) / Decimal("2218666.66"), 1) == Decimal("18.9")
