"""A funded project: declared, reported in every form, signed off, sealed, verified; its pages."""

import contextlib
import csv
import functools
import hashlib
import html
import json
import re
import shutil
import sqlite3
import subprocess
import urllib.parse
import urllib.request

import jsonschema
import openpyxl
import pytest

from conftest import ROOT
from daemon import Daemon
from processes import run_until_end, wait_until

from .workbook import check_formulas

SCHEMA = ROOT / "config" / "schemas" / "document-1.schema.json"
DAY = "2026-03-02"
PERIOD = f"{DAY}_{DAY}"
# What the pages say of each version.
STATES = {1: "Sealed", 2: "Restated", 3: "Draft"}

PROJECT = """\
version: 1
project: { id: widgets, title: { en: Widget line, zh-Hant: 零件生產線 }, scheme: RFS }
enterprise: { name: { en: Example Widgets, zh-Hant: 示例零件 }, company_number: "1" }
agreement:
  { applied: 2021-09-01, signed: 2022-02-15, start: 2025-09-01, end: 2026-03-01,
    completed: 2026-03-01, baseline_headcount: 12 }
approved: { cost: 6000000, funding: 2000000 }
baseline: { locked: 2021-09-01, source: application, good_per_hour: { widget: 4000 } }
targets:
  turnover: { name: { en: Turnover, zh-Hant: 生意額 }, value: 90000, unit: HK$ }
lines:
  l1:
    name: { en: Line 1, zh-Hant: 一號線 }
    operation_start: 2026-03-02
    devices: { gateway: { key: "ed25519:1", enrolled: 2026-02-20, calibrated: 2026-02-21 } }
"""

# 37,020 good pieces were made; twice as many are said to be sold.
SALES = """\
product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd
widget,2026-03-02,2026-03-02,0,74040,0,0,203125.50
"""

# Less than the line's.
COMPANY = f"figure,from,to,value,name,text\nturnover,{DAY},{DAY},200000.00,,\n"


class Project:
    """The line's project in a folder of its own."""

    def __init__(self, reports, folder) -> None:
        self.folder = folder
        self.lineside = reports.lineside
        shutil.copytree(reports.folder / "data", folder / "data")
        shutil.copy(reports.folder / "plant.yaml", folder)
        (folder / "projects").mkdir()
        (folder / "projects" / "widgets.yaml").write_text(PROJECT, encoding="utf-8")
        (folder / "sales.csv").write_text(SALES, encoding="utf-8")
        self.run("declare", folder / "sales.csv", "--kind", "sales", "--by", "mei")

    @property
    def file(self):
        """The project file."""
        return self.folder / "projects" / "widgets.yaml"

    def run(
        self, *words: object, code: int = 0, project: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """A command about the project, by its file or its identifier, which ends with a code."""
        result = run_until_end(
            [
                self.lineside, *words, "--plant", self.folder / "plant.yaml",
                "--data", self.folder / "data", "--project", project or self.file,
            ],
            120,
        )  # fmt: skip
        assert result.returncode == code, result.stderr
        return result

    def period(self, *words: object, code: int = 0, project: str | None = None):
        """One of the day."""
        days = ("--period-from", DAY, "--period-to", DAY, "--on", "2026-04-01")
        return self.run(*words, *days, code=code, project=project)

    def report(self, *words: object, code: int = 0, project: str | None = None):
        """The benefit report of the day."""
        return self.period("report", "--kind", "benefit", *words, code=code, project=project)

    def sign(self, step: str, *words: object, code: int = 0):
        """A step on the way to a seal."""
        return self.period(
            "sign-off", "--kind", "benefit", "--step", step, "--by", "Wong", "--post", "Director",
            *words, code=code,
        )  # fmt: skip


@pytest.fixture(scope="module")
def project(reports, tmp_path_factory) -> Project:
    """A project with sales that the good pieces do not bear."""
    return Project(reports, tmp_path_factory.mktemp("project"))


def row(document: dict, table: str, name: str) -> dict:
    """The last cell of a row."""
    blocks = [b for s in document["sections"] for b in s["blocks"] if "table" in b]
    rows = next(b["table"]["rows"] for b in blocks if b["table"]["id"] == table)
    return next(r for r in rows if r["id"] == name)["cells"][-1]


@pytest.mark.parametrize("kind", ["progress", "final", "benefit"])
def test_report_is_what_its_schema_says(project, kind) -> None:
    document = json.loads(project.period("report", "--kind", kind, "--format", "json").stdout)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(document)) == []
    assert document["metadata"]["kind"] == f"{kind}-1"


