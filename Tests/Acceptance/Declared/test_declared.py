"""What a company declares: by command and by page, with a daemon and without, through a kill."""

import hashlib
import http.cookiejar
import json
import pathlib
import re
import urllib.error
import urllib.parse
import urllib.request
import uuid

import pytest

from daemon import Daemon
from expectations import told

from .shop import EXAMPLE, PAGE, begin, open_shop

KINDS = ("sales", "stock", "jobs", "tariffs", "costs", "prices")


@pytest.fixture
def shop(make_daemon, tmp_path) -> Daemon:
    """A daemon of the worked example."""
    return open_shop(make_daemon, tmp_path)


@pytest.fixture
def declare(lineside, shop):
    """Runs `lineside declare` for the project."""

    def run(*words: object):
        place = ("--plant", shop.plant, "--data", shop.data, "--project", "example-ppe")
        return lineside("declare", *map(str, words), *map(str, place))

    return run


def sales(folder: pathlib.Path, name: str = "sales.csv", **changes: str) -> pathlib.Path:
    """The sales of the worked example, some words of it replaced."""
    text = (EXAMPLE / "sales.csv").read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def records(declare, *options: str) -> list[dict]:
    """What `declare list` says."""
    return told(declare("list", "--json", *options))["records"]


def test_the_worked_example_is_declared_beside_a_daemon(declare, tmp_path):
    for kind in KINDS:
        dry = told(declare(EXAMPLE / f"{kind}.csv", "--kind", kind, "--dry-run", "--json"))
        assert dry["record"] is None
        assert not dry["change"]["removed"]
        real = told(declare(EXAMPLE / f"{kind}.csv", "--kind", kind, "--json"))
        assert real["change"] == dry["change"]
    company = (EXAMPLE / "company.csv", "--kind", "company")
    refused = declare(*company)
    assert refused.returncode == 65
    assert "company.csv:3:1: error: expected the auditor's document" in refused.stderr
    (tmp_path / "accounts.pdf").write_bytes(b"true and fair")
    assert declare(*company, "--evidence", tmp_path / "accounts.pdf").returncode == 0
    found = records(declare)
    assert [it["kind"] for it in found] == [*KINDS, "company"]
    assert found[2]["rows"] == 29
    assert found[6]["evidence"] == [
        {"name": "accounts.pdf", "sha256": hashlib.sha256(b"true and fair").hexdigest()}
    ]


def test_nothing_is_taken_of_a_file_with_mistakes(declare, tmp_path):
    bad = sales(tmp_path, a=("mask-l1", "mask-9"), b=("41952000.00", "-1"))
    for options in ((), ("--dry-run",)):
        refused = declare(bad, "--kind", "sales", *options)
        assert refused.returncode == 65
        places = [line.split(" ")[0] for line in refused.stderr.splitlines()]
        assert places == ["sales.csv:3:1:", "sales.csv:3:56:"]
    assert records(declare) == []


def test_a_correction_supersedes_and_both_stay(declare, shop, tmp_path):
    assert declare(sales(tmp_path), "--kind", "sales", "--by", "mei").returncode == 0
    again = declare(tmp_path / "sales.csv", "--kind", "sales")
    assert again.returncode == 65
    assert "declared already: record 1" in again.stderr
    other = sales(tmp_path, "corrected.csv", a=("45600000", "45500000"))
    overlap = declare(other, "--kind", "sales")
    assert overlap.returncode == 65
    assert "corrected.csv:3:1: error:" in overlap.stderr
    assert "line 3 of record 1" in overlap.stderr
    # Without a daemon it is the same.
    assert shop.stop() == 0
    why = ("--supersedes", "1", "--why", "returns booked")
    # The daemon's flags are records too.
    number = told(declare(other, "--kind", "sales", "--json", *why))["record"]
    late = declare(sales(tmp_path, "x.csv", a=("45600000", "1")), "--kind", "sales", *why)
    assert late.returncode == 64
    assert f"record 1 was superseded by record {number} already" in late.stderr
    first, second = records(declare, "--history")
    assert not first["in_force"]
    assert second["in_force"]
    assert (second["supersedes"], second["why"]) == (1, "returns booked")
    then = records(declare, "--as-of", second["recorded_at"])
    assert [(it["number"], it["in_force"]) for it in then] == [(1, True)]


