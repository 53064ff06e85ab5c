"""Every beat can be followed through corrections, undone and reset ones too."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.music.grid.beat_grid import BeatGrid, save_grid
from core.music.grid.beat_maps import beat_map, carried, inverse
from core.music.grid.grid_operations import GRID_OPERATION, edit_grid
from core.music.song_history import SongHistory
from tests.core.music.grid.grid_samples import grid_of, grids, regular

Correct = Callable[[dict[str, Any]], None]


def mapped(grid: BeatGrid, **facts: object) -> tuple[dict[int, int], BeatGrid]:
    operation = GRID_OPERATION.validate_python(facts)
    after = edit_grid(grid, operation, found=grid, onsets_ms=range(0, grid.duration_ms, 90))
    return beat_map(grid, after, operation), after


@given(grid=grids(), data=st.data())
def test_beats_are_followed_in_order_and_to_beats_that_exist(grid: BeatGrid, data: st.DataObject) -> None:
    last = len(grid.beats) - 1
    facts = data.draw(
        st.sampled_from(
            [
                {"kind": "double"},
                {"kind": "halve"},
                {"kind": "rephase", "beat": 1},
                {"kind": "snap", "reach_ms": 60},
                {"kind": "remove_beat", "beat": last // 2},
                {"kind": "retime", "first": 0, "last": last, "beats": 2 * last},
                {"kind": "tap", "taps_ms": [t + 100 for t in range(1000, 4000, 600)]},
            ]
        )
    )
    beats, after = mapped(grid, **facts)
    assert list(beats) == sorted(beats)
    assert list(beats.values()) == sorted(set(beats.values()))
    assert all(0 <= place < len(after.beats) for place in beats.values())


def test_doubled_and_halved_beats_keep_their_times() -> None:
    grid = regular(9)
    beats, doubled = mapped(grid, kind="double")
    assert [doubled.times_ms[beats[index]] for index in range(9)] == grid.times_ms
    assert mapped(grid, kind="halve")[0] == {0: 0, 2: 1, 4: 2, 6: 3, 8: 4}


def test_moved_beats_are_followed_to_where_they_went() -> None:
    grid = regular(9)
    assert mapped(grid, kind="shift", by_ms=240)[0] == {index: index for index in range(9)}
    assert mapped(grid, kind="shift", by_ms=-260)[0] == {index: index - 1 for index in range(1, 9)}
    assert mapped(grid, kind="move_beat", beat=4, to_ms=2400)[0] == {index: index for index in range(9)}


def test_beats_around_an_added_or_removed_one_are_followed() -> None:
    assert mapped(regular(4), kind="add_beat", time_ms=1000)[0] == {0: 0, 1: 1, 2: 3, 3: 4}
    assert mapped(regular(4), kind="remove_beat", beat=1)[0] == {0: 0, 2: 1, 3: 2}


def test_of_a_retimed_stretch_the_beats_that_fall_together_are_followed() -> None:
    assert mapped(regular(7), kind="retime", first=1, last=5, beats=2)[0] == {0: 0, 1: 1, 3: 2, 5: 3, 6: 4}


def test_taps_between_the_beats_carry_each_to_the_one_after_it() -> None:
    beats, after = mapped(regular(12), kind="tap", taps_ms=[1000, 1500, 2000, 2500])
    assert after.times_ms[0] == 500
    assert beats == {index: index for index in range(11)}


@pytest.fixture
def history(tmp_path: Path) -> SongHistory:
    save_grid(grid_of(list(range(0, 8000, 500))), tmp_path / "beats.json")
    return SongHistory(tmp_path / "grids", tmp_path / "beats.json", tmp_path / "sections.json")


@pytest.fixture
def correct(history: SongHistory) -> Correct:
    def correct(facts: dict[str, Any]) -> None:
        now, found = history.current(), history.state(history.place(), 0).grid
        grid = edit_grid(now.grid, GRID_OPERATION.validate_python(facts), found=found)
        history.append(replace(now, grid=grid), facts)

    return correct


def test_steps_are_followed_one_after_the_other_and_back(history: SongHistory, correct: Correct) -> None:
    correct({"kind": "double"})
    correct({"kind": "shift", "by_ms": 200})
    correct({"kind": "remove_beat", "beat": 2})
    there = carried(history, history.place(), 0, 3)
    assert there == {0: 0} | {index: 2 * index - 1 for index in range(2, 16)}
    assert carried(history, history.place(), 3, 0) == inverse(there)


def test_a_reset_leads_back_to_the_beats_as_found(history: SongHistory, correct: Correct) -> None:
    correct({"kind": "shift", "by_ms": 240})
    correct({"kind": "double"})
    correct({"kind": "reset"})
    assert carried(history, history.place(), 1, 3) == {index: index for index in range(16)}
    assert carried(history, history.place(), 2, 3) == {2 * index: index for index in range(16)}
