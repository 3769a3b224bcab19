"""What config/mosquitto.conf promises of the broker, shown on the broker."""

import subprocess
import time

from processes import Broker

MESSAGES = 2_000


def subscribe(broker: Broker, *options: str) -> list[str]:
    """One persistent client, for as long as the options say; gives the payloads it received."""
    client = ["mosquitto_sub", "-p", str(broker.port), "-V", "5", "-c", "-i", "absent", "-q", "1"]
    client += ["-x", "3600", "-t", "line/#", *options]
    result = subprocess.run(client, capture_output=True, text=True, check=False)
    assert not result.stderr, result.stderr
    return result.stdout.split()


def publish(broker: Broker, payloads: list[str]) -> None:
    """Publishes a payload a message and returns when the broker has acknowledged all."""
    client = ["mosquitto_pub", "-p", str(broker.port), "-q", "1", "-t", "line/unit", "-l"]
    subprocess.run(client, input="\n".join(payloads) + "\n", text=True, check=True)


def test_keeps_every_message_of_an_absent_client_over_a_kill(broker: Broker) -> None:
    payloads = [str(number) for number in range(MESSAGES)]
    subscribe(broker, "-E")
    publish(broker, payloads)
    time.sleep(2.5)  # the promise is the last second but one
    broker.kill()
    broker.start()
    assert subscribe(broker, "-C", str(MESSAGES), "-W", "10") == payloads


def test_listens_on_loopback_only(broker: Broker) -> None:
    port = f"{broker.port:04X}"
    with open("/proc/net/tcp", encoding="ascii") as table:
        fields = [line.split() for line in table.readlines()[1:]]
    listening = [entry[1] for entry in fields if entry[3] == "0A" and entry[1].endswith(":" + port)]
    assert listening == [f"0100007F:{port}"]
