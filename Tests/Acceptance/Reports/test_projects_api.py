"""The secretariat's API: what was sealed by an instant is answered the same ever after."""

import contextlib
import csv
import hashlib
import io
import json
import re
import time
from collections.abc import Iterator

import pytest

from daemon import Daemon
from processes import free_port, wait_until

from .company import PLANT, PROJECT, Company, jobs, sales

MONTH = ("2022-09-01", "2022-09-30")
PERIOD = "_".join(MONTH)
SPAN = ("--period-from", MONTH[0], "--period-to", MONTH[1])
BENEFITS = f"/api/v1/projects/example-ppe/benefits?period={PERIOD}"


class Office:
    """The company's daemon, and the secretariat's token."""

    def __init__(self, company: Company, daemon: Daemon) -> None:
        self.company = company
        self.daemon = daemon
        daemon.start()
        wait_until(lambda: daemon.get("/healthz")[0] == 200)
        secret = company.write("password", "correct horse battery")
        secret.chmod(0o600)
        company.run(
            "user", "add", "mei", "--role", "manufacturer", "--password-file", secret, "--data",
            company.data,
        )  # fmt: skip
        self.token = company.run(
            "token", "make", "secretariat", "--role", "secretariat", "--project", "example-ppe",
            "--days", "30", "--data", company.data,
        ).strip()  # fmt: skip

    def ask(self, path: str, token: str | None = None) -> tuple[int, str]:
        """Status and text of an answer to a token."""
        return self.daemon.get(path, timeout=60, token=token or self.token)

    def code(self, path: str, token: str | None = None) -> tuple[int, str]:
        """Status and code of a refusal."""
        status, text = self.ask(path, token)
        return status, json.loads(text)["error"]["code"]


@pytest.fixture(scope="module")
def office(bin_folder, tmp_path_factory) -> Iterator[Office]:
    """A month that the company lived through, with the project file of the worked example."""
    company = Company(bin_folder, tmp_path_factory.mktemp("office"))
    company.simulate("--from", MONTH[0], "--to", MONTH[1])
    company.make_key()
    projects = company.folder / "projects"
    projects.mkdir()
    text = PROJECT.read_text(encoding="utf-8").replace("  mask-1:\n", "  mask-f:\n")
    text = text.replace("mask-l1", "mask-f")
    (projects / "example.yaml").write_text(text, encoding="utf-8")
    plant = company.folder / "plant.yaml"
    # Nobody listens at this port.
    text = PLANT.read_text(encoding="utf-8").replace(":18830", f":{free_port()}")
    plant.write_text(text, encoding="utf-8")
    daemon = Daemon(bin_folder / "lineside", plant, company.folder, "--projects", projects)
    with contextlib.closing(daemon):
        yield Office(company, daemon)


def rows(text: str) -> dict[str, dict]:
    """The rows of an export by the name of their figure."""
    return {row["figure"]: row for row in json.loads(text)["rows"]}


