"""The media grid: choosing, ordering and removing, by mouse and by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.grid_page import cell, last_event


@pytest.fixture
def grid(visit):
    page = visit("/h/grid?n=24")
    page.wait_for_selector(".bs-cell img")
    return page


def names(page, count=6):
    return page.locator(".bs-cell__name").all_text_contents()[:count]


def chosen(page):
    return [int(n) for n in page.locator(".bs-cell--chosen .bs-cell__number").all_inner_texts()]


def test_a_click_chooses_one_shift_extends_and_control_adds(grid):
    cell(grid, 2).click()
    cell(grid, 4).click(modifiers=["Shift"])
    cell(grid, 9).click(modifiers=["Control"])
    assert chosen(grid) == [2, 3, 4, 9]
    expect(grid.locator(".bs-grid__count")).to_contain_text("4 of 24 selected")


def test_on_a_phone_the_pictures_stay_in_their_place_when_one_is_chosen(visit):
    page = visit("/h/grid?n=24")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_selector(".bs-cell img")
    before = cell(page, 5).bounding_box()
    cell(page, 5).click()
    assert chosen(page) == [5]
    assert cell(page, 5).bounding_box() == before


def test_one_that_is_chosen_can_be_looked_at_large_by_button(grid):
    cell(grid, 2).click()
    grid.get_by_role("button", name="Look").click()
    grid.get_by_role("dialog").get_by_text("2 of 24").wait_for()


def test_back_closes_the_large_view_and_stays_on_the_page(grid):
    here = grid.url
    cell(grid, 2).click()
    for leave in (grid.go_back, lambda: grid.keyboard.press("Escape")):
        grid.get_by_role("button", name="Look").click()
        grid.get_by_role("dialog").get_by_text("2 of 24").wait_for()
        leave()
        grid.get_by_role("dialog").wait_for(state="hidden")
        grid.wait_for_function("!history.state?.bsCovered")
        assert grid.url == here
    assert chosen(grid) == [2]


def test_a_selection_is_dragged_to_another_place_and_one_small_event_tells_unless_escape_takes_it_back(grid):
    cell(grid, 1).click()
    cell(grid, 2).click(modifiers=["Control"])
    source, target = cell(grid, 1).bounding_box(), cell(grid, 5).bounding_box()
    for keys in (["Escape"], []):
        grid.mouse.move(source["x"] + 40, source["y"] + 40)
        grid.mouse.down()
        grid.mouse.move(target["x"] + 30, target["y"] + 40, steps=6)
        for key in keys:
            grid.keyboard.press(key)
            assert chosen(grid) == [1, 2]
        grid.mouse.up()
    assert names(grid) == [f"IMG_400{n}.jpg" for n in (2, 3, 0, 1, 4, 5)]
    assert last_event(grid) == {"kind": "reorder", "ids": ["m0", "m1"], "before": "m4"}


def test_a_mark_shows_where_a_dragged_picture_lands_also_below_a_taller_row(grid):
    cell(grid, 1).evaluate("cell => cell.style.height = '330px'")  # as an error below a picture makes it
    source, target = cell(grid, 1).bounding_box(), cell(grid, 12).bounding_box()
    grid.mouse.move(source["x"] + 40, source["y"] + 40)
    grid.mouse.down()
    grid.mouse.move(target["x"] + 30, target["y"] + 12, steps=6)
    mark = grid.locator(".bs-grid__mark").bounding_box()
    assert mark["height"] == pytest.approx(target["height"], abs=1)
    assert target["x"] - 14 < mark["x"] < target["x"]
    grid.mouse.up()
    assert last_event(grid) == {"kind": "reorder", "ids": ["m0"], "before": "m11"}


def test_control_a_takes_the_pictures_on_a_page_that_nobody_has_touched(grid):
    grid.keyboard.press("Control+a")
    assert grid.evaluate("getSelection().toString()") == ""
    assert len(chosen(grid)) == 24
    cell(grid, 3).click()
    grid.keyboard.press("ArrowRight")
    assert chosen(grid) == [4]


def test_removing_all_leaves_the_keyboard_at_the_place_for_files(visit):
    page = visit("/h/uploads-and-grid?n=3")
    page.wait_for_selector(".bs-cell img")
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    assert page.evaluate("document.activeElement.type") == "file"
    page.keyboard.press("Control+z")
    expect(page.locator("[data-events]")).to_contain_text("undo")


def test_undo_and_redo_are_asked_for_from_anywhere_on_the_page(grid):
    grid.keyboard.press("Control+z")
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('undo')")
    assert last_event(grid) == {"kind": "undo", "ids": []}
    cell(grid, 2).click()
    grid.keyboard.press("Control+Shift+z")
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('redo')")


def test_a_rubber_band_chooses_what_it_touches(grid):
    first, second = cell(grid, 1).bounding_box(), cell(grid, 2).bounding_box()
    grid.mouse.move(second["x"] + second["width"] + 6, second["y"] + 10)
    grid.mouse.down()
    grid.mouse.move(first["x"] + 90, first["y"] + 60, steps=4)
    grid.mouse.up()
    assert chosen(grid) == [1, 2]


def test_everything_goes_by_keyboard(grid):
    grid.locator(".bs-grid__cells").focus()
    grid.keyboard.press("ArrowRight")
    grid.keyboard.press("Shift+ArrowRight")
    assert chosen(grid) == [2, 3]
    grid.keyboard.press("Alt+ArrowLeft")
    assert names(grid, 4) == ["IMG_4001.jpg", "IMG_4002.jpg", "IMG_4000.jpg", "IMG_4003.jpg"]
    grid.keyboard.press("Delete")
    assert names(grid, 2) == ["IMG_4000.jpg", "IMG_4003.jpg"]
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('remove')")
    assert last_event(grid) == {"kind": "remove", "ids": ["m1", "m2"]}
    grid.keyboard.press("Control+a")
    assert len(chosen(grid)) == 22


def test_a_broken_file_says_why_beside_its_name(grid):
    expect(cell(grid, 6).locator(".bs-cell__name")).to_have_text("IMG_4005.jpg")
    expect(cell(grid, 6).locator(".bs-cell__error")).to_have_text("is damaged or cut off.")


@pytest.mark.slow
def test_five_hundred_items_are_ready_within_a_second(visit):
    page = visit("/h/grid?n=500")
    page.wait_for_function("performance.getEntriesByName('bs-grid-ready').length")
    taken_ms = page.evaluate(
        "performance.getEntriesByName('bs-grid-ready')[0].startTime"
        " - performance.getEntriesByType('navigation')[0].responseEnd"
    )
    expect(page.locator(".bs-cell")).to_have_count(500)
    assert taken_ms <= 1000


def test_a_long_press_lifts_an_item_on_a_touch_screen(visit):
    page = visit("/h/grid?n=12", size="phone")
    page.wait_for_selector(".bs-cell img")
    box = cell(page, 1).bounding_box()
    touch = page.context.new_cdp_session(page)
    at = {"x": box["x"] + 30, "y": box["y"] + 30}
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    page.wait_for_selector(".bs-grid__ghost")
    to = {"x": at["x"] + 2 * (box["width"] + 12) + 30, "y": at["y"]}
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [to]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert re.match(r"IMG_4001", names(page, 1)[0])


def test_tiles_are_of_one_height_whatever_their_pictures_are_like(grid):
    grid.locator(".bs-cell img").first.evaluate("image => { image.src = '/fake/picture/1/960/120.jpg' }")
    grid.locator(".bs-cell img").nth(1).evaluate("image => { image.src = '/fake/picture/1/120/960.jpg' }")
    grid.wait_for_function(
        "[...document.querySelectorAll('.bs-cell img')].slice(0, 4).every((image) => image.complete)"
    )
    heights = grid.locator(".bs-cell img").evaluate_all("images => images.map((image) => image.clientHeight)")
    assert len(set(heights[:4])) == 1


def test_the_large_view_goes_from_picture_to_picture_and_back_to_the_grid(grid):
    cell(grid, 1).dblclick()
    view = grid.locator(".bs-lightbox")
    expect(view).to_contain_text("1 of 24")
    for _ in range(5):
        grid.keyboard.press("ArrowRight")
    expect(view).to_contain_text("7 of 24")  # the sixth is broken
    grid.keyboard.press("Escape")
    expect(view).not_to_be_visible()
    expect(grid.locator(".bs-cell--cursor .bs-cell__number")).to_have_text("7")


def test_the_focus_point_is_where_a_person_clicks_or_moves_it_by_keys(grid):
    cell(grid, 1).dblclick()
    grid.locator(".bs-lightbox img").evaluate("image => image.decode()")
    box = grid.locator(".bs-lightbox img").bounding_box()
    grid.mouse.click(box["x"] + 0.25 * box["width"], box["y"] + 0.75 * box["height"])
    x, y = last_event(grid)["focus"]
    assert (round(x, 2), round(y, 2)) == (0.25, 0.75)
    grid.locator(".bs-lightbox__aim").focus()
    grid.keyboard.press("ArrowLeft")
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('0.23')")
    grid.get_by_role("button", name="Remove the focus point").click()
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('None')")
    assert last_event(grid) == {"kind": "focus", "ids": ["m0"], "focus": None}


def test_a_selection_is_hidden_and_shown_by_the_same_key(grid):
    grid.locator(".bs-grid__cells").focus()
    grid.keyboard.press("ArrowRight")
    grid.keyboard.press("h")
    assert last_event(grid) == {"kind": "hide", "ids": ["m1"], "hidden": True}
    cell(grid, 7).click()
    grid.get_by_role("button", name="Show again").click()
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('m6')")
    assert last_event(grid) == {"kind": "hide", "ids": ["m6"], "hidden": False}


def test_a_selection_is_starred_and_loses_its_stars_by_the_same_key(grid):
    grid.locator(".bs-grid__cells").focus()
    grid.keyboard.press("ArrowRight")
    grid.keyboard.press("s")
    assert last_event(grid) == {"kind": "star", "ids": ["m1"], "starred": True}
    cell(grid, 3).click()
    grid.get_by_role("button", name="Remove the star").click()
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('m2')")
    assert last_event(grid) == {"kind": "star", "ids": ["m2"], "starred": False}


def test_each_picture_says_what_the_eye_found(grid):
    expect(cell(grid, 2).locator(".bs-cell__status")).to_have_text("nearly the same as IMG_4002.jpg")
    expect(cell(grid, 3).locator(".bs-cell__badge")).to_have_text("best of 4")
    expect(cell(grid, 4).locator(".bs-cell__status")).to_have_text("very dark")
    assert cell(grid, 3).get_attribute("aria-label").endswith("starred, best of 4")
    expect(cell(grid, 3).locator(".bs-cell__star")).to_be_visible()


def test_the_order_can_be_chosen(grid):
    grid.get_by_label("Put in order").select_option("By time taken")
    assert last_event(grid) == {"kind": "arrange", "ids": [], "by": "taken"}


def test_what_stands_for_a_live_photo_can_be_chosen(grid):
    expect(cell(grid, 9).locator(".bs-cell__badge")).to_have_text("Live")
    expect(grid.get_by_label("What stands for a Live Photo")).not_to_be_visible()
    cell(grid, 9).click()
    choice = grid.get_by_label("What stands for a Live Photo")
    expect(choice).to_have_value("photo")
    choice.select_option("Live Photo: clip")
    assert last_event(grid) == {"kind": "live", "ids": ["m8"], "shows": "clip"}


def test_a_stack_folds_under_its_best_and_opens_by_click_and_key(visit):
    page = visit("/h/grid?n=30")
    page.wait_for_selector(".bs-cell img")
    expect(page.locator(".bs-cell")).to_have_count(28)
    best = cell(page, 11)
    expect(best.locator(".bs-cell__badge")).to_have_text("best of 3")
    assert best.get_attribute("aria-label").endswith("best of 3, folded")
    best.locator(".bs-cell__badge").click()
    expect(page.locator(".bs-cell")).to_have_count(30)
    assert names(page, 13)[10:] == ["IMG_4010.jpg", "IMG_4011.jpg", "IMG_4012.jpg"]
    page.locator(".bs-grid__cells").focus()
    page.keyboard.press("o")
    expect(page.locator(".bs-cell")).to_have_count(28)
    page.get_by_role("button", name="Open the stack").click()
    expect(page.locator(".bs-cell")).to_have_count(30)


def test_pictures_are_taken_out_of_their_stack_one_by_one_or_all_at_once(visit):
    page = visit("/h/grid?n=30")
    page.wait_for_selector(".bs-cell img")
    cell(page, 11).click()
    page.get_by_role("button", name="Unstack").click()
    assert last_event(page) == {"kind": "unstack", "ids": ["m10", "m11", "m12"], "unstacked": True}
    page.get_by_role("button", name="Open the stack").click()
    cell(page, 12).click()
    page.get_by_role("button", name="Unstack").click()
    page.wait_for_function("!document.querySelector('[data-events]').textContent.includes('m10')")
    assert last_event(page) == {"kind": "unstack", "ids": ["m11"], "unstacked": True}


def test_the_grid_is_filtered_by_what_the_eye_found(grid):
    choice = grid.get_by_label("Show", exact=True)
    offered = choice.locator("option").all_inner_texts()
    assert {"Show all", "Blurred (1)", "Very dark (1)", "Documents and screenshots (1)"} <= set(offered)
    choice.select_option("Very dark (1)")
    assert names(grid) == ["IMG_4003.jpg"]
    expect(grid.locator(".bs-grid__count")).to_have_text("1 of 24 items")
    choice.select_option("Starred (1)")
    assert names(grid) == ["IMG_4002.jpg"]
    choice.select_option("Show all")
    expect(grid.locator(".bs-cell")).to_have_count(24)
