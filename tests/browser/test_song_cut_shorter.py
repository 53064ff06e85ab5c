"""A film on which a person has worked, and then uses only a part of its song: it ends there, as it is."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from core.accounts.users import create_user
from core.edit.operations import operation_from
from core.projects.edit import timelines
from core.projects.opened import OpenProject
from core.projects.projects import create_project, set_song_range
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.models import Project
from tests.browser.conftest import free_port, served
from tests.browser.visitor import sign_in
from tests.core.furnish import furnish, plan

PASSWORD = "quite a long secret"  # noqa: S105 - of an account that lives as long as this test
HANDWORK = (
    {"kind": "roll", "index": 0, "beats": 1},
    {"kind": "move", "index": 3, "to": 1},
    {"kind": "set_transition", "index": 1, "type": "fade_black", "duration_ms": 300},
    {"kind": "set_title", "index": 0, "title": {"text": "Our summer"}},
)


def handwork_on_a_short_song(database: Database, short_ms: int = 5000) -> str:
    """Make an edit of six photos on a song of 16 s by hand, then use less of the song; return the project."""
    with database.writing() as session:
        user = create_user(session, "ada", PASSWORD)
        project = create_project(session, user.id, ProjectCreate(name="Summer in Norway"))
    furnish(database, project, ("image",) * 6)
    plan(database, project)
    for facts in HANDWORK:
        with database.writing() as session:
            mine = session.get_one(Project, project.id)
            timelines.edit(OpenProject(session, database.layout, mine), operation_from(facts))
    with database.writing() as session:
        set_song_range(session.get_one(Project, project.id), 0, short_ms)
    return project.id


def test_the_film_ends_with_the_song_and_keeps_the_handwork(visitor, empty_data, tmp_path):
    shutil.copytree(empty_data, tmp_path, dirs_exist_ok=True)
    database = Database(tmp_path)
    project_id = handwork_on_a_short_song(database)
    database.close()
    with served(tmp_path, free_port()) as (studio, _):
        page = visitor.open(f"{studio.url}/login")
        sign_in(page, PASSWORD)
        page.wait_for_url(studio.url + "/")
        page.goto(f"{studio.url}/p/{project_id}/edit")
        expect(page.get_by_text("The song's range changed since this edit was planned.")).to_be_visible()
        ways = page.locator(".bs-note").get_by_role("button")
        expect(ways.first).to_have_text("Keep my changes (0:05 long)")
        expect(ways.first).to_have_class(re.compile("primary"))
        expect(ways.last).to_have_text("Keep the edit (0:16 long)")
        ways.first.click()
        told = page.get_by_text(re.compile("pictures stand after the new end and are not shown: image"))
        expect(told).to_be_visible()
        expect(page.get_by_text("Saved · revision 6", exact=True)).to_be_visible()
        page.locator(".bs-note").get_by_role("button", name="Undo").click()
        expect(page.get_by_text("The song's range changed since this edit was planned.")).to_be_visible()
        expect(told).to_have_count(0)
        page.context.close()
    visitor.forgive_all()  # what stands in for pictures and a song can be neither shown nor played


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_all_pictures_stay_each_for_less_time_where_that_is_asked_for(visitor, empty_data, tmp_path, size):
    shutil.copytree(empty_data, tmp_path, dirs_exist_ok=True)
    database = Database(tmp_path)
    project_id = handwork_on_a_short_song(database, 9000)
    database.close()
    with served(tmp_path, free_port()) as (studio, _):
        page = visitor.open(f"{studio.url}/login", size=size)
        sign_in(page, PASSWORD)
        page.wait_for_url(studio.url + "/")
        page.goto(f"{studio.url}/p/{project_id}/edit")
        ways = page.locator(".bs-note").get_by_role("button")
        expect(ways.first).to_have_text("Keep my changes (0:09 long)")
        way = ways.nth(1)
        expect(way).to_have_text("Keep all pictures, each shorter")
        expect(way).to_have_attribute("title", re.compile("^Every picture stays"))
        way.click()
        expect(page.get_by_text("Saved · revision 6", exact=True)).to_be_attached()
        expect(page.get_by_text("changed since this edit was planned")).to_have_count(0)
        expect(page.get_by_text("after the new end")).to_have_count(0)
        page.context.close()
    visitor.forgive_all()  # what stands in for pictures and a song can be neither shown nor played
    database = Database(tmp_path)
    with database.reading() as session:
        project = session.get_one(Project, project_id)
        history = timelines.history_of(database.layout, project)
        now, before = history.current(), history.files.read(5)
    database.close()
    assert now
    assert before
    assert now.operation["all_pictures"] is True
    assert now.edl.total_duration_ms == 9000
    shown = [[one.media_asset_id for one in revision.edl.segments] for revision in (before, now)]
    assert shown[0] == shown[1]