def test_a_kill_loses_no_record_and_doubles_none(declare, shop):
    for number, kind in enumerate(KINDS, start=1):
        assert declare(EXAMPLE / f"{kind}.csv", "--kind", kind).returncode == 0
        shop.kill()
        assert len(records(declare)) == number
        begin(shop)
        again = declare(EXAMPLE / f"{kind}.csv", "--kind", kind)
        assert again.returncode == 65, again.stderr
    assert [it["number"] for it in records(declare)] == list(range(1, len(KINDS) + 1))
    assert not list(shop.data.glob("record-*"))


def test_a_bad_project_leaves_the_old_one(lineside, shop):
    project = shop.data.parent / "projects" / "project.yaml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("scheme: RFS", "scheme: XFS"), encoding="utf-8")
    refused = lineside("reload", "--data", str(shop.data))
    assert refused.returncode == 78
    assert 'project.yaml:7:11: error: "XFS" is not a scheme' in refused.stderr
    assert shop.get(PAGE)[0] == 200
    project.write_text(text.replace("id: example-ppe", "id: renamed"), encoding="utf-8")
    assert lineside("reload", "--data", str(shop.data)).returncode == 0
    assert shop.get(PAGE)[0] == 404
    assert shop.get("/projects/renamed/declare")[0] == 200


class Reader:
    """A browser without a script: keeps cookies, sends forms."""

    def __init__(self, daemon: Daemon) -> None:
        self.origin = f"http://127.0.0.1:{daemon.port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def ask(self, path: str, body: bytes | None = None, kind: str = "", **headers: str):
        """The status and the text of an answer, redirections followed."""
        request = urllib.request.Request(self.origin + path, data=body, headers=headers)
        if kind:
            request.add_header("Content-Type", kind)
        try:
            with self._opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def upload(self, fields: dict[str, str], files: list[tuple[str, str, bytes]], **headers: str):
        """Sends a form with files."""
        boundary = uuid.uuid4().hex
        parts = [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'
            .encode()
            for name, text in fields.items()
        ]
        parts += [
            f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"'
            "\r\nContent-Type: text/csv\r\n\r\n".encode() + content + b"\r\n"
            for field, name, content in files
        ]
        body = b"".join(parts) + f"--{boundary}--\r\n".encode()
        return self.ask(
            PAGE + "?lang=en", body, f"multipart/form-data; boundary={boundary}", **headers
        )

    def value(self, page: str, name: str) -> str:
        """The value of a hidden field."""
        return re.search(f'name="{name}" value="([^"]*)"', page)[1]


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_the_page_shows_first_and_records_once(shop, declare, language):
    reader = Reader(shop)
    status, page = reader.ask(f"{PAGE}?lang={language}")
    assert status == 200
    token = reader.value(page, "token")
    content = (EXAMPLE / "sales.csv").read_bytes()
    fields = {"token": token, "kind": "sales", "line": "mask-1", "by": "美"}
    files = [("file", "銷售.csv", content), ("evidence", "ledger.pdf", b"paid")]
    status, page = reader.upload(fields, files)
    assert status == 200
    assert "Quantity sold: 45600000" in re.sub("<[^>]*>", "", page)
    # All that would be recorded is shown: of what, of which days, in whose place, by whom.
    shown = dict(re.findall("<tr><td>([^<]*)</td><td>([^<]*)</td></tr>", page))
    assert (shown["Kind"], shown["By"], shown["Supersedes"]) == ("Sales", "美", "Nothing")
    assert shown["Line"] not in ("", "—") and shown["Days"].startswith("2022-09-01 – ")
    assert records(declare) == []
    confirm = urllib.parse.urlencode({"token": token, "confirm": reader.value(page, "confirm")})
    form = "application/x-www-form-urlencoded"
    status, page = reader.ask(PAGE, confirm.encode(), form)
    assert status == 200
    assert hashlib.sha256(content).hexdigest() in page
    assert hashlib.sha256(b"paid").hexdigest() in page
    assert reader.ask(PAGE, confirm.encode(), form)[0] == 400
    (record,) = records(declare)
    assert (record["file"]["name"], record["by"]) == ("銷售.csv", "美")
    assert reader.ask(f"{PAGE}/file/1/1") == (200, "paid")
    assert reader.ask(f"{PAGE}/file/1/2")[0] == 404
    status, page = reader.upload(fields, files)
    assert (status, "already" in page) == (409, True)