def now() -> str:
    """An instant later than what is recorded by now."""
    time.sleep(1.1)
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def test_what_was_sealed_is_answered_the_same_ever_after(office) -> None:
    """A draft with too much in it, the corrected version, a correction of facts: both stay."""
    company = office.company
    assert office.code(BENEFITS) == (404, "not_sealed")
    made = company.kpi("--from", MONTH[0], "--to", "2022-10-01", "--unit", "mask-f")
    good = int(made["results"][0]["output"]["mask-f"]["good"])
    company.seal("draft.pack", SPAN, sales(*MONTH, "0", f"{good * 2}", "0", "0", "9.99"), jobs())
    first = now()
    asked = f"{BENEFITS}&as_of={first}"
    status, before = office.ask(asked)
    assert status == 200
    figure = rows(before)
    assert figure["products.mask-f.good"]["value"] == good
    assert figure["products.mask-f.stock_identity.sold_per_available"]["value"] == 2
    assert (figure["turnover_hkd"]["value"], figure["turnover_hkd"]["source"]) == (9.99, "declared")
    for row in figure.values():
        assert row["as_of"] and row["seal"]
        # With the report of a line no project file is sealed.
        assert row["rule_set"] is None
        assert row["source"] in ("measured", "computed", "declared")
        assert row["title"] and row["title_zh_hant"] != row["title"]
        assert (row["unit"] is None) == (row["value"] is None)
    masks = figure["products.mask-f.good"]
    assert (masks["coverage"], masks["unit"]) == (1, "{piece}")
    assert masks["title_zh_hant"].endswith("合格品數量") and "mask-f" not in masks["title"]
    assert (figure["turnover_hkd"]["unit"], figure["oee"]["unit"]) == ("HKD", "1")
    _, table = office.ask(asked.replace("benefits", "benefits.csv"))

    # Filed again, corrected; then somebody finds scrap: facts go on, what was sealed stays.
    company.seal("right.pack", SPAN, sales(*MONTH, "0", f"{good}", "0", "0", "5.00"), jobs())
    second = now()
    company.run(
        "correct", "scrap", "--plant", office.daemon.plant, "--data", company.data, "--unit",
        "mask-f/mask-a", "--at", "2022-09-05T10:00", "--quantity", "7", "--by", "mei", "--why",
        "found by hand",
    )  # fmt: skip
    assert office.ask(asked) == (200, before)
    assert office.ask(asked.replace("benefits", "benefits.csv")) == (200, table)
    for at in (f"&as_of={second}", ""):
        _, after = office.ask(BENEFITS + at)
        assert rows(after)["turnover_hkd"]["value"] == 5
        assert rows(after)["products.mask-f.good"]["value"] == good
    sealed = json.loads(office.ask("/api/v1/projects/example-ppe")[1])["sealed"]
    assert [(it["seal"], it["version"], it["standing"]) for it in sealed] == [
        (1, 1, "reported"), (2, 2, "restated"),
    ]  # fmt: skip
    changed = {it["figure"]: it for it in sealed[1]["restates"]["differences"]}
    assert sealed[0]["restates"] is None
    assert [changed["turnover_hkd"][it] for it in ("as_reported", "as_restated", "difference")] == [
        "9.99", "5", "-4.99",
    ]  # fmt: skip
    # Both are readable as pages with both figures; the newer facts are shown beside them.
    for number, other in ((1, 2), (2, 1)):
        address = f"/sealed/example-ppe/{PERIOD}?lang=en"
        status, page = office.ask(f"{address}&seal={number}")
        assert status == 200 and "HK$ 9.99" in page and "HK$ 5.00" in page
        assert "As reported (version 1)" in page and "As restated (version 2)" in page
        assert f"seal={other}" in page and "HK$ −4.99" in page
        assert "With the facts of today" in page and "corrected since: 1" in page
        # What a version's files say is what was sealed.
        table = office.ask(f"{address}&seal={number}&format=csv")[1]
        assert ("9.99" in table, "corrected since" in table) == (True, False)
        assert re.findall(r"(Sealed|Restated), version (\d)", page) == [
            ("Sealed" if number == 1 else "Restated", str(number))
        ]
        # The secretariat sees no line: no figure leads there.
        assert "/line/" not in page


def test_every_row_has_its_hash_and_every_table_two_headers(office) -> None:
    """JSON with a version, CSV with a byte order mark: the same rows."""
    for name in ("/projects", "/projects/example-ppe/duties"):
        status, text = office.ask(f"/api/v1{name}")
        assert status == 200 and json.loads(text)["schema_version"] == 1
        whole = re.findall(r'\{[^{}]*,"hash":"[0-9a-f]{64}"\}', text)
        assert len(whole) == len(json.loads(text)["rows"]) > 0
        for row in whole:
            bare = re.sub(r',"hash":"[0-9a-f]{64}"\}$', "}", row)
            assert hashlib.sha256(bare.encode()).hexdigest() == json.loads(row)["hash"]
        status, table = office.ask(f"/api/v1{name}.csv")
        assert status == 200 and table.startswith("\ufeff")
        ids, english, chinese, *lines = csv.reader(io.StringIO(table[1:]))
        assert ids[-1] == "hash" and english[-1] == "Hash of the row"
        assert {"title", "title_zh_hant"} <= set(ids)
        assert chinese[-1] == "此行雜湊值"
        assert [line[-1] for line in lines] == [it["hash"] for it in json.loads(text)["rows"]]


