"""A wrong grid is corrected in one step, the opposite undoes an edit, and no edit breaks a grid."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import (
    BeatOutsideSongError,
    BeatsTooCloseError,
    BeatUnknownError,
    MetreUnknownError,
    NoOnsetNearError,
    TooFewBeatsError,
)
from core.music.grid.beat_grid import BeatGrid, first_downbeat_index
from core.music.grid.grid_edits import double, halve, rephase, retime, set_metre, shift, snap
from core.music.grid.metres import beats_per_bar
from tests.core.music.grid.grid_samples import assert_consistent, bars, grid_of, grids, regular

ANY_EDIT: dict[str, Callable[[BeatGrid], BeatGrid]] = {
    "shift later": lambda grid: shift(grid, 37),
    "shift earlier": lambda grid: shift(grid, -37),
    "double": double,
    "halve": halve,
    "rephase": lambda grid: rephase(grid, len(grid.beats) // 2),
    "set metre": lambda grid: set_metre(grid, "3/4"),
    "set compound metre": lambda grid: set_metre(grid, "6/8"),
    "retime": lambda grid: retime(grid, 1, len(grid.beats) - 1, 3),
    "snap": lambda grid: snap(grid, range(0, grid.duration_ms + 500, 130), 70),
}


@pytest.mark.parametrize("edit", ANY_EDIT)
@given(grid=grids())
def test_an_edited_grid_is_consistent_and_says_so(edit: str, grid: BeatGrid) -> None:
    before = grid.model_dump_json()
    edited = ANY_EDIT[edit](grid)
    assert_consistent(edited)
    assert edited.edited
    assert not edited.fallback
    assert BeatGrid.model_validate_json(edited.model_dump_json()) == edited
    assert grid.model_dump_json() == before


@given(grid=grids(), by_ms=st.integers(-1000, 1000))
def test_shifting_back_restores_the_beats_that_stayed_inside(grid: BeatGrid, by_ms: int) -> None:
    stayed = [t for t in grid.times_ms if 0 <= t + by_ms < grid.duration_ms]
    assume(len(stayed) >= 2)
    assert shift(shift(grid, by_ms), -by_ms).times_ms == stayed


@given(grid=grids())
def test_beats_are_not_shifted_out_of_the_song(grid: BeatGrid) -> None:
    for by_ms in (grid.duration_ms - grid.times_ms[1], -grid.times_ms[-2] - 1):
        with pytest.raises(TooFewBeatsError):
            shift(grid, by_ms)


@given(grid=grids())
def test_halving_undoes_doubling_unless_the_pick_up_becomes_a_bar(grid: BeatGrid) -> None:
    assume(2 * first_downbeat_index(grid) < beats_per_bar(grid.time_signature))
    assert halve(double(grid)).times_ms == grid.times_ms


@given(grid=grids(is_regular=True))
def test_halving_undoes_doubling_bar_by_bar_when_the_song_begins_with_a_bar(grid: BeatGrid) -> None:
    assert bars(halve(double(grid))) == bars(grid)


@given(grid=grids(is_regular=True), data=st.data())
def test_rephasing_to_the_old_one_restores_the_bars(grid: BeatGrid, data: st.DataObject) -> None:
    beat = data.draw(st.integers(0, len(grid.beats) - 1))
    rephased = rephase(grid, beat)
    assert rephased.beats[beat].is_downbeat
    assert bars(rephase(rephased, 0)) == bars(grid)


@given(grid=grids(is_regular=True), metre=st.sampled_from(["2/4", "3/4", "4/4", "5/4", "6/8", "12/8"]))
def test_setting_the_old_metre_restores_the_bars(grid: BeatGrid, metre: str) -> None:
    changed = set_metre(grid, metre)
    assert changed.time_signature == metre
    assert all(bar.beat_count == beats_per_bar(metre) for bar in changed.measures[:-1])
    assert bars(set_metre(changed, grid.time_signature)) == bars(grid)


@given(grid=grids(), data=st.data())
def test_retiming_leaves_everything_outside_the_range_where_it_was(
    grid: BeatGrid, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(grid.beats) - 2))
    last = data.draw(st.integers(first + 1, len(grid.beats) - 1))
    times = grid.times_ms
    beats = data.draw(st.integers(1, (times[last] - times[first]) // 100))
    retimed = retime(grid, first, last, beats).times_ms
    assert retimed[: first + 1] == times[: first + 1]
    assert retimed[first + beats :] == times[last:]
    assert len(retimed) == len(times) - (last - first) + beats


@given(grid=grids(), onsets=st.lists(st.integers(0, 30_000), max_size=50).map(sorted))
def test_snapped_beats_stay_or_lie_on_an_onset_within_reach(grid: BeatGrid, onsets: list[int]) -> None:
    try:
        snapped = snap(grid, onsets, 40)
    except NoOnsetNearError:
        return
    assert_consistent(snapped)
    for before, after in zip(grid.times_ms, snapped.times_ms, strict=True):
        assert before == after or (after in onsets and abs(before - after) <= 40)


def test_a_beat_snaps_to_the_nearest_onset_within_reach() -> None:
    assert snap(grid_of([500, 1000, 1500]), [460, 520, 1030, 1560]).times_ms == [520, 1030, 1500]


def test_one_beat_snaps_alone() -> None:
    assert snap(grid_of([500, 1000, 1500]), [520, 1020], only=1).times_ms == [500, 1020, 1500]
    with pytest.raises(NoOnsetNearError):
        snap(grid_of([500, 1000, 1500]), [520, 1020], only=2)
    with pytest.raises(BeatUnknownError):
        snap(grid_of([500, 1000, 1500]), [520], only=3)


def test_where_no_onset_is_near_nothing_snaps() -> None:
    with pytest.raises(NoOnsetNearError):
        snap(grid_of([500, 1000, 1500]), [])


def test_doubling_makes_two_bars_of_one() -> None:
    grid = double(regular(8))
    assert grid.bpm == 240
    assert [bar.start_ms for bar in grid.measures] == [250, 1250, 2250, 3250]
    assert grid.times_ms[:3] == [250, 500, 750]


def test_halving_makes_one_bar_of_two_and_keeps_the_ones() -> None:
    grid = halve(regular(17, first_one=1))
    assert grid.bpm == 60
    assert [bar.start_ms for bar in grid.measures] == [750, 4750]
    assert grid.times_ms[:2] == [750, 1750]


def test_halving_counts_anew_where_a_bar_would_open_on_a_dropped_beat() -> None:
    grid = halve(grid_of([index * 500 for index in range(12)], ones={0, 4, 7}))
    assert [bar.start_ms for bar in grid.measures] == [0, 4000]


def test_this_is_the_one() -> None:
    grid = rephase(regular(8), 2)
    assert [beat.beat_number for beat in grid.beats] == [3, 4, 1, 2, 3, 4, 1, 2]


def test_six_eight_has_two_beats() -> None:
    assert [beat.beat_number for beat in set_metre(regular(4), "6/8").beats] == [1, 2, 1, 2]


@given(grid=grids(), data=st.data())
def test_stretching_a_range_and_back_evens_it_out_and_leaves_the_rest(
    grid: BeatGrid, data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(grid.beats) - 2))
    last = data.draw(st.integers(first + 1, len(grid.beats) - 1))
    times = grid.times_ms
    latest = times[last + 1] - 100 if last + 1 < len(times) else grid.duration_ms - 1
    earliest = times[first] + 100 * (last - first)
    assume(earliest <= latest)
    end_ms = data.draw(st.integers(earliest, latest))
    stretched = retime(grid, first, last, last - first, end_ms)
    assert_consistent(stretched)
    assert stretched.times_ms[last] == end_ms
    assert stretched.times_ms[: first + 1] + stretched.times_ms[last + 1 :] == (
        times[: first + 1] + times[last + 1 :]
    )
    back = retime(stretched, first, last, last - first, times[last])
    assert back.times_ms == retime(grid, first, last, last - first).times_ms


def test_a_range_does_not_end_after_the_beat_behind_it_or_the_song() -> None:
    with pytest.raises(BeatsTooCloseError):
        retime(regular(8), 0, 4, 4, 2700)
    with pytest.raises(BeatOutsideSongError):
        retime(regular(8), 0, 7, 7, 9000)


def test_a_range_gets_the_tempo_it_really_has() -> None:
    grid = retime(regular(9), 4, 8, 2)
    assert grid.times_ms[4:] == [2250, 3250, 4250]
    assert [beat.beat_number for beat in grid.beats[4:]] == [1, 2, 1]


@pytest.mark.parametrize("metre", ["", "4", "0/4", "1/4", "13/4", "4/3", "3/8/8", "waltz"])
def test_what_is_no_metre_is_refused(metre: str) -> None:
    with pytest.raises(MetreUnknownError):
        set_metre(regular(), metre)


@pytest.mark.parametrize(("metre", "beats"), [("2/4", 2), ("3/4", 3), ("6/8", 2), ("9/8", 3), ("7/8", 7)])
def test_the_beat_of_a_compound_metre_is_dotted(metre: str, beats: int) -> None:
    assert beats_per_bar(metre) == beats


def test_beats_that_do_not_exist_are_refused() -> None:
    with pytest.raises(BeatUnknownError, match="number 17: the song has 16"):
        rephase(regular(16), 16)
    with pytest.raises(BeatUnknownError):
        retime(regular(16), 5, 5, 2)


def test_beats_too_close_to_cut_on_are_refused() -> None:
    with pytest.raises(BeatsTooCloseError, match="100 ms"):
        double(regular(8, interval_ms=190))
    with pytest.raises(BeatsTooCloseError):
        retime(regular(8), 0, 1, 6)


def test_two_beats_are_the_least() -> None:
    with pytest.raises(TooFewBeatsError):
        halve(grid_of([0, 500]))
