"""Whether the song has a place for every photo and clip."""

from core.edit.planning.coverage import coverage
from core.edit.planning.section_pace import Pace
from core.music.song_part import song_part
from core.projects.edit.coverage import coverage_of
from core.projects.media.media import detach_song
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import even_grid, furnish, plan

SONG = song_part(even_grid())  # 32 beats


def test_the_song_has_as_many_slots_as_a_plan_has_segments(database: Database, project: Project):
    furnish(database, project, ("image", "video"))
    with database.reading() as session:
        found = coverage_of(
            OpenProject(session, database.layout, owned_project(session, project.owner_id, project.id))
        )
    assert found is not None
    assert found.slots == len(plan(database, project).edl.segments) == 8
    assert (found.pictures, found.left_out) == (2, 0)


def test_pictures_beyond_the_slots_are_left_out_and_a_roomier_pace_is_known():
    found = coverage(SONG, pictures=12, pace=Pace(4))
    assert (found.slots, found.left_out, found.all_fit_at) == (8, 4, 2)


def test_with_too_many_pictures_no_pace_shows_them_all():
    assert coverage(SONG, pictures=40, pace=Pace(4)).all_fit_at is None


def test_without_a_song_there_is_nothing_to_say(database: Database, project: Project):
    furnish(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        detach_song(session, mine)
        assert coverage_of(OpenProject(session, database.layout, mine)) is None
