"""A song is shortened at its bars and parts, to nearly the length asked for, and sounds whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.beat_segments import lay_out, take_apart
from core.edit.edl import EditDecisionList
from core.edit.planning.shortening import used_song
from core.edit.validate import check_edl
from core.music.analyzed_song import AnalyzedSong
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section
from core.music.song_part import song_part
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import even_grid, grids, planned, section, section_lists
from tests.core.edit.journey_samples import journey

GRID = even_grid(beats=480)  # four minutes at 120 BPM
SECTIONS = [
    section(0, 16_000, "calm"),
    section(16_000, 64_000, "medium").model_copy(update={"label": "B"}),
    section(64_000, 96_000, "drop").model_copy(update={"label": "C"}),
    section(96_000, 144_000, "medium").model_copy(update={"label": "B"}),
    section(144_000, 208_000, "high").model_copy(update={"label": "C"}),
    section(208_000, 240_000, "calm"),
]
SONG = AnalyzedSong("song.mp3", "5" * 64, GRID, SECTIONS)
LENGTHS = (15_000, 30_000, 60_000, 120_000)


@pytest.mark.parametrize("length_ms", LENGTHS)
def test_the_pieces_begin_and_end_on_downbeats_and_are_nearly_as_long_as_asked(length_ms: int):
    song = used_song(ProjectSettings(film_length_ms=length_ms), SONG)
    downbeats = {beat.time_ms for beat in GRID.beats if beat.is_downbeat} | {GRID.duration_ms}
    assert length_ms - 4000 <= song.duration_ms <= length_ms
    assert all(piece.start_ms in downbeats and piece.end_ms in downbeats for piece in song.pieces)
    assert all(
        before.end_ms < after.start_ms for before, after in zip(song.pieces, song.pieces[1:], strict=False)
    )


@pytest.mark.parametrize("length_ms", LENGTHS)
def test_something_lively_is_kept(length_ms: int):
    song = used_song(ProjectSettings(film_length_ms=length_ms), SONG)
    lively = [(64_000, 96_000), (144_000, 208_000)]
    kept = sum(
        max(0, min(piece.end_ms, end) - max(piece.start_ms, begin))
        for piece in song.pieces
        for begin, end in lively
    )
    assert kept >= song.duration_ms / 4


def test_a_minute_of_a_song_begins_and_ends_as_the_song_does():
    song = used_song(ProjectSettings(film_length_ms=120_000), SONG)
    assert (song.pieces[0].start_ms, song.pieces[-1].end_ms) == (0, GRID.duration_ms)


def test_a_song_that_is_short_enough_stays_as_it_is():
    assert used_song(ProjectSettings(film_length_ms=240_000), SONG) == song_part(GRID)


@given(grids(), section_lists(), st.integers(5000, 60_000))
def test_any_song_can_be_shortened(grid: BeatGrid, sections: list[Section], length_ms: int):
    song = used_song(
        ProjectSettings(film_length_ms=length_ms), AnalyzedSong("song.mp3", "5" * 64, grid, sections)
    )
    assert song.duration_ms <= max(length_ms, 1)
    assert song.duration_ms >= min(length_ms, grid.duration_ms) / 2
    assert list(song.beats_ms) == sorted(set(song.beats_ms))
    for at_ms, index in zip(song.beats_ms, song.grid_index, strict=True):
        assert song.song_ms(at_ms) == grid.beats[index].time_ms
        assert song.timeline_ms(grid.beats[index].time_ms) == at_ms


def film(pacing: str) -> EditDecisionList:
    settings = ProjectSettings.model_validate({"pacing": pacing, "film_length_ms": 60_000})
    return planned(journey(), GRID, settings, sections=SECTIONS)


@pytest.mark.parametrize("pacing", ["steady", "energy", "directed"])
def test_a_plan_of_a_shortened_song_is_on_its_beats_and_can_be_edited(pacing: str):
    edl = film(pacing)
    sources = {source.asset_id: source for source in journey()}
    check_edl(edl, beats=GRID, sources=sources)
    song = edl.audio.song_in(GRID)
    assert len(edl.audio.pieces) == 2
    assert edl.total_duration_ms == edl.audio.duration_ms == song.duration_ms
    assert lay_out(take_apart(edl, song), song, sources) == edl.segments


def test_a_directed_film_is_cut_on_the_seam():
    edl = film("directed")
    seam_ms = edl.audio.pieces[0].duration_ms
    assert seam_ms in {segment.timeline_out_ms for segment in edl.segments}


@pytest.mark.parametrize("length_ms", [5000, 6000, 8000])
def test_a_film_shorter_than_two_bars_of_a_slow_song_is_nearly_as_long_as_asked(length_ms: int):
    slow = AnalyzedSong("slow.mp3", "6" * 64, even_grid(beats=100, beat_ms=1334), [])
    song = used_song(ProjectSettings(film_length_ms=length_ms), slow)
    assert 0.8 * length_ms <= song.duration_ms <= length_ms


@pytest.mark.parametrize("length_ms", LENGTHS[:3])
def test_a_long_beginning_without_beats_makes_no_film_much_shorter_than_asked(length_ms: int):
    beats = even_grid(beats=80, beat_ms=600, lead_in_ms=30_000)
    song = used_song(ProjectSettings(film_length_ms=length_ms), AnalyzedSong("s.mp3", "7" * 64, beats, []))
    assert 0.8 * length_ms <= song.duration_ms <= length_ms
