"""The broker over TLS with client certificates: messages arrive, strangers are refused and told why."""

import contextlib
import json
import re
import subprocess
import time
from collections.abc import Iterator

import pytest

import piecework
from certificates import Authority
from mask_line import replace_once
from processes import Broker, wait_until

PULSES = 2000


@pytest.fixture
def authority(tmp_path) -> Authority:
    """Who signs the broker's and the clients' certificates."""
    return Authority(tmp_path / "certificates", "authority")


def make_broker(authority: Authority, tmp_path, **options: object) -> Broker:
    """A broker that speaks TLS and asks for a certificate."""
    certificate, key = authority.sign("broker", "broker", **options)
    settings = (
        f"cafile {authority.certificate}\ncertfile {certificate}\nkeyfile {key}\n"
        "require_certificate true\nuse_identity_as_username true\n"
    )
    return Broker(tmp_path, settings)


@pytest.fixture
def broker(authority, tmp_path) -> Iterator[Broker]:
    """One with a good certificate."""
    with contextlib.closing(make_broker(authority, tmp_path)) as it:
        it.start()
        yield it


def write_plant(tmp_path, port: int, **files: object):
    """The plant where every message is one piece, behind an encrypted broker."""
    plant = piecework.write_plant(tmp_path / "pulse.yaml", f"127.0.0.1:{port}")
    text = plant.read_text(encoding="utf-8")
    secrets = "".join(f"\n    {key}: {json.dumps(str(path))}" for key, path in files.items())
    old = f'url: "mqtt://127.0.0.1:{port}"'
    text = replace_once(text, old, f'url: "mqtts://127.0.0.1:{port}"{secrets}')
    plant.write_text(text, encoding="utf-8")
    return plant


def test_messages_arrive_over_tls_and_a_new_certificate_by_reload(
    lineside, start, authority, broker, tmp_path
) -> None:
    certificate, key = authority.sign("client", "edge-1")
    plant = write_plant(
        tmp_path, broker.port, ca_file=authority.certificate, certificate_file=certificate,
        key_file=key,
    )  # fmt: skip
    machine = authority.sign("machine", "machine")
    check = lineside("check", plant)
    assert check.returncode == 0 and "does not take us" not in check.stderr, check.stderr
    daemon = start(plant, piecework.TOPICS)
    assert "u'edge-1'" in broker.log()
    publish(broker, authority, machine)
    authority.sign("client", "edge-2")
    begin = time.monotonic()
    report = daemon.ask(ask="reload", wait=True)["reload"]
    assert report["lanes_restarted"] and report["pause_s"] < 3
    print(f"a new certificate in {time.monotonic() - begin:.3f} s")
    assert "u'edge-2'" in broker.log()
    publish(broker, authority, machine)
    wait_until(lambda: daemon.messages()["decoded"] >= 2 * PULSES)
    assert daemon.stop() == 0
    assert piecework.pieces(lineside, daemon) == 2 * PULSES


def publish(broker: Broker, authority: Authority, machine) -> None:
    """A machine with a certificate of its own sends pulses."""
    command = [
        "mosquitto_pub", "-h", "127.0.0.1", "-p", broker.port, "-q", "1", "-t", "l1/u1/pulse", "-l",
        "--cafile", authority.certificate, "--cert", machine[0], "--key", machine[1],
    ]  # fmt: skip
    subprocess.run(
        [str(word) for word in command], input=b"1\n" * PULSES, check=True, timeout=60
    )


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("another authority", "certificate (in certificate chain|verify failed)|issuer certificate"),
        # On loopback the library may forget what was wrong with the certificate.
        ("expired", "certificate (has expired|verify failed)"),
        ("another address", "host name verification failed"),
        ("no certificate of ours", "certificate required|may ask for a certificate"),
        ("no such file", "cannot read"),
    ],
)
def test_strangers_are_refused_and_it_is_said_why(
    make_daemon, lineside, authority, tmp_path, fault, words
) -> None:
    options = {"expired": {"days": -1}, "another address": {"address": "127.0.0.9"}}
    certificate, key = authority.sign("client", "edge-1")
    files = {"ca_file": authority.certificate, "certificate_file": certificate, "key_file": key}
    if fault == "another authority":
        files["ca_file"] = Authority(tmp_path / "other", "other").certificate
    if fault == "no certificate of ours":
        del files["certificate_file"], files["key_file"]
    if fault == "no such file":
        files["ca_file"] = tmp_path / "none.pem"
    with contextlib.closing(make_broker(authority, tmp_path, **options.get(fault, {}))) as broker:
        broker.start()
        plant = write_plant(tmp_path, broker.port, **files)
        check = lineside("check", plant)
        assert re.search(words, check.stderr), check.stderr
        daemon = make_daemon(plant)
        daemon.start()
        if fault == "no such file":
            wait_until(lambda: not daemon.is_running())
        wait_until(lambda: re.search(words, daemon.log()))
        assert daemon.get("/readyz")[0] != 200
