"""The song's waveform: beats, stretches and parts are chosen and corrected by pointer, button and key."""

import json
from statistics import median

import pytest
from playwright.sync_api import expect

from tests.browser.frozen_timers import hold_timers
from tests.browser.test_edit_on_a_phone import upwards

TAPS_REST_MS = 2500  # after a tap, before taps are used by themselves
EVENTS = "document.querySelector('[data-events]').textContent"


@pytest.fixture
def song(visit):
    page = visit("/h/song?n=120")
    page.wait_for_selector(".bs-song[aria-busy=false]")
    return page


def asked(page, kind):
    """Return the operation of this kind that the page asked the server for."""
    page.wait_for_function(f"{EVENTS}.includes({kind!r})")
    shown = page.locator("[data-events]").inner_text()
    return json.loads(shown.replace("'", '"').replace("None", "null"))


def press(page, *keys):
    page.locator(".bs-song__hit").focus()
    for key in keys:
        page.keyboard.press(key)


def place(page, at_ms):
    """Return where a time of the song lies on the whole page's waveform."""
    box = page.locator(".bs-song__hit").bounding_box()
    return box["x"] + box["width"] * at_ms / 56_670, box["y"] + 130


def drag(page, from_ms, to_ms, modifier=None):
    page.mouse.move(*place(page, from_ms))
    if modifier:
        page.keyboard.down(modifier)
    page.mouse.down()
    page.mouse.move(*place(page, (from_ms + to_ms) / 2))
    page.mouse.move(*place(page, to_ms), steps=3)
    page.mouse.up()
    if modifier:
        page.keyboard.up(modifier)


def chosen(page):
    return page.locator(".bs-song__chosen").inner_text()


def test_a_click_near_a_beat_chooses_it_and_a_button_makes_it_the_one(song):
    song.mouse.click(*place(song, 9778))
    assert chosen(song) == "Beat 21 of 120, 0:09.78"
    song.get_by_role("button", name="This is the one").click()
    assert asked(song, "rephase") == {"kind": "rephase", "beat": 20}


def test_a_beat_is_dragged_but_not_past_its_neighbours(song):
    drag(song, 9778, 10_010)
    moved = asked(song, "move_beat")
    assert moved["beat"] == 20
    assert abs(moved["to_ms"] - 10_010) < 60
    drag(song, 9778, 20_000)
    song.wait_for_function(f"{EVENTS}.includes('10145')")
    assert asked(song, "move_beat") == {"kind": "move_beat", "beat": 20, "to_ms": 10_145}


def test_the_keys_do_what_a_drag_does(song):
    press(song, "ArrowRight", "ArrowRight", "ArrowRight", "Alt+ArrowLeft")
    assert chosen(song).startswith("Beat 3 of 120")
    assert asked(song, "move_beat") == {"kind": "move_beat", "beat": 2, "to_ms": 1331}
    press(song, "s")
    assert asked(song, "snap") == {"kind": "snap", "reach_ms": 80, "beat": 2}
    press(song, "Delete")
    assert asked(song, "remove_beat") == {"kind": "remove_beat", "beat": 2}
    press(song, "Escape", "a")
    assert asked(song, "add_beat")["time_ms"] == 1341


def test_a_double_click_between_beats_adds_one(song):
    for _ in range(4):
        song.get_by_role("button", name="Zoom in").click()
    box = song.locator(".bs-song__hit").bounding_box()
    song.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + 130)
    added = asked(song, "add_beat")["time_ms"]
    assert abs(added - 28_335) < 30


def test_a_stretch_chosen_by_dragging_or_by_keys_is_spaced_anew(song):
    drag(song, 9778, 15_400, modifier="Shift")
    assert chosen(song).startswith("Stretch of")
    press(song, "Escape")
    song.mouse.click(*place(song, 9778))
    press(song, *["Shift+ArrowRight"] * 4)
    assert chosen(song) == "Stretch of 4 beats, 0:09.8 to 0:11.6"
    song.get_by_role("button", name="One beat fewer in it").click()
    assert asked(song, "retime") == {"kind": "retime", "first": 20, "last": 24, "beats": 3}


def test_the_end_of_a_stretch_is_dragged_or_nudged_and_its_beats_spread_evenly(song):
    song.mouse.click(*place(song, 9778))
    press(song, *["Shift+ArrowRight"] * 8)
    drag(song, 13_516, 13_720)
    stretched = asked(song, "retime")
    assert (stretched["first"], stretched["last"], stretched["beats"]) == (20, 28, 8)
    assert abs(stretched["end_ms"] - 13_720) < 60
    press(song, "Alt+ArrowLeft")
    song.wait_for_function(f"{EVENTS}.includes('13506')")


def test_a_part_gets_another_name_intensity_and_pace(song):
    press(song, "ArrowDown", "ArrowDown", "ArrowDown")
    assert chosen(song).startswith("Part 3 of 5")
    song.get_by_label("Name").fill("Chorus")
    song.keyboard.press("Enter")
    assert asked(song, "name_part") == {"kind": "name_part", "part": 2, "label": "Chorus"}
    song.get_by_label("Intensity").select_option("high")
    assert asked(song, "set_intensity") == {"kind": "set_intensity", "part": 2, "intensity": "high"}
    song.get_by_label("Cut every").select_option("as set")
    assert asked(song, "set_pace") == {"kind": "set_pace", "part": 2, "beats_per_cut": None}
    press(song, "m")
    assert asked(song, "merge_parts") == {"kind": "merge_parts", "part": 2}


