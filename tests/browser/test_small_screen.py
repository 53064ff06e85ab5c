"""On a phone nothing is cut off, and no message lies where the next step is."""

from playwright.sync_api import Page, expect

from tests.browser.test_whole_job import PATIENCE_MS, go, new_project, photo, set_up, song, upload
from tests.browser.test_workshop_layout import box
from tests.browser.visitor import SIZES

WIDTH = SIZES["phone"]["width"]


def inside(page: Page, selector: str) -> bool:
    found = page.locator(selector).all()
    boxes = [one.bounding_box() for one in found if one.is_visible()]
    return bool(boxes) and all(one and one["x"] >= 0 and one["x"] + one["width"] <= WIDTH for one in boxes)


def below_the_head(page: Page) -> tuple[float, float]:
    """Return where Undo stands in the head, wherever the page is scrolled to."""
    undo, head = box(page, ".bs-saved button:first-of-type"), box(page, ".bs-head")
    return undo["x"], undo["y"] - head["y"]


def test_the_acts_on_a_chosen_picture_are_all_in_view_and_the_pictures_stay_where_they_were(visit):
    page = visit("/h/grid?n=12", size="phone")
    expect(page.locator(".bs-cell")).to_have_count(12)
    before = box(page, ".bs-grid__cells")["y"]
    assert inside(page, ".bs-grid__bar > :is(button, select)")
    page.locator(".bs-cell").nth(1).tap()
    remove = page.get_by_role("button", name="Remove", exact=True)
    expect(remove).to_be_visible()
    assert inside(page, ".bs-grid__bar > :is(button, select)")
    assert box(page, ".bs-grid__cells")["y"] == before


def test_messages_and_lists_leave_the_next_step_free_and_fit_a_phone(studio, visitor):
    page = visitor.open(f"{studio.url}/login")
    set_up(page, studio.way_in, lambda _: None)
    new_project(page, lambda _: None)
    page.set_viewport_size(SIZES["phone"])
    photos = [upload(f"photo {n:02}.jpg", "image/jpeg", photo(n)) for n in range(4)]
    page.locator("input[type=file]").first.set_input_files([*photos, upload("song.wav", "audio/wav", song())])
    expect(page.locator(".bs-cell img")).to_have_count(4, timeout=PATIENCE_MS)
    page.get_by_role("link", name="Next: watch your film").wait_for(timeout=PATIENCE_MS)
    before = below_the_head(page)
    page.locator(".bs-cell").nth(3).click()
    page.get_by_role("button", name="Remove", exact=True).click()
    expect(page.locator(".bs-toast")).to_be_visible()
    toast, following = box(page, ".bs-toast"), box(page, ".bs-next")
    assert toast["y"] + toast["height"] <= following["y"]
    expect(page.locator(".bs-saved")).to_contain_text("Saved")
    assert below_the_head(page) == before
    page.locator(".bs-jobs > button").click()
    assert inside(page, ".bs-jobs__list")
    page.locator(".bs-jobs > button").click()
    go(page, "Edit")
    page.wait_for_selector(".bs-timeline[aria-busy=false]", timeout=PATIENCE_MS)
    page.get_by_role("button", name="History", exact=True).click()
    expect(page.locator(".bs-history__steps [aria-current]")).to_be_visible()
    assert inside(page, ".bs-history__steps")
    visitor.forgive("401", "422")
