"""The edit page fits the screen, its panels are as a person left them, and a swipe edits nothing."""

import pytest
from playwright.sync_api import FloatRect, Page, ViewportSize, expect

from tests.browser.timeline_page import point_in

SMALL = ViewportSize(width=1280, height=600)
# The choices of the panel's lists that are wider than their list, without the room of its arrow.
CUT_WORDS = """[...document.querySelectorAll(".bs-inspector select")].flatMap((list) => {
  const style = getComputedStyle(list), pen = document.createElement("canvas").getContext("2d");
  pen.font = style.font;
  const room = list.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 16;
  const texts = [...list.options].map((one) => one.text);
  return texts.filter((text) => room > 0 && pen.measureText(text).width > room);
})"""


def box(page: Page, selector: str) -> FloatRect:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found


@pytest.fixture
def workshop(visit):
    page = visit("/h/player?n=120")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    return page


def test_preview_and_timeline_are_both_on_a_small_screen(workshop):
    workshop.set_viewport_size(SMALL)
    workshop.wait_for_function(f"document.documentElement.scrollHeight === {SMALL['height']}")
    segments = box(workshop, ".bs-timeline__stage")
    assert segments["y"] + segments["height"] <= SMALL["height"]
    assert box(workshop, ".bs-player__stage")["height"] >= 200
    assert box(workshop, ".bs-player__stage")["y"] >= 60


def test_panels_close_and_resize_and_stay_so_when_the_page_is_loaded_again(workshop):
    tray = box(workshop, ".bs-tray")
    edge = box(workshop, ".bs-workshop__edge--trayPx")
    workshop.mouse.move(edge["x"] + 6, edge["y"] + 100)
    workshop.mouse.down()
    workshop.mouse.move(edge["x"] + 66, edge["y"] + 100, steps=4)
    workshop.mouse.up()
    wide = box(workshop, ".bs-tray")["width"]
    assert wide == pytest.approx(tray["width"] + 60, abs=2)
    workshop.get_by_role("separator", name="Width of the side panel").press("ArrowLeft")
    side = box(workshop, ".bs-inspector")["width"]
    workshop.get_by_role("button", name="Settings", exact=True).click()
    expect(workshop.locator(".bs-inspector")).to_be_hidden()
    workshop.reload()
    workshop.wait_for_selector(".bs-timeline[aria-busy=false]")
    assert box(workshop, ".bs-tray")["width"] == pytest.approx(wide, abs=1)
    expect(workshop.locator(".bs-workshop__settings")).to_be_visible()
    assert box(workshop, ".bs-workshop__settings")["width"] == pytest.approx(side, abs=1)
    workshop.get_by_role("button", name="Media", exact=True).click()
    expect(workshop.locator(".bs-tray")).to_be_hidden()


def test_asking_for_a_segment_opens_its_closed_panel(workshop):
    workshop.get_by_role("button", name="Segment", exact=True).click()
    expect(workshop.locator(".bs-inspector")).to_be_hidden()
    workshop.locator(".bs-timeline__hit").focus()
    workshop.keyboard.press("Enter")
    expect(workshop.locator(".bs-inspector")).to_be_focused()


def test_a_click_on_a_segment_shows_its_panel_in_place_of_the_settings_but_opens_no_closed_one(workshop):
    workshop.get_by_role("button", name="Settings", exact=True).click()
    expect(workshop.locator(".bs-workshop__settings")).to_be_visible()
    workshop.mouse.click(*point_in(workshop, 3))
    expect(workshop.locator(".bs-inspector h2")).to_have_text("Segment 3")
    expect(workshop.locator(".bs-inspector h2")).to_be_visible()
    workshop.get_by_role("button", name="Segment", exact=True).click()
    workshop.mouse.click(*point_in(workshop, 4))
    expect(workshop.locator(".bs-inspector")).to_be_hidden()


def test_f6_goes_from_part_to_part(workshop):
    workshop.locator(".bs-timeline__hit").focus()
    workshop.keyboard.press("F6")
    assert workshop.evaluate("!!document.activeElement.closest('.bs-inspector')")
    workshop.keyboard.press("F6")
    expect(workshop.locator(".bs-tray__list")).to_be_focused()
    workshop.keyboard.press("Shift+F6")
    workshop.keyboard.press("Shift+F6")
    expect(workshop.locator(".bs-timeline__hit")).to_be_focused()


def test_chosen_segments_and_the_playhead_are_there_again_after_a_reload(workshop):
    workshop.locator(".bs-timeline__hit").focus()
    for key in ("ArrowRight", "ArrowRight", "Control+Shift+ArrowRight"):
        workshop.keyboard.press(key)
    expect(workshop.locator(".bs-inspector h2")).to_have_text("Segments 3 to 4")
    expect(workshop.locator(".bs-timeline__time")).to_have_text("0:06.0")  # where segment 4 begins
    workshop.reload()
    expect(workshop.locator(".bs-inspector h2")).to_have_text("Segments 3 to 4")
    expect(workshop.locator(".bs-timeline__time")).to_have_text("0:06.0")


def swipe(page: Page, x: float, y: float, by: float) -> None:
    session = page.context.new_cdp_session(page)

    def touch(kind: str, points: list[dict[str, float]]) -> None:
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", [{"x": x, "y": y}])
    for step in range(1, 6):
        touch("touchMove", [{"x": x + by * step / 5, "y": y}])
    touch("touchEnd", [])


def test_on_a_phone_a_swipe_scrolls_and_only_a_grip_edits(visit):
    page = visit("/h/player?n=120", size="phone")
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    stage = box(page, ".bs-timeline__stage")
    y = stage["y"] + 140
    beats = page.locator(".bs-timeline__hit [role=option]").first
    expect(beats).to_contain_text("Segment 1")
    for from_x in (300.0, 200.0, 150.0):
        swipe(page, from_x, y, -120)
    assert page.locator("[data-events]").inner_text() == ""
    swipe(page, 60, y, 300)
    swipe(page, 60, y, 300)
    page.touchscreen.tap(stage["x"] + 25, y)
    expect(page.locator(".bs-inspector h2")).to_have_text("Segment 1")
    edge = 44.0 + stage["x"]
    swipe(page, edge - 8, y, 30)
    page.wait_for_function("document.querySelector('[data-events]').textContent.includes('roll')")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_every_word_of_a_choice_is_seen_whole(visit, language, width, height):
    page = visit("/h/player?n=130", language=language)
    page.set_viewport_size({"width": width, "height": height})
    page.locator(".bs-timeline[aria-busy=false] .bs-timeline__hit").focus()
    page.keyboard.press("ArrowRight")
    if width < 800:
        page.keyboard.press("Enter")
    expect(page.locator("#bs-inspect-transition + input + span")).to_have_text("s")
    assert page.evaluate(CUT_WORDS) == []
