"""Seals and evidence packs: made beside a real daemon, verified alone and by other means."""

import contextlib
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import stat
import struct
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from decimal import Decimal

import pytest

from conftest import ROOT
from daemon import Daemon
from mask_line import TOPICS, Simulator, write_plant
from processes import wait_until

PERIOD = ("--period-from", "2026-03-02", "--period-to", "2026-03-02")
SALES = """product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd
mask-l1,2026-03-02,2026-03-02,0,4000,300,5,110400.50
"""
JOBS = "job_id,type,from,to,fte,it_post\nJ-1,operative,2026-01-01,,1,no\n"


@pytest.fixture
def shift(bin_folder, broker, tmp_path) -> Iterator[Daemon]:
    """A daemon that has lived through a past day shift."""
    plant = write_plant(tmp_path / "plant.yaml", broker.port)
    with (
        contextlib.closing(Daemon(bin_folder / "lineside", plant, tmp_path)) as daemon,
        contextlib.closing(
            Simulator(bin_folder / "lineside-simulate", broker.port, tmp_path)
        ) as simulator,
    ):
        daemon.start()
        daemon.wait_until_ready()
        broker.wait_for_subscriptions(TOPICS)
        simulator.start(*Simulator.SHIFT, "--scale-cycle", "5", "--seed", "7")
        published = simulator.truth(timeout=120)["messages"]["published"]
        wait_until(lambda: daemon.messages()["received"] >= published, timeout=60)
        position = daemon.lane()["position"]
        wait_until(lambda: daemon.lane()["stored"] >= position)
        yield daemon


class Sealer:
    """The commands of one enterprise."""

    def __init__(self, lineside, daemon: Daemon, folder: pathlib.Path) -> None:
        self._lineside = lineside
        self._daemon = daemon
        self._folder = folder
        (folder / "sales.csv").write_text(SALES, encoding="utf-8")
        (folder / "jobs.csv").write_text(JOBS, encoding="utf-8")
        (folder / "invoice.pdf").write_bytes(b"%PDF\0\xff")

    def run(self, *words: object, code: int = 0) -> str:
        """Runs a command on the data folder to its end and gives what it prints."""
        result = self._lineside(*map(str, words), "--data", self._daemon.data)
        assert result.returncode == code, result.stderr
        return result.stdout + result.stderr

    def seal(self, name: str, key: str = "seal.key", code: int = 0) -> pathlib.Path:
        """Makes a pack."""
        pack = self._folder / name
        files = ("--sales", self._folder / "sales.csv", "--jobs", self._folder / "jobs.csv",
                 "--evidence", self._folder / "invoice.pdf")  # fmt: skip
        self.run(
            "seal", "--plant", self._daemon.plant, "--line", "mask-1", "--project", "P-1", *PERIOD,
            *files, "--key", self._folder / key, "-o", pack, code=code,
        )  # fmt: skip
        return pack

    def verify(self, pack: pathlib.Path, *options: str, code: int = 0) -> dict:
        """What `lineside verify` says of a pack, with nothing but the pack."""
        result = self._lineside("verify", pack, "--json", *options)
        assert result.returncode == code, result.stdout + result.stderr
        return json.loads(result.stdout)

    def told(self, pack: pathlib.Path, language: str) -> str:
        """What `lineside verify` tells people of a pack that is not as it was sealed."""
        result = self._lineside("verify", pack, "--lang", language)
        assert result.returncode == 1, result.stderr
        return result.stdout

    def restated(self) -> list[dict]:
        """What `lineside seal list` says."""
        return json.loads(self.run("seal", "list", "--plant", self._daemon.plant, "--json"))


@pytest.fixture
def sealer(lineside, shift, tmp_path) -> Sealer:
    """An enterprise with a key."""
    sealer = Sealer(lineside, shift, tmp_path)
    assert "recorded as number 1" in sealer.run("key", "make", "--key", tmp_path / "seal.key")
    return sealer


def escaped(value: object) -> bytes:
    """A value as `docs/seal.md` has it."""
    if value is None:
        return b"\\N"
    if isinstance(value, float):
        return struct.pack(">d", value).hex().encode()
    text = value if isinstance(value, bytes) else str(value).encode()
    for old, new in ((b"\\", b"\\\\"), (b"\t", b"\\t"), (b"\n", b"\\n"), (b"\r", b"\\r")):
        text = text.replace(old, new)
    return text


TERMS = {"product": "p", "reason": "r", "signal": "s"}


