"""Many packs in one table: what follows another counts, what contradicts another does not."""

import contextlib
import csv
import hashlib
import json
import subprocess

import pytest

from daemon import Daemon
from processes import run_until_end, wait_until

from .test_project import DAY, PERIOD, SALES, Project

FIRST_OF_PLACES = 7


class Firm:
    """A firm with its own data folder and key, of the same plant and project as the others."""

    def __init__(self, reports, folder) -> None:
        self.project = Project(reports, folder)
        self.lineside = reports.lineside
        self.folder = folder
        self.key = folder / "seal.key"
        self.command("key", "make", "--data", folder / "data", "--key", self.key)

    def command(self, *words: object, code: int = 0) -> subprocess.CompletedProcess[str]:
        """A command that ends with a code."""
        result = run_until_end([self.lineside, *words], 240)
        assert result.returncode == code, result.stdout + result.stderr
        return result

    def seal(self, name: str, *why: str):
        """Checks, signs and seals the benefit report of the day."""
        self.project.sign("checked", *why)
        self.project.sign("signed_off")
        pack = self.folder / name
        self.project.period("seal", "--kind", "benefit", "--key", self.key, "-o", pack)
        return pack

    def declare(self, amount: str, record: int) -> None:
        """Corrects the turnover of a record."""
        path = self.folder / f"{amount}.csv"
        path.write_text(SALES.replace("203125.50", amount), encoding="utf-8")
        self.project.run(
            "declare", path, "--kind", "sales", "--by", "mei", "--supersedes", str(record),
            "--why", "traded goods",
        )  # fmt: skip

    def roots(self, key=None) -> str:
        """What is left with somebody else."""
        path = self.folder / "newest.root"
        plant = ("--plant", self.folder / "plant.yaml", "--data", self.folder / "data")
        text = self.command("seal", "roots", *plant, "--key", key or self.key).stdout
        path.write_text(text, encoding="utf-8")
        return path

    def rotate(self) -> None:
        """Another key takes the place of the first."""
        new = self.folder / "new.key"
        data = ("--data", self.folder / "data")
        self.command("key", "rotate", *data, "--key", self.key, "--new", new)
        self.key = new


def rows(result: subprocess.CompletedProcess[str]) -> list[dict[str, str]]:
    """The rows of a table by their columns."""
    heads, _, _, *lines = csv.reader(result.stdout.removeprefix("\ufeff").splitlines())
    return [dict(zip(heads, line, strict=True)) for line in lines]


@pytest.fixture(scope="module")
def firms(reports, tmp_path_factory) -> tuple[Firm, Firm]:
    """Two that say that they are one."""
    first, second = (Firm(reports, tmp_path_factory.mktemp(it)) for it in ("first", "second"))
    second.declare("999999.99", 1)
    return first, second


def test_chains_that_do_not_know_each_other_are_a_conflict(firms) -> None:
    """Whichever is named first: both are left out, with their keys."""
    first, second = firms
    packs = [first.seal("a.pack"), second.seal("b.pack")]
    keys = [json.loads(first.command("verify", it, "--json").stdout)["keys"][0]["key"]
            for it in packs]  # fmt: skip
    assert keys[0] != keys[1]
    for order in (packs, packs[::-1]):
        told = first.command("portfolio", *order, code=1)
        assert rows(told) == []
        for pack, own, other in zip(packs, keys, keys[::-1], strict=True):
            line = next(it for it in told.stderr.splitlines() if it.startswith(f"{pack}: "))
            assert f"left out: key {own} sealed it, and another chain" in line and other in line
        chinese = first.command("portfolio", *order, "--lang", "zh-Hant", code=1).stderr
        assert chinese.count("另一條雜湊鏈報告了同一內容") == len(packs)
    # Each alone is one, with the key that signed it.
    for pack, own in zip(packs, keys, strict=True):
        assert {it["key"] for it in rows(first.command("portfolio", pack))} == {own}
    # Held against a checkpoint, that of the company is left.
    root = first.roots()
    told = first.command("portfolio", *packs, "--root", root, code=1)
    assert {it["pack"] for it in rows(told)} == {str(packs[0])}
    assert f"{packs[1]}: undecided" in told.stderr


