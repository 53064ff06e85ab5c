"""What the Edit page asks and shows over itself is accessible too, in both themes and sizes."""

import shutil

import pytest
from playwright.sync_api import Page, expect

from core.projects.projects import set_song_range
from core.store.db import Database
from core.store.models import Project
from tests.browser.conftest import free_port, served
from tests.browser.test_dialogs_access import SIZES
from tests.browser.test_song_cut_shorter import PASSWORD, handwork_on_a_short_song
from tests.browser.visitor import sign_in


def use_first(database: Database, project_id: str, duration_ms: int | None) -> None:
    """Let the film play the first part of its song, None for all of it."""
    with database.writing() as session:
        set_song_range(session.get_one(Project, project_id), 0, duration_ms)


@pytest.mark.slow
def test_questions_lists_and_help_of_the_edit_page_are_accessible(visitor, axe, empty_data, tmp_path):
    shutil.copytree(empty_data, tmp_path, dirs_exist_ok=True)
    database = Database(tmp_path)
    project_id = handwork_on_a_short_song(database)
    use_first(database, project_id, None)

    def look(page: Page, what: str) -> None:
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                assert axe(page) == [], (what, width, theme)
            assert page.evaluate("document.documentElement.scrollWidth") == width, what
        page.set_viewport_size({"width": 1440, "height": 900})

    def question(page: Page, heading: str) -> None:
        expect(page.get_by_role("dialog").get_by_role("heading", name=heading)).to_be_visible()
        look(page, heading)
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)

    with served(tmp_path, free_port()) as (studio, _):
        page = visitor.open(f"{studio.url}/login")
        sign_in(page, PASSWORD)
        page.wait_for_url(studio.url + "/")
        page.goto(f"{studio.url}/p/{project_id}/edit")
        replan = page.locator(".bs-edit__head").get_by_role("button", name="Re-plan")
        replan.click()
        question(page, "Re-plan the film?")
        page.get_by_role("button", name="Settings", exact=True).click()
        look(page, "settings")
        page.get_by_role("button", name="Calm").click()
        question(page, "Calm: keep your changes?")

        page.get_by_role("button", name="History").click()
        look(page, "history")
        page.keyboard.press("Escape")
        page.locator(".bs-timeline__hit").focus()
        page.keyboard.press("ArrowRight")
        look(page, "a chosen segment")
        page.keyboard.press("r")
        expect(page.get_by_role("dialog")).to_be_visible()
        look(page, "another picture")
        page.keyboard.press("Escape")
        page.keyboard.press("?")
        expect(page.get_by_role("dialog")).to_be_visible()
        look(page, "help")

        use_first(database, project_id, 5000)
        page.reload()
        expect(page.get_by_text("The song's range changed since this edit was planned.")).to_be_visible()
        look(page, "the note")
        replan.click()
        question(page, "Keep your changes?")
        page.context.close()
    database.close()
    visitor.forgive_all()  # what stands in for pictures and a song can be neither shown nor played