def test_turnover_stands_beside_its_bound(project) -> None:
    document = json.loads(project.report(project="widgets").stdout)
    assert document == json.loads(project.report().stdout) | {"metadata": document["metadata"]}
    turnover = row(document, "turnover", "B02/l1")
    assert (turnover["value"], turnover["source"]) == (203125.5, "declared")
    good = row(document, "output", "B10/l1/widget/good")
    assert (good["value"], good["source"]) == (37020, "measured")
    assert row(document, "turnover", "B09/project")["type"] == "none"
    rules = next(s for s in document["sections"] if s["id"] == "rules")
    assert any(b.get("code") == "V33" for b in rules["blocks"])


def test_pdf_and_xlsx_are_read_by_others(project) -> None:
    for language, word in (("en", "Turnover of the line"), ("zh-Hant", "生產線生意額")):
        path = project.folder / f"{language}.pdf"
        project.report("--format", "pdf", "--lang", language, "-o", path)
        text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True)
        assert word in text.stdout.decode()


def test_derived_figures_are_calculated_again_in_the_workbook(project) -> None:
    """What an auditor follows from cell to cell gives what the report says."""
    path = project.folder / "report.xlsx"
    project.report("--format", "xlsx", "--lang", "en", "-o", path)
    book, values = (openpyxl.load_workbook(path, data_only=only) for only in (False, True))
    found = check_formulas(book, values)
    live = {sheet.cell(cell.row, 1).value for sheet, cell in found}
    assert live >= {"B02", "B06", "B12", "B13", "B14", "B18", "Turnover", "widget"}, live
    ceiling = next(
        cell for sheet, cell in found if sheet.cell(1, cell.column).value == "At the average price"
    )
    assert ceiling.value.startswith("=ROUND(") and len(found) > 20


@pytest.mark.parametrize(("language", "cover"), [("en", "About this document"), ("zh-Hant", "文件資料")])
def test_sheets_are_named_by_whole_words(project, language, cover) -> None:
    document = json.loads(project.report().stdout)
    blocks = [b for s in document["sections"] for b in s["blocks"] if "table" in b]
    titles = [f"{n} {it['table']['title'][language]}" for n, it in enumerate(blocks, 1)]
    path = project.folder / f"names-{language}.xlsx"
    project.report("--format", "xlsx", "--lang", language, "-o", path)
    names = openpyxl.load_workbook(path).sheetnames
    assert names[0] == cover and len(set(names)) == len(names) == len(titles) + 2
    for name, title in zip(names[1:-1], titles, strict=True):
        rest = title.removeprefix(name)
        assert title.startswith(name) and not rest[:1].isalnum(), (name, title)


def test_template_of_its_own_names_its_mistake(project) -> None:
    own = project.folder / "projects" / "own.txt"
    own.write_text(
        "version: 1\nreport: { id: own-1, kind: benefit, title: { en: Own, zh-Hant: 自訂 } }\n"
        "sections: [{ id: a, title: { en: A, zh-Hant: 甲 }, figures: [B02, B77] }]\n",
        encoding="utf-8",
    )
    text = PROJECT + "templates: { benefit: own.txt }\n"
    project.file.write_text(text, encoding="utf-8")
    assert "own.txt:3:66: error" in project.report(code=78).stderr
    own.write_text(own.read_text().replace(", B77", ""))
    document = json.loads(project.report().stdout)
    assert [s["id"] for s in document["sections"]] == ["head", "a"]
    project.file.write_text(PROJECT, encoding="utf-8")


def test_project_has_one_meaning(project) -> None:
    """Without --kind the report of a line from the book; with it the project's; never both."""
    days = ("--period-from", DAY, "--period-to", DAY)
    for name in ("widgets", project.file):
        line = json.loads(project.run("report", *days, project=name).stdout)
        assert line["turnover_hkd"]["value"] == 203125.5 and "sections" not in line
    assert "leave out --line" in project.report("--line", "l1", code=64).stderr
    assert "--on goes with --kind" in project.period("report", code=64).stderr


