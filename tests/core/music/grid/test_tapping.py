"""A few taps choose the level and phase of the beats found, or give a song even beats of their own."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import TapsUnclearError
from core.music.grid.beat_grid import BeatGrid
from core.music.grid.tapping import tap_along
from tests.core.music.grid.grid_samples import assert_consistent, grid_of, grids, regular


def slowing(beats: int = 40) -> BeatGrid:
    return grid_of([round(t) for t in 300 + np.cumsum(np.linspace(450, 560, beats))])


@given(grid=grids(), data=st.data())
def test_whatever_is_tapped_the_grid_is_consistent(grid: BeatGrid, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, grid.duration_ms))
    step = data.draw(st.integers(200, 1500))
    nudges = data.draw(st.lists(st.integers(-20, 20), min_size=4, max_size=8))
    taps = [start + index * step + nudge for index, nudge in enumerate(nudges)]
    assume(grid.duration_ms > 4 * step)
    tapped = tap_along(grid, taps)
    assert_consistent(tapped)
    assert tapped.edited


def test_tapping_every_second_beat_halves_the_grid_and_keeps_its_changing_tempo() -> None:
    grid = slowing()
    taps = [t + nudge for t, nudge in zip(grid.times_ms[9:21:2], (20, -15, 5, -25, 10, 0), strict=True)]
    assert tap_along(grid, taps).times_ms == grid.times_ms[1::2]


def test_tapping_twice_as_fast_doubles_the_grid() -> None:
    grid = slowing()
    taps = list(range(grid.times_ms[8], grid.times_ms[12], 240))
    tapped = tap_along(grid, taps)
    assert tapped.times_ms[::2] == grid.times_ms
    assert len(tapped.beats) == 2 * len(grid.beats) - 1


def test_tapping_between_the_beats_moves_them_there() -> None:
    grid = regular(20)
    taps = [t + 250 for t in grid.times_ms[4:9]]
    assert tap_along(grid, taps).times_ms == [t + 250 for t in grid.times_ms[:-1]]


def test_tapping_on_the_beats_changes_nothing_about_them() -> None:
    grid = regular(20, first_one=3)
    assert tap_along(grid, [t - 30 for t in grid.times_ms[5:9]]).beats == grid.beats


def test_a_missed_tap_does_no_harm() -> None:
    grid = slowing()
    taps = [t for index, t in enumerate(grid.times_ms[6:14]) if index != 3]
    assert tap_along(grid, taps).times_ms == grid.times_ms


def test_an_unrelated_tempo_gives_even_beats_that_begin_a_bar_at_the_first_tap() -> None:
    grid = regular(40, duration_ms=20_500)
    taps = [3000 + index * 410 for index in range(6)]
    tapped = tap_along(grid, taps)
    assert tapped.bpm == pytest.approx(60_000 / 410, abs=0.2)
    assert 3000 in tapped.times_ms
    assert tapped.beats[tapped.times_ms.index(3000)].is_downbeat
    assert tapped.times_ms[0] < 410
    assert tapped.times_ms[-1] > 20_500 - 410 - 1


@pytest.mark.parametrize(
    "taps", [[], [1000], [1000, 1500], [1000, 1010, 1020], [0, 500, 700, 2100, 2200, 2950]]
)
def test_taps_without_a_tempo_are_refused(taps: list[int]) -> None:
    with pytest.raises(TapsUnclearError, match="tap at least 3 times"):
        tap_along(regular(), taps)
