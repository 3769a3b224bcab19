"""The project of the worked example, through the commands: declared, reported, signed, sealed."""

import json
import pathlib

from conftest import ROOT

from .company import PROJECT, Company

EXAMPLE = ROOT / "config" / "benefits" / "example"


def project_text(**changes: str) -> str:
    """The example's project file for the funded line, with sections added or put for empty ones."""
    text = PROJECT.read_text(encoding="utf-8")
    text = text.replace("  mask-1:\n", "  mask-f:\n").replace("mask-l1", "mask-f")
    text = text.replace("    # operators:", "    operators:")
    assert text.count("\nlines:\n") == text.count("\n    operators:") == 1
    for name in changes:
        text = text.replace(f"\n{name}: []\n", "\n")
    added = "".join(f"{name}: {value}\n" for name, value in changes.items())
    return text.replace("\nlines:\n", f"\n{added}lines:\n")


class FundedProject:
    """A project of the company over a period, judged on a day."""

    def __init__(self, company: Company, days: tuple[str, str], on: str, **changes: str) -> None:
        self.company = company
        self.file = company.write("example-ppe.yaml", project_text(**changes))
        self.period = ("--period-from", days[0], "--period-to", days[1], "--on", on)
        self._where = ("--plant", company.plant, "--data", company.data, "--project", self.file)

    def run(self, *words: object) -> str:
        """A command about the project."""
        return self.company.run(*words, *self._where)

    def refused(self, *words: object) -> str:
        """What a command says that is refused."""
        return self.company.refused(*words, *self._where)

    def declare(self, kind: str, text: str | None = None, *words: object) -> None:
        """Hands in a file of a kind; the example's otherwise."""
        if text is None:
            text = (EXAMPLE / f"{kind}.csv").read_text(encoding="utf-8")
        path = self.company.write(f"{kind}.csv", text.replace("mask-l1", "mask-f"))
        audited = ("--evidence", EXAMPLE / "auditor.txt") if kind == "company" else ()
        self.run("declare", path, "--kind", kind, "--by", "mei", *audited, *words)

    def number_of(self, name: str, since: str) -> int:
        """The number of the record in force of a kind, from a day on."""
        records = json.loads(self.run("declare", "list", "--json"))["records"]
        (number,) = (
            it["number"] for it in records if (it["kind"], it["from"]) == (name, since)
        )
        return number

    def report(self, kind: str = "benefit") -> dict:
        """The report as it stands."""
        words = ("report", "--kind", kind, "--format", "json", *self.period)
        return json.loads(self.run(*words))

    def sign(self, step: str, *words: object) -> tuple:
        """The command of a step on the way to a seal."""
        return (
            "sign-off", "--kind", "benefit", "--step", step, "--by", "K. Wong", "--post",
            "Director", *self.period, *words,
        )  # fmt: skip

    def seal(self, name: str) -> pathlib.Path:
        """Seals what is signed; the pack is proved."""
        pack = self.company.folder / name
        key = ("--key", self.company.folder / "seal.key")
        self.run("seal", "--kind", "benefit", *self.period, *key, "-o", pack)
        self.company.run("verify", pack)
        return pack

    def sealed(self, pack: pathlib.Path) -> dict:
        """The report of a pack, from nothing else."""
        return json.loads(self.company.run("report", "--from", pack, "--format", "json"))

    def raise_flags(self) -> None:
        """Looks for flags of the period."""
        self.run("flag", "raise", *self.period)

    def flags(self) -> dict[str, dict]:
        """The last flag of each number of the scheme."""
        flags = json.loads(self.run("flag", "list", "--json"))["flags"]
        return {it["flag"]: it for it in flags}


def cells(document: dict, table: str) -> dict[str, dict[str, dict]]:
    """The cells of a table by row and column."""
    for section in document["sections"]:
        for block in section["blocks"]:
            if block.get("table", {}).get("id") == table:
                names = [it["id"] for it in block["table"]["columns"]]
                return {
                    row["id"]: dict(zip(names, row["cells"], strict=True))
                    for row in block["table"]["rows"]
                }
    raise KeyError(table)


def outcomes(document: dict) -> dict[str, str]:
    """What became of each rule."""
    return {rule: row["outcome"]["text"]["en"] for rule, row in cells(document, "rules").items()}
