"""A split screen goes with its project: copied, exported, deleted from, planned again and undone."""

import pytest
from sqlalchemy.orm import Session

from core.edit.operations import operation_from
from core.interchange.otio_timeline import otio_text
from core.projects.archive.exporting import archive_of
from core.projects.duplicate import duplicate_project
from core.projects.edit import timelines
from core.projects.edit.coverage import shown_of
from core.projects.edit.edit_state import edit_state
from core.projects.interchange import interchange_of
from core.projects.media.media import delete_media
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.projects.renders.renders import snapshot_of
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import furnish, plan


@pytest.fixture
def pair(database: Database, project: Project) -> tuple[str, str]:
    """Return the photos of a segment's split screen, of which the second is shown nowhere else."""
    photo, _, other = furnish(database, project, ("image", "video", "image"))
    plan(database, project)
    with database.writing() as session:
        opened = _opened(database, session, project)
        segments = timelines.state_of(opened).edl.segments
        for segment in segments:
            if segment.media_asset_id == other:
                wish = {"kind": "replace", "index": segment.index, "asset_id": photo}
                timelines.edit(opened, operation_from(wish))
        panels = {"asset_ids": [photo, other]}
        timelines.edit(opened, operation_from({"kind": "set_panels", "index": 0, "panels": panels}))
    return photo, other


def _opened(database: Database, session: Session, project: Project, project_id: str = "") -> OpenProject:
    mine = owned_project(session, project.owner_id, project_id or project.id)
    return OpenProject(session, database.layout, mine)


def test_what_stands_beside_a_picture_is_used(
    database: Database, project: Project, pair: tuple[str, str]
) -> None:
    with database.reading() as session:
        opened = _opened(database, session, project)
        shown = shown_of(opened, timelines.state_of(opened).edl)
        assert shown
        assert shown.shown == 3
        assert "left_out" not in edit_state(opened)["assets"][pair[1]]


def test_it_is_copied_with_its_project(database: Database, project: Project, pair: tuple[str, str]) -> None:
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.reading() as session:
        before, after = (
            timelines.state_of(_opened(database, session, project, one)) for one in ("", copy.id)
        )
    assert after.content_hash == before.content_hash
    assert set(pair).isdisjoint(after.edl.segments[0].asset_ids)
    assert len(after.edl.segments[0].asset_ids) == 2


def test_a_photo_that_is_deleted_stays_in_the_edit_until_it_is_planned_again(
    database: Database, project: Project, pair: tuple[str, str]
) -> None:
    photo, other = pair
    with database.writing() as session:
        opened = _opened(database, session, project)
        delete_media(session, opened.project, [other])
        drawn = snapshot_of(session, opened.project, database.layout).drawn
        assert {photo, other} <= {one.source.asset_id for one in drawn}
        assert edit_state(opened)["assets"][other]["offered"] is False
        assert other in {picture.key for picture in archive_of(opened).project.pictures}
        again = timelines.generate(opened).edl
        assert other not in {one for segment in again.segments for one in segment.asset_ids}
        back = timelines.undo(opened).edl
        assert back.segments[0].asset_ids == pair


def test_a_new_plan_keeps_it(database: Database, project: Project, pair: tuple[str, str]) -> None:
    with database.writing() as session:
        opened = _opened(database, session, project)
        again = timelines.generate(opened)
        assert again.edl.segments[0].asset_ids == pair
        assert "set_panels" not in {one["kind"] for one in again.operation.get("lost", [])}


def test_exports_name_and_hold_all_of_its_pictures(
    database: Database, project: Project, pair: tuple[str, str]
) -> None:
    with database.reading() as session:
        exported = interchange_of(_opened(database, session, project))
    beside = exported.cuts.events[0].beside
    assert len(beside) == 1
    assert beside[0].name in exported.files
    assert pair[1] in otio_text(exported.cuts)
