"""P16 with the real daemon: the manual's table of roles is what every role meets."""

import re

from daemon import Daemon
from promise import ROOT

from .conftest import REPORT, Browser, bearer, plant_id

LINE = "/line/mask-1"
# What the manual's rows are about, and what each needs to be within somebody's scope.
ROWS = {
    "Overview, `/api/v1/lines`": ("nothing", ["/", "/api/v1/lines", "/live"]),
    "a line: now, shift, stops, figures, changes, corrections made": (
        "line",
        [LINE, f"{LINE}/shift", f"{LINE}/stops", f"/live?line={LINE[6:]}"]
        + [
            f"/api/v1/{name}?unit=mask-1&from=2026-03-02&to=2026-03-03"
            for name in ("kpi", "stops", "stops.csv", "changes", "corrections")
        ],
    ),
    "to correct": ("line", [f"{LINE}/correct"]),
    "raw signals, messages of the journal": ("line", [f"{LINE}/signals"]),
    "Data health, `/metrics`": ("line", ["/health", "/api/v1/health", "/metrics"]),
    "benefit report, projects and their reports, sealed reports, `/api/v1/projects`: "
    "turnover, jobs, claims": ("project", ["/benefit"]),
    "to declare, to reply to a flag": ("project", []),
    "to decide for the fund: close a flag": ("project", []),
    "the ledger": ("project", ["/ledger", "/api/v1/ledger"]),
    "definitions": ("nothing", ["/definitions", "/api/v1/definitions"]),
}


def table() -> dict[str, dict[str, bool]]:
    """Whether a role may do what a row says, as docs/access.md has it."""
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    rows = re.search(r"^\| \| operator (.*\n)+?\n", text, re.MULTILINE)[0].strip().split("\n")
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    return {row[0]: dict(zip(cells[0][1:], (it == "✓" for it in row[1:]))) for row in cells[2:]}


def tokens(daemon: Daemon, account, role: str) -> dict[str, str]:
    """Tokens of a role: for what is its own, and for what is somebody else's."""
    plant = plant_id(daemon)
    own, other = ("--project", f"{plant}/{REPORT}"), ("--project", f"elsewhere/{REPORT}")
    if role != "auditor":
        own, other = (), ("--project", "elsewhere")
    return {
        "own": account("token", "make", f"{role}-own", "--role", role, *own).strip(),
        "other": account("token", "make", f"{role}-other", "--role", role, *other).strip(),
    }


def status(daemon: Daemon, path: str, token: str) -> int:
    """What an address answers; of a live stream its head alone, since it has no end."""
    method = "HEAD" if path.startswith("/live") else "GET"
    return Browser(daemon.port).ask(method, path, **bearer(token))[0]


def test_every_role_meets_what_the_manual_says(daemon, account, tally) -> None:
    it = tally("P16", "the manual's table")
    rules = table()
    assert rules.keys() == ROWS.keys(), "a row of the manual is not probed"
    account("user", "add", "mei", "--role", "manufacturer")
    wrong = []
    for role in rules["definitions"]:
        for whose, token in tokens(daemon, account, role).items():
            for row, (about, paths) in ROWS.items():
                allowed = rules[row][role] and (whose == "own" or about != "project")
                for path in paths:
                    found = status(daemon, path, token)
                    it.runs += 1
                    it.faults += found == 403
                    it.lost += found == 200 and not allowed
                    it.doubled += found != 200 and allowed
                    if found != (200 if allowed else 403):
                        wrong.append(f"{role}, {whose}: {path}: {found}")
    assert not wrong, "\n".join(wrong)
    assert it.runs > 200 and it.faults > 80


def test_who_has_one_report_does_not_act_on_the_project(daemon, account) -> None:
    account("user", "add", "mei", "--role", "manufacturer")
    plant, wrong = plant_id(daemon), []
    acts = {"secretariat": ["flags/1/close"], "manufacturer": ["flags/1/reply", "declare"]}
    for role, places in acts.items():
        scopes = {f"{plant}/{REPORT}": 403, plant: 404}
        for scope, expected in scopes.items():
            words = (f"{role}-{expected}", "--role", role, "--project", scope)
            token = account("token", "make", *words).strip()
            for place in places:
                for query in ("", f"?report={REPORT}", f"?period={REPORT}"):
                    path = f"/projects/{plant}/{place}{query}"
                    found = Browser(daemon.port).ask("POST", path, {"text": "x"}, **bearer(token))
                    if found[0] != expected:
                        wrong.append(f"{role}, {scope}: {path}: {found[0]}")
    # There is no project file, which only who may act on the project is told.
    assert not wrong, "\n".join(wrong)
