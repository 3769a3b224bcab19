"""The memory orderings of Sources/LockFree: where each stands, what the models call it, what is weaker.

The models take them from here, so that a model cannot stay right while the sources go wrong.
"""

import dataclasses
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = pathlib.Path("Sources/LockFree")

NAMES = {
    "relaxed": "RELAXED",
    "acquiring": "ACQUIRE",
    "releasing": "RELEASE",
    "acquiringAndReleasing": "ACQ_REL",
}
WEAKER = {
    "relaxed": [],
    "acquiring": ["relaxed"],
    "releasing": ["relaxed"],
    "acquiringAndReleasing": ["acquiring", "releasing", "relaxed"],
}


@dataclasses.dataclass(frozen=True)
class Site:
    """One atomic access or fence: its name in the model, its file, and the text before its ordering."""

    name: str
    model: str
    file: str
    before: str

    def match(self, root: pathlib.Path) -> re.Match[str]:
        """Where its ordering, group 1, stands in the source."""
        text = (root / SOURCES / self.file).read_text(encoding="utf-8")
        found = list(re.finditer(self.before + r"ordering: \.(\w+)", text, re.DOTALL))
        if len(found) != 1:
            raise SystemExit(f"{self.file} has {len(found)} places for {self.name}, not one")
        return found[0]

    def ordering(self, root: pathlib.Path = ROOT) -> str:
        """The ordering that the source gives."""
        return self.match(root)[1]

    def weaken(self, root: pathlib.Path, ordering: str) -> None:
        """Writes another ordering into the source under `root`; a relaxed fence is none."""
        path = root / SOURCES / self.file
        text = path.read_text(encoding="utf-8")
        match = self.match(root)
        if self.name.endswith("FENCE") and ordering == "relaxed":
            begin = text.rindex("\n", 0, match.end()) + 1
            path.write_text(text[:begin] + text[text.index("\n", begin) :], encoding="utf-8")
            return
        path.write_text(text[: match.start(1)] + ordering + text[match.end(1) :], encoding="utf-8")


SITES = [
    Site("TAIL_STORE", "ring", "RingProducer.swift", r"RingLayout\.tail\)\.pointee\.store\(tail, "),
    Site("HEAD_LOAD", "ring", "RingProducer.swift", r"RingLayout\.head\)\.pointee\.load\("),
    Site("TAIL_LOAD", "ring", "RingConsumer.swift", r"RingLayout\.tail\)\.pointee\.load\("),
    Site("HEAD_STORE", "ring", "RingConsumer.swift", r"RingLayout\.head\)\.pointee\.store\(head, "),
    Site("ENDS_SUBTRACT", "ring", "RingMemory.swift", r"wrappingSubtract\(\s*1, "),
    Site("WRITER_FENCE", "cell", "CellMemory.swift", r"func store\([^}]*?atomicMemoryFence\("),
    Site("PUBLISHED_STORE", "cell", "CellMemory.swift", r"published\.pointee\.store\(next, "),
    Site("PUBLISHED_LOAD", "cell", "CellMemory.swift", r"let before = [^\n]*?\.load\("),
    Site("READER_FENCE", "cell", "CellMemory.swift", r"func load\([^}]*?atomicMemoryFence\("),
    Site("PUBLISHED_AGAIN", "cell", "CellMemory.swift", r"let after = [^\n]*?\.load\("),
]


def check_complete() -> None:
    """Whatever is not among the sites must be relaxed, as the models have it."""
    known = {(site.file, site.match(ROOT).start(1)) for site in SITES}
    for path in sorted((ROOT / SOURCES).glob("*.swift")):
        for match in re.finditer(r"ordering: \.(\w+)", path.read_text(encoding="utf-8")):
            if match[1] != "relaxed" and (path.name, match.start(1)) not in known:
                raise SystemExit(f"{path.name} has an ordering {match[1]} that no model knows")