def test_report_is_checked_signed_sealed_and_verified(project) -> None:
    key, pack = project.folder / "seal.key", project.folder / "day.pack"
    lineside = project.lineside
    made = [lineside, "key", "make", "--data", project.folder / "data", "--key", key]
    run_until_end(made, 60).check_returncode()
    seal = ("seal", "--kind", "benefit", "--key", key)
    assert "not signed off" in project.period(*seal, "-o", pack, code=64).stderr
    assert "not checked" in project.sign("signed_off", code=64).stderr
    project.sign("checked")
    project.sign("signed_off", "--certificate", "e-Cert 1")
    project.period(*seal, "-o", pack, project="widgets")
    verified = run_until_end([lineside, "verify", pack, "--json"], 120)
    assert verified.returncode == 0, verified.stdout + verified.stderr
    # Elsewhere, from nothing but the pack.
    printed = run_until_end([lineside, "report", "--from", pack, "--format", "json"], 120)
    document = json.loads(printed.stdout)
    assert document["metadata"]["state"] == "sealed"
    assert row(document, "turnover", "B02/l1")["value"] == 203125.5
    # What the project file says names that file, in the pack as where it was made.
    digest = hashlib.sha256(project.file.read_bytes()).hexdigest()
    for told in (document, json.loads(project.report("--format", "json").stdout)):
        named = {
            (it["name"], it["sha256"]) for basis in told["bases"]
            if basis["source"] == "decided" for it in basis["evidence"]
        }  # fmt: skip
        assert named == {(project.file.name, digest)}
    assert row(document, "signature", "B30/certificate")["text"]["en"] == "e-Cert 1"
    # A figure that is forged in the report is named for people, with its unit.
    forged = project.folder / "forged.pack"
    shutil.copy(pack, forged)
    with contextlib.closing(sqlite3.connect(forged)) as evidence:
        changes = [("203125.5", "203125.75"), ('"numerator":"1"', '"numerator":"2"')]
        text = evidence.execute("SELECT bytes FROM evidence WHERE name = 'report.json'")
        text = text.fetchone()[0].decode()
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        evidence.execute("UPDATE evidence SET bytes = ? WHERE name = 'report.json'",
                         (text.encode(),))  # fmt: skip
        evidence.commit()
    told = run_until_end([lineside, "verify", forged], 120)
    assert told.returncode == 1 and "sections[" not in told.stdout
    assert (
        "turnover.B02/l1.value (Turnover of the line): in the report: "
        "HK$ 203,125.75; read again from what was declared: HK$ 203,125.50; "
        "difference HK$ −0.25"
    ) in told.stdout
    assert "numerator" not in told.stdout and "percentage points" in told.stdout
    # A later version has a reason and stands beside the first.
    assert "reason" in project.sign("checked", code=64).stderr
    (project.folder / "second.csv").write_text(SALES.replace("203125.50", "203100.25"), "utf-8")
    project.run(
        "declare", project.folder / "second.csv", "--kind", "sales", "--by", "mei",
        "--supersedes", "1", "--why", "traded goods",
    )  # fmt: skip
    project.sign("checked", "--why", "traded goods taken out")
    project.sign("signed_off")
    second = project.folder / "second.pack"
    project.period(*seal, "-o", second)
    for path, edition in ((pack, 1), (second, 2)):
        verified = run_until_end([lineside, "verify", path], 120)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        printed = run_until_end([lineside, "report", "--from", path, "--format", "json"], 120)
        assert json.loads(printed.stdout)["metadata"]["edition"] == edition
    # The list says which restates which, by how much and why.
    listed = [lineside, "seal", "list", "--plant", project.folder / "plant.yaml", "--data",
              project.folder / "data"]  # fmt: skip
    told = run_until_end(listed, 120).stdout
    assert "version 1, as reported (seal 1)" in told
    assert "restated by version 2, as restated (seal 2)" in told
    assert "signed off by Wong, Director" in told and "reason: traded goods taken out" in told
    assert "as restated (version 2) HK$ 203,100.25; difference HK$ −25.25" in told
    # Both in one table: the newest counts.
    table = portfolio(project, pack, second)
    assert f"{pack}: left out: a newer seal" in table.stderr and table.returncode == 0
    again = portfolio(project, second, second)
    assert f"{second}: left out: it is the same pack" in again.stderr
    heads, names, chinese, *rows = csv.reader(table.stdout.removeprefix("\ufeff").splitlines())
    assert (names[0], chinese[0], len(heads)) == ("Plant", "廠房", len(names))
    turnover = [it for it in (dict(zip(heads, r, strict=True)) for r in rows)
                if it["figure"] == "turnover.B02/l1.value"]  # fmt: skip
    assert [(it["value"], it["source"], it["pack"]) for it in turnover] == [
        ("203100.25", "declared", str(second))
    ]
    assert (turnover[0]["project"], turnover[0]["period_from"]) == ("widgets", DAY)
    said = [turnover[0][it] for it in ("title", "title_zh_hant", "unit")]
    assert said == ["Turnover of the line", "生產線生意額", "HKD"]
    # A byte of what it was made from is another.
    changed = bytearray(pack.read_bytes())
    place = changed.index(b"application, good_per_hour")
    changed[place] ^= 1
    pack.write_bytes(changed)
    assert run_until_end([lineside, "verify", pack], 120).returncode == 1
    table = portfolio(project, pack, second, project.file, "--lang", "zh-Hant")
    assert table.returncode == 1 and f"{pack}: " in table.stderr
    assert f"{project.file}: " in table.stderr
    assert "203100.25" in table.stdout and str(pack) not in table.stdout
    # A fact is another: its report can be made, but is not what was sealed.
    counted = project.folder / "counted.pack"
    shutil.copy(second, counted)
    with contextlib.closing(sqlite3.connect(counted)) as facts:
        facts.execute("UPDATE pieces SET quantity = quantity + 1000000")
        facts.commit()
    table = portfolio(project, counted, "--format", "json")
    assert table.returncode == 1 and '"rows": []' in table.stdout
    printed = run_until_end(
        [lineside, "report", "--from", counted, "--format", "json", "--even-if-different"], 120
    )
    assert printed.returncode == 1
    assert json.loads(printed.stdout)["metadata"]["state"] == "draft"


