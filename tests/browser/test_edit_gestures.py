"""What hands do with several segments, with clips and with the media tray; each has keys or buttons too."""

import pytest
from playwright.sync_api import expect

from tests.browser.timeline_page import SCENE, chosen, drag, events, point_in
from tests.browser.visitor import SIZES


def choose(page, first, last):
    page.mouse.click(*point_in(page, first))
    page.keyboard.down("Shift")
    page.mouse.click(*point_in(page, last))
    page.keyboard.up("Shift")


def test_chosen_segments_are_dragged_together_and_stay_chosen(editor):
    choose(editor, 5, 7)
    drag(editor, point_in(editor, 6), point_in(editor, 12, share=0.8))
    assert events(editor, "move") == {"operation": {"kind": "move", "index": 4, "last": 6, "to": 9}}
    assert chosen(editor) == [10, 12]


@pytest.mark.parametrize(
    ("key", "button", "operation"),
    [
        ("Delete", "Remove", {"kind": "delete", "index": 4, "last": 6}),
        ("d", "Duplicate", {"kind": "duplicate", "index": 4, "last": 6}),
        ("x", "Lock or unlock", {"kind": "set_lock", "index": 4, "last": 6, "locked": True}),
        ("u", "Merge with the next segment", {"kind": "merge", "index": 4, "last": 6}),
        (
            "w",
            "Swap two chosen pictures (Ctrl+click chooses the second), or the first and the last",
            {"kind": "swap", "index": 4, "other": 6},
        ),
    ],
)
def test_keys_and_buttons_act_on_all_that_is_chosen(editor, key, button, operation):
    choose(editor, 5, 7)
    assert editor.get_by_role("button", name=button, exact=True).is_enabled()
    editor.keyboard.press(key)
    assert events(editor, operation["kind"]) == {"operation": operation}


def test_the_keyboard_alone_chooses_several_and_all(editor):
    editor.keyboard.press("Home")
    for _ in range(3):
        editor.keyboard.press("Control+Shift+ArrowRight")
    assert chosen(editor) == [1, 4]
    editor.keyboard.press("Control+a")
    assert chosen(editor) == [1, 33]
    assert editor.get_by_role("button", name="Remove", exact=True).is_enabled()  # but for the locked one


def test_undo_is_asked_for_from_anywhere_but_a_text(editor):
    editor.mouse.click(*point_in(editor, 11))
    editor.get_by_role("button", name="Duplicate", exact=True).click()
    editor.keyboard.press("Control+z")
    assert events(editor, "undo") == {"operation": {"kind": "undo"}}
    editor.get_by_label("From, s").focus()
    editor.keyboard.press("Control+Shift+z")
    assert "redo" not in editor.locator("[data-events]").inner_text()


def test_a_shuffle_says_what_it_has_done_and_can_be_undone_until_something_else_is(editor):
    shuffle = editor.get_by_role("button", name="Shuffle the pictures that are not locked")
    told = editor.locator(".bs-told")
    shuffle.click()
    assert events(editor, "shuffle")["operation"]["kind"] == "shuffle"
    expect(told).to_contain_text("The order is shuffled; locked segments stayed.")
    told.get_by_role("button", name="Undo").click()
    assert events(editor, "undo") == {"operation": {"kind": "undo"}}
    expect(told).to_be_hidden()
    shuffle.click()
    expect(told).to_be_visible()
    editor.mouse.click(*point_in(editor, 5))
    expect(told).to_be_hidden()
    shuffle.click()
    expect(told).to_be_visible()
    editor.get_by_label("Picture", exact=True).select_option("contain")
    assert events(editor, "set_fit")["operation"]["fit"] == "contain"
    expect(told).to_be_hidden()


def test_what_is_removed_is_named_by_its_file_and_who_stands_longer_by_the_number_on_it(editor):
    told = editor.locator(".bs-told")
    editor.mouse.click(*point_in(editor, 4))
    editor.keyboard.press("x")
    editor.mouse.click(*point_in(editor, 6))
    editor.keyboard.press("Delete")
    expect(told).to_contain_text("Removed: IMG_4005.jpg.")
    expect(told).to_contain_text("Segments 5 and 6 stand longer: 2.8 s and 2.8 s now.")
    editor.mouse.click(*point_in(editor, 11))
    editor.keyboard.down("Shift")
    editor.mouse.click(*point_in(editor, 13))
    editor.keyboard.up("Shift")
    editor.keyboard.press("Delete")
    expect(told).to_contain_text("Removed: 3 segments.")


def test_dragging_with_control_swaps(editor):
    editor.keyboard.down("Control")
    drag(editor, point_in(editor, 6), point_in(editor, 9))
    assert events(editor, "swap") == {"operation": {"kind": "swap", "index": 5, "other": 8}}


def test_a_second_segment_is_chosen_with_control_and_changes_places_with_the_first(editor):
    editor.mouse.click(*point_in(editor, 3))
    editor.keyboard.down("Control")
    editor.mouse.click(*point_in(editor, 7))
    editor.keyboard.up("Control")
    assert editor.evaluate(f"{SCENE}.selection.also") == 6
    editor.keyboard.press("w")
    assert events(editor, "swap") == {"operation": {"kind": "swap", "index": 2, "other": 6}}