def lines(pack: pathlib.Path) -> Iterator[bytes]:
    """Every line under a seal, made from the table of `docs/seal.md` and nothing else."""
    text = (ROOT / "docs" / "seal.md").read_text(encoding="utf-8")
    kinds = re.findall(r"^\| `(\w+)` \| ([a-z0-9_, ]+) \| ([a-z_, ]+) \|$", text, re.MULTILINE)
    assert [kind for kind, _, _ in kinds][:3] == ["lane", "condition", "pieces"]
    store = sqlite3.connect(f"file:{pack}?mode=ro", uri=True)
    evidence = dict(store.execute("SELECT name, bytes FROM evidence"))
    manifest = json.loads(evidence["manifest.json"])
    for name in sorted(manifest.keys() - {"tree", "evidence"}):
        value = json.dumps(
            manifest[name], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        yield b"\t".join((b"claim", escaped(name), escaped(value)))
    order = ""
    for kind, columns, given in kinds:
        if kind == "declared":
            continue
        order = order if given == "the same" else given
        named, joins = columns.split(", "), ""
        if named[0] == "path" or "path" in named:
            column = "signal" if kind in ("minute", "command", "activity") else "unit"
            joins = f" JOIN unit ON unit.id = f.{column}"
        wanted = [f"f.{name}" if name != "path" else "path" for name in named]
        if kind in ("condition", "pieces", "gap", "finding"):
            for name in set(named) & TERMS.keys():
                alias = TERMS[name]
                joins += f" LEFT JOIN term {alias} ON {alias}.id = f.{name}"
                wanted[named.index(name)] = f"{alias}.name"
        sql = f"SELECT {', '.join(wanted)} FROM {kind} f{joins} ORDER BY {order}"
        for row in store.execute(sql):
            yield b"\t".join((kind.encode(), *map(escaped, row)))
    for name in sorted(name for name in evidence if name.startswith(("sales/", "jobs/"))):
        for number, line in enumerate(evidence[name].split(b"\n"), 1):
            yield b"\t".join((b"declared", escaped(name), escaped(number), escaped(line)))


def root(leaves: list[bytes]) -> bytes:
    """The root of RFC 6962, by its own recursion."""
    if len(leaves) == 1:
        return leaves[0]
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return hashlib.sha256(b"\1" + root(leaves[:half]) + root(leaves[half:])).digest()


def test_a_pack_is_verified_alone_and_by_other_means(sealer, shift, tmp_path, lineside):
    """Made beside the daemon, taken away, and held against the document by a program of its own."""
    assert stat.S_IMODE((tmp_path / "seal.key").stat().st_mode) == 0o600
    sealer.seal("first.pack")
    made = sealer.seal("second.pack")
    assert shift.stop() == 0
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    pack = alone / "second.pack"
    shutil.move(made, pack)
    answer = sealer.verify(pack)
    assert (answer["verdict"], answer["seal"], answer["seals"]) == ("same", 2, 2)
    assert answer["project"] == "P-1" and answer["figures"] >= 4
    assert list(alone.iterdir()) == [pack]

    leaves = [hashlib.sha256(b"\0" + line).digest() for line in lines(pack)]
    store = sqlite3.connect(f"file:{pack}?mode=ro", uri=True)
    manifest = json.loads(
        store.execute("SELECT bytes FROM evidence WHERE name = 'manifest.json'").fetchone()[0]
    )
    assert len(leaves) == sum(manifest["tree"]["lines"].values()) == answer["lines"] > 3000
    assert [row[0] for row in store.execute("SELECT hash FROM leaf ORDER BY number")] == leaves
    assert root(leaves).hex() == manifest["tree"]["root"]

    chinese = lineside("verify", pack, "--lang", "zh-Hant")
    assert chinese.returncode == 0
    assert chinese.stdout.startswith("相同") and "並不證明" in chinese.stdout


def test_the_commands_of_the_document_verify_a_pack(sealer, tmp_path):
    """Every command under "By hand" does what it says."""
    sealer.seal("first.pack")
    pack = sealer.seal("second.pack")
    text = (ROOT / "docs" / "seal.md").read_text(encoding="utf-8")
    out, pieces, tree = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)

    def shell(script: str) -> list[str]:
        result = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script], cwd=tmp_path, capture_output=True,
            text=True, check=False, env={"PACK": str(pack), "PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        return result.stdout.splitlines()

    store = sqlite3.connect(f"file:{pack}?mode=ro", uri=True)
    manifest = json.loads((store.execute(
        "SELECT bytes FROM evidence WHERE name = 'manifest.json'").fetchone()[0]))  # fmt: skip
    verified, previous, key = shell(out.replace("python3", shutil.which("python3")))
    assert verified == "Signature Verified Successfully"
    assert previous.split()[0] == manifest["previous"] and key.split()[0] == manifest["key"]
    hashes = [row[0].hex() for row in store.execute("SELECT hash FROM leaf ORDER BY number")]
    one_piece = pieces.replace("ORDER BY path, at, known_by, seq", "ORDER BY 2, 3, 4, 5 LIMIT 40")
    found = shell(one_piece)
    place = hashes.index(found[0])
    assert hashes[place : place + 40] == found
    assert shell(tree.replace("python3", shutil.which("python3"))) == [manifest["tree"]["root"]]


def test_what_is_changed_is_named(sealer, tmp_path, lineside):
    """A piece, a declared line, and a file that is no pack."""
    pack = sealer.seal("march.pack")
    changed = tmp_path / "changed.pack"
    shutil.copy(pack, changed)
    with contextlib.closing(sqlite3.connect(changed)) as store, store:
        row = "SELECT rowid, unit, at FROM (SELECT 1 AS rowid, unit, at FROM pieces LIMIT 1)"
        _, unit, at = store.execute(row).fetchone()
        store.execute(
            "UPDATE pieces SET quantity = quantity + 1000000 WHERE unit = ? AND at = ?", (unit, at)
        )
    findings = sealer.verify(changed, code=1)["findings"]
    assert findings[0]["code"] == "fact_changed" and str(at) in findings[0]["subject"]
    shutil.copy(pack, changed)
    with contextlib.closing(sqlite3.connect(changed)) as store, store:
        store.execute(
            "UPDATE evidence SET bytes = CAST(replace(bytes, '110400.50', '110400.51') AS BLOB) "
            "WHERE name = 'sales/sales.csv'"
        )
    findings = sealer.verify(changed, code=1)["findings"]
    assert (findings[0]["code"], findings[0]["subject"]) == ("declared_line", "sales/sales.csv:2")
    turnover = next(it for it in findings if it["subject"] == "turnover_hkd")
    assert (turnover["sealed"], turnover["found"]) == ("110400.5", "110400.51")
    assert turnover["difference"] == "+0.01"
    text = lineside("verify", changed, "--lang", "zh-Hant")
    assert text.returncode == 1 and text.stdout.splitlines()[0] == "不同"
    assert "turnover_hkd（生意額）：報告中：110,400.50 港元" in text.stdout
    assert "110,400.51 港元；相差 +0.01 港元" in text.stdout
    shutil.copy(pack, changed)
    with changed.open("r+b") as file:
        file.truncate(changed.stat().st_size - 5000)
    unread = {
        tmp_path / "plant.yaml": ("no evidence pack", "並非證據包"),
        tmp_path / "nothing": ("no such file", "沒有此檔案"), changed: ("cut short", "不完整"),
    }  # fmt: skip
    for path, words in unread.items():
        refused = lineside("verify", path)
        assert refused.returncode == 65 and "SQL" not in refused.stderr
        assert all(word in refused.stderr for word in words), refused.stderr


def test_the_report_of_a_pack_is_printed_elsewhere(sealer, tmp_path, lineside):
    """From nothing but the pack, in every form, and always the same; never from a changed one."""
    pack = sealer.seal("march.pack")
    told = lineside("report", "--from", pack)
    assert told.returncode == 0, told.stderr
    assert "same: everything is as it was sealed" in told.stderr and "相同" in told.stderr
    report = json.loads(told.stdout)
    assert report["seal"]["verdict"] == "same" and report["turnover_hkd"]["value"] == 110400.5
    starts = {"json": b"{", "csv": b"\xef\xbb\xbf", "pdf": b"%PDF", "xlsx": b"PK"}
    for form, start in starts.items():
        made = []
        for name in ("one", "two"):
            path = tmp_path / f"{name}.{form}"
            result = lineside("report", "--from", pack, "--format", form, "-o", path)
            assert result.returncode == 0, result.stderr
            made.append(path.read_bytes())
        assert made[0].startswith(start) and made[0] == made[1], form
    document = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert document["metadata"]["state"] == "sealed" and document["metadata"]["seal_hash"]

    changed = tmp_path / "changed.pack"
    shutil.copy(pack, changed)
    with contextlib.closing(sqlite3.connect(changed)) as store, store:
        store.execute(
            "UPDATE evidence SET bytes = CAST(replace(bytes, '110400.50', '110400.51') AS BLOB) "
            "WHERE name = 'sales/sales.csv'"
        )
    refused = lineside("report", "--from", changed, "--format", "csv", "--lang", "en")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "different" in refused.stderr and "sales/sales.csv:2" in refused.stderr
    loud = lineside("report", "--from", changed, "--format", "csv", "--even-if-different")
    assert loud.returncode == 1 and "DIFFERENT: the pack is not" in loud.stdout
    figures = lineside("report", "--from", changed, "--even-if-different")
    assert figures.returncode == 1 and json.loads(figures.stdout)["seal"]["verdict"] == "different"
    assert lineside("report", "--from", pack, "--data", tmp_path).returncode == 64
    assert lineside("report").returncode == 64
    assert lineside("report", "--from", tmp_path / "plant.yaml").returncode == 65


def test_what_comes_later_restates_and_the_seal_stays(sealer, shift, lineside):
    """Both are shown: as reported, and as restated."""
    pack = sealer.seal("march.pack")
    assert [it["same"] for it in sealer.restated()] == [True]
    told = lineside(
        "correct", "scrap", "--plant", shift.plant, "--data", shift.data, "--unit", "mask-1/packer",
        "--at", "2026-03-02T15:50", "--quantity", "7", "--by", "chan-tai-man", "--why", "found by hand",
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    later = sealer.seal("again.pack")
    (first, second) = sealer.restated()
    assert (first["same"], second["same"], first["corrections"]) == (False, True, [1])
    assert [it["version"] for it in (first, second)] == [1, 2]
    assert [it["standing"] for it in (first, second)] == ["reported", "restated"]
    good = next(it for it in first["differences"] if it["figure"].endswith(".good"))
    assert Decimal(good["as_restated"]) - Decimal(good["as_reported"]) == -7
    assert good["difference"] == "-7"
    for it in (pack, later):
        assert sealer.verify(it)["verdict"] == "same"
    # Long enough not to stand among millions of bytes of hashes by chance.
    assert b"chan-tai-man" not in later.read_bytes()


def test_keys_are_replaced_and_revoked(sealer, shift, tmp_path, lineside):
    """The one that signs is the last that counts; what others hold tells a chain made anew."""
    sealer.seal("one.pack")
    sealer.run("key", "rotate", "--key", tmp_path / "seal.key", "--new", tmp_path / "new.key")
    sealer.seal("refused.pack", code=64)
    assert not (tmp_path / "refused.pack").exists() and not list(tmp_path.glob("*.partial"))
    # Without a daemon it works as well.
    assert shift.stop() == 0
    pack = sealer.seal("two.pack", key="new.key")
    note = sealer.run(
        "seal", "roots", "--plant", shift.plant, "--key", tmp_path / "new.key"
    )
    (tmp_path / "root").write_text(note, encoding="utf-8")
    answer = sealer.verify(pack, "--root", tmp_path / "root")
    assert answer["checkpoint_seals"] == 2 and len(answer["keys"]) == 2
    early = sealer.run(
        "key", "revoke", "--key", tmp_path / "new.key", "--since", "2001-01-01T00:00:00Z", code=64
    )
    assert "before the key" in early and "早於金鑰" in early
    revoke = ("key", "revoke", "--key", tmp_path / "new.key")
    late = sealer.run(*revoke, "--since", "2199-01-01T00:00:00Z", code=64)
    assert "is to come" in late and "尚未到" in late
    blank = sealer.run(*revoke, "--why", "  ", code=64)
    assert "blank" in blank and "只有空格" in blank
    old = sealer.run("key", "revoke", "--key", tmp_path / "seal.key", code=64)
    assert "was replaced by another" in old and "由另一金鑰取代" in old
    # Nothing of it ended the key.
    assert [it["revoked"] for it in json.loads(sealer.run("key", "list", "--json"))] == [False] * 2
    sealer.run("key", "revoke", "--key", tmp_path / "new.key", "--why", "lost")
    keys = json.loads(sealer.run("key", "list", "--json"))
    assert [it["revoked"] for it in keys] == [False, True]
    sealer.seal("refused.pack", key="new.key", code=64)
    (tmp_path / "seal.key").chmod(0o644)
    sealer.seal("refused.pack", code=64)
    private = (tmp_path / "new.key").read_text(encoding="utf-8").splitlines()[1]
    for path in (pack, shift.data / "facts.sqlite"):
        assert private.encode() not in path.read_bytes()
    shown = subprocess.run(
        ["openssl", "pkey", "-in", tmp_path / "new.key", "-noout"], capture_output=True, check=False
    )
    assert shown.returncode == 0, shown.stderr


def test_packs_are_kept_and_fetched_byte_for_byte(sealer, shift, tmp_path, lineside) -> None:
    """With a daemon and without, from a restored backup too; parts of packs go at a start."""
    made = [sealer.seal("one.pack"), sealer.seal("two.pack")]
    kept = shift.data / "packs"
    assert len(list(kept.iterdir())) == 2
    metrics = shift.get("/metrics")[1]
    assert f"lineside_packs_bytes {sum(it.stat().st_size for it in made)}\n" in metrics

    def fetch(data: pathlib.Path, number: int, name: str, code: int = 0) -> pathlib.Path:
        target = tmp_path / name
        result = lineside("seal", "fetch", number, "--data", data, "-o", target)
        assert result.returncode == code, result.stderr
        return target

    backup = tmp_path / "backup"
    sealer.run("backup", "--to", backup)
    assert shift.stop() == 0
    made.append(sealer.seal("three.pack"))
    for number, pack in enumerate(made, 1):
        again = fetch(shift.data, number, f"again-{number}.pack")
        assert again.read_bytes() == pack.read_bytes()
        assert sealer.verify(again)["verdict"] == "same"
    restored = tmp_path / "restored"
    assert lineside("restore", "--from", backup, "--data", restored).returncode == 0
    assert fetch(restored, 2, "restored.pack").read_bytes() == made[1].read_bytes()
    fetch(restored, 3, "none.pack", code=66)
    fetch(shift.data, 1, "again-1.pack", code=74)
    # What a power cut may leave behind.
    unrecorded, part = kept / "000004-0123456789abcdef.pack", kept / "2f1c.partial"
    for path in (unrecorded, part):
        path.write_bytes(b"of no seal")
    shift.start()
    shift.wait_until_ready()
    assert unrecorded.exists() and not part.exists() and len(list(kept.iterdir())) == 4
    # As after a program that kept none.
    next(kept.glob("000001-*")).unlink()
    refused = lineside("seal", "fetch", 1, "--data", shift.data, "-o", tmp_path / "old.pack")
    assert refused.returncode == 66 and "before packs were kept" in refused.stderr
    chinese = lineside(
        "seal", "fetch", 1, "--data", shift.data, "-o", tmp_path / "old.pack", "--lang", "zh-Hant"
    )
    assert chinese.returncode == 66 and "證據包不在此處" in chinese.stderr
    address = "/sealed/P-1/2026-03-02_2026-03-02"
    page = shift.get(f"{address}?seal=1&lang=en")[1]
    assert "before packs were kept" in page and f"{address}/pack?seal=1" not in page
    assert f"{address}/pack?seal=2" in shift.get(f"{address}?seal=2&lang=en")[1]
    assert shift.get(f"{address}/pack?seal=1")[0] == 404
    status, told = shift.get("/api/v1/projects/P-1/pack?period=2026-03-02_2026-03-02&seal=1")
    assert (status, json.loads(told)["error"]["code"]) == (404, "pack_not_kept")
    url = f"http://127.0.0.1:{shift.port}/api/v1/projects/P-1/pack?period=2026-03-02_2026-03-02"
    for asked, pack in (("", made[2]), ("&seal=2", made[1])):
        with urllib.request.urlopen(url + asked, timeout=60) as answer:
            assert answer.read() == pack.read_bytes()
            assert answer.headers["Content-Disposition"].endswith('.pack"')


def test_a_seal_after_its_key_was_revoked_is_told(sealer, shift, tmp_path) -> None:
    """Whoever stole a key can sign with it; the records of keys in any later pack tell it."""
    sealer.seal("before.pack")
    since = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 1))
    time.sleep(1.5)
    stolen = sealer.seal("stolen.pack")
    # Who holds the pack alone cannot know what is not said yet.
    assert sealer.verify(stolen)["verdict"] == "same"
    assert shift.stop() == 0
    sealer.run("key", "revoke", "--key", tmp_path / "seal.key", "--since", since, "--why", "stolen")
    assert "recorded as number 3" in sealer.run("key", "make", "--key", tmp_path / "new.key")
    later = sealer.seal("later.pack", key="new.key")
    answer = sealer.verify(later, code=1)
    assert [(it["code"], it["subject"]) for it in answer["findings"]] == [("key_revoked", "2")]
    assert answer["findings"][0]["sealed"] == since
    (revoked, current) = answer["keys"]
    assert (revoked["revoked"], current["revoked"]) == (True, False)
    for language, words in (("en", "revoked"), ("zh-Hant", "撤銷")):
        told = sealer.told(later, language)
        assert words in told and since in told
