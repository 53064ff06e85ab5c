"""Cuts fall on every N-th beat counted from the first downbeat, and never make a sliver."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.edit.planning.pacing import cut_beats
from core.edit.planning.section_pace import Pace
from core.music.grid.beat_grid import BeatGrid
from core.music.song_part import song_part
from core.schemas import BEATS_PER_CUT
from tests.core.edit.edit_samples import even_grid, grid_of, grids

paces = st.sampled_from(BEATS_PER_CUT)


def edges(grid: BeatGrid, pace: int, start_ms: int = 0, duration_ms: int | None = None) -> list[int]:
    song = song_part(grid, start_ms, duration_ms)
    return song.edges_ms(cut_beats(song, Pace(pace)))


def test_an_even_song_is_cut_on_every_fourth_beat():
    assert edges(even_grid(beats=12), 4) == [0, 2000, 4000, 6000]


def test_counting_starts_at_the_first_downbeat():
    assert edges(even_grid(beats=14, first_downbeat=2), 4) == [0, 1000, 3000, 5000, 7000]


def test_a_long_lead_in_is_a_segment_and_the_downbeat_a_cut():
    assert edges(even_grid(beats=8, lead_in_ms=1200), 4) == [0, 1200, 3200, 5200]


def test_a_lead_in_shorter_than_half_a_slot_joins_the_first_slot():
    assert edges(even_grid(beats=8, lead_in_ms=999), 4) == [0, 2999, 4999]


def test_a_rest_shorter_than_half_a_slot_joins_the_last_slot():
    assert edges(grid_of([n * 500 for n in range(10)], 4999), 4) == [0, 2000, 4999]


def test_a_rest_of_half_a_slot_stays_a_segment():
    assert edges(grid_of([n * 500 for n in range(10)], 5000), 4) == [0, 2000, 4000, 5000]


def test_only_the_used_part_of_the_song_counts_and_begins_at_zero():
    assert edges(even_grid(), 4, start_ms=2000, duration_ms=6000) == [0, 2000, 4000, 6000]


def test_a_range_that_begins_between_beats_keeps_the_cuts_on_them():
    assert edges(even_grid(), 4, start_ms=700, duration_ms=6000) == [0, 1300, 3300, 6000]


def test_no_beats_or_a_single_one_make_one_segment():
    assert edges(grid_of([], 5000), 4) == [0, 5000]
    assert edges(grid_of([300], 5000), 4) == [0, 5000]


def test_beats_that_do_not_advance_are_not_cut_on():
    assert edges(grid_of([0, 500, 500, 400, 1000], 1500), 1) == [0, 500, 1000, 1500]


def test_a_kept_stretch_comes_out_as_one_segment_between_regular_cuts():
    song = song_part(even_grid(beats=24))
    assert cut_beats(song, Pace(4), kept=[(6, 11)]) == [4, 6, 11, 16, 20]


def test_a_kept_stretch_can_begin_with_the_song_and_end_with_it():
    song = song_part(even_grid(beats=16))
    assert cut_beats(song, Pace(4), kept=[(-1, 6), (12, 16)]) == [6, 8, 12]


@given(grids(), paces)
def test_segments_have_a_length_and_fill_the_song(grid: BeatGrid, pace: int):
    found = edges(grid, pace)
    assert found[0] == 0
    assert found[-1] == grid.duration_ms
    assert all(begin < end for begin, end in pairwise(found))


@given(grids(), paces, st.data())
def test_cuts_lie_on_beats_a_whole_number_of_slots_after_the_first_downbeat(
    grid: BeatGrid, pace: int, data: st.DataObject
):
    start_ms = data.draw(st.integers(0, grid.duration_ms - 1))
    song = song_part(grid, start_ms)
    for beat in cut_beats(song, Pace(pace)):
        assert (beat - song.first_downbeat) % pace == 0
        assert grid.beats[song.grid_index[beat]].time_ms == start_ms + song.beats_ms[beat]


@given(grids(min_beats=3), paces)
def test_no_first_or_last_segment_is_shorter_than_half_a_slot(grid: BeatGrid, pace: int):
    found = edges(grid, pace)
    half_slot_ms = song_part(grid).beat_length_ms * pace / 2
    shortest_ms = half_slot_ms if len(found) > 2 else 1
    assert found[1] - found[0] >= shortest_ms
    assert found[-1] - found[-2] >= shortest_ms
