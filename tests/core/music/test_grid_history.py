"""Corrected beats can be undone for ever, whatever happens in between."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from core.errors import NothingToRedoError, NothingToUndoError
from core.music.grid import BeatGrid, load_grid, save_grid
from core.music.grid_edits import double, shift
from core.music.grid_history import GridHistory
from tests.stock import grid_of

DOUBLE: dict[str, Any] = {"kind": "double"}
SHIFT: dict[str, Any] = {"kind": "shift", "by_ms": 10}


@pytest.fixture
def beats(tmp_path: Path) -> Path:
    path = tmp_path / "beats.json"
    save_grid(grid_of(range(0, 10_000, 500), 10_000), path)
    return path


def history(beats: Path) -> GridHistory:
    """Return the history as a process that has just started sees it."""
    return GridHistory(beats.parent / "grids", beats)


def step(beats: Path, grid: BeatGrid, operation: dict[str, Any]) -> None:
    history(beats).append(grid, operation)


def test_steps_are_taken_back_and_made_again_in_order(beats: Path) -> None:
    found = load_grid(beats)
    doubled = double(found)
    step(beats, doubled, DOUBLE)
    step(beats, shift(doubled, 10), SHIFT)
    assert (history(beats).undoes, history(beats).redoes) == (SHIFT, None)
    assert history(beats).undo().times_ms == doubled.times_ms
    assert load_grid(beats).times_ms == doubled.times_ms
    assert history(beats).undo().times_ms == found.times_ms
    assert (history(beats).undoes, history(beats).redoes) == (None, DOUBLE)
    with pytest.raises(NothingToUndoError):
        history(beats).undo()
    assert history(beats).redo().times_ms == doubled.times_ms
    assert history(beats).found().times_ms == found.times_ms


def test_a_new_step_ends_what_could_be_made_again(beats: Path) -> None:
    found = load_grid(beats)
    step(beats, double(found), DOUBLE)
    history(beats).undo()
    step(beats, shift(found, 10), SHIFT)
    with pytest.raises(NothingToRedoError):
        history(beats).redo()
    assert history(beats).current().times_ms == shift(found, 10).times_ms


def test_beats_that_lag_behind_after_a_crash_are_brought_up(beats: Path) -> None:
    found = load_grid(beats)
    step(beats, double(found), DOUBLE)
    save_grid(found, beats)
    assert history(beats).current().times_ms == double(found).times_ms
    assert load_grid(beats).times_ms == double(found).times_ms


def test_a_new_analysis_begins_a_new_history(beats: Path) -> None:
    step(beats, double(load_grid(beats)), DOUBLE)
    heard_again = grid_of(range(100, 10_000, 400), 10_000).model_copy(
        update={"analyzed_at": datetime(2040, 1, 1, tzinfo=UTC)}
    )
    save_grid(heard_again, beats)
    assert history(beats).undoes is None
    assert history(beats).found().times_ms == heard_again.times_ms