def test_the_page_refuses_other_sites_mistakes_and_what_is_too_large(shop, declare):
    reader = Reader(shop)
    token = reader.value(reader.ask(PAGE)[1], "token")
    fields = {"token": token, "kind": "sales", "line": "mask-1", "by": "mei"}
    content = (EXAMPLE / "sales.csv").read_bytes()
    files = [("file", "sales.csv", content)]
    assert reader.upload(fields, files, **{"Sec-Fetch-Site": "cross-site"})[0] == 403
    assert reader.upload(fields | {"token": "0" * 32}, files)[0] == 400
    assert Reader(shop).upload(fields, files)[0] == 400
    bad = content.replace(b"mask-l1", b"mask-9")
    status, page = reader.upload(fields, [("file", "sales.csv", bad)])
    assert status == 400
    assert "sales.csv:3:1: error: the plant has no product" in page
    big = [*files, ("evidence", "big.bin", bytes(22 << 20))]
    status, page = reader.upload(fields, big)
    assert status == 413 and "What was sent is too large: at most 21 MiB." in page
    assert reader.ask(PAGE, b"x", "multipart/form-data; boundary=x")[0] == 400
    assert records(declare) == []


def test_every_template_is_a_file_to_fill_in(lineside, shop):
    for kind in (*KINDS, "company"):
        printed = lineside("declare", "template", kind).stdout
        status, page = shop.get(f"{PAGE}/template/{kind}.csv")
        assert (status, page) == (200, printed.replace("\n", "\r\n").replace("\r\r", "\r"))
        assert printed.startswith("\ufeff")
    assert shop.get(f"{PAGE}/template/other.csv")[0] == 404


def test_a_report_takes_what_is_declared(lineside, declare, shop, tmp_path):
    period = ("--period-from", "2022-09-01", "--period-to", "2023-08-31")
    place = ("--plant", str(shop.plant), "--data", str(shop.data))
    for kind in ("sales", "jobs"):
        assert declare(EXAMPLE / f"{kind}.csv", "--kind", kind).returncode == 0
    report = json.loads(
        lineside("report", *place, *period, "--project", "example-ppe").stdout
    )
    files = [str(EXAMPLE / "sales.csv"), str(EXAMPLE / "jobs.csv")]
    given = lineside("report", *place, *period, "--sales", files[0], "--jobs", files[1])
    plain = given.stdout.replace(f"{EXAMPLE}/", "").replace(str(EXAMPLE).replace("/", "\\/"), "")
    assert report == json.loads(plain)
    assert report["turnover_hkd"]["value"] == 41952000
    assert report["jobs"]["total"]["headcount"]["value"] == 29


