"""What a service manager sees of the daemon, and what it says of itself to people and programs."""

import contextlib
import ctypes
import json
import os
import pathlib
import re
import time
from collections.abc import Iterator

import pytest
from prometheus_client.parser import text_string_to_metric_families

from daemon import Daemon
from manager import ServiceManager
from mask_line import TOPICS, write_plant
from processes import wait_until

PTRACE_SEIZE, PTRACE_INTERRUPT = 0x4206, 0x4207


@pytest.fixture
def daemon(make_daemon, broker, tmp_path) -> Daemon:
    """A daemon that is not started yet."""
    return make_daemon(write_plant(tmp_path / "plant.yaml", broker.port))


@pytest.mark.parametrize("is_abstract", [False, True])
def test_service_manager_hears_of_start_reload_and_end(daemon, tmp_path, is_abstract) -> None:
    name = f"@lineside-{os.getpid()}" if is_abstract else str(tmp_path / "notify")
    manager = ServiceManager(name)
    daemon.start(NOTIFY_SOCKET=manager.name)
    wait_until(lambda: manager.hears("READY=1"))
    assert daemon.get("/healthz")[0] == 200
    wait_until(lambda: manager.hears("STATUS=1 of 1 brokers connected"))
    manager.forget()
    before = time.monotonic()
    daemon.hang_up()
    wait_until(lambda: manager.hears("READY=1"))
    assert manager.heard[0] == "RELOADING=1"
    since = int(re.fullmatch(r"MONOTONIC_USEC=(\d+)", manager.heard[1])[1]) / 1e6
    assert before <= since <= time.monotonic()
    assert daemon.stop() == 0
    assert manager.hears("STOPPING=1")


def test_start_does_not_wait_for_a_broker_that_is_away(daemon, broker, tmp_path) -> None:
    broker.close()
    manager = ServiceManager(str(tmp_path / "notify"))
    daemon.start(NOTIFY_SOCKET=manager.name)
    wait_until(lambda: manager.hears("READY=1"))
    status, text = daemon.get("/readyz")
    assert status == 503
    assert [it["code"] for it in json.loads(text)["reasons"]] == ["disconnected"]


def test_watchdog_is_fed_only_while_every_thread_goes_on(daemon, tmp_path) -> None:
    manager = ServiceManager(str(tmp_path / "notify"))
    daemon.start(NOTIFY_SOCKET=manager.name, WATCHDOG_USEC="2000000")
    for _ in range(3):
        wait_until(lambda: manager.hears("WATCHDOG=1"), timeout=10)
        manager.forget()
    with stopped_thread(daemon.process, "intake"):
        wait_until(lambda: daemon.get("/healthz")[0] == 503, timeout=10)
        assert daemon.get("/healthz")[1] == "stalled: intake of shopfloor\n"
        manager.forget()
        time.sleep(2.5)
        assert not manager.hears("WATCHDOG=1")
        assert "stalled" in daemon.get("/readyz")[1]
    wait_until(lambda: manager.hears("WATCHDOG=1"), timeout=10)
    assert daemon.get("/healthz")[0] == 200


@contextlib.contextmanager
def stopped_thread(process: int, name: str) -> Iterator[None]:
    """Stops one thread of a process, as a debugger would, until the end of the block."""
    folder = pathlib.Path(f"/proc/{process}/task")
    threads = [it.name for it in folder.iterdir() if (it / "comm").read_text().strip() == name]
    assert len(threads) == 1, f"no thread {name}: {[(it / 'comm').read_text() for it in folder.iterdir()]}"
    library = ctypes.CDLL(None, use_errno=True)
    library.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    if library.ptrace(PTRACE_SEIZE, int(threads[0]), None, None) != 0:
        pytest.skip("SKIPPED: ptrace is not allowed here")
    library.ptrace(PTRACE_INTERRUPT, int(threads[0]), None, None)
    try:
        yield
    finally:
        os.waitpid(int(threads[0]), 0x40000000)
        library.ptrace(17, int(threads[0]), None, None)


def test_metrics_keep_the_format_and_its_conventions(daemon, broker) -> None:
    daemon.begin(broker, TOPICS)
    text = daemon.get("/metrics")[1]
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert len(families) > 25
    described = re.findall(r"^# HELP (\S+) \S.*$", text, re.MULTILINE)
    typed = re.findall(r"^# TYPE (\S+) (counter|gauge)$", text, re.MULTILINE)
    assert described == [name for name, _ in typed] and len(set(described)) == len(described)
    for name, kind in typed:
        assert re.fullmatch(r"(lineside|process)_[a-z_]+", name)
        assert name.endswith("_total") == (kind == "counter"), name
        assert not re.search(r"_(milliseconds|ms|kb|mb|percent|pct)(_|$)", name), name
    for family in families.values():
        assert family.documentation and family.samples
        for sample in family.samples:
            if family.name.endswith("_ratio"):
                assert 0 <= sample.value <= 1
    value = {name: family.samples[0].value for name, family in families.items()}
    assert value["process_resident_memory_bytes"] > 1_000_000
    assert value["process_open_fds"] > 5
    assert abs(value["process_start_time_seconds"] - time.time()) < 60
    assert value["lineside_session_connections"] == 1
    assert value["lineside_journal_syncs"] > 0 and value["lineside_journal_sync_seconds"] > 0
    assert families["lineside_build_info"].samples[0].labels["version"]


def test_logs_are_one_line_a_record_in_either_form(daemon) -> None:
    daemon.start("--log-format", "json", "--log-level", "info")
    daemon.wait_until_ready()
    assert daemon.stop() == 0
    records = [json.loads(line) for line in daemon.log().splitlines()]
    connected = next(it for it in records if it["msg"] == "connected")
    assert connected["lane"] == "shopfloor" and connected["level"] == "info"
    before = len(records)
    # As systemd starts it, the journal has the time and wants the priority.
    daemon.start("--log-level", "warning", JOURNAL_STREAM="8:1")
    daemon.wait_until_ready()
    assert daemon.stop() == 0
    lines = daemon.log().splitlines()[before:]
    assert lines, "the session's end is a warning"
    for line in lines:
        assert re.fullmatch(r"<[0-4]>level=\w+ msg=(\"[^\"]*\"|\S+)( [\w.]+=(\"[^\"]*\"|\S+))*", line)
