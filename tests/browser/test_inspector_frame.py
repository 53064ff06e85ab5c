"""The small picture in the inspector: the frame, for the whole time or one end, and the focus point."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.frozen_timers import hold_timers, release_timers
from tests.browser.timeline_page import SCENE, TIMELINE, drag

SETTLE_MS = 500  # after a key, before what keys did is sent


def operation(page, kind):
    page.wait_for_function(f"document.querySelector('[data-events]').textContent.includes({kind!r})")
    text = (
        page.locator("[data-events]")
        .inner_text()
        .replace("'", '"')
        .replace("True", "true")
        .replace("None", "null")
    )
    return json.loads(text.replace("False", "false"))["operation"]


def middle(box, across=0.5, down=0.5):
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def test_the_window_of_a_move_is_dragged_and_sized_on_the_picture(inspector):
    inspector.get_by_role("button", name="End", exact=True).click()
    window = inspector.get_by_role("slider", name="What the move ends on")
    box = window.bounding_box()
    drag(inspector, middle(box), middle(box, across=0.4))
    moved = operation(inspector, "set_ken_burns")["ken_burns"]
    assert (moved["start_x"], moved["end_zoom"], moved["end_y"]) == (0.2, 1.3, 0.4)
    assert moved["end_x"] < 0.8
    corner = inspector.locator(".bs-stage__corner").bounding_box()
    inspector.mouse.move(*middle(corner))
    inspector.mouse.down()
    inspector.mouse.move(*middle(window.bounding_box(), 0.9, 0.9), steps=3)
    inspector.mouse.up()
    inspector.wait_for_function(
        "!document.querySelector('[data-events]').textContent.includes(\"'end_zoom': 1.3\")"
    )
    assert operation(inspector, "set_ken_burns")["ken_burns"]["end_zoom"] > 1.35


def test_the_frame_is_moved_and_sized_for_the_whole_time_unless_an_end_is_chosen(inspector):
    """The start shows all that the picture is high and wide, so there only the nearer end can go."""
    window = inspector.get_by_role("slider", name="What is seen of the photo")
    area = inspector.locator(".bs-stage__area").bounding_box()
    box = window.bounding_box()
    drag(inspector, middle(box), (middle(box)[0], middle(box)[1] - area["height"] / 20))
    moved = operation(inspector, "set_ken_burns")["ken_burns"]
    assert moved["start_zoom"] == 1
    assert moved["end_zoom"] == 1.3
    assert (moved["start_y"], moved["end_x"]) == (0.5, 0.8)
    assert moved["end_y"] == pytest.approx(0.4 - 1.3 / 20 / 0.3, abs=0.02)
    corner = inspector.locator(".bs-stage__corner").bounding_box()
    drag(inspector, middle(corner), middle(window.bounding_box(), 0.9, 0.9))
    sized = operation(inspector, "'start_zoom': 1.")["ken_burns"]
    assert sized["start_zoom"] > 1.05
    assert sized["end_zoom"] / sized["start_zoom"] == pytest.approx(1.3, abs=0.001)


def test_a_photo_that_stands_still_does_so_after_its_frame_was_moved(inspector):
    inspector.get_by_text("Zoom and place in numbers").click()
    for side, zoom in (("starts", 150), ("ends", 150)):
        group = inspector.get_by_role("group", name=f"What the move {side} on")
        for field, value in (("Zoom", zoom), ("Across", 50), ("Down", 50)):
            group.get_by_label(field).fill(str(value))
            inspector.keyboard.press("Tab")
    inspector.locator(".bs-stage__area").scroll_into_view_if_needed()
    expect(inspector.locator(".bs-stage__window")).to_have_count(1)  # both ends are one frame
    hold_timers(inspector, SETTLE_MS)
    inspector.get_by_role("slider", name="What is seen of the photo").focus()
    for key in ("ArrowDown", "ArrowRight", "+"):
        inspector.keyboard.press(key)
    release_timers(inspector)
    move = operation(inspector, "'start_zoom': 1.52")["ken_burns"]
    for field in ("zoom", "x", "y"):
        assert move[f"start_{field}"] == move[f"end_{field}"]
    assert move["start_y"] > 0.5


def test_another_segment_is_framed_for_the_whole_time_again(inspector):
    chosen = inspector.locator(".bs-stage [aria-pressed=true]")
    inspector.get_by_role("button", name="End", exact=True).click()
    expect(chosen).to_have_text("End")
    inspector.wait_for_function(f"{TIMELINE}.player.timeS > {SCENE}.model.endMs(1) / 1000 - 0.5")
    inspector.locator(".bs-timeline__hit").press("ArrowRight")
    expect(inspector.locator(".bs-inspector h2")).to_have_text("Segment 3")
    expect(chosen).to_have_text("Whole time")


def test_keys_on_a_window_are_one_operation_when_they_follow_each_other(inspector):
    inspector.get_by_role("button", name="Start", exact=True).click()
    hold_timers(inspector, SETTLE_MS)
    inspector.get_by_role("slider", name="What the move starts on").focus()
    for _ in range(5):
        inspector.keyboard.press("+")
    release_timers(inspector)
    assert operation(inspector, "set_ken_burns")["ken_burns"]["start_zoom"] == pytest.approx(1.1)


def test_the_move_is_turned_reset_and_set_by_numbers(inspector):
    inspector.get_by_text("Zoom and place in numbers").click()
    inspector.get_by_role("button", name="Reverse").click()
    turned = operation(inspector, "set_ken_burns")["ken_burns"]
    assert (turned["start_zoom"], turned["end_zoom"], turned["start_x"]) == (1.3, 1.0, 0.8)
    inspector.get_by_role("button", name="As planned").click()
    assert operation(inspector, "auto_ken_burns") == {"kind": "auto_ken_burns", "index": 1}


def test_without_a_move_a_click_says_what_must_stay_in_view(inspector):
    inspector.get_by_label("Picture", exact=True).select_option("cover")
    inspector.get_by_label("Move over the photo").uncheck()
    inspector.locator(".bs-stage__area").scroll_into_view_if_needed()
    area = inspector.locator(".bs-stage__area").bounding_box()
    inspector.mouse.click(*middle(area, 0.25, 0.75))
    focus = operation(inspector, "set_focus")["focus"]
    assert (focus["x"], focus["y"]) == pytest.approx((0.25, 0.75), abs=0.01)
