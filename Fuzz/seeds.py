"""Where the fuzzers begin: inputs made of the scenarios, examples and samples that are there anyway.

What `../shared/data` has is taken as well, where that is.
"""

import dataclasses
import json
import pathlib
import re
import struct
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared/data"


@dataclasses.dataclass
class Seeds:
    """A folder of inputs and the words that stand in them."""

    folder: pathlib.Path
    dictionary: pathlib.Path


def write(target: str, folder: pathlib.Path) -> Seeds:
    """Writes the seeds of a target."""
    folder.mkdir(parents=True, exist_ok=True)
    inputs = list(dict.fromkeys(part for part in MAKERS[target]() if len(part) <= 4096))
    if not inputs:
        raise SystemExit(f"there is no seed for {target}")
    for number, content in enumerate(inputs[:500]):
        (folder / f"{number:04}").write_bytes(content)
    words: dict[bytes, None] = {}
    for content in inputs:
        words |= dict.fromkeys(re.findall(rb"[A-Za-z_][A-Za-z0-9_.-]{1,30}", content))
    dictionary = folder.with_suffix(".dict")
    lines = [b'"%s"\n' % word for word in list(words)[:400]]
    dictionary.write_bytes(b"".join(lines) or b'"0"\n')
    return Seeds(folder, dictionary)


def samples() -> Iterator[tuple[str, str]]:
    """Convention and payload of every sample that the tests of the conventions have."""
    path = ROOT / "Tests/DecodingTests/Conventions/ConventionCase.swift"
    text = path.read_text(encoding="utf-8").replace("\\\n                ", "")
    topics = re.compile(r'convention: "([a-z-]+)"(?:,\s*topic: "([^"]+)")?(.*?)values:', re.DOTALL)
    for convention, topic, rest in topics.findall(text):
        found = re.search(r'payload:\s*(?:"""\s*(.*?)\s*"""|#?"(.*?)"#?,)', rest, re.DOTALL)
        if found:
            yield topic or convention, re.sub(r"\\\s*", "", found[1] or found[2])