def test_a_segment_let_go_on_another_changes_places_with_it(editor):
    drag(editor, point_in(editor, 6), point_in(editor, 9))
    assert events(editor, "swap") == {"operation": {"kind": "swap", "index": 5, "other": 8}}
    assert chosen(editor) == [9, 9]


def test_dragging_a_clip_with_alt_or_its_keys_slip_it(editor):
    editor.mouse.click(*point_in(editor, 11))
    for _ in range(3):
        editor.keyboard.press(">")
    editor.wait_for_function("document.querySelector('[data-events]').textContent.includes('3000')")
    assert events(editor, "slip")["operation"] == {"kind": "slip", "index": 10, "source_in_ms": 3000}
    shown_ms = editor.evaluate(f"1000 / {SCENE}.view.pxPerS * 20")
    x, y = point_in(editor, 11)
    editor.keyboard.down("Alt")
    drag(editor, (x, y), (x + 20, y))
    editor.wait_for_function("!document.querySelector('[data-events]').textContent.includes('3000')")
    assert events(editor, "slip")["operation"]["source_in_ms"] == pytest.approx(3000 - shown_ms, abs=100)


def test_escape_takes_a_drag_back(editor):
    editor.mouse.click(*point_in(editor, 11))
    x, y = point_in(editor, 11)
    editor.keyboard.down("Alt")
    editor.mouse.move(x, y)
    editor.mouse.down()
    editor.mouse.move(x - 20, y, steps=3)
    assert editor.evaluate(f"{SCENE}.model.pieces[10].segment.source_in_ms") > 0
    editor.keyboard.press("Escape")
    editor.mouse.up()
    assert editor.evaluate(f"{SCENE}.model.pieces[10].segment.source_in_ms") == 0
    assert chosen(editor) == [11, 11]
    assert editor.locator("[data-events]").inner_text() == ""


def drop(page, name, place):
    box = page.locator(".bs-timeline__hit").bounding_box()
    target = {"x": place[0] - box["x"], "y": place[1] - box["y"]}
    item = page.locator(".bs-tray").get_by_role("option", name=name)
    item.drag_to(page.locator(".bs-timeline__hit"), target_position=target)


def test_a_picture_of_the_tray_replaces_what_it_is_dropped_on(editor):
    drop(editor, "IMG_4015.jpg", point_in(editor, 6))
    assert events(editor, "replace") == {"operation": {"kind": "replace", "index": 5, "asset_id": "a15"}}
    assert chosen(editor) == [6, 6]


def test_a_picture_dropped_between_two_segments_is_inserted(editor):
    drop(editor, "IMG_4015.jpg", point_in(editor, 6, share=0.04))
    assert events(editor, "insert") == {"operation": {"kind": "insert", "index": 5, "asset_id": "a15"}}


def test_the_tray_does_the_same_by_buttons_and_keys(editor):
    editor.mouse.click(*point_in(editor, 6))
    editor.locator(".bs-tray").get_by_role("option", name="IMG_4015.jpg").click()
    editor.get_by_role("button", name="Replace", exact=True).click()
    assert events(editor, "replace") == {"operation": {"kind": "replace", "index": 5, "asset_id": "a15"}}
    editor.locator(".bs-tray__list").focus()
    editor.keyboard.press("ArrowRight")
    editor.keyboard.press("i")
    assert events(editor, "insert") == {"operation": {"kind": "insert", "index": 6, "asset_id": "a16"}}


def test_one_press_takes_a_left_out_picture_back_to_its_place(visit):
    page = visit("/h/player?n=12")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    page.locator(".bs-tray").get_by_role("option", name="IMG_4015.jpg, not used").click()
    expect(page.locator(".bs-tray__why")).to_contain_text("Left out: blurred.")
    page.get_by_role("button", name="Put it into the film").click()
    assert events(page, "insert") == {"operation": {"kind": "insert", "index": 3, "asset_id": "a15"}}


def test_on_a_phone_the_inspector_is_a_sheet(editor):
    editor.set_viewport_size(SIZES["phone"])
    sheet = editor.locator(".bs-inspector")
    expect(sheet).not_to_be_visible()
    editor.get_by_role("button", name="Change", exact=True).click()
    editor.get_by_role("button", name="Close", exact=True).wait_for()
    assert sheet.bounding_box()["width"] == 390
    editor.get_by_role("button", name="Close", exact=True).click()
    expect(sheet).not_to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [("desktop", "light"), ("phone", "dark")])
def test_axe_finds_nothing_whatever_is_chosen(editor, axe, size, theme):
    editor.emulate_media(color_scheme=theme, reduced_motion="reduce")
    for segments in ((2, 2), (4, 12)) if size == "phone" else ((2, 2), (11, 11)):
        editor.set_viewport_size(SIZES["desktop"])
        choose(editor, *segments)
        editor.set_viewport_size(SIZES[size])
        if not editor.locator(".bs-inspector").is_visible():
            editor.get_by_role("button", name="Change", exact=True).click()
        assert axe(editor) == [], segments
        assert editor.evaluate("document.documentElement.scrollWidth") == SIZES[size]["width"]
