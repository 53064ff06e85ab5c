"""An edit outlives its server: what it says of what is saved is true, and a person is where they were."""

import os
import signal

from playwright.sync_api import Page, expect

from core.projects.media.media import list_media
from tests.browser.conftest import free_port, served
from tests.browser.planned_film import PASSWORD, planned_film
from tests.browser.visitor import sign_in


def names(media: Page) -> list[str]:
    return media.locator(".bs-cell__name").all_text_contents()


def take_one_away_and_move_another(media: Page) -> None:
    """Remove the first picture and let the second stand last, with no server to hear of it."""
    expect(media.get_by_text("No connection", exact=True)).to_be_visible()
    cells = media.locator(".bs-cell")
    cells.nth(0).click()
    media.keyboard.press("Delete")
    expect(media.get_by_text("No connection · 1 change waits")).to_be_visible()
    cells.nth(0).click()
    media.keyboard.press("Alt+ArrowDown")
    expect(media.get_by_text("No connection · 2 changes wait")).to_be_visible()


def leave_right_after_a_change(page: Page) -> None:
    """Go to another page before the server has answered, and come back: all is done, and nothing is told."""
    page.locator(".bs-timeline__hit").focus()
    page.keyboard.press("x")
    page.evaluate("location.assign(location.href.replace('/edit', '/music'))")
    page.wait_for_url("**/music")
    page.go_back()
    expect(page.get_by_text("Saved · revision 4", exact=True)).to_be_visible()
    expect(page.get_by_label("Locked: a new plan keeps it")).to_be_checked()
    expect(page.get_by_text("Check whether your last change is in it")).to_have_count(0)


def test_changes_wait_for_a_server_that_is_away_and_the_selection_stays(visitor, empty_data, tmp_path):
    (database, project), port = planned_film(empty_data, tmp_path), free_port()
    with served(tmp_path, port) as (studio, process):
        page = visitor.open(f"{studio.url}/login")
        sign_in(page, PASSWORD)
        page.wait_for_url(studio.url + "/")
        media = page.context.new_page()
        media.goto(f"{studio.url}/p/{project.id}/media")
        expect(media.locator(".bs-cell img")).to_have_count(4)
        page.goto(f"{studio.url}/p/{project.id}/edit")
        expect(page.get_by_text("Saved · revision 1", exact=True)).to_be_visible()
        page.wait_for_selector(".bs-timeline[aria-busy=false]")
        page.locator(".bs-timeline__hit").focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(page.get_by_role("heading", name="Segment 4")).to_be_visible()
        page.keyboard.press("x")  # by hand, so that no plan is made of itself when pictures change
        expect(page.get_by_text("Saved · revision 2", exact=True)).to_be_visible()
        os.killpg(process.pid, signal.SIGKILL)
        expect(page.get_by_text("No connection", exact=True)).to_be_visible()
        expect(page.get_by_role("banner").get_by_text("Connection lost")).to_be_visible()
        expect(page.locator("#popup")).to_be_hidden()
        page.keyboard.press("x")
        expect(page.get_by_text("No connection · 1 change waits")).to_be_visible()
        expect(page.get_by_text("Saved")).to_have_count(0)
        take_one_away_and_move_another(media)
    with served(tmp_path, port):
        expect(page.get_by_text("Saved · revision 3", exact=True)).to_be_visible()
        expect(page.get_by_role("heading", name="Segment 4")).to_be_visible()
        expect(page.get_by_label("Locked: a new plan keeps it")).not_to_be_checked()
        expect(media.get_by_text("Saved", exact=True)).to_be_visible()
        assert names(media) == ["image2.jpg", "image3.jpg", "image1.jpg"]
        leave_right_after_a_change(page)
        with database.reading() as session:
            assert [one.original_filename for one in list_media(session, project.id)] == names(media)
        page.context.close()
    visitor.forgive_all()  # a server that is away is in the console
