"""The page of signals: what is drawn, and how one moves along it."""

import json
import re

import pytest

from . import sensors
from .visits import Screen, Visit, phone, visit, wall

PATH = "/line/mask-1/signals"
WINDOW = "() => { const it = document.getElementById('signals').dataset;" \
    " return { from: +it.from, to: +it.to, isLive: 'live' in it } }"  # fmt: skip
SIX_HOURS = "?length=360m"
UNCERTAIN_SECONDS = 120


@pytest.fixture
def page(browser, workshop, request):
    """The page over the hours in which the sensors spoke, on a wall unless a screen is given."""
    screen: Screen = getattr(request, "param", wall("en"))
    with visit(browser, workshop.origin, screen) as it:
        it.open(PATH + SIX_HOURS, screen.language)
        yield it
        assert not it.faults, it.faults


def window(it: Visit) -> dict:
    """The time that is shown."""
    return it.page.evaluate(WINDOW)


def moved(it: Visit, before: dict) -> dict:
    """The time that is shown, once it is another one."""
    changed = f"(old) => {{ const it = ({WINDOW})();" \
        " return it.from !== old.from || it.to !== old.to }"  # fmt: skip
    it.page.wait_for_function(changed, arg=before)
    return window(it)


def length(shown: dict) -> int:
    return shown["to"] - shown["from"]


def plot(it: Visit, name: str = "Temperature"):
    """The plot of a signal."""
    return it.page.locator(f"svg.plot[aria-label^='{name}']")


@pytest.mark.parametrize("page", [wall("en"), phone("en")], indirect=True, ids=str)
def test_curve_has_at_most_two_points_a_pixel(page) -> None:
    for curve in page.page.locator("path.mean, path.band, path.command").all():
        points = len(re.findall(r"[MLH]", curve.get_attribute("d")))
        width = curve.evaluate("(it) => it.closest('.plot').clientWidth")
        assert 0 < points <= 2 * width


def test_time_without_values_is_a_gap_in_the_curve(page) -> None:
    curve = plot(page).locator("path.mean").get_attribute("d")
    pieces = curve.split("M")[1:]
    assert len(pieces) == 3, "a gap by silence and one by nonsense cut it into three"
    gaps = plot(page).locator("rect.gap")
    # A third one is growing: the sensors are silent since the tests began.
    assert gaps.count() in (2, 3)
    widths = [float(it.get_attribute("width").rstrip("%")) for it in gaps.all()]
    silence = 100 * len(sensors.GAP) / 360
    assert abs(max(widths) - silence) < 1


def test_minutes_outside_are_told_as_shape_and_number_and_in_the_table(page) -> None:
    section = page.page.locator(".signal", has=page.page.locator("svg.plot[aria-label^=Temp]"))
    assert plot(page).locator("svg.sign.too-high").count() >= 1
    assert plot(page).locator("svg.sign.too-low").count() >= 1
    assert plot(page).locator("svg.sign.bad-quality").count() == 1
    told = section.locator(".count.abnormal").inner_text()
    outside = int(re.search(r"\d+", told)[0])
    expected = len(sensors.HOT) + len(sensors.COLD)
    assert abs(outside - expected) <= 2
    section.locator("summary").click()
    cells = section.locator("tbody tr td:last-child").all_inner_texts()
    *parts, whole = [0 if it == "—" else int(it) for it in cells]
    assert sum(parts) == whole == outside


def test_commands_are_judged(page) -> None:
    section = page.page.locator(".signal", has=page.page.locator("svg.plot[aria-label^=Damper]"))
    words = section.locator(".signal-now").inner_text()
    for word in ("Followed", "Late", "Not followed"):
        assert word in words
    for name in ("followed", "late", "not-followed"):
        assert plot(page, "Damper").locator(f"svg.sign.{name}").count() >= 1


def test_energy_for_a_good_piece_is_consumption_by_pieces(page) -> None:
    row = page.page.locator("#energy tbody tr").last.locator("td")
    consumed, good, each = (
        float(re.sub(r"[^\d.]", "", row.nth(place).inner_text())) for place in (1, 2, 3)
    )
    assert consumed > 10
    assert each == pytest.approx(consumed / good, rel=0.02)


def test_link_leads_to_earlier_and_back_to_now_without_script(browser, workshop) -> None:
    with visit(browser, workshop.origin, wall("en"), script=False) as it:
        it.open(PATH + SIX_HOURS, "en")

        def shown() -> dict:
            data = it.page.locator("#signals")
            return {key: int(data.get_attribute(f"data-{key}")) for key in ("from", "to")}

        before = shown()
        it.page.locator("[data-step=earlier]").click()
        earlier = shown()
        assert before["from"] - earlier["from"] == pytest.approx(3 * 3600, abs=UNCERTAIN_SECONDS)
        it.page.locator("[data-step=in]").click()
        assert length(shown()) == 3 * 3600
        it.page.locator("[data-step=later]").click()
        it.page.locator("[data-step=now]").click()
        assert shown()["to"] >= before["to"]


