"""Parts are moved, split, merged and relabelled, and always cover the song without gaps."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.errors import SectionTooShortError, SectionUnknownError
from core.music.grid.beat_grid import BeatGrid
from core.music.grid.grid_edits import shift
from core.music.sections.section_edits import merge, move_boundary, on_bars, relabel, set_pace, split
from core.music.sections.song_sections import Section, Sections, load_sections, save_sections, whole_song
from tests.core.music.grid.grid_samples import grids, regular


def parts_of(*ends_ms: int) -> Sections:
    edges = [0, *ends_ms]
    sections = [
        Section(start_ms=start, end_ms=end, label="AB"[index % 2], intensity="medium")
        for index, (start, end) in enumerate(zip(edges, ends_ms, strict=False))
    ]
    return Sections(audio_file_checksum="sha256:a", sections=sections)


@st.composite
def songs(draw: st.DrawFn) -> Sections:
    lengths = draw(st.lists(st.integers(1000, 60_000), min_size=2, max_size=12))
    return parts_of(*[sum(lengths[: index + 1]) for index in range(len(lengths))])


@given(parts=songs(), data=st.data())
def test_merging_undoes_splitting(parts: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(parts.sections) - 1))
    part = parts.sections[index]
    at_ms = data.draw(st.integers(part.start_ms + 500, part.end_ms - 500))
    halved = split(parts, at_ms)
    assert halved.sections[index + 1].start_ms == at_ms
    assert halved.duration_ms == parts.duration_ms
    assert merge(halved, index).sections == parts.sections


@given(parts=songs(), data=st.data())
def test_moving_a_boundary_back_restores_the_parts(parts: Sections, data: st.DataObject) -> None:
    index = data.draw(st.integers(1, len(parts.sections) - 1))
    before, after = parts.sections[index - 1 : index + 1]
    to_ms = data.draw(st.integers(before.start_ms + 500, after.end_ms - 500))
    moved = move_boundary(parts, index, to_ms)
    assert moved.edited
    assert moved.sections[index].start_ms == to_ms
    assert move_boundary(moved, index, after.start_ms).sections == parts.sections


def test_a_part_gets_another_label_and_intensity() -> None:
    parts = relabel(parts_of(1000, 2000), 1, label="Chorus", intensity="drop")
    assert (parts.sections[1].label, parts.sections[1].intensity) == ("Chorus", "drop")
    assert relabel(parts, 1, intensity="calm").sections[1].label == "Chorus"
    with pytest.raises(ValidationError):
        relabel(parts, 0, label="x" * 41)


def test_a_part_has_a_pace_of_its_own_until_it_is_taken_back() -> None:
    paced = set_pace(parts_of(1000, 2000), 1, 2)
    assert [part.beats_per_cut for part in paced.sections] == [None, 2]
    assert relabel(paced, 1, intensity="drop").sections[1].beats_per_cut == 2
    assert set_pace(paced, 1, None).sections == parts_of(1000, 2000).sections


@given(grid=grids(is_regular=True), data=st.data())
def test_parts_follow_the_bars_of_corrected_beats_and_undoing_brings_them_back(
    grid: BeatGrid, data: st.DataObject
) -> None:
    bars = [bar.start_ms for bar in grid.measures if 500 <= bar.start_ms <= grid.duration_ms - 500]
    assume(bars)
    at_ms = data.draw(st.sampled_from(bars))
    parts = split(whole_song("sha256:a", grid.duration_ms), at_ms)
    shifted = shift(grid, 5)
    assert on_bars(parts, grid, grid) == parts
    followed = on_bars(parts, grid, shifted)
    assert followed.duration_ms == parts.duration_ms
    assert followed.sections[1].start_ms in {at_ms, at_ms + 5}
    assert on_bars(followed, shifted, grid) == parts


def test_a_beginning_beside_the_bars_stays_where_it_was_put() -> None:
    grid = regular(16)
    parts = split(whole_song("sha256:a", grid.duration_ms), 3000)
    assert on_bars(parts, grid, shift(grid, 40)) == parts


def test_what_cannot_be_done_is_said() -> None:
    parts = parts_of(1000, 2000)
    for change in (lambda: move_boundary(parts, 0, 100), lambda: merge(parts, 1), lambda: relabel(parts, 2)):
        with pytest.raises(SectionUnknownError, match="the song has 2 parts"):
            change()
    for change in (lambda: split(parts, 1200), lambda: move_boundary(parts, 1, 1900)):
        with pytest.raises(SectionTooShortError, match=r"0\.5 s"):
            change()


def test_parts_survive_their_file_and_gaps_are_refused(tmp_path) -> None:
    parts = parts_of(1000, 2000)
    save_sections(parts, tmp_path / "sections.json")
    assert load_sections(tmp_path / "sections.json") == parts
    with pytest.raises(ValidationError):
        Sections(audio_file_checksum="", sections=[parts.sections[1]])


def test_the_part_at_a_time_is_found() -> None:
    parts = parts_of(1000, 2000)
    assert [parts.at(t).label for t in (0, 999, 1000, 5000)] == ["A", "A", "B", "B"]