def messages() -> Iterator[tuple[str, str]]:
    """Topic and payload of the scenarios' messages, each form of a payload a few times."""
    seen: dict[str, int] = {}
    for path in sorted((ROOT / "Tests/Scenarios").glob("*/messages.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            message = json.loads(line)
            if "payload" not in message:
                continue
            payload = message["payload"]
            text = payload if isinstance(payload, str) else json.dumps(payload)
            form = re.sub(r"\d+", "0", text)
            seen[form] = seen.get(form, 0) + 1
            if seen[form] <= 3:
                yield message["topic"], text


def json_payloads() -> Iterator[bytes]:
    """`topic\\npayload`, JSON."""
    for topic, payload in samples():
        yield f"{topic}\n{payload}".encode()
    for _, payload in messages():
        yield f"plain\n{payload}".encode()
    for payload in [
        '{"state":"Execute","total":12.5,"bad":[0,{"n":3}],"mode":{"a.b":"auto"},"order":"A-1",'
        '"product":7,"reason":null,"kwh":1.234,"ts":1772409600000}',
        '{"state":6,"total":"17","ts":"2026-03-02T08:00:00.25+08:00","\\u0073tate":11}',
        '{"total":1e3,"state":"\\ud83d\\ude00"}',
    ]:
        yield f"plain\n{payload}".encode()
    yield b'gate\n{"cmd":1,"pos":0.25,"at":1772409600}'
    yield b'temp\n{"v":[21.5,3],"ts":1772409600000}'


def scalars() -> Iterator[bytes]:
    """`topic\\npayload`, bare values."""
    values = [
        "Execute", "6", "435.42", "true", "null", "", '"Execute"', '"a\\u0041"', "-0.5", "1e-7", "007",
        "9007199254740993", "123456789012345678901234567890", "4.9e-324", "1.7976931348623157e308",
        "0.000001", " 12 ", "+1", "run",
    ]
    topics = [
        "PlantA/Status/StateCurrentStr", "number-state", "made", "mode", "words", "number", "pulse",
        "delta", "order", "product", "reason",
    ]
    for topic in topics:
        for value in values:
            yield f"{topic}\n{value}".encode()


def shdr_lines() -> Iterator[bytes]:
    """Lines of an MTConnect adapter."""
    yield b"2026-03-02T08:00:00.25Z|avail|AVAILABLE|mode|AUTOMATIC"
    yield b"2026-03-02T08:00:00|system|fault|12|3|HIGH|overload|again"
    yield b"2026-03-02T08:00:00@1.5|msg|code|text\n* PING"
    yield b"2026-03-02 08:00|system|unavailable||||\r\n"
    for path in sorted(SHARED.glob("nist-smstestbed/**/*.txt"))[:5]:
        for line in path.read_bytes()[:20_000].splitlines()[:20]:
            yield line


def streams() -> Iterator[bytes]:
    """Messages behind each other, of one plant."""
    for option, parts in [(b"\0", list(json_payloads())), (b"\1", list(scalars()))]:
        for begin in range(0, len(parts), 8):
            chosen = [part for part in parts[begin : begin + 8] if b"\0" not in part]
            yield option + b"\0".join(bytes([1 + n]) + part for n, part in enumerate(chosen))
        yield option + b"\0".join(bytes([129 + n % 4]) + parts[-1] for n in range(30))
    counts = (f'\x05plain\n{{"state":"Execute","total":{n}}}'.encode() for n in (0, 5, 9, 2, 7))
    yield b"\0" + b"\0".join(counts)


def heard() -> Iterator[bytes]:
    """Messages of an unknown broker."""
    for path in sorted((ROOT / "Tests/Scenarios").glob("*/messages.jsonl")):
        parts = []
        for line in path.read_text(encoding="utf-8").splitlines()[:30]:
            message = json.loads(line)
            if "payload" in message:
                payload = message["payload"]
                text = payload if isinstance(payload, str) else json.dumps(payload)
                parts.append(f"\x05{message['topic']}\n{text}".encode())
        yield b"\0".join(parts)
    words = ["producing", "stopped", "producing"]
    yield b"\0".join(f"\x02hall/m1/state\n{word}".encode() for word in words)


def record(number: int, kind: int = 1, topic: bytes = b"t", payload: bytes = b"1") -> bytes:
    """A record of a segment; checksums are the target's affair."""
    return struct.pack(
        "<IIQqHHHBB", 32 + len(topic) + len(payload), 0, number, number * 1000, 0, len(topic), 0,
        kind, 1) + topic + payload


def segments() -> Iterator[bytes]:
    """Segment files as the target takes them."""
    header = b"LNSDJRNL" + struct.pack("<IIQQQ", 1, 0, 0, 0, 1) + bytes(24)
    body = b"".join(record(number) for number in range(1, 4))
    seal = record(4, 255, b"", struct.pack("<QQQqQ", 1, 4, 3, 3000, 64 + len(body)))
    kinds = b"".join(record(n + 1, kind, b"", b"1") for n, kind in enumerate(range(1, 9)))
    files = [
        (header + body, b""), (header + body + bytes(200), b""),
        (header + body + seal, header + record(4)), (header + kinds, b""), (header, b""),
        (header + record(1, payload=bytes(1000)) + record(2)[:20], b""), (b"", header),
    ]
    for first, second in files:
        for option in range(4):
            yield bytes([option, len(first) >> 8, len(first) & 255]) + first + second


def plants() -> Iterator[bytes]:
    """Plant files: whole small ones, and the parts of large ones."""
    for path in sorted((ROOT / "Tests/Scenarios").glob("*/plant.yaml")):
        yield path.read_bytes()
    for path in sorted((ROOT / "config/examples").glob("*.yaml")):
        yield path.read_bytes()[:4096]


def queries() -> Iterator[bytes]:
    """Addresses of the API."""
    for text in [
        "kpi?unit=l/u&from=2026-03-02T08:00:00%2B08:00&to=2026-03-03&by=hour&group=product",
        "kpi?unit=l&by=shift&restated=true&as_of=2026-03-03T00:00:00Z",
        "kpi?by=day&from=2026-03-01&to=2026-03-04&what_if=l/u:p=480%20ms",
        "kpi?unit=p&group=line&what_if=l/u:p=7500/h", "kpi?from=1678-01-01&to=2261-12-31&by=hour",
        "stops?unit=l/u&from=2026-03-02&to=2026-03-03&reason=jam&minor=true&min=60",
        "stops?reason=none&minor=false", "page?from=2026-03-02&unit=u&minor=true&reason=jam",
        "page?to=1678-01-01", "signals?signal=u/number&from=2026-03-02&to=2026-03-03&columns=300",
        "signals?length=90m&columns=60", "signals?length=7d", "corrections?unit=l/u&from=2026-03-02",
    ]:
        yield text.encode()


REQUESTS: list[dict[str, object]] = [
    {"kind": "reason", "unit": "l/u", "at": "2026-03-02T10:30:00+08:00", "reason": "jam"},
    {"kind": "split", "unit": "l/u", "at": "2026-03-02T10:30:00+08:00", "first": "jam", "second": "none"},
    {"kind": "state", "unit": "l/u", "from": "2026-03-02T08:00", "to": "2026-03-02T09:00",
     "state": "producing"},
    {"kind": "scrap", "unit": "l/u", "at": "2026-03-02T09:00", "quantity": 3, "product": "p"},
    {"kind": "scrap", "unit": "l/u", "at": "2026-03-02T09:00:00.5Z", "quantity": "0.25", "count": "scrap"},
    {"kind": "counter", "signal": "l/u/made", "at": "2026-03-02T09:00", "finding": "jump",
     "counter_class": "rollover", "modulus": "65536"},
    {"kind": "rate", "unit": "l/u", "product": "p", "item_time": "480 ms", "from": "2026-03-02"},
    {"kind": "withdraw", "supersedes": 7, "seen": 9},
]


def corrections() -> Iterator[bytes]:
    """Corrections as JSON and as forms."""
    for request in REQUESTS:
        told = {"by": "Wong", "why": "saw it"} | request
        yield json.dumps(told | {"trial": True}).encode()
        pairs = (f"{key}={str(value).replace(' ', '+')}" for key, value in told.items())
        yield b"f" + "&".join(pairs).replace(":", "%3A").encode()


def forms() -> Iterator[bytes]:
    """A media type, a line feed, and a form with files."""
    table = (ROOT / "config/benefits/example/stock.csv").read_bytes()[:1024]
    fields = {"token": "5a5a", "kind": "stock", "line": "mask-1", "by": "美", "why": "a\r\nb", "from": ""}
    parts = [f'name="{name}"\r\n\r\n{text}'.encode() for name, text in fields.items()]
    file = 'name="file"; filename="存貨 %22.csv"\r\nContent-Type: text/csv\r\n\r\n'.encode()
    evidence = b'name="evidence"; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n%s'
    chosen = [file + table, evidence % (b"a.pdf", b"\r\n--not\x00the\xffend"), evidence % (b"", b"")]
    for boundary, quoted in [(b"----WebKitFormBoundary7MA4", b"----WebKitFormBoundary7MA4"), (b"b", b'"b"')]:
        head = b"multipart/form-data; boundary=" + quoted + b"\n"
        for some in (parts, chosen, parts + chosen, *([part] for part in parts + chosen)):
            body = b"".join(
                b"--" + boundary + b"\r\nContent-Disposition: form-data; " + part + b"\r\n"
                for part in some)
            yield head + body + b"--" + boundary + b"--\r\n"


def requests() -> Iterator[bytes]:
    """Lines of the control socket."""
    yield b'{"ask":"status"}'
    yield b'{"ask":"reload","wait":true}'
    yield b'{"ask":"backup","to":"/backup/x"}'
    for request in REQUESTS:
        told = {"by": "Wong", "why": "saw it"} | request
        yield json.dumps({"ask": "correct", "correction": told}).encode()


def tables() -> Iterator[bytes]:
    """Declared sales and jobs."""
    for path in sorted((ROOT / "config/benefits").glob("*.csv")):
        yield path.name[:1].encode() + path.read_bytes()
    sales = "product,period_from,period_to,opening_stock,sold,closing_stock,samples_scrap,turnover_hkd"
    yield f"s{sales}\np,2026-03-01,2026-03-31,1.5,120,0,0,110.40\n".encode()
    yield f's\ufeff{sales}\r\n"p",2026-03-01,2026-03-31,0,"1",0,0,0\r\n'.encode()
    yield b"jjob_id,type,from,to,fte,it_post\nJ-1,local,2026-03-01,,1.00,yes\n"


def registries() -> Iterator[bytes]:
    """Project files, rule sets, lists of approved projects."""
    text = (ROOT / "config/benefits/project.yaml").read_text(encoding="utf-8")
    head = "version: 1\nproject: { id: a, scheme: RFS }\nenterprise: { name: A }\n"
    head += "agreement: { applied: 2021-01-01, start: 2021-02-01, end: 2022-05-31, completed: 2022-05-31 }\n"
    lines = "lines: { mask-1: { operation_start: 2022-06-01, devices: { d: { key: k } } } }\n"
    yield f"p{head}{lines}".encode()
    for part in re.split(r"\n\n+", text):
        if not part.startswith(("#", "version", "project", "enterprise", "agreement", "lines")):
            yield f"p{head}{lines}{part}\n".encode()
    based = "version: 1\nrule_set: { id: own, based_on: nifs-2025, from: 2026-01-01 }\n"
    yield f"r{based}".encode()
    for path in sorted((ROOT / "config/schemes").glob("*.yaml")):
        rules = re.split(r"\n\n+", path.read_text(encoding="utf-8"))
        for part in (part for part in rules if part.startswith("  V")):
            yield f"r{based}rules:\n{part}\n".encode()
        for part in (part for part in rules if part.startswith("parameters")):
            yield f"r{based}{part}\n".encode()
    for path in sorted((ROOT / "config/reports").glob("*.yaml")):
        yield b"t" + path.read_bytes()
    columns = "No.,Programme,Reference No.,Project Title,Lead Applicant,Funds Approved ($M),Remarks"
    yield f"i{columns}\n1,NIFS,N-1,T,Example,2.29,-\n2,NIFS,N-2,T,Example,\"HK$2,290,000\",\n".encode()
    yield f"i{columns}\n1,NIFS,N-1,T,Caf".encode() + b"\xe9,15,\n"


MAKERS = {
    "json": json_payloads,
    "scalar": scalars,
    "shdr": shdr_lines,
    "stream": streams,
    "discover": heard,
    "journal": segments,
    "plant": plants,
    "query": queries,
    "correction": corrections,
    "multipart": forms,
    "control": requests,
    "declared": tables,
    "registry": registries,
}