def portfolio(project, *words: object) -> subprocess.CompletedProcess[str]:
    """The table of packs."""
    return run_until_end([project.lineside, "portfolio", *words], 240)


def test_seal_refuses_what_changed_since_it_was_signed(reports, tmp_path) -> None:
    """A declaration that supersedes another is in nothing that was signed before."""
    project = Project(reports, tmp_path)
    key, pack = tmp_path / "seal.key", tmp_path / "day.pack"
    made = [project.lineside, "key", "make", "--data", tmp_path / "data", "--key", key]
    run_until_end(made, 60).check_returncode()
    project.sign("checked")
    project.sign("signed_off")
    (tmp_path / "returns.csv").write_text(SALES.replace("203125.50", "203125.49"), "utf-8")
    project.run(
        "declare", tmp_path / "returns.csv", "--kind", "sales", "--by", "mei", "--supersedes", "1",
        "--why", "a cent was returned",
    )  # fmt: skip
    seal = ("seal", "--kind", "benefit", "--key", key, "-o", pack)
    refusal = project.period(*seal, code=64).stderr
    assert "version 1 has changed since it was signed" in refusal
    assert "第 1 版自簽署後已有更改" in refusal and not pack.exists()
    refusal = project.sign("signed_off", code=64).stderr
    assert "changed since it was checked: check it again" in refusal and "再次覆核" in refusal
    project.sign("checked")
    project.sign("signed_off")
    project.period(*seal)
    assert pack.exists()


@pytest.mark.parametrize(
    ("day", "why", "chinese"),
    [
        ("2020-01-01", "not after the period", "並非在報告期之後"),
        ("2100-01-01", "is to come", "尚未到"),
    ],
)
def test_steps_are_of_days_that_can_be(project, day, why, chinese) -> None:
    """After the period and not after today, whichever step."""
    days = ("--period-from", DAY, "--period-to", DAY, "--on", day)
    signed = ("--kind", "final", "--by", "Wong", "--post", "Director", *days)
    for step in ("checked", "signed_off"):
        refusal = project.run("sign-off", "--step", step, *signed, code=64).stderr
        assert why in refusal and chinese in refusal


