"""Promise P5: the broker restarted or killed, alone or with the daemon.

Data flows again within ten seconds of its return. What the broker had saved counts once. What it
had acknowledged to the machine and not saved is lost before us, and that shows: in a gap with a
beginning and an end, also where the session seems to be kept.
"""

import contextlib
import datetime
import pathlib
import re
import time
from collections.abc import Callable, Iterator

import pytest

from daemon import Daemon
from machine_line import Account, Machine, write_plant
from processes import wait_until
from promise import Tally, runs

RECOVERY = 10
# A broker tells its age in whole seconds.
SECOND = 1.0


class Site:
    """A broker, a daemon and a machine that is at work."""

    def __init__(self, bin_folder: pathlib.Path, broker, folder: pathlib.Path) -> None:
        plant = write_plant(folder / "plant.yaml", broker.port)
        self.broker = broker
        self.daemon = Daemon(bin_folder / "lineside", plant, folder)
        self.daemon.begin(broker, topics=1)
        self.machine = Machine(broker.port, per_second=150)

    def is_flowing(self, since: float) -> bool:
        """Whether a message has come since an instant."""
        text = self.daemon.get("/metrics", timeout=2)[1]
        found = re.search(r"^lineside_session_last_message\w+\{.*\} ([\d.]+)$", text, re.MULTILINE)
        return found is not None and float(found[1]) > since

    def recover(self, tally: Tally) -> None:
        """Waits until data flows again, and a while until the broker has told its age."""
        begin, now = time.monotonic(), time.time()
        wait_until(lambda: self.is_flowing(now), timeout=RECOVERY)
        tally.recovered(time.monotonic() - begin)
        time.sleep(3)

    def close(self) -> None:
        """Ends machine and daemon."""
        self.machine.close()
        self.daemon.close()


def broker_killed(site: Site, tally: Tally) -> None:
    """The broker alone."""
    site.broker.kill()
    time.sleep(tally.random.uniform(0, 1.5))
    site.broker.start()


def broker_stopped(site: Site, tally: Tally) -> None:
    """The broker in good order."""
    site.broker.close()
    time.sleep(tally.random.uniform(0, 1.5))
    site.broker.start()


def both_killed(site: Site, tally: Tally) -> None:
    """The broker, and the daemon at the same time."""
    site.broker.kill()
    site.daemon.kill()
    time.sleep(tally.random.uniform(0, 0.5))
    site.broker.start()
    site.daemon.start()


def broker_killed_while_away(site: Site, tally: Tally) -> None:
    """First the daemon, and while the broker keeps messages for it, the broker."""
    site.daemon.kill()
    time.sleep(tally.random.uniform(0.2, 2.2))
    site.broker.kill()
    time.sleep(tally.random.uniform(0, 0.5))
    site.broker.start()
    time.sleep(tally.random.uniform(0, 0.5))
    site.daemon.start()


def broker_killed_for_good(site: Site, tally: Tally) -> None:
    """The broker, with all that it had saved: the session too is lost."""
    site.broker.kill()
    site.broker.forget()
    time.sleep(tally.random.uniform(0, 1))
    site.broker.start()


FAULTS: list[Callable[[Site, Tally], None]] = [
    broker_killed, broker_killed_while_away, both_killed, broker_killed_for_good, broker_stopped,
]  # fmt: skip


@pytest.fixture
def site(bin_folder, broker, tmp_path) -> Iterator[Site]:
    """All of it, on a fresh folder."""
    with contextlib.closing(Site(bin_folder, broker, tmp_path)) as it:
        yield it


def seconds(text: str) -> float:
    """The seconds since the epoch of a time in a result."""
    return datetime.datetime.fromisoformat(text).timestamp()


def gaps(account: Account) -> list[tuple[float, float]]:
    """What the daemon says it may not have heard, from and until."""
    return sorted(
        (seconds(it["at"]), seconds(it["detail"]["until"]))
        for it in account.findings
        if it["kind"] == "broker_loss" and it["signal"] == "l1/u1"
    )


def unexplained(account: Account) -> list[int]:
    """Messages that are lost, and that no gap tells of."""
    spans = gaps(account)
    return [
        number
        for number in account.lost
        if not any(
            begin <= account.machine.sent[number] <= end + SECOND for begin, end in spans
        )
    ]


def test_what_the_broker_lost_shows_as_a_gap(lineside, site, tally) -> None:
    count = tally("P5", "broker")
    time.sleep(3)
    for number in range(runs(len(FAULTS))):
        FAULTS[number % len(FAULTS)](site, count)
        count.runs += 1
        count.faults += 1
        site.recover(count)
    site.machine.close()
    site.daemon.wait_until_still()
    assert site.daemon.stop() == 0
    account = Account(lineside, site.daemon, site.machine)
    silent = unexplained(account)
    count.messages = len(site.machine.acknowledged)
    count.lost, count.doubled = len(silent), account.doubled()
    print(
        f"acknowledged to the machine {count.messages}, lost at the broker {len(account.lost)}, "
        f"of these silently {len(silent)}; delivered again {account.redelivered}; "
        f"sessions kept {sum(account.sessions)} of {len(account.sessions)}; "
        f"gaps {[round(end - begin, 1) for begin, end in gaps(account)]}"
    )
    assert not silent, f"lost without a word: {silent[:20]}, gaps {gaps(account)}"
    assert account.doubled() == 0
    assert count.recovery_s <= RECOVERY
    faults = [FAULTS[number % len(FAULTS)] for number in range(count.runs)]
    lost_sessions = faults.count(broker_killed_for_good)
    assert account.sessions.count(False) == 1 + lost_sessions, "the first, and those that are lost"
    # The broker tells its age now and then: of two deaths before we know it, the gaps are one.
    assert 0 < len(gaps(account)) <= count.faults, "a life of the broker ends with one gap at most"
    assert account.made("l1/u2") == account.total(), "a total bridges what is lost"
    unknown = account.figures["l1/u2"]["times_s"]["unknown"]
    assert unknown > 0, "what was not heard is not known"
