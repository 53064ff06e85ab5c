"""The picture that a film begins with is seen before the page has its scripts, and stays where it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.planned_film import PASSWORD, served_film
from tests.browser.visitor import held_back, let_through, sign_in

READY = ".bs-timeline[aria-busy=false]"
NARROW_PX = 800  # there panels are below each other
OPENING = ".bs-opening img"
PREVIEW = ".bs-player__layer[style*='opacity: 1'] .bs-player__pane > img:not(.bs-player__backdrop)"
BOX = """(picture) => {
  const { x, y, width, height } = picture.getBoundingClientRect();
  return [x, y, width, height].map(Math.round);
}"""


@pytest.fixture(scope="module")
def edit_url(empty_data, tmp_path_factory):
    with served_film(empty_data, tmp_path_factory.mktemp("opening") / "data") as url:
        yield f"{url}/edit"


@pytest.fixture
def signed_in(visitor, edit_url):
    def enter(size: str = "desktop", viewport: tuple[int, int] = (1366, 768)) -> Page:
        page = visitor.open(edit_url.partition("/p/")[0] + "/login", size=size)
        page.set_viewport_size({"width": viewport[0], "height": viewport[1]})
        sign_in(page, PASSWORD)
        page.wait_for_url("**/")
        return page

    return enter


def arrive(page: Page, url: str) -> list[int] | None:
    """Open the edit; return where the opening stood before the scripts came, None when it was not there."""
    held = held_back(page, "**/nicegui.js")
    page.goto(url, wait_until="commit")
    expect(page.locator(".bs-top--early")).to_be_visible()
    opening = page.locator(OPENING)
    box = opening.evaluate(BOX) if opening.count() else None
    let_through(page, held)
    page.wait_for_selector(READY)
    expect(opening).to_have_count(0)
    return box


@pytest.mark.parametrize(
    ("size", "viewport"),
    [
        ("desktop", (1366, 768)),
        ("desktop", (1280, 600)),
        pytest.param("phone", (1180, 820), id="a tablet"),
    ],
)
def test_a_first_visit_shows_it_where_the_preview_will_stand(signed_in, edit_url, size, viewport):
    page = signed_in(size, viewport)
    box = arrive(page, edit_url)
    assert box is not None
    assert page.locator(PREVIEW).evaluate(BOX) == pytest.approx(box, abs=1)


@pytest.mark.parametrize("viewport", [(1366, 768), (390, 844)])
def test_later_it_is_where_the_preview_stood_whatever_panels_are_open(signed_in, edit_url, viewport):
    page = signed_in(viewport=viewport)
    page.goto(edit_url)
    page.wait_for_selector(READY)
    if viewport[0] > NARROW_PX:
        page.get_by_role("button", name="Media", exact=True).click()
    before = page.locator(PREVIEW).evaluate(BOX)
    assert arrive(page, edit_url) == pytest.approx(before, abs=1)
    assert page.locator(PREVIEW).evaluate(BOX) == pytest.approx(before, abs=1)


def test_who_was_elsewhere_in_the_film_does_not_see_its_beginning_first(signed_in, edit_url):
    page = signed_in()
    page.goto(edit_url)
    page.wait_for_selector(READY)
    page.locator(".bs-timeline__hit").focus()
    page.keyboard.press("End")
    assert arrive(page, edit_url) is None


def test_what_the_preview_stood_elsewhere_for_is_asked_for_but_not_shown(signed_in, edit_url):
    page = signed_in()
    page.evaluate("localStorage.setItem('bs-panels', JSON.stringify({ tray: false }))")
    assert arrive(page, edit_url) is None
    assert page.locator("link[rel=preload][as=image]").count() == 1
