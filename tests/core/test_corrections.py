"""A project's beats are corrected on a real database, and its timeline knows."""

import pytest
from furnish import furnish

from core import corrections
from core.db import Database
from core.edit import timelines
from core.errors import NothingToUndoError, SongNotReadyError
from core.models import Project
from core.music.grid import BeatGrid, load_grid
from core.music.grid_operations import Double, GridOperation, Halve, Rephase, Reset, SetMetre
from core.project_media import song_of


@pytest.fixture
def ready(database: Database, project: Project) -> Project:
    furnish(database, project)
    with database.writing() as session:
        timelines.generate(session, database.layout, session.merge(project))
    return project


def correct(database: Database, project: Project, operation: GridOperation) -> BeatGrid:
    with database.writing() as session:
        return corrections.correct(session, database.layout, session.merge(project), operation)


def test_a_correction_reaches_the_file_the_row_and_the_staleness_of_the_edit(
    database: Database, ready: Project
) -> None:
    grid = correct(database, ready, Double())
    assert load_grid(database.layout.project(ready.id).beats).times_ms == grid.times_ms
    assert grid.edited
    with database.reading() as session:
        track = song_of(session, ready.id)
        assert track is not None
        assert (track.bpm, track.beat_count) == (grid.bpm, len(grid.beats))
        assert timelines.state_of(session, database.layout, session.merge(ready)).changed == ["grid"]


def test_undo_brings_the_beats_back_and_the_edit_is_fresh_again(database: Database, ready: Project) -> None:
    found = load_grid(database.layout.project(ready.id).beats)
    for operation in (Halve(), Rephase(beat=1), SetMetre(time_signature="3/4")):
        correct(database, ready, operation)
    for _ in range(3):
        with database.writing() as session:
            corrections.undo(session, database.layout, session.merge(ready))
    assert load_grid(database.layout.project(ready.id).beats).checksum == found.checksum
    with database.writing() as session:
        mine = session.merge(ready)
        assert timelines.state_of(session, database.layout, mine).changed == []
        with pytest.raises(NothingToUndoError):
            corrections.undo(session, database.layout, mine)
        corrections.redo(session, database.layout, mine)
        state = corrections.state_of(session, database.layout, mine)
    assert state.undoes == {"kind": "halve"}
    assert state.redoes is not None


def test_reset_is_a_correction_that_can_be_undone(database: Database, ready: Project) -> None:
    found = load_grid(database.layout.project(ready.id).beats)
    doubled = correct(database, ready, Double())
    assert correct(database, ready, Reset()).times_ms == found.times_ms
    with database.writing() as session:
        assert corrections.undo(session, database.layout, session.merge(ready)).times_ms == doubled.times_ms


def test_without_beats_there_is_nothing_to_correct(database: Database, project: Project) -> None:
    with pytest.raises(SongNotReadyError):
        correct(database, project, Double())
