"""A press beside an open list, menu or note closes it and does nothing else, by mouse and by finger."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_edit_on_a_phone import TIME, upwards
from tests.browser.test_workshop_layout import box
from tests.browser.timeline_page import chosen, point_in

SIZES = pytest.mark.parametrize("size", ["phone", "desktop"])


def press(page: Page, size: str, x: float, y: float) -> None:
    if size == "phone":
        page.touchscreen.tap(x, y)
    else:
        page.mouse.click(x, y)


def middle(page: Page, selector: str) -> tuple[float, float]:
    place = box(page, selector)
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


def editor(visit, size: str) -> Page:
    page = visit("/h/player?n=120", size=size)
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    press(page, size, *point_in(page, 2))
    expect(page.locator(".bs-inspector h2")).to_have_text("Segment 2")
    return page


@SIZES
def test_the_list_of_steps(visit, size):
    page = visit("/h/history", size=size)
    button, steps = page.get_by_role("button", name="History"), page.get_by_role("dialog", name="History")
    below = middle(page, "main button:has-text('Below')")
    button.click()
    expect(steps).to_be_visible()
    press(page, size, *below)
    expect(steps).to_be_hidden()
    expect(page.locator("output")).to_have_text("")
    press(page, size, *below)
    expect(page.locator("output")).to_have_text("pressed below")
    button.click()
    steps.get_by_text("Step 1").click()
    expect(page.locator("output")).to_have_text("went to 1")


def test_a_press_on_its_own_button_closes_the_list_of_steps(visit):
    page = visit("/h/history", size="phone")
    button, steps = page.get_by_role("button", name="History"), page.get_by_role("dialog", name="History")
    button.tap()
    expect(steps).to_be_visible()
    button.tap()
    expect(steps).to_be_hidden()
    button.tap()
    expect(steps).to_be_visible()


@SIZES
def test_the_list_of_jobs(visit, size):
    page = visit("/h/history", size=size)
    page.get_by_role("button", name="Show what is running").click()
    jobs = page.locator("#bs-jobs-list")
    expect(jobs).to_be_visible()
    press(page, size, *middle(page, "main button:has-text('Below')"))
    expect(jobs).to_be_hidden()
    expect(page.locator("output")).to_have_text("")
    page.get_by_role("button", name="Below").click()
    expect(page.locator("output")).to_have_text("pressed below")


def test_the_menu_of_segments(visit):
    page = editor(visit, "desktop")
    page.mouse.click(*point_in(page, 2), button="right")
    menu, time = page.get_by_role("menu", name="Chosen segments"), page.evaluate(TIME)
    expect(menu).to_be_visible()
    page.mouse.click(*point_in(page, 1))
    expect(menu).to_be_hidden()
    assert (chosen(page), page.evaluate(TIME)) == ([2, 2], time)
    page.mouse.click(*point_in(page, 2), button="right")
    stage = box(page, ".bs-timeline__stage")
    page.mouse.click(stage["x"] + 20, stage["y"] + 60)
    expect(menu).to_be_hidden()
    assert page.evaluate(TIME) == time
    page.mouse.click(*point_in(page, 1))
    assert chosen(page) == [1, 1]


@SIZES
def test_the_note_of_a_marker_keeps_its_name(visit, size):
    page = editor(visit, size)
    page.keyboard.press("m")
    page.keyboard.press("m")
    page.get_by_label("Name of the marker").fill("Kiss")
    press(page, size, *point_in(page, 1))
    expect(page.locator(".bs-marker-note")).to_be_hidden()
    page.wait_for_function("document.querySelector('[data-events]').textContent.includes('Kiss')")
    assert chosen(page) == [2, 2]


def test_the_menu_of_more_tools_is_closed_by_a_tap_and_a_swipe_beside_it_scrolls(visit):
    page = editor(visit, "phone")
    time, menu = page.evaluate(TIME), page.get_by_role("dialog", name="More tools")
    page.get_by_role("button", name="More tools").tap()
    expect(menu).to_be_visible()
    stage = box(page, ".bs-timeline__stage")
    page.touchscreen.tap(stage["x"] + 20, stage["y"] + 60)
    expect(menu).to_be_hidden()
    assert page.evaluate(TIME) == time
    page.get_by_role("button", name="More tools").tap()
    upwards(page, 60, stage["y"] + 60)
    expect(menu).to_be_hidden()
    page.wait_for_function("scrollY > 20")
    page.keyboard.press("m")
    page.wait_for_function("document.querySelector('[data-events]').textContent.includes('set_marker')")
