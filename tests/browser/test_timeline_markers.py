"""Markers on beats: set, named, gone to and taken away by keys; cuts and the playhead snap to them."""

import json

from playwright.sync_api import expect

from tests.browser.timeline_page import SCENE, TIMELINE, drag, events, point_in

MARKERS = f"{SCENE}.model.markers"
RULER_Y = 12


def mark(page, beat):
    """Put the playhead on a beat and press M."""
    page.evaluate(f"{TIMELINE}.seek({SCENE}.model.song.beatsMs[{beat}] / 1000)")
    page.keyboard.press("m")


def expect_markers(page, *wanted):
    """Wait until the edit has these markers: a note tells its name in the moment after it closed."""
    page.wait_for_function(
        f"JSON.stringify({MARKERS}) === {json.dumps(json.dumps(wanted, separators=(',', ':')))}"
    )


def beat_now(page):
    return page.evaluate(f"{SCENE}.model.nearestBeat({TIMELINE}.player.timeS * 1000)")


def test_a_marker_is_set_named_and_taken_away_by_keys(editor):
    mark(editor, 9)
    assert events(editor, "set_marker") == {"operation": {"kind": "set_marker", "beat": 9, "name": ""}}
    editor.keyboard.press("m")
    name = editor.get_by_role("textbox", name="Name of the marker")
    expect(name).to_be_focused()
    name.fill("The kiss")
    name.press("Enter")
    expect(editor.locator(".bs-timeline__hit")).to_be_focused()
    expect_markers(editor, {"beat": 9, "used": 9, "name": "The kiss"})
    editor.keyboard.press("m")
    editor.get_by_role("button", name="Remove the marker").click()
    expect(name).to_be_hidden()
    expect_markers(editor)


def test_undo_takes_a_marker_back(editor):
    mark(editor, 9)
    editor.keyboard.press("Control+z")
    expect_markers(editor)


def test_keys_go_from_marker_to_marker(editor):
    for beat in (24, 6, 15):
        mark(editor, beat)
    editor.evaluate(f"{TIMELINE}.seek(0)")
    for key, beat in (("Shift+M", 6), ("Shift+M", 15), ("Shift+M", 24), ("Control+Shift+M", 15)):
        editor.keyboard.press(key)
        assert beat_now(editor) == beat


def test_a_cut_that_is_dragged_snaps_to_a_marker(editor):
    """Zoomed out, a beat is a few pixels: the marker draws the cut to it."""
    mark(editor, 22)
    beat_px = editor.evaluate(
        f"(([a, b]) => b - a)([21, 22].map((n) => {SCENE}.view.x({SCENE}.model.song.beatsMs[n] / 1000)))"
    )
    x, y = point_in(editor, 6, share=0)
    drag(editor, (x, y), (x + 1.4 * beat_px, y))
    assert events(editor, "roll") == {"operation": {"kind": "roll", "index": 4, "beats": 2}}


def test_the_note_of_a_marker_opens_by_a_double_click_on_its_flag(editor, axe):
    mark(editor, 9)
    box = editor.locator(".bs-timeline__hit").bounding_box()
    x_px = editor.evaluate(f"{SCENE}.view.x({SCENE}.model.song.beatsMs[9] / 1000)")
    editor.mouse.dblclick(box["x"] + x_px, box["y"] + RULER_Y)
    expect(editor.get_by_role("textbox", name="Name of the marker")).to_be_focused()
    assert axe(editor) == []
    expect_markers(editor, {"beat": 9, "used": 9, "name": ""})