def test_a_key_that_took_anothers_place_is_of_one_chain(firms) -> None:
    """The newest seal counts, whatever key signed it."""
    first, _ = firms
    old = first.folder / "a.pack"
    first.rotate()
    first.declare("203100.25", 1)
    new = first.seal("a2.pack", "--why", "traded goods taken out")
    for order in ((old, new), (new, old)):
        told = first.command("portfolio", *order)
        assert {it["pack"] for it in rows(told)} == {str(new)}
        assert f"{old}: left out: a newer seal reports the same, {new}" in told.stderr
    # A checkpoint of the new key says nothing of the pack that was made before it.
    root = first.roots()
    assert first.command("verify", new, "--root", root).returncode == 0
    told = first.command("verify", old, "--root", root, code=1)
    assert told.stdout.startswith("undecided") and "a key that the pack does not know" in told.stdout


def test_what_is_no_checkpoint_accuses_no_pack(firms) -> None:
    """It is named, in both languages, and nothing is said of the pack."""
    first, _ = firms
    pack, plant = first.folder / "a.pack", first.folder / "plant.yaml"
    for command in ("verify", "portfolio"):
        told = first.command(command, pack, "--root", plant, code=65)
        assert f"{plant}: this file is no checkpoint" in told.stderr
        assert "此檔案並非檢查點" in told.stderr and "different" not in told.stdout + told.stderr


def test_rows_are_those_of_the_api(firms) -> None:
    """With the same hash, wherever the pack lies."""
    _, second = firms
    pack = second.folder / "b.pack"
    table = json.loads(second.command("portfolio", pack, "--format", "json").stdout)["rows"]
    with contextlib.closing(
        Daemon(second.lineside, second.folder / "plant.yaml", second.folder)
    ) as daemon:
        daemon.start()
        wait_until(lambda: daemon.get("/healthz")[0] == 200, 20)
        asked = f"/api/v1/projects/widgets/benefits?period={PERIOD}"
        answer = json.loads(daemon.get(asked, timeout=60)[1])
    assert [list(it.items())[FIRST_OF_PLACES:] for it in table] == [
        list(it.items()) for it in answer["rows"]
    ]
    row = dict(list(table[0].items())[FIRST_OF_PLACES:-1])
    text = json.dumps(row, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == table[0]["hash"]
    assert (row["rule_set"], table[0]["period_from"]) == ("rfs-2020", DAY)
    copied = second.folder / "elsewhere.pack"
    copied.write_bytes(pack.read_bytes())
    again = json.loads(second.command("portfolio", copied, "--format", "json").stdout)["rows"]
    assert [it["hash"] for it in again] == [it["hash"] for it in table]


def test_the_report_of_a_pack_says_of_itself_what_its_page_says(firms) -> None:
    """Whether a form is asked for or not."""
    _, second = firms
    pack = second.folder / "b.pack"
    plain = json.loads(second.command("report", "--from", pack).stdout)["metadata"]
    formed = second.command("report", "--from", pack, "--format", "json").stdout
    formed = json.loads(formed)["metadata"]
    names = ("state", "edition", "as_of", "seal_hash", "definition_hash")
    assert [plain[it] for it in names] == [formed[it] for it in names]
    assert plain["state"] == "sealed" and plain["seal_hash"]


def test_a_declaration_after_the_seal_is_told(firms) -> None:
    """In the list of seals, in both languages, with the draft that reads it."""
    _, second = firms
    listed = ("seal", "list", "--plant", second.folder / "plant.yaml", "--data",
              second.folder / "data")  # fmt: skip
    assert "What is declared" not in second.command(*listed).stdout
    records = json.loads(second.project.run("declare", "list", "--json").stdout)["records"]
    second.declare("888888.88", max(it["number"] for it in records))
    told = second.command(*listed).stdout
    assert "What is declared has changed since version 1: record" in told
    assert "(888888.88.csv) instead of record" in told and "the draft of version 2" in told
    assert "申報資料已有更改" in second.command(*listed, "--lang", "zh-Hant").stdout
