"""The plan that nobody asks for: it waits for every picture, follows changes, and never undoes a hand."""

import pytest

from core.edit.revisions.revision import Revision
from core.errors import NothingToUndoError
from core.projects.edit.unattended import MANY_COMING, is_awaited, plan_unattended
from core.projects.media.awaited_looks import FIRST_PICTURES, order_look
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range
from core.projects.readiness import readiness_of
from core.store.db import Database
from core.store.models import Job, MediaAsset, Project
from tests.core.edit.edit_samples import even_grid
from tests.core.projects.edit.edited_project import Desk, add_photo, write_grid


@pytest.fixture
def look(desk: Desk, database: Database):
    """Return what looks whether the project's edit is to be made, and makes it."""

    def look() -> Revision | None:
        with database.writing() as session:
            project = session.get_one(Project, desk.project_id)
            return plan_unattended(OpenProject(session, desk.layout, project))

    return look


def awaited(desk: Desk) -> bool:
    with desk.database.reading() as session:
        return is_awaited(OpenProject(session, desk.layout, session.get_one(Project, desk.project_id)))


def shown(revision: Revision | None) -> set[str]:
    assert revision is not None
    return {segment.media_asset_id for segment in revision.edl.segments}


def planned_of(revision: Revision | None) -> set[str]:
    assert revision is not None
    assert revision.inputs is not None
    return {*revision.inputs.media}


@pytest.mark.usefixtures("desk")
def test_the_edit_is_made_once_the_last_picture_is_ready(database: Database, project, look):
    late = add_photo(database, project, "late")
    with database.writing() as session:
        session.get_one(MediaAsset, late.id).processing_status = "processing"
    assert look() is None
    with database.writing() as session:
        session.get_one(MediaAsset, late.id).processing_status = "ready"
    assert late.id in shown(look())
    assert look() is None


def test_of_many_pictures_the_first_make_an_edit_and_all_of_them_the_next(
    desk: Desk, database: Database, project, look
):
    ready = [add_photo(database, project, f"ready {number}").id for number in range(FIRST_PICTURES - 3)]
    coming = [add_photo(database, project, f"coming {number}").id for number in range(MANY_COMING)]
    _set_state(database, [ready[-1], *coming], "pending")
    assert look() is None
    _set_state(database, ready[-1:], "ready")
    assert planned_of(look()).isdisjoint(coming)
    _set_state(database, coming[:-1], "ready")
    assert look() is None
    assert awaited(desk), "no page asks for a plan that will be made anyway"
    _set_state(database, coming, "ready")
    assert planned_of(look()) >= {*ready, *coming}
    assert not awaited(desk)
    with pytest.raises(NothingToUndoError):
        desk("undo")


def test_an_edit_by_hand_of_the_first_pictures_stays(desk: Desk, database: Database, project, look):
    for number in range(FIRST_PICTURES):
        add_photo(database, project, f"ready {number}")
    coming = [add_photo(database, project, f"coming {number}").id for number in range(MANY_COMING)]
    _set_state(database, coming, "pending")
    assert look() is not None
    desk.edit(kind="split", beat=2)
    assert not awaited(desk)
    _set_state(database, coming, "ready")
    assert look() is None


def test_the_edit_waits_until_the_last_picture_was_looked_at(desk: Desk, database: Database, project, look):
    late = _awaited(database, project, "late")
    assert look() is None
    assert standing(desk) == (4, 1, False)
    _seen(database, late)
    assert standing(desk) == (4, 0, True)
    assert late in shown(look())


@pytest.mark.usefixtures("desk")
def test_the_first_of_many_are_those_that_were_looked_at(database: Database, project, look):
    seen = [add_photo(database, project, f"seen {number}").id for number in range(FIRST_PICTURES - 3)]
    unseen = [_awaited(database, project, f"unseen {number}") for number in range(MANY_COMING)]
    first = planned_of(look())
    assert first >= {*seen}
    assert first.isdisjoint(unseen)
    _seen(database, *unseen[:-1])
    assert look() is None
    _seen(database, *unseen)
    assert planned_of(look()) >= {*seen, *unseen}


def test_an_edit_that_was_asked_for_too_early_is_made_again_with_what_is_seen(
    desk: Desk, database: Database, project, look
):
    early = _awaited(database, project, "early")
    assert early in planned_of(desk("generate"))
    assert desk.state.changed == []
    _seen(database, early)
    assert desk.state.changed == ["seen"]
    assert look() is not None
    assert desk.state.changed == []
    assert early in planned_of(desk("undo")), "the edit that was asked for is one step back"


def standing(desk: Desk) -> tuple[int, int, bool]:
    with desk.database.reading() as session:
        project = session.get_one(Project, desk.project_id)
        now = readiness_of(OpenProject(session, desk.layout, project))
    return now.pictures_ready, now.pictures_unseen, now.can_plan


def _awaited(database: Database, project: Project, name: str) -> str:
    photo = add_photo(database, project, name)
    with database.writing() as session:
        order_look(session, session.get_one(MediaAsset, photo.id))
    return photo.id


def _seen(database: Database, *asset_ids: str) -> None:
    with database.writing() as session:
        for job in session.query(Job).filter(Job.kind == "look", Job.subject_id.in_(asset_ids)):
            job.status = "complete"


def _set_state(database: Database, asset_ids: list[str], state: str) -> None:
    with database.writing() as session:
        for asset_id in asset_ids:
            session.get_one(MediaAsset, asset_id).processing_status = state


def test_an_untouched_edit_follows_and_undo_does_not_lead_back(desk: Desk, database, project, look):
    look()
    added = add_photo(database, project, "added")
    assert added.id in shown(look())
    with database.writing() as session:
        set_song_range(session.get_one(Project, desk.project_id), 1000, None)
    assert desk.state.changed == ["range"]
    assert look() is not None
    with pytest.raises(NothingToUndoError):
        desk("undo")


def test_a_changed_setting_alone_leaves_the_edit_untouched(desk: Desk, database, project, look):
    look()
    desk.change(beats_per_cut=8)
    assert desk("adopt_settings").operation == {"kind": "plan", "settings": ["beats_per_cut"]}
    added = add_photo(database, project, "added")
    assert added.id in shown(look())


def test_an_edit_by_hand_stays_whatever_changes(desk: Desk, database, project, look):
    look()
    desk.edit(kind="split", beat=2)
    by_hand = desk.state.edl
    write_grid(database, project, even_grid(beats=24, lead_in_ms=40))
    add_photo(database, project, "added")
    assert look() is None
    desk("generate")
    add_photo(database, project, "another")
    assert look() is None
    assert desk("undo").edl.segments == by_hand.segments


def test_what_was_undone_is_not_planned_over(desk: Desk, database, project, look):
    look()
    desk.change(beats_per_cut=8)
    desk("adopt_settings")
    desk("undo")
    add_photo(database, project, "added")
    assert look() is None
