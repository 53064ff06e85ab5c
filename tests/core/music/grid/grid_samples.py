"""Beat grids to edit: regular ones to look at, and any that an analysis could give."""

from itertools import accumulate, pairwise

from hypothesis import strategies as st

from core.music.grid.beat_grid import BeatGrid
from core.music.grid.metres import beats_per_bar
from core.music.tracking.build import FoundBeat, SongFacts, build_grid, tempo_bpm


def grid_of(
    times_ms: list[int],
    *,
    first_one: int = 0,
    metre: int = 4,
    duration_ms: int | None = None,
    ones: set[int] | None = None,
) -> BeatGrid:
    """Return a grid with a downbeat at `ones`, or at `first_one` and every `metre` beats from it."""
    song = SongFacts("a" * 64, 44100, duration_ms or times_ms[-1] + 600)
    found = [
        FoundBeat(t / 1000, index in ones if ones is not None else (index - first_one) % metre == 0, 0.8)
        for index, t in enumerate(times_ms)
    ]
    return build_grid(found, song=song, time_signature=f"{metre}/4", bpm=120, bpm_confidence=0.7)


def regular(
    beats: int = 16, *, interval_ms: int = 500, first_one: int = 0, duration_ms: int | None = None
) -> BeatGrid:
    times_ms = [250 + index * interval_ms for index in range(beats)]
    return grid_of(times_ms, first_one=first_one, duration_ms=duration_ms)


@st.composite
def grids(draw: st.DrawFn, *, is_regular: bool = False) -> BeatGrid:
    """Draw a grid of 4 to 40 beats 210 to 900 ms apart; bars may change their phase unless `is_regular`."""
    gaps = draw(st.lists(st.integers(210, 900), min_size=3, max_size=39))
    start = draw(st.integers(0, 1000))
    times = list(accumulate([start, *gaps]))
    metre = draw(st.sampled_from([2, 3, 4]))
    duration_ms = times[-1] + draw(st.integers(1, 2000))
    if is_regular:
        return grid_of(times, metre=metre, duration_ms=duration_ms)
    ones = draw(st.sets(st.integers(0, len(times) - 1), max_size=8))
    return grid_of(times, metre=metre, duration_ms=duration_ms, ones=ones)


def assert_consistent(grid: BeatGrid) -> None:
    """Beats increase inside the song; numbers, downbeats, bars and tempo tell the same."""
    times = grid.times_ms
    assert all(a < b for a, b in pairwise(times))
    assert times[0] >= 0
    assert times[-1] < grid.duration_ms
    assert all(beat.is_downbeat == (beat.beat_number == 1) for beat in grid.beats)
    downbeats = [beat.time_ms for beat in grid.beats if beat.is_downbeat]
    assert [bar.start_ms for bar in grid.measures] == downbeats
    assert all(a.end_ms == b.start_ms for a, b in pairwise(grid.measures))
    assert all(bar.start_ms < bar.end_ms <= grid.duration_ms for bar in grid.measures)
    numbers = [beat.beat_number for beat in grid.beats]
    assert all(b in (1, a + 1) for a, b in pairwise(numbers))
    assert sum(bar.beat_count for bar in grid.measures) == len([t for t in times if t >= downbeats[0]])
    assert grid.bpm == round(tempo_bpm(times), 2)
    assert beats_per_bar(grid.time_signature) >= 2


def bars(grid: BeatGrid) -> list[tuple[int, int]]:
    return [(beat.time_ms, beat.beat_number) for beat in grid.beats]