def test_report_that_breaks_a_rule_is_not_signed(reports, tmp_path) -> None:
    """Turnover above the company's (V32): corrected, or signed with a reason that is sealed."""
    project = Project(reports, tmp_path)
    made = [project.lineside, "key", "make", "--data", tmp_path / "data", "--key", tmp_path / "key"]
    run_until_end(made, 60).check_returncode()
    (tmp_path / "company.csv").write_text(COMPANY, encoding="utf-8")
    (tmp_path / "audit.txt").write_text("the auditor's words", encoding="utf-8")
    project.run(
        "declare", tmp_path / "company.csv", "--kind", "company", "--by", "mei", "--evidence",
        tmp_path / "audit.txt",
    )  # fmt: skip
    project.sign("checked")
    refusal = project.sign("signed_off", code=64).stderr
    for part in ("V32: ", "V32：", "203,125.50", "200,000.00", "--despite V32="):
        assert part in refusal
    seal = ("seal", "--kind", "benefit", "--key", tmp_path / "key", "-o", tmp_path / "day.pack")
    assert "not signed off" in project.period(*seal, code=64).stderr
    project.sign("signed_off", "--despite", "V33=x", code=64)
    reason = "the audit leaves out the branch"
    project.sign("signed_off", "--despite", f"V32={reason}")
    project.period(*seal)
    printed = run_until_end(
        [project.lineside, "report", "--from", tmp_path / "day.pack", "--format", "json"], 120
    )
    # What the audited figure rests on stays with the company: the pack knows it again.
    assert b"the auditor's words" not in (tmp_path / "day.pack").read_bytes()
    verify = [project.lineside, "verify", tmp_path / "day.pack"]
    handed = run_until_end(
        [*verify, "--json", "--evidence", tmp_path / "audit.txt", "--evidence",
         tmp_path / "company.csv"], 120,
    )  # fmt: skip
    found = {it["file"]: it["named"] for it in json.loads(handed.stdout)["handed_in"]}
    assert handed.returncode == 0
    assert [it["name"] for it in found[str(tmp_path / "audit.txt")]] == ["audit.txt"]
    (declared,) = found[str(tmp_path / "company.csv")]
    assert declared["name"].startswith("project/declared/") and declared["record"] is None
    (tmp_path / "audit.txt").write_text("the auditor's words, later", encoding="utf-8")
    for language, words in (("en", "names no such file"), ("zh-Hant", "未有列明此檔案")):
        later = run_until_end(
            [*verify, "--lang", language, "--evidence", tmp_path / "audit.txt"], 120
        )
        assert later.returncode == 1 and words in later.stdout
        assert later.stdout.startswith(("same", "相同"))
    despite = row(json.loads(printed.stdout), "signature", "B30/despite-V32")
    assert (despite["text"]["en"], despite["source"]) == (reason, "declared")


def test_flag_has_two_sides_and_a_closer(project) -> None:
    raised = project.period("flag", "raise").stdout
    assert "R07" in raised and "R12" not in raised
    assert project.period("flag", "raise").stdout == "", "raised once"
    flags = json.loads(project.run("flag", "list", "--json").stdout)["flags"]
    flag = next(f for f in flags if f["flag"] == "R07")
    number = str(flag["number"])
    assert {e["source"] for e in flag["evidence"]} >= {"measured", "declared", "computed"}
    close = ("flag", "close", number, "--by", "Chan", "--as", "explained", "--why", "traded")
    assert "right to reply" in project.run(*close, code=64).stderr
    project.run("flag", "reply", number, "--by", "mei", "--text", "traded masks")
    project.run(*close)
    assert "closed by Chan" in project.run(*close, code=64).stderr
    listed = json.loads(project.run("flag", "list", "--json").stdout)
    assert next(f for f in listed["flags"] if f["flag"] == "R07")["state"] == "closed"
    assert next(s for s in listed["statistics"] if s["flag"] == "R07")["closed"]["explained"] == 1


