"""Guests and viewers in a real browser: pictures are sent, a video is opened; both pages are accessible."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from beatstitch_ui.serving import assets
from beatstitch_ui.serving.application import with_api
from beatstitch_ui.serving.guard import OriginGuard, own_host_names
from beatstitch_ui.serving.head import type_face
from core.projects.opened import OpenProject
from core.projects.sharing.drops import DropCreate, create_drop
from core.projects.sharing.shares import ShareCreate, share
from core.store.models import GuestUpload, Project
from tests.beatstitch_ui.public.conftest import picture
from tests.beatstitch_ui.served import served
from tests.browser.conftest import browser, violations
from tests.browser.visitor import SIZES

__all__ = ["browser"]  # a fixture
PHONE = SIZES["phone"]


@pytest.fixture
def site(studio_data) -> Iterator[str]:
    """Serve what strangers may see, with its style and guard."""
    assert studio_data.layout.database.exists()
    app = FastAPI()
    app.include_router(type_face.router)
    app.include_router(assets.router)
    with_api(app).add_middleware(OriginGuard, host_names=own_host_names())
    with served(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE)
    opened = context.new_page()
    complaints: list[str] = []

    def note(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(f"{said.text} {said.location}")

    opened.on("console", note)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [text for text in complaints if "status of 413" not in text and "favicon" not in text] == []


def opened_project(session, studio_data, project_id: str) -> OpenProject:
    return OpenProject(session, studio_data.layout, session.get_one(Project, project_id))


def test_a_guest_sends_what_fits_and_is_told_what_does_not(page, site, studio_data, project_id, tmp_path):
    with studio_data.writing() as session:
        wish = DropCreate(greeting="Our wedding", most_files=2)
        drop = create_drop(opened_project(session, studio_data, project_id), wish)
    files: list[Path] = [tmp_path / name for name in ("dance.jpg", "cake.jpg", "late.jpg")]
    for number, file in enumerate(files):
        file.write_bytes(picture(number))
    page.goto(site + drop.path)
    expect(page.get_by_role("heading")).to_have_text("Our wedding")
    assert violations(page) == []
    page.get_by_label("Your name").fill("Grandma")
    page.get_by_label("Photos and clips").set_input_files(files)
    page.get_by_role("button", name="Send").click()
    lines = page.locator("#arrivals li")
    expect(lines).to_have_text(
        [
            "dance.jpgarrived",
            "cake.jpgarrived",
            "late.jpgThis does not fit any more: this link takes 0 more pictures with 4000 MB.",
        ]
    )
    with studio_data.reading() as session:
        assert {row.filename for row in session.query(GuestUpload)} == {"dance.jpg", "cake.jpg"}
    page.reload()
    expect(page.get_by_text("This link has taken all the pictures that it may take.")).to_be_visible()


def test_a_shared_video_is_opened_with_its_password(page, site, studio_data, project_id, video):
    with studio_data.writing() as session:
        opened = opened_project(session, studio_data, project_id)
        link = share(opened, video, ShareCreate(password="lighthouse"))  # noqa: S106
    page.goto(site + link.path)
    assert violations(page) == []
    page.get_by_label("Password").fill("lighthouse")
    page.get_by_role("button", name="Show the video").click()
    expect(page.get_by_role("heading")).to_have_text("Summer in Norway")
    expect(page.locator("video")).to_have_attribute("poster", f"{link.path}/poster")
    assert violations(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