def test_address_follows_and_back_leads_back(page) -> None:
    before = window(page)
    page.page.locator("[data-step=earlier]").click()
    after = moved(page, before)
    assert "from=" in page.page.url
    page.page.go_back()
    assert length(moved(page, after)) == length(before)


def test_drag_pans(page) -> None:
    box = plot(page).bounding_box()
    before = window(page)
    y = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + 200, y)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 200 + box["width"] / 4, y, steps=4)
    page.page.mouse.up()
    after = moved(page, before)
    assert before["from"] - after["from"] == pytest.approx(5400, abs=UNCERTAIN_SECONDS)
    assert length(after) == length(before)


def test_double_click_zooms_in_around_the_place(page) -> None:
    box = plot(page).bounding_box()
    before = window(page)
    page.page.mouse.dblclick(box["x"] + box["width"] / 4, box["y"] + 60)
    after = moved(page, before)
    assert length(after) == pytest.approx(length(before) / 2, abs=UNCERTAIN_SECONDS)
    place = before["from"] + length(before) / 4
    assert (place - after["from"]) / length(after) == pytest.approx(0.25, abs=0.02)


def test_wheel_zooms_with_control_pans_with_shift_and_scrolls_else(page) -> None:
    box = plot(page).bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    before = window(page)
    page.page.keyboard.down("Control")
    page.page.mouse.wheel(0, -100)
    page.page.keyboard.up("Control")
    nearer = moved(page, before)
    assert length(nearer) < length(before)
    box = plot(page).bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.page.keyboard.down("Shift")
    page.page.mouse.wheel(0, -100)
    page.page.keyboard.up("Shift")
    aside = moved(page, nearer)
    assert length(aside) == length(nearer)
    assert aside["from"] < nearer["from"]


def test_keys_move_and_zoom_and_keep_the_focus(page) -> None:
    page.page.locator("#charts").focus()
    before = window(page)
    page.page.keyboard.press("ArrowLeft")
    earlier = moved(page, before)
    assert earlier["to"] < before["to"]
    page.page.keyboard.press("+")
    nearer = moved(page, earlier)
    assert length(nearer) == pytest.approx(length(earlier) / 2, abs=UNCERTAIN_SECONDS)
    page.page.keyboard.press("-")
    assert length(moved(page, nearer)) == pytest.approx(length(earlier), abs=UNCERTAIN_SECONDS)
    assert page.page.evaluate("document.activeElement.id") == "charts"


@pytest.mark.parametrize("page", [phone("en")], indirect=True, ids=str)
def test_two_fingers_zoom(page) -> None:
    plot(page).scroll_into_view_if_needed()
    box = plot(page).bounding_box()
    middle, y = box["x"] + box["width"] / 2, box["y"] + 60
    session = page.page.context.new_cdp_session(page.page)

    def touch(kind: str, spread: float) -> None:
        points = [{"x": middle - spread, "y": y, "id": 1}, {"x": middle + spread, "y": y, "id": 2}]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    before = window(page)
    touch("touchStart", 40)
    for spread in (50, 65, 80):
        touch("touchMove", spread)
    touch("touchEnd", 0)
    after = moved(page, before)
    assert length(after) == pytest.approx(length(before) / 2, rel=0.1)


def test_pointed_at_place_reads_as_its_row_of_the_table(page) -> None:
    box = plot(page).bounding_box()
    page.page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 60)
    reading = page.page.locator(".chart", has=plot(page)).locator(".reading")
    text = reading.inner_text()
    assert "Mean" in text
    time, _, _ = text.partition(": Min.")
    section = page.page.locator(".signal", has=plot(page))
    section.locator("summary").click()
    assert section.locator("td", has_text=time).count() == 1


def test_program_gets_as_many_points_as_it_asks_for(workshop) -> None:
    signal = "mask-1/air/temperature"
    status, text = workshop.daemon.get(f"/api/v1/signals?signal={signal}&length=360m&points=40")
    assert status == 200
    (answer,) = json.loads(text)["signals"]
    assert (answer["kind"], answer["unit"], answer["normal"]) == ("measurement", "Cel", [18, 26])
    assert 20 < len(answer["points"]) <= 40
    counts = sum(point["count"] for point in answer["points"])
    assert answer["total"]["count"] == counts


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "missing_signal"),
        ("signal=mask-1/air/state", "unknown_signal"),
        ("signal=SIGNAL&points=0", "points_out_of_range"),
        ("signal=SIGNAL&points=many", "points_out_of_range"),
        ("signal=SIGNAL&from=2026-03-02", "incomplete_span"),
        ("signal=SIGNAL&from=2026-03-02&to=2027-03-02", "span_out_of_range"),
        ("signal=SIGNAL&from=yesterday&to=today", "malformed_time"),
        ("signal=SIGNAL&length=8y", "malformed_length"),
        ("signal=SIGNAL&width=3", "unknown_parameter"),
    ],
)
def test_program_is_told_its_mistake(workshop, query, code) -> None:
    query = query.replace("SIGNAL", "mask-1/air/temperature")
    status, text = workshop.daemon.get(f"/api/v1/signals?{query}")
    assert (status, json.loads(text)["error"]["code"]) == (400, code)