def test_pages_show_the_project_and_take_a_reply(project) -> None:
    with contextlib.closing(
        Daemon(project.lineside, project.folder / "plant.yaml", project.folder)
    ) as daemon:
        daemon.start()
        wait_until(lambda: daemon.get("/healthz")[0] == 200, 20)
        base = f"http://127.0.0.1:{daemon.port}"
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

        def get(path: str) -> str:
            with opener.open(base + path) as answer:
                return answer.read().decode()

        def flags() -> list[dict]:
            return json.loads(get("/api/v1/projects/widgets/flags"))["rows"]

        # The day before its command was of another period: the daemon's own look is of the year.
        wait_until(lambda: any('"to":"2027-' in it["content"] for it in flags()), 60)
        assert {it["record_kind"] for it in flags()} >= {"flag"}
        assert "/projects/widgets" in get("/projects")
        assert "效益報告期" in get("/projects/widgets?lang=zh-Hant")
        asked = urllib.parse.urlencode({"kind": "benefit", "period": f"{DAY}_{DAY}"})
        page = get(f"/projects/widgets/report?{asked}")
        assert "203,100.25" in html.unescape(page)
        for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
            with opener.open(f"{base}/projects/widgets/report?{asked}&format={form}") as answer:
                assert answer.read().startswith(start)
        page = get("/projects/widgets")
        token = re.search('name="token" value="([0-9a-f]+)"', page)[1]
        action = html.unescape(re.search('action="(/projects/[^"]*/reply[^"]*)"', page)[1])
        said = {"token": token, "by": "mei", "text": "a word from the page"}
        with opener.open(base + action, urllib.parse.urlencode(said).encode()) as answer:
            assert "a word from the page" in answer.read().decode()
        reply = next(it for it in flags() if it["record_kind"] == "reply" and "page" in it["content"])
        assert reply["source"] == "declared" and f"/{reply['subject']}/" in action
        # Each version with its own number and signature; the third is not begun.
        sealed = f"/sealed/widgets/{PERIOD}?lang=en&seal="
        addresses = [f"{sealed}1", f"{sealed}2", f"/projects/widgets/report?{asked}&lang=en"]
        for number, address in enumerate(addresses, 1):
            report = get(address)
            assert re.findall(r"(Sealed|Restated|Draft), version (\d+)", report) == [(STATES[number], str(number))]
            # A page of one version says what the other says otherwise.
            assert ("e-Cert 1" in report) == (number < 3)
            assert ("Director" in report) == (number < 3)
            shown = html.unescape(report)
            assert ("HK$ 203,125.50" in shown, "HK$ 203,100.25" in shown) == (number < 3, True)
            assert ("traded goods taken out" in shown) == (number < 3)
            assert ("seal=1" in shown, "seal=2" in shown) == (number < 3, number < 3)
        for number, amount in ((1, 203125.5), (2, 203100.25)):
            address = f"{sealed}{number}&format="
            document = json.loads(get(address + "json"))
            assert row(document, "turnover", "B02/l1")["value"] == amount
            assert document["metadata"]["edition"] == number
            schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
            assert list(jsonschema.Draft202012Validator(schema).iter_errors(document)) == []
            for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK"), ("csv", b"\xef\xbb\xbf")):
                with opener.open(base + address + form) as answer:
                    assert answer.read().startswith(start)
        sealed = get(f"/api/v1/projects/widgets/benefits?period={DAY}_{DAY}")
        figures = {it["figure"]: it for it in json.loads(sealed)["rows"]}
        turnover = figures["turnover.B02/l1.value"]
        assert (turnover["value"], turnover["source"]) == (203100.25, "declared")
        restates = json.loads(sealed)["seals"][0]["restates"]
        assert (restates["from_version"], restates["reason"]) == (1, "traded goods taken out")
        assert figures["output.B10/l1/widget/good.value"]["coverage"] > 0.9


