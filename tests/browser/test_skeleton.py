"""What is seen of a page before all of it is there stays where it is."""

import pytest
from playwright.sync_api import expect

from core.accounts.users import create_user
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from tests.browser.conftest import Studio
from tests.browser.grid_page import cell
from tests.browser.visitor import Visitor, held_back, let_through, sign_in

PASSWORD = "a long enough secret"  # noqa: S105 - of an account that lives as long as this test
BOXES = """(bar) => [...bar.querySelectorAll(".bs-logo, .bs-crumb__name, .bs-tab")]
  .map((one) => one.getBoundingClientRect()).map(({ x, y, height }) => [x, y, height].map(Math.round))"""


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_bar_of_a_page_is_there_while_its_scripts_are_fetched(
    studio: Studio, visitor: Visitor, size: str
) -> None:
    database = Database(studio.data)
    with database.writing() as session:
        user = create_user(session, size, PASSWORD)
        project = create_project(session, user.id, ProjectCreate(name="Summer <in> Norway"))
        address = f"{studio.url}/p/{project.id}/music"
    database.close()
    page = visitor.open(f"{studio.url}/login", size=size)
    sign_in(page, PASSWORD, username=size)
    page.wait_for_url(f"{studio.url}/")
    held = held_back(page, "**/nicegui.js")
    page.goto(address, wait_until="commit")

    skeleton = page.locator(".bs-top--early")
    expect(skeleton).to_be_visible()
    expect(skeleton).to_contain_text("Summer <in> Norway")
    expect(skeleton.locator("[aria-current=page]")).to_have_text("Music")
    boxes = skeleton.evaluate(BOXES)

    let_through(page, held)
    expect(page.get_by_role("heading", name="Music", exact=True)).to_be_visible()
    expect(skeleton).to_be_hidden()
    assert page.locator("header.bs-top").evaluate(BOXES) == boxes


def test_empty_cells_stand_where_the_pictures_will_be(visit):
    """While the grid is fetched, a cell of it has its size and its place."""
    grid = visit("/h/grid?n=24")
    picture = cell(grid, 5).locator("img").bounding_box()
    held = held_back(grid, "**/fake/items?*")
    grid.reload()
    empty = grid.locator(".bs-grid__cells .bs-skeleton")
    expect(empty).to_have_count(12)
    expect(empty.nth(4)).to_be_visible()
    there = empty.nth(4).bounding_box()
    assert (there["x"], there["width"]) == pytest.approx((picture["x"], picture["width"]), abs=1)
    let_through(grid, held)
    expect(cell(grid, 5).locator("img")).to_be_visible()


def test_the_wave_and_what_is_below_it_stand_where_the_song_will_have_them(visit):
    page = visit("/h/song?n=120")
    held = held_back(page, "**/fake/beats?*")
    page.reload()
    boxes = [page.locator(one).bounding_box() for one in (".bs-song__stage", ".bs-song")]
    let_through(page, held)
    page.wait_for_selector(".bs-song[aria-busy=false]")
    assert [page.locator(one).bounding_box() for one in (".bs-song__stage", ".bs-song")] == boxes
