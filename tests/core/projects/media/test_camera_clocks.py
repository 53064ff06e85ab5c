"""A camera whose clock was wrong: once set right, its pictures stand where they belong."""

from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy.orm import Session

from core.projects.media import media_history
from core.projects.media.camera_clocks import Camera, beside, camera_clocks, inherit_clock, named, set_clock
from core.projects.media.media import list_media
from core.projects.media.media_set import captured_of
from core.projects.media.sources import source_of
from core.projects.opened import OpenProject
from core.store.db import Database
from core.store.models import MediaAsset, Project
from tests.core.projects.edit.edited_project import add_photo

PHONE, CANON = Camera("Apple iPhone 15"), Camera("Canon EOS R6", "0123")
SLOW_S = 72 * 60


def taken(database: Database, project: Project, name: str, camera: Camera, hour: int, minute: int) -> str:
    asset_id = add_photo(database, project, name).id
    with database.writing() as session:
        asset = session.get_one(MediaAsset, asset_id)
        asset.taken_at = datetime(2024, 7, 5, hour, minute, tzinfo=UTC)
        asset.taken_certainty, asset.camera, asset.camera_serial = "local", camera.name, camera.serial
    return asset_id


@pytest.fixture
def holiday(database: Database, project: Project) -> Project:
    """A project with the pictures of two cameras, of which one is an hour and twelve minutes slow."""
    for name, camera, hour, minute in (
        ("phone1", PHONE, 12, 0),
        ("canon1", CANON, 10, 50),
        ("phone2", PHONE, 12, 5),
        ("canon2", CANON, 10, 55),
    ):
        taken(database, project, name, camera, hour, minute)
    return project


def order(database: Database, project: Project) -> list[str]:
    with database.reading() as session:
        return [asset.original_filename.removesuffix(".jpg") for asset in list_media(session, project.id)]


def opened_in(session: Session, database: Database, project: Project) -> OpenProject:
    return OpenProject(session, database.layout, session.get_one(Project, project.id))


def set_right(database: Database, project: Project, shift_s: int = SLOW_S) -> None:
    with database.writing() as session:
        opened = opened_in(session, database, project)
        media_history.change(opened, "clock", partial(set_clock, camera=CANON, shift_s=shift_s))


def test_a_clock_set_right_changes_the_order_and_undo_takes_it_back(database: Database, holiday: Project):
    assert order(database, holiday) == ["canon1", "canon2", "phone1", "phone2"]
    set_right(database, holiday)
    assert order(database, holiday) == ["phone1", "canon1", "phone2", "canon2"]
    with database.writing() as session:
        media_history.undo(opened_in(session, database, holiday))
    assert order(database, holiday) == ["canon1", "canon2", "phone1", "phone2"]
    with database.writing() as session:
        media_history.redo(opened_in(session, database, holiday))
    assert order(database, holiday) == ["phone1", "canon1", "phone2", "canon2"]


def test_a_plan_sees_the_right_time(database: Database, holiday: Project):
    set_right(database, holiday)
    with database.reading() as session:
        first = next(a for a in list_media(session, holiday.id) if a.original_filename == "canon1.jpg")
        source = source_of(first, database.layout)
    right = datetime(2024, 7, 5, 12, 2, tzinfo=UTC)
    assert (source.taken_at, source.clock) == (right, right)


def test_the_cameras_are_told_with_their_pictures_and_shifts(database: Database, holiday: Project):
    set_right(database, holiday)
    with database.reading() as session:
        clocks = named(camera_clocks(opened_in(session, database, holiday)))
    assert {name: (one.pictures, one.shift_s) for name, one in clocks.items()} == {
        "Apple iPhone 15": (2, 0),
        "Canon EOS R6": (2, SLOW_S),
    }


def test_the_pictures_before_and_after_are_shown_for_either_clock(database: Database, holiday: Project):
    with database.reading() as session:
        opened = opened_in(session, database, holiday)
        now, then = beside(opened, CANON, 0), beside(opened, CANON, SLOW_S)
    assert [one.name for one in now] == ["canon1.jpg", "canon2.jpg", "phone1.jpg", "phone2.jpg"]
    assert [one.is_own for one in then] == [False, True, False, True]


def test_a_picture_that_comes_later_has_the_clock_of_its_camera(database: Database, holiday: Project):
    set_right(database, holiday)
    late, other = (
        taken(database, holiday, name, camera, 10, 52)
        for name, camera in (("canon3", CANON), ("twin", Camera("Canon EOS R6", "9999")))
    )
    with database.writing() as session:
        found = [session.get_one(MediaAsset, asset_id) for asset_id in (late, other)]
        for asset in found:
            inherit_clock(session, asset)
        assert [asset.clock_shift_s for asset in found] == [SLOW_S, 0]


def test_a_time_that_is_no_clocks_is_never_shifted(database: Database, holiday: Project):
    with database.writing() as session:
        asset = next(a for a in list_media(session, holiday.id) if a.original_filename == "canon1.jpg")
        asset.taken_certainty, asset.clock_shift_s = "file", SLOW_S
        captured = captured_of(asset)
        assert captured is not None
        assert captured.moment == asset.taken_at
