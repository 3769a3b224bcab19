"""The company of the worked example: its line, its data folder and its key."""

import json
import pathlib

from conftest import ROOT
from processes import run_until_end

PLANT = ROOT / "config" / "examples" / "funded-line.yaml"
PROJECT = ROOT / "config" / "benefits" / "project.yaml"
SALES_HEADER = (
    "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"
)
JOBS = (
    (2, "engineer", "2022-09-01", "1", "yes"),
    (4, "technician", "2022-09-01", "1", "yes"),
    (1, "data_it", "2022-11-01", "1", "yes"),
    (3, "quality_regulatory", "2022-09-01", "1", "no"),
    (14, "operative", "2022-09-01", "1", "no"),
    (1, "supply_chain", "2022-09-01", "1", "no"),
    (2, "supply_chain", "2022-09-01", "0.5", "no"),
    # Two sales posts for half a year.
    (2, "sales_admin", "2023-03-01", "1", "no"),
)


class Company:
    """A company with its line, its data folder and its key."""

    def __init__(self, bin_folder: pathlib.Path, folder: pathlib.Path) -> None:
        self._bin = bin_folder
        self.folder = folder
        self.data = folder / "data"
        self.plant = PLANT

    def run(self, *words: object, code: int = 0) -> str:
        """Runs a command to its end and gives what it prints."""
        result = run_until_end([self._bin / "lineside", *map(str, words)], timeout=300)
        assert result.returncode == code, result.stderr
        return result.stdout

    def refused(self, *words: object, code: int = 64) -> str:
        """Runs a command that is refused, and gives what it says."""
        result = run_until_end([self._bin / "lineside", *map(str, words)], timeout=300)
        assert result.returncode == code, result.stderr
        return result.stderr

    def simulate(self, *words: str) -> dict:
        """Replays a simulated span into the data folder, and gives its truth."""
        messages, truth = self.folder / "year.jsonl", self.folder / "truth.json"
        program = self._bin / "lineside-simulate"
        result = run_until_end(
            [program, "year", "--messages", messages, "--truth", truth, *words], timeout=60
        )
        assert result.returncode == 0, result.stderr
        self.run("replay", "--plant", self.plant, "--data", self.data, messages)
        messages.unlink()
        return json.loads(truth.read_text(encoding="utf-8"))

    def write(self, name: str, text: str) -> pathlib.Path:
        """Makes a file."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def kpi(self, *words: str) -> dict:
        """The key figures of one span."""
        text = self.run("kpi", "--plant", self.plant, "--data", self.data, *words, "--json")
        return json.loads(text)

    def make_key(self) -> None:
        """Makes the key that signs."""
        self.run("key", "make", "--data", self.data, "--key", self.folder / "seal.key")

    def seal(self, name: str, period: tuple[str, ...], sales: str, jobs: str) -> pathlib.Path:
        """Seals a period with what is declared of it."""
        pack = self.folder / name
        self.run(
            "seal", "--plant", self.plant, "--data", self.data, "--line", "mask-f", *period,
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
