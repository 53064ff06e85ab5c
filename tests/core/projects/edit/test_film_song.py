"""A film that is shorter than its song: one plan, one sound and one set of beats for all who read it."""

from core.projects.edit import timelines
from core.projects.edit.adopting import adopt_settings
from core.projects.edit.edit_state import edit_state
from core.projects.opened import OpenProject
from core.projects.projects import changed_settings, owned_project, settings_of, update_settings
from core.store.db import Database
from core.store.models import Project
from tests.core.furnish import furnish


def test_a_chosen_length_shortens_the_song_for_the_edit_and_its_preview_and_ends_with_a_fade(
    database: Database, project: Project
):
    furnish(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        opened = OpenProject(session, database.layout, mine)
        timelines.generate(opened)
        assert edit_state(opened)["film_song"] is None
        update_settings(mine, changed_settings(settings_of(mine), {"film_length_ms": 8000}))
        revision = adopt_settings(opened)
        assert revision
        audio = revision.edl.audio
        assert 6000 <= audio.duration_ms == revision.edl.total_duration_ms <= 8000
        assert (audio.fade_out_ms, revision.edl.settings.picture_fade_ms) == (2000, 1000)
        state = edit_state(opened)
        assert state["beats_ms"][-1] < 8000
        assert state["duration_ms"] == audio.duration_ms
        assert bool(state["film_song"]) == bool(audio.pieces) == bool(state["song_pieces"])
        assert settings_of(timelines.undo(opened) and mine).film_length_ms is None