def test_parts_begin_on_bars_wherever_they_are_dragged(song):
    edge = song.get_by_role("slider", name="Start of part 2, Verse")
    box = edge.bounding_box()
    song.mouse.move(box["x"] + 12, box["y"] + 14)
    song.mouse.down()
    song.mouse.move(box["x"] + 70, box["y"] + 14, steps=3)
    song.mouse.up()
    dragged = asked(song, "move_boundary")
    bars = song.evaluate(
        "fetch('/fake/beats?count=120').then(r => r.json()).then(s => s.downbeats.map(b => s.beats_ms[b]))"
    )
    assert dragged["part"] == 1
    assert dragged["to_ms"] in bars
    edge.focus()
    song.keyboard.press("ArrowLeft")
    before = [bar for bar in bars if bar < 11_641]
    song.wait_for_function(f"{EVENTS}.includes('{before[-1]}')")


def test_the_part_to_use_is_chosen_by_keyboard_and_snaps_to_bars(song):
    song.get_by_role("slider", name="Start of the part to use").focus()
    song.keyboard.press("ArrowRight")
    song.keyboard.press("ArrowRight")
    song.wait_for_function(f"{EVENTS}.includes('2281')")
    use = {"kind": "use", "start_ms": 2281, "duration_ms": None, "fade_in_ms": 0, "fade_out_ms": 4000}
    assert asked(song, "use") == use


def test_the_part_to_use_is_chosen_by_dragging_its_end_and_fades_by_number(song):
    box = song.get_by_role("slider", name="End of the part to use").bounding_box()
    song.mouse.move(box["x"] + 20, box["y"] + 60)
    song.mouse.down()
    song.mouse.move(box["x"] - 300, box["y"] + 60, steps=4)
    song.mouse.up()
    part = asked(song, "use")
    assert part["start_ms"] == 0
    assert part["duration_ms"] < 50_000
    song.get_by_label("Fade in").fill("1.5")
    song.keyboard.press("Enter")
    song.wait_for_function(f"{EVENTS}.includes('1500')")
    assert asked(song, "use") == part | {"fade_in_ms": 1500}


# How far the song's time is from what is heard is looked at apart from the clicks, in tasks of its own.
LISTENING = """
window.clicks = [];
window.apartS = [];
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (atS) {
    window.clicking = this.context;
    window.clicks.push([atS, this.frequency.value]);
    start.call(this, atS);
};
setInterval(() => {
    const audio = document.querySelector("audio");
    if (audio.paused || !window.clicking) return;
    const { contextTime, performanceTime } = window.clicking.getOutputTimestamp();
    const heardS = contextTime + (performance.now() - performanceTime) / 1000;
    window.apartS.push(audio.currentTime - heardS);
}, 20);
null;
"""


def test_clicks_are_heard_on_the_beats_and_higher_on_the_one(song):
    """By the clock of what is heard, whatever the delay of the sound device."""
    song.evaluate(LISTENING)
    song.get_by_role("button", name="Play", exact=True).click()
    song.wait_for_function("window.clicks.length >= 6 && window.apartS.length >= 20")
    heard = song.evaluate("window.clicks")[1:]
    apart_s = median(song.evaluate("window.apartS"))
    beats = song.evaluate("fetch('/fake/beats?count=120').then(r => r.json()).then(s => s.beats_ms)")
    for at_s, pitch_hz in heard:
        at_ms = 1000 * (at_s + apart_s)
        beat = min(range(len(beats)), key=lambda beat: abs(beats[beat] - at_ms))
        assert abs(beats[beat] - at_ms) <= 15
        assert (pitch_hz > 1500) == (beat % 4 == 0)


def test_tapping_along_sends_where_the_song_was(song):
    """The times come from the song's own clock, whatever the machine does meanwhile."""
    hold_timers(song, TAPS_REST_MS)
    song.get_by_role("button", name="Tap along").click()
    song.wait_for_function("!document.querySelector('audio').paused")
    for beat in range(4):
        song.wait_for_function(f"document.querySelector('audio').currentTime > {0.3 + beat * 0.47}")
        song.keyboard.press("t")
    song.get_by_role("button", name="Use the taps").click()
    taps = asked(song, "tap")["taps_ms"]
    assert len(taps) == 4
    assert 200 < taps[0] < taps[3] < 4000
    expect(song.get_by_role("button", name="Use the taps")).to_have_count(0)


def test_ctrl_z_undoes(song):
    press(song, "Control+z")
    assert asked(song, "history") == {"history": {"step": "undo"}}
    press(song, "Control+Shift+Z")
    song.wait_for_function(f"{EVENTS}.includes('redo')")


def test_a_finger_that_scrolls_the_page_chooses_no_beat_and_a_tap_does(visit):
    page = visit("/h/song?n=120", size="phone")
    page.wait_for_selector(".bs-song[aria-busy=false]")
    chosen, time = page.locator(".bs-song__chosen"), "document.querySelector('audio').currentTime"
    page.evaluate("document.body.style.paddingBottom = '2000px'")  # there is something to scroll to
    x, y = place(page, 20_000)
    upwards(page, x, y)
    page.wait_for_function("scrollY > 50")
    expect(chosen).to_contain_text("Choose a beat")
    assert page.evaluate(time) == 0
    page.evaluate("scrollTo(0, 0)")
    page.touchscreen.tap(*place(page, 20_000))
    expect(chosen).to_contain_text("Beat ")
    assert page.evaluate(time) > 15
