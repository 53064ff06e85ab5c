"""Single beats are added, moved and removed, and the bars around them stay consistent."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import BeatOutsideSongError, BeatsTooCloseError, BeatUnknownError, TooFewBeatsError
from core.music.grid.beat_edits import add_beat, move_beat, remove_beat
from core.music.grid.beat_grid import BeatGrid, first_downbeat_index
from tests.core.music.grid.grid_samples import assert_consistent, bars, grid_of, grids, regular


@given(grid=grids(), data=st.data())
def test_removing_a_beat_added_to_a_bar_restores_the_grid(grid: BeatGrid, data: st.DataObject) -> None:
    assume(first_downbeat_index(grid) < len(grid.beats) - 1)
    index = data.draw(st.integers(first_downbeat_index(grid), len(grid.beats) - 2))
    before, after = grid.times_ms[index : index + 2]
    time_ms = data.draw(st.integers(before + 100, after - 100))
    added = add_beat(grid, time_ms)
    assert_consistent(added)
    assert added.times_ms[index + 1] == time_ms
    assert bars(remove_beat(added, index + 1)) == bars(grid)


@given(grid=grids(), data=st.data())
def test_moving_a_beat_back_restores_the_grid(grid: BeatGrid, data: st.DataObject) -> None:
    index = data.draw(st.integers(1, len(grid.beats) - 2))
    times = grid.times_ms
    to_ms = data.draw(st.integers(times[index - 1] + 100, times[index + 1] - 100))
    moved = move_beat(grid, index, to_ms)
    assert_consistent(moved)
    assert moved.times_ms[index] == to_ms
    restored = move_beat(moved, index, times[index])
    assert (restored.beats, restored.measures) == (grid.beats, grid.measures)


@given(grid=grids(), data=st.data())
def test_a_grid_without_a_beat_is_consistent(grid: BeatGrid, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(grid.beats) - 1))
    removed = remove_beat(grid, index)
    assert_consistent(removed)
    assert removed.times_ms == grid.times_ms[:index] + grid.times_ms[index + 1 :]


def test_an_added_beat_counts_in_its_bar() -> None:
    grid = add_beat(regular(8), 500)
    assert [beat.beat_number for beat in grid.beats] == [1, 2, 3, 4, 5, 1, 2, 3, 4]


def test_the_beat_after_a_removed_one_opens_its_bar() -> None:
    grid = remove_beat(regular(8), 4)
    assert [beat.beat_number for beat in grid.beats] == [1, 2, 3, 4, 1, 2, 3]


def test_beats_keep_their_order_and_distance() -> None:
    for to_ms in (2400, 1651, 849, 100):
        with pytest.raises(BeatsTooCloseError):
            move_beat(regular(8), 2, to_ms)
    with pytest.raises(BeatsTooCloseError):
        add_beat(regular(8), 800)


def test_beats_stay_inside_the_song() -> None:
    grid = regular(8)
    with pytest.raises(BeatOutsideSongError, match=r"it is 4\.3 s long"):
        add_beat(grid, grid.duration_ms)
    with pytest.raises(BeatOutsideSongError):
        move_beat(grid, 0, -1)


def test_missing_beats_are_refused() -> None:
    with pytest.raises(BeatUnknownError):
        remove_beat(regular(8), 8)
    with pytest.raises(TooFewBeatsError):
        remove_beat(grid_of([0, 500]), 0)
