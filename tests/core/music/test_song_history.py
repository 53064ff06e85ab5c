"""Corrected beats and parts can be undone for ever, whatever happens in between."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.errors import NothingToRedoError, NothingToUndoError
from core.music.grid.beat_grid import load_grid, save_grid
from core.music.grid.grid_edits import double, shift
from core.music.sections.section_edits import split
from core.music.sections.song_sections import load_sections
from core.music.song_history import SongHistory, SongState
from tests.stock import grid_of

DOUBLE: dict[str, Any] = {"kind": "double"}
SHIFT: dict[str, Any] = {"kind": "shift", "by_ms": 10}
SPLIT: dict[str, Any] = {"kind": "split_part", "at_ms": 4000}


@pytest.fixture
def beats(tmp_path: Path) -> Path:
    path = tmp_path / "beats.json"
    save_grid(grid_of(range(0, 10_000, 500), 10_000), path)
    return path


def history(beats: Path) -> SongHistory:
    """Return the history as a process that has just started sees it."""
    return SongHistory(beats.parent / "grids", beats, beats.parent / "sections.json")


def doubled(beats: Path) -> SongState:
    now = history(beats).current()
    return replace(now, grid=double(now.grid))


def names(beats: Path) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    place = history(beats).place()
    return place.undoes, place.redoes


def test_steps_are_taken_back_and_made_again_in_order(beats: Path) -> None:
    found, twice = history(beats).current(), doubled(beats)
    history(beats).append(twice, DOUBLE)
    history(beats).append(replace(twice, grid=shift(twice.grid, 10)), SHIFT)
    assert names(beats) == (SHIFT, None)
    assert history(beats).undo() == SHIFT
    assert load_grid(beats) == twice.grid
    assert history(beats).undo() == DOUBLE
    assert history(beats).current() == found
    assert names(beats) == (None, DOUBLE)
    with pytest.raises(NothingToUndoError):
        history(beats).undo()
    assert history(beats).redo() == DOUBLE
    assert history(beats).current() == twice
    assert history(beats).state(history(beats).place(), 0) == found


def test_beats_and_parts_are_undone_together_in_the_order_they_were_changed(beats: Path) -> None:
    found, sections = history(beats).current(), beats.parent / "sections.json"
    parted = replace(found, parts=split(found.parts, 4000))
    history(beats).append(parted, SPLIT)
    history(beats).append(replace(parted, grid=double(parted.grid)), DOUBLE)
    assert load_sections(sections) == parted.parts
    history(beats).undo()
    assert history(beats).current() == parted
    history(beats).undo()
    assert history(beats).current() == found
    assert load_sections(sections) == found.parts


def test_a_new_step_ends_what_could_be_made_again(beats: Path) -> None:
    found = history(beats).current()
    history(beats).append(doubled(beats), DOUBLE)
    history(beats).undo()
    history(beats).append(replace(found, grid=shift(found.grid, 10)), SHIFT)
    with pytest.raises(NothingToRedoError):
        history(beats).redo()
    assert history(beats).current().grid == shift(found.grid, 10)
    history(beats).undo()
    assert history(beats).current() == found


def test_looking_at_a_song_writes_nothing(beats: Path) -> None:
    history(beats).current()
    assert names(beats) == (None, None)
    assert list(beats.parent.iterdir()) == [beats]


def test_beats_that_lag_behind_after_a_crash_are_brought_up(beats: Path) -> None:
    found, twice = load_grid(beats), doubled(beats)
    history(beats).append(twice, DOUBLE)
    save_grid(found, beats)
    assert history(beats).current() == twice
    assert load_grid(beats) == twice.grid


def test_a_new_analysis_begins_a_new_history(beats: Path) -> None:
    history(beats).append(doubled(beats), DOUBLE)
    heard_again = grid_of(range(100, 10_000, 400), 10_000).model_copy(
        update={"analyzed_at": datetime(2040, 1, 1, tzinfo=UTC)}
    )
    save_grid(heard_again, beats)
    assert names(beats) == (None, None)
    assert history(beats).current().grid == heard_again
    history(beats).append(doubled(beats), DOUBLE)
    history(beats).undo()
    assert history(beats).current().grid == heard_again
