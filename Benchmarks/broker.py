"""What the broker's settings cost: messages a second with QoS 1, by how often mosquitto saves.

config/mosquitto.conf saves once a second, so that a broker that is killed loses the last second at
most. Beside it: Debian's default of half an hour, a save at each change, and no save at all. Once
the messages go straight to a client that is connected, once they wait for one that is absent, whose
queue is written anew with each save.
"""

import argparse
import contextlib
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

ROOT = pathlib.Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "config" / "mosquitto.conf"
SETTINGS = {
    "every second (config/mosquitto.conf)": {},
    "every 30 minutes (default)": {"autosave_interval 1": "autosave_interval 1800"},
    "at each change": {"autosave_on_changes false": "autosave_on_changes true"},
    "never": {"persistence true": "persistence false"},
}
PAYLOAD = "x" * 200


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def broker(changes: dict[str, str]) -> Iterator[int]:
    """A mosquitto with the example's settings, but for some."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        text = EXAMPLE.read_text(encoding="utf-8")
        places = {
            "listener 1883 127.0.0.1": f"listener {port} 127.0.0.1",
            "persistence_location /var/lib/mosquitto/": (
                f"persistence_location {folder}/\nuser {pathlib.Path.home().owner()}"
            ),
        }
        for old, new in (places | changes).items():
            assert f"\n{old}\n" in text, old
            text = text.replace(f"\n{old}\n", f"\n{new}\n")
        configuration = pathlib.Path(folder) / "mosquitto.conf"
        configuration.write_text(text, encoding="utf-8")
        program = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        process = subprocess.Popen([program, "-c", configuration], stderr=subprocess.DEVNULL)
        try:
            for _ in range(200):
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                time.sleep(0.02)
            yield port
        finally:
            process.terminate()
            process.wait(timeout=30)


def client(port: int, *options: object) -> list[str]:
    """A client with a session that is kept."""
    command = ["mosquitto_sub", "-p", port, "-V", 5, "-c", "-i", "lineside", "-q", 1, "-x", 3600]
    return [str(word) for word in [*command, "-t", "line/#", *options]]


def rate(changes: dict[str, str], messages: int, *, is_absent: bool) -> float:
    """Messages a second until the broker has acknowledged all of them, and the client has them."""
    with broker(changes) as port:
        subprocess.run(client(port, "-E"), check=True)
        reader = None
        if not is_absent:
            reader = subprocess.Popen(client(port, "-C", messages), stdout=subprocess.DEVNULL)
            time.sleep(0.5)
        publisher = ["mosquitto_pub", "-p", str(port), "-q", "1", "-t", "line/unit", "-l"]
        begin = time.monotonic()
        subprocess.run(publisher, input=f"{PAYLOAD}\n" * messages, text=True, check=True)
        if reader:
            reader.wait(timeout=120)
        return messages / (time.monotonic() - begin)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    version = subprocess.run(["mosquitto_pub", "--version"], capture_output=True, text=True, check=False)
    print(version.stdout.strip(), f"{options.messages} messages of {len(PAYLOAD)} bytes, QoS 1", sep="; ")
    print(f"{'saved':<40}{'connected, /s':>16}{'absent, /s':>16}")
    for name, changes in SETTINGS.items():
        # Settings that are slow are slow enough with fewer messages.
        count = options.messages // (100 if name == "at each change" else 1)
        best = [
            max(rate(changes, count, is_absent=it) for _ in range(options.rounds))
            for it in (False, True)
        ]
        print(f"{name:<40}{best[0]:>16,.0f}{best[1]:>16,.0f}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
