"""Dialogs and pages that are not on the way of the whole job are accessible too."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from core.accounts.users import create_user
from core.projects.media.media import list_media
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from tests.browser.conftest import free_port, served
from tests.browser.visitor import sign_in
from tests.core.furnish import furnish, plan
from tests.make_media import song_wav

PASSWORD = "quite a long secret"  # noqa: S105 - of an account that lives as long as this test
SIZES = ((1440, 900), (390, 844))


@pytest.fixture
def project_url(empty_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Serve a planned project whose photos are of two cameras, and folders to import from."""
    data, photos, songs = (tmp_path / name for name in ("data", "photos", "songs"))
    shutil.copytree(empty_data, data)
    photos.mkdir()
    songs.mkdir()
    song_wav(songs / "a.wav")
    monkeypatch.setenv("BEATSTITCH_IMPORT_FOLDERS", f"{photos},{songs}")
    database = Database(data)
    with database.writing() as session:
        user = create_user(session, "ada", PASSWORD)
        project = create_project(session, user.id, ProjectCreate(name="Summer in Norway"))
    furnish(database, project, ("image",) * 6)
    with database.writing() as session:
        for number, asset in enumerate(list_media(session, project.id)):
            asset.taken_at = datetime(2024, 7, 5, 10, number, tzinfo=UTC)
            asset.taken_certainty, asset.camera = "local", "Canon" if number < 3 else "Phone"
    plan(database, project)
    database.close()
    with served(data, free_port()) as (studio, _):
        yield f"{studio.url}/p/{project.id}"


def enter(page: Page) -> None:
    sign_in(page, PASSWORD)
    expect(page.get_by_role("heading", name="Projects", exact=True)).to_be_visible()


@pytest.mark.slow
def test_recurring_films_camera_clocks_and_the_remaining_pages_are_accessible(project_url, visitor, axe):
    """Both themes, both sizes: axe-core finds nothing, and nothing scrolls sideways."""
    home = project_url.partition("/p/")[0]

    def look() -> None:
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for theme in ("light", "dark"):
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                assert axe(page) == [], (page.url, width, theme)
            assert page.evaluate("document.documentElement.scrollWidth") == width, page.url
        page.set_viewport_size({"width": 1440, "height": 900})

    page = visitor.open(f"{home}/login")
    enter(page)
    look()
    page.get_by_role("button", name="New recurring film").click()
    expect(page.get_by_label("Name of the film")).to_be_visible()
    look()
    page.goto(f"{project_url}/media")
    page.get_by_role("button", name="Camera clocks").click()
    expect(page.locator(".bs-clocks__parts")).to_be_visible()
    look()
    for url in (f"{home}/account", f"{home}/admin", f"{project_url}/music", f"{project_url}/render"):
        page.goto(url)
        expect(page.locator("h1")).to_be_visible()
        look()
    visitor.forgive_all()  # the photos of this project are none
