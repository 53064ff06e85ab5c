"""Pacing that follows the song: calm parts are cut slowly, high ones fast, and each begins with a cut."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.planning.pacing import cut_beats, fitted, pace_of, slots
from core.edit.planning.section_pace import SHORTEST_MS, Pace, parts_of
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart, song_part
from core.schemas import BEATS_PER_CUT, ProjectSettings
from tests.core.edit.edit_samples import (
    clip,
    even_grid,
    grid_of,
    grids,
    photo,
    planned,
    section,
    section_lists,
)

FOUR_PARTS = (
    section(0, 16_000, "calm"),
    section(16_000, 32_000, "medium"),
    section(32_000, 48_000, "high"),
    section(48_000, 64_000, "drop"),
)
LONG = song_part(even_grid(beats=128))  # 64 s at 120 beats a minute

paces = st.sampled_from(BEATS_PER_CUT)


def energy(beats: int = 4, sections: tuple[Section, ...] = FOUR_PARTS) -> Pace:
    return Pace(beats, "energy", sections)


def beats_between(song: SongPart, pace: Pace, first: int, end: int) -> list[int]:
    """Return the lengths in beats of the slots of one stretch, whose edges are cuts."""
    edges = [0, *cut_beats(song, pace), song.beat_count]
    inside = [edge for edge in edges if first <= edge <= end]
    return [after - before for before, after in pairwise(inside)]


def test_calm_parts_are_cut_slower_and_high_ones_faster_than_usual():
    assert beats_between(LONG, energy(), 0, 32) == [8] * 4
    assert beats_between(LONG, energy(), 32, 64) == [4] * 8
    assert beats_between(LONG, energy(), 64, 96) == [2] * 16


def test_a_drop_opens_with_a_burst_of_single_beats():
    assert beats_between(LONG, energy(), 96, 128) == [1] * 8 + [2] * 12


def test_a_fast_pace_slows_down_four_times_in_calm_parts_and_only_drops_go_down_to_one_beat():
    assert beats_between(LONG, energy(2), 0, 32) == [8] * 4
    assert beats_between(LONG, energy(2), 64, 96) == [2] * 16
    assert beats_between(LONG, energy(2), 96, 104) == [1] * 8


def test_in_triple_metre_slots_are_whole_bars_or_single_beats():
    times = [n * 500 for n in range(96)]
    beats = grid_of(times, 48_000).beats
    waltz = [beat.model_copy(update={"is_downbeat": n % 3 == 0}) for n, beat in enumerate(beats)]
    song = song_part(grid_of(times, 48_000).model_copy(update={"beats": waltz}))
    parts = (section(0, 24_000, "medium"), section(24_000, 48_000, "calm"))
    assert set(beats_between(song, energy(4, parts), 0, 48)) == {3}
    assert set(beats_between(song, energy(4, parts), 48, 96)) == {6}


def test_a_section_that_begins_off_the_beat_is_cut_on_the_nearest_bar():
    parts = (section(0, 16_400, "medium"), section(16_400, 64_000, "medium"))
    assert [part.first for part in parts_of(parts, LONG)] == [0, 32]


def test_each_section_is_cut_as_chosen_for_it_or_as_usual():
    parts = (
        section(0, 16_000, beats_per_cut=8),
        section(16_000, 24_000),
        section(24_000, 64_000, beats_per_cut=1),
    )
    pace = Pace(4, "sections", parts)
    assert beats_between(LONG, pace, 0, 32) == [8] * 4
    assert beats_between(LONG, pace, 32, 48) == [4] * 4
    assert beats_between(LONG, pace, 48, 128) == [1] * 80


def test_without_sections_the_song_is_one_part_at_the_usual_pace():
    assert cut_beats(LONG, Pace(4, "energy")) == cut_beats(LONG, Pace(4))
    assert cut_beats(LONG, Pace(4, "sections")) == cut_beats(LONG, Pace(4))


def test_a_locked_stretch_stays_whole_though_a_section_begins_in_it():
    cuts = cut_beats(LONG, energy(), kept=[(30, 37)])
    assert {30, 37} <= set(cuts)
    assert not {31, 32, 33, 34, 35, 36} & set(cuts)


@given(grids(min_beats=2), paces, section_lists(), st.sampled_from(["energy", "sections"]))
def test_every_part_begins_with_a_cut_and_segments_fill_the_song(
    grid: BeatGrid, beats: int, sections: list[Section], pacing: str
):
    song = song_part(grid)
    pace = Pace(beats, pacing, tuple(sections))  # pyright: ignore[reportArgumentType]
    cuts = cut_beats(song, pace)
    assert {part.first for part in parts_of(sections, song)[1:]} <= set(cuts)
    assert all(begin < end for begin, end in pairwise(song.edges_ms(cuts)))
    assert cuts == cut_beats(song, pace)


@given(grids(min_beats=2), paces, section_lists())
def test_no_picture_of_an_energetic_edit_is_a_flicker(grid: BeatGrid, beats: int, sections: list[Section]):
    song = song_part(grid)
    edges = song.edges_ms(cut_beats(song, Pace(beats, "energy", tuple(sections))))
    shortest_ms = SHORTEST_MS if len(edges) > 2 else 1
    assert min(after - before for before, after in pairwise(edges)) >= shortest_ms


@given(paces, st.sampled_from([3, 4, 6]), st.integers(60, 180))
def test_the_more_happens_in_a_part_the_more_cuts_it_has(beats: int, metre: int, bpm: int):
    times = [n * 60_000 // bpm for n in range(48 * metre)]
    grid = grid_of(times, times[-1] + 60_000 // bpm)
    marked = [beat.model_copy(update={"is_downbeat": n % metre == 0}) for n, beat in enumerate(grid.beats)]
    song = song_part(grid.model_copy(update={"beats": marked}))
    starts = [*(times[n * 12 * metre] for n in range(4)), grid.duration_ms]
    names = ("calm", "medium", "high", "drop")
    parts = tuple(section(a, b, name) for (a, b), name in zip(pairwise(starts), names, strict=True))
    cuts = cut_beats(song, energy(beats, parts))
    counts = [sum(n * 12 * metre <= cut < (n + 1) * 12 * metre for cut in cuts) for n in range(4)]
    assert counts == sorted(counts)


@given(grids(min_beats=4), st.integers(1, 60), st.sampled_from(["steady", "energy"]))
def test_auto_takes_the_calmest_pace_that_shows_every_picture(grid: BeatGrid, pictures: int, pacing: str):
    song = song_part(grid)
    pace = Pace(4, pacing)  # pyright: ignore[reportArgumentType]
    found = fitted(pace, song, pictures)
    calmer = [n for n in BEATS_PER_CUT if n > found.beats_per_cut]
    assert all(slots(song, Pace(n, pace.pacing)) < pictures for n in calmer) or slots(song, found) >= pictures
    assert found.beats_per_cut == 16 or found.beats_per_cut * song.beat_length_ms >= SHORTEST_MS


def test_auto_is_left_alone_unless_asked_for():
    assert pace_of(ProjectSettings(beats_per_cut=2), LONG, 3).beats_per_cut == 2
    assert pace_of(ProjectSettings(beats_per_cut_auto=True), LONG, 3).beats_per_cut == 16
    assert pace_of(ProjectSettings(beats_per_cut_auto=True), LONG, 30).beats_per_cut == 4


def test_a_plan_follows_the_energy_and_its_hash_the_sections():
    wish = ProjectSettings(pacing="energy")
    pictures = [photo("a"), clip("b", 9000), photo("c")]
    one = planned(pictures, even_grid(beats=128), wish, sections=FOUR_PARTS)
    two = planned(pictures, even_grid(beats=128), wish, sections=FOUR_PARTS[:2])
    assert [one.segments[n].beat_count for n in (0, 4)] == [8, 4]
    assert one.edl_hash != two.edl_hash


@pytest.mark.parametrize(("tail", "ends_ms"), [(0, 32_000), (1, 32_000), (3, 32_000)])
def test_an_edit_can_end_on_the_last_whole_bar(tail: int, ends_ms: int):
    grid = even_grid(beats=64 + tail)
    edl = planned([photo("a")], grid, ProjectSettings(ends_on="bar"))
    assert edl.total_duration_ms == edl.audio.duration_ms == ends_ms


def test_a_chosen_part_ends_on_its_last_whole_bar():
    song = song_part(even_grid(), 1000, 7500, "bar")
    assert song.start_ms + song.duration_ms == 8000
    assert song_part(even_grid(), 0, 1500, "bar").duration_ms == 1500
