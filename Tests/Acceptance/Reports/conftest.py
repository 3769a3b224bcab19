"""One line, many products, and its benefit report in every form and language."""

import pathlib
import subprocess

import pytest

from conftest import ROOT
from processes import run_until_end

SHIFT = ROOT / "Tests" / "Scenarios" / "plain-shift"
PRODUCTS = 40
DAY = "2026-03-02"
LANGUAGES = ("en", "zh-Hant", "both")

SALES = (
    "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"
)
JOBS = """\
job_id,type,from,to,fte,it_post
J-1,engineer,2026-03-01,,1,yes
J-2,technician,2026-03-01,,0.5,yes
J-3,operative,2026-03-02,,1,no
"""


def plant_text() -> str:
    """The plant of the scenario, with products of long names."""
    more = "".join(
        f'  extra-{i}: {{ name: {{ en: "Surgical face mask, level {i}", '
        f'zh-Hant: "外科口罩（第 {i} 級）" }}, unit: piece }}\n'
        for i in range(PRODUCTS)
    )
    text = (SHIFT / "plant.yaml").read_text(encoding="utf-8")
    return text.replace("products:\n", "products:\n" + more)


def sales_text() -> str:
    """A row a product, and one of what the line made."""
    rows = []
    for i in range(PRODUCTS):
        # The stock identity of every second product is off by 50.
        opening = 1001 * i - 50 * (i % 2)
        rows.append(f"extra-{i},{DAY},{DAY},{opening},{1000 * i},{i},0,{1234567 * i}.05")
    return "\n".join([SALES, f"widget,{DAY},{DAY},0,36000,800,200,98765.43", *rows]) + "\n"


def messages_text() -> str:
    """The scenario's messages, and then nothing until the day is over."""
    lines = (SHIFT / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    return "\n".join([*lines[:-1], '{"at":"2026-03-03T00:00:01+08:00","end":true}']) + "\n"


class Reports:
    """Makes reports of the line, each form and language once."""

    def __init__(self, lineside: pathlib.Path, folder: pathlib.Path) -> None:
        self.folder = folder
        self.lineside = lineside
        for name, text in (
            ("plant.yaml", plant_text()),
            ("sales.csv", sales_text()),
            ("jobs.csv", JOBS),
            ("messages.jsonl", messages_text()),
        ):
            (folder / name).write_text(text, encoding="utf-8")
        run_until_end(
            [
                lineside, "replay", "--plant", folder / "plant.yaml", folder / "messages.jsonl",
                "--data", folder / "data",
            ],
            60,
        ).check_returncode()  # fmt: skip

    def run(self, *options: str | pathlib.Path) -> subprocess.CompletedProcess[str]:
        """`lineside report` of the day."""
        return run_until_end(
            [
                self.lineside, "report", "--plant", self.folder / "plant.yaml",
                "--data", self.folder / "data", "--sales", self.folder / "sales.csv",
                "--jobs", self.folder / "jobs.csv", "--period-from", DAY,
                "--period-to", DAY, *options,
            ],
            60,
        )  # fmt: skip

    def file(self, form: str, language: str = "both") -> pathlib.Path:
        """The report as a file of a form."""
        path = self.folder / f"report-{language}.{form}"
        if not path.exists():
            result = self.run("--format", form, "--lang", language, "-o", path)
            assert result.returncode == 0, result.stderr
            assert result.stdout == ""
        return path


@pytest.fixture(scope="session")
def reports(bin_folder, tmp_path_factory) -> Reports:
    """The reports of a line with many products."""
    return Reports(bin_folder / "lineside", tmp_path_factory.mktemp("reports"))