def test_a_project_that_asks_for_a_certificate_gets_one(reports, tmp_path) -> None:
    """A signature without it is refused in both languages; nothing is sealed before there is one."""
    project = Project(reports, tmp_path)
    text = PROJECT + "settings:\n  signature: certificate\n"
    project.file.write_text(text, encoding="utf-8")
    project.sign("checked")
    refused = project.sign("signed_off", code=64).stderr
    assert "recognised certificate" in refused and "認可證書" in refused
    document = json.loads(project.report("--format", "json").stdout)
    settings = next(
        b["table"]["rows"] for s in document["sections"] for b in s["blocks"]
        if b.get("table", {}).get("id") == "settings"
    )  # fmt: skip
    assert all("_" not in c["text"]["zh-Hant"] for r in settings for c in r["cells"] if "text" in c)
    project.sign("signed_off", "--certificate", "e-Cert 1234")


def test_auditor_of_one_report_reads_no_other_kind_of_its_days(project) -> None:
    """The progress report of the same days is another report."""
    progress = ("--kind", "progress")
    for step in ("checked", "signed_off"):
        signed = ("--step", step, "--by", "Wong", "--post", "Director")
        project.period("sign-off", *progress, *signed)
    key, pack = project.folder / "seal.key", project.folder / "progress.pack"
    project.period("seal", *progress, "--key", key, "-o", pack)
    secret = project.folder / "password"
    secret.write_text("correct horse battery", encoding="utf-8")
    secret.chmod(0o600)

    def account(*words: object) -> str:
        command = [project.lineside, *words, "--data", project.folder / "data"]
        result = run_until_end(command, 60)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    account("user", "add", "mei", "--role", "manufacturer", "--password-file", secret)
    tokens = [
        account("token", "make", role, "--role", role, "--project", scope, "--days", "1")
        for role, scope in (("auditor", f"widgets/{PERIOD}"), ("secretariat", "widgets"))
    ]
    with contextlib.closing(
        Daemon(project.lineside, project.folder / "plant.yaml", project.folder)
    ) as daemon:
        daemon.start()
        wait_until(lambda: daemon.get("/healthz")[0] == 200, 20)

        def pack_of(seal: int, token: str) -> int:
            asked = f"period={PERIOD}&seal={seal}"
            addresses = (
                f"/sealed/widgets/{PERIOD}/pack?seal={seal}", f"/api/v1/projects/widgets/pack?{asked}"
            )  # fmt: skip
            (status,) = {daemon.get(it, timeout=60, token=token)[0] for it in addresses}
            return status

        for role in ("engineer", "operator"):
            stranger = account("token", "make", role, "--role", role, "--days", "1")
            assert pack_of(1, stranger) == 403
        for token, kinds in zip(tokens, (["benefit"], ["benefit", "progress"]), strict=True):
            assert (pack_of(1, token), pack_of(3, token)) == (200, 404 if len(kinds) == 1 else 200)
            ask = functools.partial(daemon.get, timeout=60, token=token)
            status, text = ask(f"/api/v1/projects/widgets/benefits?period={PERIOD}")
            found = [it["report"] for it in json.loads(text)["seals"]]
            assert status == 200 and found == [f"{kind} report 2" for kind in kinds]
            assert ask(f"/sealed/widgets/{PERIOD}")[0] == 200
            # The newest seal is that of the progress report.
            code = ask(f"/sealed/widgets/{PERIOD}?seal=3")[0]
            assert code == (200 if "progress" in kinds else 404)
            # Whatever a page leads to, the reader may open.
            pages = [f"/sealed/widgets/{PERIOD}", f"/sealed/widgets/{PERIOD}?seal=1", "/sealed"]
            pages += ["/projects/widgets"] if "progress" in kinds else ["/projects"]
            links = {
                html.unescape(it)
                for page in pages for it in re.findall('href="(/[^"]*)"', ask(page)[1])
            }  # fmt: skip
            assert f"/sealed/widgets/{PERIOD}?seal=1&format=pdf" in links
            closed = [it for it in sorted(links) if ask(it)[0] not in (200, 303)]
            assert closed == []
        reads = [it for it in json.loads(account("ledger", "--json"))["reads"] if "pack" in it["what"]]
        # Seal 2 is what the auditor's newest page leads to.
        assert {(it["name"], it["report"].rsplit(" ", 1)[-1]) for it in reads} == {
            ("auditor", "1"), ("auditor", "2"), ("secretariat", "1"), ("secretariat", "3"),
        }  # fmt: skip
