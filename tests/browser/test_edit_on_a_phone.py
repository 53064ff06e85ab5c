"""The Edit page in a hand: nothing covers the film or its tools, and a swipe scrolls."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.frozen_timers import hold_timers, release_timers
from tests.browser.test_workshop_layout import box, swipe
from tests.browser.timeline_page import SCENE

REFUSE = """() => new Promise((resolve) => {
  const request = indexedDB.open("bs-uploads");
  request.onsuccess = () => {
    const place = { id: "u1", baseUrl: "/api/projects/p1/uploads/media", position: 1, at: Date.now() };
    const file = { name: "notes.txt", size: 9, modified: 0, refused: "notes.txt is no photo." };
    const transaction = request.result.transaction("uploads", "readwrite");
    transaction.objectStore("uploads").put({ ...place, ...file });
    transaction.oncomplete = () => resolve(request.result.close());
  };
})"""
TIME = "document.querySelector('.bs-timeline__time').textContent"
VIEW = f"{SCENE}.view.startS"


def opened(visit, size: str = "phone") -> Page:
    page = visit("/h/player?n=120", size=size)
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    return page


@pytest.fixture
def phone(visit):
    return opened(visit)


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_refused_file_is_told_in_a_few_words_that_cover_neither_film_nor_tools(visit, size):
    page = opened(visit, size)
    page.evaluate(REFUSE)
    page.reload()
    told = page.get_by_role("button", name="notes.txt was not taken")
    expect(told).to_be_visible()
    chip, film = box(page, ".bs-dock"), box(page, ".bs-player__stage")
    assert chip["height"] < 60
    assert chip["y"] + chip["height"] <= film["y"]
    told.click()
    expect(page.get_by_text("notes.txt is no photo.")).to_be_visible()
    read, film = box(page, ".bs-dock"), box(page, ".bs-player__stage")
    assert read["height"] < 140
    assert read["y"] + read["height"] <= film["y"]
    assert size == "phone" or page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    page.get_by_label("Uploads that go on").get_by_role("button", name="Close").click()
    expect(page.locator(".bs-dock")).to_have_count(0)
    page.reload()
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    expect(page.locator(".bs-dock")).to_have_count(0)


def test_what_was_read_about_a_refused_file_is_not_told_on_the_next_page(phone):
    phone.evaluate(REFUSE)
    phone.reload()
    phone.get_by_role("button", name="notes.txt was not taken").click()
    expect(phone.get_by_text("notes.txt is no photo.")).to_be_visible()
    phone.reload()
    phone.wait_for_selector(".bs-timeline[aria-busy=false]")
    expect(phone.locator(".bs-dock")).to_have_count(0)


def test_a_refused_file_that_stood_there_for_a_while_is_not_told_on_the_next_page(phone):
    phone.evaluate(REFUSE)
    phone.reload()
    told = phone.get_by_role("button", name="notes.txt was not taken")
    expect(told).to_be_visible()
    hold_timers(phone, 12_000)
    phone.keyboard.press("Home")
    phone.wait_for_function("window.held.length")
    release_timers(phone)
    expect(told).to_be_visible()
    phone.reload()
    phone.wait_for_selector(".bs-timeline[aria-busy=false]")
    expect(phone.locator(".bs-dock")).to_have_count(0)


def test_a_refused_file_is_not_told_on_the_next_page_to_somebody_who_was_there(phone):
    phone.evaluate(REFUSE)
    phone.reload()
    expect(phone.get_by_role("button", name="notes.txt was not taken")).to_be_visible()
    phone.keyboard.press("Home")
    phone.reload()
    phone.wait_for_selector(".bs-timeline[aria-busy=false]")
    expect(phone.locator(".bs-dock")).to_have_count(0)


@pytest.mark.parametrize("size", ["phone", "desktop"])
@pytest.mark.parametrize("shape", [16 / 9, 9 / 16])
def test_a_film_keeps_its_shape_on_the_full_screen_and_its_button_leaves_it(visit, size, shape):
    page = opened(visit, size)
    page.add_style_tag(content=f".bs-player__stage {{ --bs-shape: {shape} !important }}")
    press = "tap" if size == "phone" else "click"
    page.locator(".bs-player__stage").hover()
    getattr(page.get_by_role("button", name="Full screen", exact=True), press)()
    leave = page.get_by_role("button", name="Leave full screen")
    expect(leave).to_be_visible()
    expect(leave.locator("use")).to_have_attribute("href", "/static/icons.svg#full-leave")
    screen, film = box(page, ".bs-player__stage"), box(page, ".bs-player__layers")
    assert film["width"] / film["height"] == pytest.approx(shape, rel=0.01)
    assert film["x"] >= -0.5
    assert film["y"] >= -0.5
    assert film["x"] + film["width"] <= screen["width"] + 1
    assert film["y"] + film["height"] <= screen["height"] + 1
    getattr(leave, press)()
    page.wait_for_function("!document.fullscreenElement")
    expect(page.get_by_role("button", name="Full screen", exact=True)).to_be_attached()


def test_the_controls_stand_below_the_picture_and_leave_its_captions_free(phone):
    film, controls = box(phone, ".bs-player__layers"), box(phone, ".bs-player__bar")
    assert controls["y"] >= film["y"] + film["height"]


def test_the_tools_stay_in_sight_as_long_as_the_pictures_do(phone):
    phone.touchscreen.tap(100, box(phone, ".bs-timeline__stage")["y"] + 140)
    phone.evaluate("scrollTo(0, 200)")
    player, tools = box(phone, ".bs-player__stage"), box(phone, ".bs-timeline__bar")
    assert tools["y"] >= player["y"] + player["height"]
    phone.get_by_role("button", name="Change", exact=True).tap(timeout=2000)
    expect(phone.locator(".bs-inspector")).to_be_focused()


def test_a_swipe_up_from_the_wave_or_the_map_scrolls_and_a_tap_or_a_drag_acts(phone):
    stage = box(phone, ".bs-timeline__stage")
    wave_y = stage["y"] + 50
    upwards(phone, 300, wave_y)
    phone.wait_for_function("scrollY > 20")
    assert phone.evaluate(TIME) == "0:00.0"
    phone.evaluate("scrollTo(0, 0)")
    seen = phone.evaluate(VIEW)
    upwards(phone, 300, box(phone, ".bs-timeline__map")["y"] + 10)
    phone.wait_for_function("scrollY > 20")
    assert phone.evaluate(VIEW) == seen
    phone.evaluate("scrollTo(0, 0)")
    phone.touchscreen.tap(200, wave_y)
    phone.wait_for_function(f"{TIME} !== '0:00.0'")
    before = phone.evaluate(TIME)
    swipe(phone, 200, wave_y, 120)
    phone.wait_for_function(f"{TIME} !== '{before}'")
    phone.touchscreen.tap(300, box(phone, ".bs-timeline__map")["y"] + 10)
    phone.wait_for_function(f"{VIEW} > {seen}")


@pytest.mark.parametrize("language", ["en-US", "de-DE"])
@pytest.mark.parametrize("width", [360, 390, 768])
def test_all_tools_are_on_the_screen_each_large_enough_for_a_finger(visit, language, width):
    page = visit("/h/player?n=120", size="phone", language=language)
    page.set_viewport_size({"width": width, "height": 844})
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    shown = page.locator(".bs-timeline__bar button:visible").all()
    boxes = [found for one in shown if (found := one.bounding_box())]
    assert len(boxes) >= 6
    for one in boxes:
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= width
        assert min(one["width"], one["height"]) >= 44
    rows = {round(one["y"]) for one in boxes}
    assert len(rows) == (1 if width < 500 else 2)


def test_the_menu_of_more_tools_says_in_words_what_its_tools_do(phone):
    phone.get_by_role("button", name="More tools").tap()
    menu = phone.get_by_role("dialog", name="More tools")
    expect(menu.get_by_role("button", name="Longer by a beat")).to_be_disabled()
    expect(menu.get_by_role("button", name="Shuffle the pictures")).to_be_enabled()
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    stage = box(phone, ".bs-timeline__stage")
    phone.touchscreen.tap(100, stage["y"] + 140)
    phone.get_by_role("button", name="More tools").tap()
    menu.get_by_role("button", name="Longer by a beat").tap()
    expect(menu).to_be_hidden()
    phone.wait_for_function("document.querySelector('[data-events]').textContent.includes('roll')")
    seen = phone.evaluate(f"{SCENE}.view.fitted")
    phone.get_by_role("button", name="More tools").tap()
    menu.get_by_role("button", name="Fit the whole song").tap()
    assert (seen, phone.evaluate(f"{SCENE}.view.fitted")) == (False, True)


def upwards(page: Page, x: float, y: float) -> None:
    """Swipe as a thumb does that scrolls the page."""
    session = page.context.new_cdp_session(page)
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x, "y": y - 12 * step}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
