"""The system calls of a daemon, of which one can be made to fail: with strace, by file and call."""

import collections
import dataclasses
import pathlib
import re
import shutil
import subprocess

from daemon import Daemon

# What can lose data, or fail for want of it.
CALLS = (
    "openat", "mkdir", "write", "pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync",
    "rename", "unlink",
)  # fmt: skip
SYNCS = ("fsync", "fdatasync")


@dataclasses.dataclass(frozen=True)
class Site:
    """A call on a file of the data folder."""

    # Relative to the data folder; "." is the folder itself.
    file: str
    call: str

    def __str__(self) -> str:
        return f"{self.call} {self.file}"


class TracedDaemon(Daemon):
    """A daemon under strace; it is the direct child, and strace its grandchild."""

    def __init__(self, program: pathlib.Path, plant: pathlib.Path, folder: pathlib.Path) -> None:
        super().__init__(program, plant, folder)
        self._plain = self._command
        self.trace = folder / "trace"

    def start_recording(self) -> None:
        """Starts it and records every call."""
        self._start("-e", f"trace={','.join(CALLS)}")

    def start_failing(self, site: Site, error: str, number: int) -> None:
        """Starts it; in each thread, that call on that file fails once, the `number`th time."""
        path = self.data / site.file
        calls = {site.call, "write", "pwrite64", *SYNCS}
        self._start(
            "-P", str(path), "-e", f"trace={','.join(sorted(calls))}",
            "-e", f"inject={site.call}:error={error}:when={number}",
        )  # fmt: skip

    def start_whole(self) -> None:
        """Starts it without strace."""
        self._command = self._plain
        self.start()

    def _start(self, *options: str) -> None:
        strace = ["strace", "-D", "-f", "-y", "-s", "0", "--seccomp-bpf", "-o", str(self.trace)]
        self._command = [*strace, *options, *self._plain]
        self.start()

    def recorded(self) -> dict[Site, int]:
        """The sites of a recorded run, and how often a thread called each at most."""
        counts: collections.Counter[tuple[Site, str]] = collections.Counter()
        for thread, call, path in self._calls():
            counts[(Site(path, call), thread)] += 1
        sites: dict[Site, int] = {}
        for (site, _), count in counts.items():
            sites[site] = max(sites.get(site, 0), count)
        return dict(sorted(sites.items(), key=lambda item: str(item[0])))

    def _calls(self) -> list[tuple[str, str, str]]:
        """Thread, call and file of each call on a file of the data folder."""
        found = []
        folder = str(self.data)
        pattern = re.compile(r"^(\d+) +(\w+)\((.*)")
        for line in self.trace.read_text(encoding="utf-8", errors="replace").splitlines():
            match = pattern.match(line)
            if not match or match[2] not in CALLS:
                continue
            # The first path is the one that is acted on: a descriptor's, or the one of a name.
            paths = re.findall(r'[<"](/[^>"]*)[>"]', match[3].split(" = ")[0])
            paths = [it for it in paths if it == folder or it.startswith(folder + "/")]
            if paths:
                found.append((match[1], match[2], paths[0][len(folder) + 1 :] or "."))
        return found

    def struck(self) -> int:
        """How many calls were made to fail."""
        return self.trace.read_text(encoding="utf-8", errors="replace").count("(INJECTED)")

    def calls_after_a_failed_sync(self) -> list[str]:
        """Syncs of the same file that were tried after one had failed."""
        lines = self.trace.read_text(encoding="utf-8", errors="replace").splitlines()
        failed = [
            number for number, line in enumerate(lines)
            if "(INJECTED)" in line and re.match(r"\d+ +f(data)?sync\(", line)
        ]  # fmt: skip
        if not failed:
            return []
        return [it for it in lines[failed[0] + 1 :] if re.match(r"\d+ +f(data)?sync\(", it)]


def why_no_trace() -> str | None:
    """Why nothing can be traced here; nil where it can."""
    if not shutil.which("strace"):
        return "SKIPPED: strace is not installed"
    probe = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "-e", "trace=openat", "true"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    return None if probe.returncode == 0 else f"SKIPPED: no ptrace here: {probe.stderr.strip()}"
