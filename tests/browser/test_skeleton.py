"""The bar of a page is there before its scripts are, and stays where it is when they have made the page."""

import pytest
from playwright.sync_api import expect

from core.accounts.users import create_user
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from tests.browser.conftest import Studio
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
