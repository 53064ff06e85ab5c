"""Markers lie on beats, change nothing that is seen, and stay where they were in the song."""

import pytest

from core.edit.apply import apply
from core.edit.edl import MOST_MARKERS, EditDecisionList
from core.edit.hashes import content_hash
from core.edit.markers import marked_beats
from core.edit.operations import operation_from
from core.errors import MarkersTooManyError, NoBeatForMarkerError
from core.music.grid.grid_edits import double, shift
from core.schemas import EditMarker
from tests.core.edit.edit_samples import context_of, even_grid
from tests.core.edit.edited_samples import FADING, GRID, SOURCES, a_plan, edited

CHECKSUMS = {source.asset_id: source.checksum for source in SOURCES}


def told(edl: EditDecisionList, grid=GRID) -> list[tuple[int, str]]:
    return [(mark.beat, mark.name) for mark in marked_beats(edl.markers, edl.audio.song_in(grid), grid)]


def test_a_marker_is_set_named_and_taken_away_and_the_film_stays_the_same():
    plain = a_plan()
    marked = edited(plain, "set_marker", beat=9)
    assert told(marked) == [(9, "")]
    named = edited(edited(marked, "set_marker", beat=3, name=" The  kiss "), "set_marker", beat=9, name="Hey")
    assert told(named) == [(3, "The kiss"), (9, "Hey")]
    assert told(edited(named, "set_marker", beat=3, name=None)) == [(9, "Hey")]
    assert named.segments == plain.segments
    assert content_hash(named, CHECKSUMS, "song") == content_hash(plain, CHECKSUMS, "song")
    assert "markers" not in plain.model_dump()


def test_edits_of_segments_leave_markers_alone():
    marked = edited(a_plan(), "set_marker", beat=9, name="Hey")
    assert told(edited(edited(marked, "delete", index=1), "roll", index=0, beats=2)) == [(9, "Hey")]


def test_markers_stay_at_their_moment_when_the_beats_are_corrected():
    marked = edited(a_plan(), "set_marker", beat=9, name="Hey")
    assert told(marked, double(GRID)) == [(18, "Hey")]
    assert told(marked, shift(GRID, 30)) == [(9, "Hey")]


def test_markers_outside_the_used_part_are_kept_but_not_shown():
    grid = even_grid(beats=48)
    edl = a_plan(grid)
    marked = edited(edl, "set_marker", grid, beat=40)
    part = marked.audio.model_copy(update={"start_offset_ms": 1_000, "duration_ms": 9_000})
    shorter = marked.model_copy(update={"audio": part})
    assert told(shorter, grid) == []
    with pytest.raises(NoBeatForMarkerError):
        apply(shorter, operation_from({"kind": "set_marker", "beat": 40}), context_of(SOURCES, grid, FADING))


def test_there_is_an_end_to_markers():
    grid = even_grid(beats=MOST_MARKERS + 1)
    edl = a_plan(grid).model_copy(
        update={"markers": [EditMarker(song_ms=at_ms) for at_ms in grid.times_ms[:MOST_MARKERS]]}
    )
    with pytest.raises(MarkersTooManyError, match="at most 500 markers"):
        edited(edl, "set_marker", grid, beat=MOST_MARKERS)
    assert told(edited(edl, "set_marker", grid, beat=0, name="One"), grid)[0] == (0, "One")
