"""What must stay in view of a picture is shown and changed in the large view, by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.grid_page import cell, last_event


@pytest.fixture
def grid(visit):
    page = visit("/h/grid?n=24")
    page.wait_for_selector(".bs-cell img")
    return page


def test_a_found_face_is_removed_and_a_region_added_by_keyboard(grid):
    cell(grid, 2).dblclick()
    view = grid.locator(".bs-lightbox")
    view.get_by_role("button", name="Add a region").click()
    assert len(last_event(grid)["regions"]) == 2
    region = view.get_by_role("button", name="Region 2", exact=True)
    expect(region).to_be_focused()
    before = region.bounding_box()
    grid.keyboard.press("ArrowLeft")
    grid.keyboard.press("Shift+ArrowDown")
    after = region.bounding_box()
    assert after["x"] < before["x"]
    assert after["height"] > before["height"]
    view.get_by_role("button", name="Remove face 1: it need not stay in view").click()
    grid.wait_for_function("!document.querySelector('[data-events]').textContent.includes('False')")
    (left,) = last_event(grid)["regions"]
    assert left["drawn"]


def test_a_region_is_dragged_by_its_middle_and_sized_by_its_corner(grid):
    cell(grid, 3).dblclick()
    view = grid.locator(".bs-lightbox")
    view.locator("img").evaluate("image => image.decode()")
    box = view.get_by_role("button", name="Region 1", exact=True).bounding_box()
    grid.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    grid.mouse.down()
    grid.mouse.move(box["x"] + box["width"] / 2 + 60, box["y"] + box["height"] / 2 + 20, steps=4)
    grid.mouse.up()
    (moved,) = last_event(grid)["regions"]
    assert moved["left"] > 0.4
    assert abs((moved["right"] - moved["left"]) - 0.1) < 1e-6
    view.get_by_role("button", name="Use what was found").click()
    grid.wait_for_function("document.querySelector('[data-events]').textContent.includes('None')")
    assert last_event(grid) == {"kind": "regions", "ids": ["m2"], "regions": None}


def test_the_large_view_with_regions_is_accessible(grid, axe):
    cell(grid, 2).dblclick()
    assert axe(grid) == []
    grid.set_viewport_size({"width": 390, "height": 844})
    assert axe(grid) == []
    grid.keyboard.press("ArrowRight")
    assert axe(grid) == []
