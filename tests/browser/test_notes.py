"""Notes above the edit: closed for as long as they say the same, and none moves what is under the hand."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.test_edit_on_a_phone import REFUSE
from tests.browser.test_workshop_layout import box

LASTING, PASSING = "lasting p1", "passing p1"
REFUSAL = "notes.txt is no photo."


def opened(visit, says: str, size: str = "desktop") -> Page:
    page = visit(f"/h/noted?says={says}", size=size)
    page.wait_for_selector(".bs-timeline[aria-busy=false]")
    return page


def say(page: Page, what: str) -> None:
    page.evaluate(
        "(label) => [...document.querySelectorAll('button')].find((b) => b.textContent === label).click()",
        f"Say {what}",
    )


def note(page: Page, name: str):
    return page.locator(".bs-note", has_text=name)


def close(page: Page, name: str) -> None:
    note(page, name).get_by_role("button", name="Close").click()
    expect(note(page, name)).to_be_hidden()


def reopen(page: Page) -> None:
    page.reload()
    page.wait_for_selector(".bs-timeline[aria-busy=false]")


def test_a_closed_note_comes_back_only_when_it_says_something_else(visit):
    page = opened(visit, "news")
    close(page, LASTING)
    expect(note(page, PASSING)).to_be_visible()
    reopen(page)
    expect(note(page, PASSING)).to_be_visible()
    expect(note(page, LASTING)).to_be_hidden()
    say(page, "other news")
    expect(note(page, LASTING)).to_contain_text("other news")
    say(page, "nothing")
    expect(note(page, LASTING)).to_have_count(0)
    say(page, "news")
    expect(note(page, PASSING)).to_be_visible()
    expect(note(page, LASTING)).to_be_hidden()


def test_a_passing_note_is_told_anew_once_it_had_nothing_to_say(visit):
    page = opened(visit, "news")
    close(page, PASSING)
    reopen(page)
    expect(note(page, LASTING)).to_be_visible()
    expect(note(page, PASSING)).to_be_hidden()
    say(page, "nothing")
    expect(note(page, LASTING)).to_have_count(0)
    say(page, "news")
    expect(note(page, PASSING)).to_be_visible()


def test_what_needs_a_decision_can_not_be_closed(visit):
    page = opened(visit, "a question")
    expect(note(page, LASTING)).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_have_count(0)


@pytest.mark.parametrize("size", [(1366, 768), (1280, 600), (1440, 900)])
def test_on_a_desktop_the_timeline_stays_where_it_is(visit, size):
    page = opened(visit, "nothing")
    page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
    page.wait_for_function(f"document.documentElement.scrollHeight === {size[1]}")
    before = box(page, ".bs-timeline__stage")
    say(page, "news")
    expect(note(page, PASSING)).to_be_visible()
    assert box(page, ".bs-timeline__stage") == before
    close(page, PASSING)
    assert box(page, ".bs-timeline__stage") == before


@pytest.mark.parametrize("scrolled", [0, 100])
def test_on_a_phone_what_is_under_the_finger_stays_there(visit, scrolled):
    page = opened(visit, "nothing", "phone")
    page.touchscreen.tap(100, box(page, ".bs-timeline__stage")["y"] + 140)
    page.evaluate(f"scrollTo(0, {scrolled})")
    before = box(page, ".bs-timeline__stage")
    say(page, "news")
    page.wait_for_function(f"scrollY > {scrolled + 40}")
    assert box(page, ".bs-timeline__stage")["y"] == pytest.approx(before["y"], abs=1)
    say(page, "nothing")
    page.wait_for_function(f"scrollY === {scrolled}")
    assert box(page, ".bs-timeline__stage")["y"] == pytest.approx(before["y"], abs=1)


def test_a_window_that_gets_narrow_still_shows_the_note_above_the_edit(visit):
    page = opened(visit, "news")
    page.keyboard.press("Home")
    for width, height in ((390, 844), (1440, 900), (390, 844)):
        page.set_viewport_size(ViewportSize(width=width, height=height))
        page.wait_for_function("document.documentElement.scrollWidth === innerWidth")
        expect(note(page, LASTING)).to_be_in_viewport(ratio=1)
        assert page.evaluate("scrollY") == 0


def test_on_a_phone_a_note_that_comes_with_the_page_is_read_first_and_closed_by_a_finger(visit):
    page = opened(visit, "nothing", "phone")
    say(page, "news")
    expect(note(page, LASTING)).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0
    target = note(page, LASTING).get_by_role("button", name="Close").bounding_box()
    assert target is not None
    assert min(target["width"], target["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    note(page, LASTING).get_by_role("button", name="Close").tap()
    expect(note(page, LASTING)).to_be_hidden()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pictures_that_are_told_of_are_seen_and_the_rest_counted(visit, size):
    page = opened(visit, "pictures", size)
    shown = note(page, LASTING).get_by_role("img", name="IMG_")
    expect(shown).to_have_count(6)
    for at, one in enumerate(shown.all()):
        expect(one).to_have_attribute("title", f"IMG_{at}.jpg")
        expect(one).to_be_in_viewport(ratio=1)
        assert one.evaluate("(img) => img.decode().then(() => img.naturalWidth)") == 160
    expect(note(page, LASTING)).to_contain_text("and 4 more")
    assert page.evaluate("document.documentElement.scrollWidth === innerWidth")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_note_of_what_is_left_out_tells_what_was_refused_as_well(visit, size):
    page = opened(visit, "left out", size)
    page.evaluate(REFUSE)
    reopen(page)
    expect(note(page, LASTING)).to_contain_text(REFUSAL)
    expect(note(page, LASTING).get_by_role("link", name="Show in Media")).to_have_count(0)
    expect(page.locator(".bs-dock")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth === innerWidth")


def test_a_note_leads_to_the_reasons_why_several_files_were_refused(visit):
    page = opened(visit, "left out")
    page.evaluate(REFUSE)
    page.evaluate(REFUSE.replace('"u1"', '"u2"').replace("notes.txt", "sums.xls"))
    reopen(page)
    expect(note(page, LASTING)).to_contain_text("2 files were not taken")
    expect(note(page, LASTING).get_by_role("link", name="Show in Media")).to_have_attribute(
        "href", "/p/p1/media"
    )


def test_what_was_refused_is_told_no_more_once_its_notes_are_closed(visit):
    page = opened(visit, "left out")
    page.evaluate(REFUSE)
    reopen(page)
    expect(note(page, LASTING)).to_contain_text(REFUSAL)
    close(page, LASTING)
    expect(note(page, PASSING)).not_to_contain_text(REFUSAL)
    close(page, PASSING)
    expect(page.locator(".bs-dock")).to_have_count(0)
    reopen(page)
    expect(note(page, LASTING)).to_be_hidden()
    expect(page.locator(".bs-dock")).to_have_count(0)


def test_what_is_refused_later_is_told_though_the_note_is_closed(visit):
    page = opened(visit, "left out")
    close(page, LASTING)
    close(page, PASSING)
    page.evaluate(REFUSE)
    reopen(page)
    expect(page.get_by_role("button", name="notes.txt was not taken")).to_be_visible()


def test_what_was_refused_is_told_beside_notes_that_say_something_else(visit):
    page = opened(visit, "left out")
    page.evaluate(REFUSE)
    reopen(page)
    expect(note(page, LASTING)).to_contain_text(REFUSAL)
    say(page, "other news")
    expect(page.get_by_role("button", name="notes.txt was not taken")).to_be_visible()
