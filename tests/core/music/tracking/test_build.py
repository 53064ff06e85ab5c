"""Whatever beats are found, the grid is increasing, inside the song, and its bars agree with its beats."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.music.grid.beat_grid import BeatGrid
from core.music.tracking.build import FoundBeat, SongFacts, beat_numbers, build_grid, even_grid

found_beats = st.lists(
    st.builds(
        FoundBeat,
        time_s=st.floats(-1, 40, allow_nan=False),
        is_downbeat=st.booleans(),
        confidence=st.floats(0, 1),
    ),
    max_size=60,
)


def facts(duration_ms: int) -> SongFacts:
    return SongFacts(checksum="0" * 64, sample_rate=44100, duration_ms=duration_ms)


def built(found: list[FoundBeat], duration_ms: int = 30_000, metre: int = 4) -> BeatGrid:
    return build_grid(
        found, song=facts(duration_ms), time_signature=f"{metre}/4", bpm=120, bpm_confidence=0.5
    )


def regular(downbeats: str) -> list[FoundBeat]:
    return [FoundBeat(0.5 + index / 2, mark == "x", 0.9) for index, mark in enumerate(downbeats)]


@given(found=found_beats, duration_ms=st.integers(1000, 35_000), metre=st.sampled_from([2, 3, 4]))
def test_beats_increase_inside_the_song(found: list[FoundBeat], duration_ms: int, metre: int) -> None:
    times = built(found, duration_ms, metre).times_ms
    assert all(a < b for a, b in pairwise(times))
    assert all(0 <= t < duration_ms for t in times)


@given(found=found_beats, metre=st.sampled_from([2, 3, 4]))
def test_bars_and_beat_numbers_tell_the_same(found: list[FoundBeat], metre: int) -> None:
    grid = built(found, metre=metre)
    downbeats = [beat.time_ms for beat in grid.beats if beat.is_downbeat]
    assert [bar.start_ms for bar in grid.measures] == downbeats
    assert [bar.index for bar in grid.measures] == list(range(len(downbeats)))
    assert all(beat.is_downbeat == (beat.beat_number == 1) for beat in grid.beats)
    assert all(a.end_ms == b.start_ms for a, b in pairwise(grid.measures))
    assert sum(bar.beat_count for bar in grid.measures) == len(
        [beat for beat in grid.beats if downbeats and beat.time_ms >= downbeats[0]]
    )
    assert all(bar.start_ms < bar.end_ms <= grid.duration_ms for bar in grid.measures)
    for bar in grid.measures:
        inside = [beat for beat in grid.beats if bar.start_ms <= beat.time_ms < bar.end_ms]
        assert [beat.beat_number for beat in inside] == list(range(1, bar.beat_count + 1))


@given(found=found_beats)
def test_a_grid_survives_its_json(found: list[FoundBeat]) -> None:
    grid = built(found)
    assert BeatGrid.model_validate_json(grid.model_dump_json()) == grid


def test_a_pick_up_counts_up_to_the_end_of_its_bar() -> None:
    grid = built(regular("..x...x."))
    assert [beat.beat_number for beat in grid.beats] == [3, 4, 1, 2, 3, 4, 1, 2]
    assert [(bar.start_ms, bar.end_ms, bar.beat_count) for bar in grid.measures] == [
        (1500, 3500, 4),
        (3500, 4500, 2),
    ]


def test_a_pick_up_is_shorter_than_a_bar() -> None:
    assert beat_numbers([False] * 5 + [True], 4) == [4, 1, 2, 3, 4, 1]


def test_without_any_downbeat_the_first_beat_is_one() -> None:
    assert beat_numbers([False] * 4, 3) == [1, 2, 3, 4]


def test_the_tempo_is_that_of_the_mean_interval() -> None:
    assert built([FoundBeat(t, False, 1) for t in (0.0, 0.4, 1.0, 1.5)]).bpm == 120


def test_the_even_grid_has_120_beats_per_minute_and_no_confidence() -> None:
    grid = even_grid(facts(2250))
    assert grid.fallback
    assert grid.bpm == 120
    assert grid.times_ms == [0, 500, 1000, 1500, 2000]
    assert [beat.beat_number for beat in grid.beats] == [1, 2, 3, 4, 1]
    assert max(beat.confidence for beat in grid.beats) <= 0.1
    assert [(bar.start_ms, bar.end_ms) for bar in grid.measures] == [(0, 2000), (2000, 2250)]
