"""Recordings of real machines give the figures that are known of them."""

from decimal import Decimal

import pytest

from expectations import told
from promise import ROOT

RECORDINGS = ROOT.parent / "shared" / "data"
MAZAK = RECORDINGS / "nist-smstestbed" / "Mazak03-20170613-20170614.txt"
MAZAK_PLANT = ROOT / "config" / "examples" / "mazak.yaml"

# From 18:51:19.413687Z to 19:28:37.357724Z the next day, as the recording's README has them.
UNAVAILABLE = Decimal("58398.939220")
ACTIVE = Decimal("8695.542970")
STOPPED_BY_WORD = {
    "stopped": Decimal("8225.955865"),
    "ready": Decimal("5045.408137"),
    "interrupted": Decimal("8239.580845"),
    "feed-hold": Decimal("32.517000"),
}


@pytest.mark.skipif(not MAZAK.exists(), reason=f"SKIPPED: {MAZAK.name} is not there")
def test_mazak_day_has_the_known_seconds_of_every_state(lineside) -> None:
    figure = replay(lineside, "2017-06-12T18:51:19Z", "2017-06-13T19:28:38Z")
    # Before the first change the state is unknown; time runs until the last.
    margin = Decimal("0.413687")
    assert figure["times_s"]["unknown"] == UNAVAILABLE + margin
    assert figure["times_s"]["apt"] == ACTIVE
    assert figure["times_s"]["adet"] == sum(STOPPED_BY_WORD.values())
    delays = {loss["reason"]: loss["s"] for loss in figure["losses_s"] if loss["class"] == "delay"}
    assert delays == STOPPED_BY_WORD
    assert figure["pieces"]["made"] == 0


def replay(lineside, start: str, end: str) -> dict:
    """The figure of the machine over a span."""
    command = ["replay", "--plant", MAZAK_PLANT, "--format", "shdr", "--prefix", "mazak03"]
    return told(lineside(*command, "--json", "--from", start, "--to", end, MAZAK))["results"][0]
