"""The picture is placed on the preview itself: dragged, zoomed and, by keys, both; each is one operation."""

import pytest
from playwright.sync_api import expect

from tests.browser.frozen_timers import hold_timers, release_timers
from tests.browser.timeline_page import SCENE, TIMELINE, events

SETTLE_MS = 500  # after a key or a turn of the wheel, before what they did is sent
PICTURE = """[...document.querySelectorAll(".bs-player__layer")]
  .find((one) => one.style.opacity === "1")?.querySelector(".bs-player__pane > img:last-of-type")"""
TOP = f"new DOMMatrix(getComputedStyle({PICTURE}).transform).f"
SHAPE = f"{SCENE}.model.pieces[0].segment.effects.ken_burns"


@pytest.fixture
def preview(visit):
    page = visit("/h/player?n=130")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.wait_for_selector(".bs-player__hand[aria-disabled=false]")
    page.wait_for_function(f"{PICTURE}?.complete")
    return page


def hand(page):
    return page.get_by_role("slider", name="Place the picture")


def drag_by(page, x, y):
    box = hand(page).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + x, box["y"] + box["height"] / 2 + y, steps=4)
    page.mouse.up()


def test_the_picture_follows_a_drag_and_keeps_its_move(preview):
    before = preview.evaluate(TOP)
    drag_by(preview, 0, 30)
    sent = events(preview, "set_ken_burns")["operation"]
    assert sent["index"] == 0
    assert sent["ken_burns"]["start_y"] < 0.5
    assert sent["ken_burns"]["end_y"] < 0.4
    assert (sent["ken_burns"]["start_zoom"], sent["ken_burns"]["end_zoom"]) == (1, 1.3)
    preview.wait_for_function(f"Math.abs({TOP} - {before} - 30) < 1")
    assert preview.evaluate(f"{TIMELINE}.player.playing") is False  # it was no click


def test_control_and_the_wheel_zoom_the_picture(preview):
    hold_timers(preview, SETTLE_MS)
    hand(preview).hover()
    preview.keyboard.down("Control")
    for turns in range(1, 4):
        preview.mouse.wheel(0, -50)
        preview.wait_for_function(f"window.held.length >= {turns}")
    preview.keyboard.up("Control")
    release_timers(preview)
    sent = events(preview, "set_ken_burns")["operation"]["ken_burns"]
    assert sent["start_zoom"] > 1.2
    assert sent["end_zoom"] > 1.5


def test_the_keyboard_moves_and_zooms_as_one_operation_each(preview):
    hold_timers(preview, SETTLE_MS)
    hand(preview).focus()
    for key in ("ArrowDown", "ArrowDown", "+"):
        preview.keyboard.press(key)
    release_timers(preview)
    sent = events(preview, "set_ken_burns")["operation"]["ken_burns"]
    assert sent["start_y"] < 0.5
    assert sent["start_zoom"] == pytest.approx(1.04)
    expect(hand(preview)).to_have_attribute("aria-valuenow", "104")


def test_what_a_hand_has_just_done_is_not_lost_when_the_page_is_loaded_again(preview):
    hold_timers(preview, SETTLE_MS)
    hand(preview).press("+")
    preview.reload()
    sent = events(preview, "set_ken_burns")["operation"]["ken_burns"]
    assert sent["start_zoom"] == pytest.approx(1.04)


def test_escape_leaves_the_picture_where_it_was(preview):
    before = preview.evaluate(f"JSON.stringify({SHAPE})")
    hand(preview).hover()
    preview.mouse.down()
    box = hand(preview).bounding_box()
    preview.mouse.move(box["x"] + 20, box["y"] + 20, steps=3)
    preview.wait_for_function(f"JSON.stringify({SHAPE}) !== {before!r}")
    preview.keyboard.press("Escape")
    preview.mouse.up()
    assert preview.evaluate(f"JSON.stringify({SHAPE})") == before


def test_a_locked_segment_and_a_film_that_plays_are_left_alone(preview):
    preview.evaluate(f"{TIMELINE}.seek({SCENE}.model.beginMs(3) / 1000 + 0.3)")
    expect(hand(preview)).to_have_attribute("aria-disabled", "true")
    drag_by(preview, 0, 30)
    assert "set_" not in preview.locator("[data-events]").inner_text()


def test_a_click_plays_and_leaves_the_keyboard_to_the_timeline(preview, axe):
    assert axe(preview) == []
    preview.locator(".bs-timeline__hit").focus()
    hand(preview).click()
    preview.wait_for_function(f"{TIMELINE}.player.playing")
    expect(preview.locator(".bs-timeline__hit")).to_be_focused()
