"""What a check freezes of the project file: a later change is told, and stops the report."""

import contextlib
import json
import sqlite3

import pytest

from .company import Company
from .funded_project import FundedProject, cells, outcomes

MONTHS = (("2022-09-01", "2022-09-30"), ("2022-10-01", "2022-10-31"))
WAS, NOW = "baseline_headcount: 12", "baseline_headcount: 10"
KEY = "agreement.baseline_headcount"
REASON = "a slip of the pen in the application, corrected in writing"


@pytest.fixture(scope="module")
def company(bin_folder, tmp_path_factory) -> Company:
    """A company that lived through two months."""
    company = Company(bin_folder, tmp_path_factory.mktemp("freeze"))
    company.simulate("--from", MONTHS[0][0], "--to", MONTHS[1][1])
    company.make_key()
    return company


def edit(project: FundedProject, was: str, now: str) -> None:
    """Changes the project's file."""
    text = project.file.read_text(encoding="utf-8")
    assert text.count(was) == 1
    project.file.write_text(text.replace(was, now), encoding="utf-8")


def test_a_changed_baseline_stops_the_report_that_was_checked(company) -> None:
    """Not signed without a reason; with it, the sealed report says what it was and who froze it."""
    project = FundedProject(company, MONTHS[0], "2022-11-02")
    frozen = cells(project.report(), "frozen")
    assert frozen[KEY]["on"]["type"] == "none" and frozen[KEY]["now"]["value"] == 12
    project.run(*project.sign("checked"))
    frozen = cells(project.report(), "frozen")
    assert (frozen[KEY]["on"]["value"], frozen[KEY]["frozen"]["value"]) == ("2022-11-02", 12)
    edit(project, WAS, NOW)
    assert "check it again" in project.refused(*project.sign("signed_off"))
    project.run(*project.sign("checked"))
    refusal = project.refused(*project.sign("signed_off"))
    for part in ("V46", "12, frozen on 2022-11-02 by K. Wong", "now says 10", "凍結為 12", "現為 10"):
        assert part in refusal, refusal
    project.raise_flags()
    flag = project.flags()["R17"]
    assert flag["about"] == KEY and "K. Wong" in json.dumps(flag)
    project.run(*project.sign("signed_off", "--despite", f"V46={REASON}"))
    # The pack is verified as it is sealed, and its report comes from nothing else.
    sealed = project.sealed(project.seal("changed.pack"))
    row = cells(sealed, "frozen")[KEY]
    assert [row[it]["value"] for it in ("frozen", "on", "now")] == [12, "2022-11-02", 10]
    assert row["by"]["text"]["en"] == "K. Wong"
    assert cells(sealed, "signature")["B30/despite-V46"]["value"]["text"]["en"] == REASON
    assert outcomes(sealed)["V46"] == "error"


def test_a_signature_that_nobody_checked_is_not_sealed(company) -> None:
    """As records from before the rule are: the check is taken out of the store."""
    project = FundedProject(company, ("2022-09-05", "2022-09-10"), "2022-11-03")
    project.run(*project.sign("checked"))
    project.run(*project.sign("signed_off"))
    with contextlib.closing(sqlite3.connect(company.data / "facts.sqlite")) as store, store:
        forgotten = store.execute(
            "DELETE FROM record WHERE subject = 'benefit|2022-09-05|2022-09-10'"
            " AND CAST(content AS TEXT) LIKE '%\"step\":\"checked\"%'"
        )
        assert forgotten.rowcount == 1
    key = ("--key", company.folder / "seal.key")
    pack = company.folder / "unchecked.pack"
    seal = ("seal", "--kind", "benefit", *project.period, *key, "-o", pack)
    refusal = project.refused(*seal)
    assert "without a check" in refusal and "未經覆核" in refusal and not pack.exists()
    project.run(*project.sign("checked"))
    project.seal("checked.pack")


def test_a_later_report_is_held_against_the_first_check(company) -> None:
    """Of another period; a value that comes later is frozen when it is first checked."""
    project = FundedProject(company, MONTHS[1], "2022-11-03")
    edit(project, "value: 28, unit: job", "value: 20, unit: job")
    edit(project, "\ntargets:\n", "\ntargets:\n  second: { value: 5, unit: job }\n")
    project.run(*project.sign("checked"))
    refusal = project.refused(*project.sign("signed_off"))
    assert "28 jobs, frozen on 2022-11-02" in refusal and "28 個" in refusal
    edit(project, "value: 20, unit: job", "value: 28, unit: job")
    project.run(*project.sign("checked"))
    project.run(*project.sign("signed_off"))
    sealed = project.sealed(project.seal("second.pack"))
    assert outcomes(sealed)["V46"] == "holds"
    frozen = cells(sealed, "frozen")
    assert frozen["targets.second"]["on"]["value"] == "2022-11-03"
    assert frozen["targets.jobs"]["on"]["value"] == "2022-11-02"
