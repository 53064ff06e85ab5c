"""A right click offers what can be done, R shows pictures to choose from, and attributes are pasted."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_inspector_frame import operation


@pytest.fixture
def editor(inspector):
    return inspector


def right_click(page: Page, at: int) -> None:
    """Right-click the segment number `at`, counted from 0; at first each is 44 px wide at least."""
    stage = page.locator(".bs-timeline__hit").bounding_box()
    assert stage is not None
    page.mouse.click(stage["x"] + 46 * at + 20, stage["y"] + 150, button="right")


def test_r_shows_pictures_unused_first_and_finds_them_by_name(editor, axe):
    editor.keyboard.press("r")
    picker = editor.get_by_role("dialog", name="Another picture for segment 2")
    expect(picker.get_by_role("combobox")).to_be_focused()
    assert axe(editor) == []
    every = picker.get_by_role("option")
    expect(every).to_have_count(23)
    editor.keyboard.type("4009")
    expect(every).to_have_count(1)
    editor.keyboard.press("Enter")
    expect(picker).to_be_hidden()
    assert operation(editor, "replace") == {"kind": "replace", "index": 1, "asset_id": "a9"}
    expect(editor.locator(".bs-timeline__hit")).to_be_focused()


def test_a_photo_is_put_beside_the_picture_of_a_segment(editor):
    editor.get_by_role("button", name="Put a photo beside it").click()
    picker = editor.get_by_role("dialog", name="A photo beside segment 2")
    expect(picker.get_by_role("combobox")).to_be_focused()
    editor.keyboard.type("4009")
    expect(picker.get_by_role("option")).to_have_count(1)
    editor.keyboard.press("Enter")
    expect(picker).to_be_hidden()
    panels = {"layout": "columns", "asset_ids": ["a1", "a9"], "every": 1}
    assert operation(editor, "set_panels") == {"kind": "set_panels", "index": 1, "panels": panels}


def test_looking_at_pictures_changes_nothing_until_one_is_picked(editor):
    editor.keyboard.press("r")
    for key in ("ArrowDown", "ArrowRight", "ArrowRight", "ArrowDown"):
        editor.keyboard.press(key)
    expect(editor.locator(".bs-picker [aria-selected=true]")).to_have_count(1)
    editor.keyboard.press("Escape")
    expect(editor.get_by_role("dialog")).to_be_hidden()
    assert editor.locator("[data-events]").inner_text() == ""


def test_a_locked_segment_says_why_nothing_happens(editor):
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("r")
    expect(editor.get_by_role("dialog")).to_be_hidden()
    expect(editor.locator(".bs-timeline__said")).to_have_text("Segment 4 is locked: X unlocks it")
    editor.keyboard.press("ArrowRight")
    expect(editor.locator(".bs-timeline__said")).to_be_hidden()


def test_a_right_click_chooses_the_segment_and_offers_what_can_be_done(editor, axe):
    right_click(editor, 2)
    menu = editor.get_by_role("menu", name="Chosen segments")
    expect(editor.locator(".bs-inspector h2")).to_have_text("Segment 3")
    assert axe(editor) == []
    expect(menu.get_by_role("menuitem", name="Paste attributes")).to_be_disabled()
    menu.get_by_role("menuitem", name="Duplicate").click()
    expect(menu).to_be_hidden()
    assert operation(editor, "duplicate") == {"kind": "duplicate", "index": 2}


def test_the_menu_goes_by_keys_and_gives_the_focus_back(editor):
    editor.keyboard.press("Shift+F10")
    menu = editor.get_by_role("menu", name="Chosen segments")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    editor.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitem", name="Split")).to_be_focused()
    editor.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(editor.locator(".bs-timeline__hit")).to_be_focused()
    expect(editor.locator(".bs-inspector h2")).to_have_text("Segment 2")


def test_attributes_of_one_segment_are_pasted_to_several_as_one_operation(editor):
    editor.keyboard.press("Control+c")
    for key in ("ArrowRight", "Control+Shift+ArrowRight", "Control+v"):
        editor.keyboard.press(key)
    pasted = operation(editor, "paste_attributes")
    assert (pasted["index"], pasted["last"], pasted["fit"]) == (2, 3, "blur")
    assert pasted["transition"] == {"type": "crossfade", "duration_ms": 400}
    assert pasted["ken_burns"]["end_zoom"] == 1.3
    expect(editor.get_by_label("Transition in", exact=True)).to_have_value("crossfade")
    editor.keyboard.press("ArrowRight")
    right_click(editor, 4)
    editor.get_by_role("menuitem", name="Paste the transition only").click()
    editor.wait_for_function("document.querySelector('[data-events]').textContent.includes(\"'index': 4\")")
    assert operation(editor, "paste_attributes") == {
        "kind": "paste_attributes",
        "index": 4,
        "transition": {"type": "crossfade", "duration_ms": 400},
    }


def test_what_is_chosen_is_played_again_and_again(editor):
    editor.keyboard.press("p")
    expect(editor.get_by_role("button", name="again and again")).to_have_attribute("aria-pressed", "true")
    editor.get_by_label("Speed").select_option("2")
    editor.evaluate("document.querySelector('audio').currentTime = 60")
    editor.locator(".bs-timeline__hit").focus()
    editor.keyboard.press("Space")
    editor.wait_for_function("document.querySelector('audio').currentTime < 6")
    assert editor.evaluate("document.querySelector('audio').playbackRate") == 2
    editor.keyboard.press("k")
    expect(editor.get_by_label("Speed")).to_have_value("1")


def test_the_playhead_steps_by_beats_and_by_frames(editor):
    def now() -> float:
        return editor.evaluate("document.querySelector('audio').currentTime")

    before = now()
    editor.keyboard.press("ArrowDown")
    editor.wait_for_function(f"document.querySelector('audio').currentTime > {before + 0.3}")
    assert now() - before == pytest.approx(60 / 128, abs=0.03)
    beat = now()
    editor.keyboard.press("Shift+ArrowDown")
    editor.wait_for_function(f"document.querySelector('audio').currentTime > {beat + 0.001}")
    assert now() - beat <= 0.034
    editor.keyboard.press("ArrowUp")
    editor.wait_for_function(f"document.querySelector('audio').currentTime <= {beat + 0.001}")
