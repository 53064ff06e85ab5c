"""A project's beats are corrected on a real database, and its timeline knows."""

import subprocess
import sys

import pytest

from core.errors import (
    NoAlternativeError,
    NoOnsetNearError,
    NothingToUndoError,
    SongNotReadyError,
    SongPartEmptyError,
)
from core.music.grid.beat_grid import BeatGrid, load_grid, save_grid
from core.music.grid.grid_operations import (
    Double,
    Halve,
    Rephase,
    Reset,
    SetMetre,
    Shift,
    Snap,
    UseAlternative,
    edit_grid,
)
from core.music.onset_file import save_onsets
from core.music.sections.section_operations import SetPace, SplitPart
from core.music.sections.song_sections import load_sections
from core.projects.edit import timelines
from core.projects.media.media import song_of
from core.projects.opened import OpenProject
from core.projects.song import songs
from core.projects.song.songs import CorrectionState, SongOperation, UseSong
from core.store.db import Database
from core.store.models import Project


def correct(database: Database, project: Project, operation: SongOperation) -> CorrectionState:
    with database.writing() as session:
        return songs.correct(
            OpenProject(session, database.layout, session.get_one(Project, project.id)), operation
        )


def travel(database: Database, project: Project, step: str) -> CorrectionState:
    with database.writing() as session:
        return getattr(songs, step)(
            OpenProject(session, database.layout, session.get_one(Project, project.id))
        )


def test_a_correction_reaches_the_file_the_row_and_the_staleness_of_the_edit(
    database: Database, ready: Project
) -> None:
    grid = correct(database, ready, Double()).grid
    assert load_grid(database.layout.project(ready.id).beats).times_ms == grid.times_ms
    assert grid.edited
    with database.reading() as session:
        track = song_of(session, ready.id)
        assert track is not None
        assert (track.bpm, track.beat_count) == (grid.bpm, len(grid.beats))
        assert timelines.state_of(
            OpenProject(session, database.layout, session.get_one(Project, ready.id))
        ).changed == ["grid"]


def test_undo_brings_the_beats_back_and_the_edit_is_fresh_again(database: Database, ready: Project) -> None:
    found = load_grid(database.layout.project(ready.id).beats)
    for operation in (Halve(), Rephase(beat=1), SetMetre(time_signature="3/4")):
        correct(database, ready, operation)
    for _ in range(3):
        with database.writing() as session:
            songs.undo(OpenProject(session, database.layout, session.get_one(Project, ready.id)))
    assert load_grid(database.layout.project(ready.id).beats).checksum == found.checksum
    with database.writing() as session:
        mine = session.get_one(Project, ready.id)
        assert timelines.state_of(OpenProject(session, database.layout, mine)).changed == []
        with pytest.raises(NothingToUndoError):
            songs.undo(OpenProject(session, database.layout, mine))
        songs.redo(OpenProject(session, database.layout, mine))
        state = songs.state_of(OpenProject(session, database.layout, mine))
    assert state.undoes == {"kind": "halve"}
    assert state.redoes is not None


def test_reset_is_a_correction_that_can_be_undone(database: Database, ready: Project) -> None:
    found = load_grid(database.layout.project(ready.id).beats)
    doubled = correct(database, ready, Double()).grid
    assert correct(database, ready, Reset()).grid == found
    assert travel(database, ready, "undo").grid == doubled


def test_parts_are_corrected_beside_the_beats_and_follow_their_bars(
    database: Database, ready: Project
) -> None:
    bar = load_grid(database.layout.project(ready.id).beats).measures[2]
    correct(database, ready, SplitPart(at_ms=bar.start_ms))
    shifted = correct(database, ready, Shift(by_ms=20))
    assert [part.start_ms for part in shifted.parts.sections] == [0, bar.start_ms + 20]
    assert load_sections(database.layout.project(ready.id).sections) == shifted.parts
    correct(database, ready, SetPace(part=1, beats_per_cut=2))
    assert [part.beats_per_cut for part in travel(database, ready, "undo").parts.sections] == [None, None]
    assert [part.start_ms for part in travel(database, ready, "undo").parts.sections] == [0, bar.start_ms]
    assert len(travel(database, ready, "undo").parts.sections) == 1


def test_what_is_used_of_the_song_and_its_fades_are_undone_like_its_beats(
    database: Database, ready: Project
) -> None:
    use = UseSong(start_ms=1000, duration_ms=4000, fade_in_ms=500)
    assert correct(database, ready, use).use == use
    correct(database, ready, use)
    correct(database, ready, Double())
    travel(database, ready, "undo")
    undone = travel(database, ready, "undo")
    assert undone.use == UseSong(start_ms=0)
    assert undone.undoes is None
    again = travel(database, ready, "redo")
    assert again.use == use
    with database.reading() as session:
        mine = session.get_one(Project, ready.id)
        assert (mine.song_start_ms, mine.song_duration_ms, mine.fade_in_ms) == (1000, 4000, 500)


def test_a_part_that_the_song_does_not_have_is_refused(database: Database, ready: Project) -> None:
    with pytest.raises(SongPartEmptyError, match="part of the song is empty"):
        correct(database, ready, UseSong(start_ms=16_000))
    with database.reading() as session:
        assert session.get_one(Project, ready.id).song_start_ms == 0


def test_snapping_uses_the_onsets_of_the_analysis_and_says_when_there_are_none(
    database: Database, ready: Project
) -> None:
    found = load_grid(database.layout.project(ready.id).beats)
    with pytest.raises(NoOnsetNearError):
        correct(database, ready, Snap())
    save_onsets([found.times_ms[3] + 15], database.layout.project(ready.id).onsets)
    assert correct(database, ready, Snap(beat=3)).grid.times_ms[3] == found.times_ms[3] + 15


def half_as_many(database: Database, project: Project) -> BeatGrid:
    """Put another way to count the song beside its beats, as the analysis does, and return it."""
    folders = database.layout.project(project.id)
    other = edit_grid(load_grid(folders.beats), Halve(), found=load_grid(folders.beats))
    save_grid(other, folders.alternative_beats)
    return other


def test_the_other_way_to_count_is_taken_and_left_again(database: Database, ready: Project) -> None:
    found, other = load_grid(database.layout.project(ready.id).beats), half_as_many(database, ready)
    taken = correct(database, ready, UseAlternative())
    assert taken.grid.times_ms == other.times_ms == found.times_ms[::2]
    assert taken.readings == (found, taken.grid)
    left = correct(database, ready, Reset())
    assert left.grid == found
    assert left.readings == taken.readings
    assert travel(database, ready, "undo").grid == taken.grid


def test_beats_that_were_corrected_are_no_longer_one_of_two_readings(
    database: Database, ready: Project
) -> None:
    half_as_many(database, ready)
    assert correct(database, ready, Shift(by_ms=10)).readings is None
    assert travel(database, ready, "undo").readings is not None


def test_a_song_with_one_reading_has_no_other_to_take(database: Database, ready: Project) -> None:
    with pytest.raises(NoAlternativeError, match="in one way only"):
        correct(database, ready, UseAlternative())


def test_without_beats_there_is_nothing_to_correct(database: Database, project: Project) -> None:
    with pytest.raises(SongNotReadyError):
        correct(database, project, Double())


def test_correcting_beats_does_not_load_what_finds_them() -> None:
    """Pages share one process: compilers and libraries of the analysis would weigh on each of its pauses."""
    heavy = {"numba", "scipy", "librosa"}
    script = f"import sys, core.projects.song.songs; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