def test_duties_are_those_of_the_day(office) -> None:
    """The example's: the charge, the reports, and the end of the restriction."""
    _, text = office.ask("/api/v1/projects/example-ppe/duties?on=2023-12-01")
    duties = {(it["duty"], it["period_to"]): it for it in json.loads(text)["rows"]}
    end = duties[("restriction_end", "2027-08-31")]
    assert (end["due"], end["status"], end["rule_set"]) == ("2027-08-31", "open", "rfs-2020")
    assert duties[("benefit_report", "2023-08-31")]["status"] == "done"


def test_flags_are_raised_without_a_command(office) -> None:
    """The daemon looks by itself: the line is silent, and two reports are years late."""
    address = "/api/v1/projects/example-ppe/flags"

    def rows(asked: str = "") -> list[dict]:
        return json.loads(office.ask(address + asked)[1])["rows"]

    wait_until(lambda: len(rows()) >= 3, 60)
    flags = [it for it in rows() if it["record_kind"] == "flag"]
    raised = [it["subject"].split("|")[0] for it in flags]
    # One silence is one flag, however many periods it goes through.
    assert raised.count("R01") == 1 and "R18" in raised
    for flag in flags:
        assert (flag["source"], flag["by"], flag["rule_set"]) == ("computed", "lineside", "rfs-2020")
        assert flag["severity"] in ("notice", "serious") and flag["period_from"]
        assert all(set(it["name"]) == {"en", "zh-Hant"} for it in flag["evidence"])
    assert rows("?as_of=2023-12-01") == []


def test_what_cannot_be_answered_has_its_code(office) -> None:
    """Stable, for programs; another project's token sees nothing of this one."""
    other = office.company.run(
        "token", "make", "other", "--role", "secretariat", "--project", "elsewhere", "--days",
        "1", "--data", office.company.data,
    ).strip()  # fmt: skip
    engineer = office.company.run(
        "token", "make", "engineer", "--role", "engineer", "--days", "1", "--data",
        office.company.data,
    ).strip()  # fmt: skip
    assert office.code("/api/v1/projects/example-ppe", other) == (403, "out_of_scope")
    assert json.loads(office.ask("/api/v1/projects", other)[1])["rows"] == []
    assert office.code("/api/v1/projects", engineer) == (403, "role_forbids")
    assert office.code("/api/v1/projects", "0" * 64) == (401, "not_signed_in")
    assert office.code("/api/v1/projects/example-ppe/benefits") == (400, "missing_period")
    for days in ("xx", "2022-09-01", "2022-09-30_2022-09-01", "2022-09-31_2022-10-01"):
        address = BENEFITS.replace(PERIOD, days)
        assert office.code(address) == (400, "malformed_period"), days
        assert "2022-09-01_2023-08-31" in office.ask(address)[1], "an example"
    assert office.code(f"{BENEFITS}&as_of=then") == (400, "malformed_time")
    assert office.code(f"{BENEFITS}&as_of=2099-01-01") == (400, "future_time")
    pack = BENEFITS.replace("benefits", "pack")
    assert office.code(pack.replace(MONTH[1], "2022-10-31")) == (404, "not_sealed")
    assert office.code(f"{BENEFITS}&on=2022-01-01") == (400, "unknown_parameter")
    ledger = office.company.run("ledger", "--data", office.company.data)
    assert "secretariat" in ledger and PERIOD in ledger