def test_a_list_of_jobs_leaves_none_out(declare, tmp_path) -> None:
    """29 jobs do not become 9: whoever left is there with the last day."""
    jobs = (EXAMPLE / "jobs.csv").read_text(encoding="utf-8")
    assert declare(EXAMPLE / "jobs.csv", "--kind", "jobs").returncode == 0
    rows = jobs.splitlines(keepends=True)
    head = 2 if "職位" in rows[1] else 1
    (tmp_path / "nine.csv").write_text("".join(rows[: head + 9]), encoding="utf-8")
    later = (tmp_path / "nine.csv", "--kind", "jobs", "--from", "2023-06-01")
    refused = declare(*later)
    assert refused.returncode == 65, refused.stdout
    assert "leaves out 20 jobs of record 1, jobs.csv: " in refused.stderr
    assert " and 10 more; keep each" in refused.stderr
    chinese = declare(*later, "--lang", "zh-Hant")
    assert "缺少記錄 1（jobs.csv）的 20 個職位" in chinese.stderr and "另有 10 個" in chinese.stderr
    assert json.loads(declare(*later, "--json").stdout)["error"]["code"] == "incomplete"
    # All of them, one of which has ended.
    last = rows[-1].split(",")
    last[3] = "2023-05-31"
    (tmp_path / "whole.csv").write_text("".join([*rows[:-1], ",".join(last)]), encoding="utf-8")
    shown = declare(tmp_path / "whole.csv", *later[1:], "--dry-run")
    assert "0 added, 0 removed, 1 changed, 28 unchanged" in shown.stdout, shown.stdout


def test_what_holds_until_replaced_has_no_end_and_words_have_a_language(declare, tmp_path) -> None:
    for kind in ("prices", "sales"):
        assert declare(EXAMPLE / f"{kind}.csv", "--kind", kind).returncode == 0
    assert "from 2022-09-01" in declare("list").stdout
    chinese = declare("list", "--lang", "zh-Hant").stdout
    assert "由 2022-09-01 起" in chinese and "現行" in chinese and "2022-09-01 至 2023-08-31" in chinese
    assert [it["to"] for it in records(declare)] == [None, "2023-08-31"]
    bad = sales(tmp_path, a=("mask-l1", "mask-9"))
    refused = declare(bad, "--kind", "sales", "--lang", "zh-Hant")
    assert "廠房沒有產品「mask-9」" in refused.stderr and "error" not in refused.stderr


def test_a_blank_reason_is_none_and_traded_goods_are_told(declare, shop, tmp_path) -> None:
    assert declare(sales(tmp_path), "--kind", "sales").returncode == 0
    other = sales(tmp_path, "other.csv", a=("45600000", "45500000"))
    refused = declare(other, "--kind", "sales", "--supersedes", 1, "--why", " \u3000")
    assert refused.returncode == 64 and "blank" in refused.stderr
    refused = declare(other, "--kind", "sales", "--supersedes", 1, "--why", "x", "--by", "  ")
    assert refused.returncode == 64 and "who hands it in" in refused.stderr
    plant = shop.plant.read_text(encoding="utf-8")
    shop.plant.write_text(
        plant.replace("products:\n", "products:\n  glove: { unit: piece }\n", 1), encoding="utf-8"
    )
    head = (tmp_path / "sales.csv").read_text(encoding="utf-8").splitlines()[0]
    glove = dict.fromkeys(head.lstrip("\ufeff").split(","), "")
    glove |= {
        "product": "glove", "period_from": "2022-09-01", "period_to": "2023-08-31", "sold": "5",
        "opening_stock": "0", "closing_stock": "0", "samples_scrap": "0", "turnover_hkd": "9",
    }  # fmt: skip
    (tmp_path / "glove.csv").write_text(f"{head}\n{','.join(glove.values())}\n", encoding="utf-8")
    for options in (("--dry-run",), ()):
        told_of = declare(tmp_path / "glove.csv", "--kind", "sales", *options)
        assert told_of.returncode == 0
        assert 'glove.csv:2:1: warning: the line "mask-1" never makes "glove"' in told_of.stderr
