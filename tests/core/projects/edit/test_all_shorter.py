"""A shorter film of all the pictures: each gives up its share, and nothing else of the handwork changes."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.beat_segments import Piece
from core.edit.transitions import CUT
from core.edit.validate import check_edl
from core.errors import EditConflictError, NoRoomForAllError
from core.music.song_part import SongPart, song_part
from core.projects.edit.adopting import undone_by
from core.projects.edit.all_shorter import all_shorter
from core.projects.edit.rerange import LEAST_CUT_MS, all_ranged, follow_range, range_ahead, ranged
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range
from tests.core.edit.edit_samples import all_settings, even_grid, grids, photo, planned, source_lists
from tests.core.projects.edit.edited_project import Desk

BEAT_MS = 500


def pieces(beats: Sequence[int], *, locked: Sequence[int] = ()) -> list[Piece]:
    return [Piece(f"id-{n}", "image", count, CUT, locked=n in locked) for n, count in enumerate(beats)]


def shortened(beats: Sequence[int], song: SongPart, *, locked: Sequence[int] = ()) -> list[int] | None:
    made = all_shorter(pieces(beats, locked=locked), song, LEAST_CUT_MS)
    return None if made is None else [piece.beats for piece in made]


def song_of(beats: int, **facts: int) -> SongPart:
    return song_part(even_grid(beats, BEAT_MS, **facts))


def use(opened: OpenProject, start_ms: int, duration_ms: int | None) -> None:
    set_song_range(opened.project, start_ms, duration_ms)


@pytest.mark.parametrize(
    ("had", "song_beats", "has"),
    [
        ([8, 8, 8, 8], 16, [4, 4, 4, 4]),
        ([8, 4, 12, 8], 24, [6, 3, 9, 6]),
        ([4, 4, 4, 4], 12, [3, 3, 3, 3]),
        ([5, 5, 5, 5], 13, [4, 3, 3, 3]),  # the sum is exact: what is rounded off comes back
        ([16, 2, 2, 16], 20, [8, 2, 2, 8]),  # two beats are a second: what has no more gives nothing up
        ([2, 2, 2, 8, 8], 15, [2, 2, 2, 4, 5]),
        ([1, 1, 8, 8], 10, [1, 1, 4, 4]),  # shorter than the least already, by hand
        ([8], 3, [3]),
    ],
)
def test_each_picture_is_shortened_in_proportion(had, song_beats, has):
    assert shortened(had, song_of(song_beats)) == has


def test_cuts_fall_on_downbeats_that_are_about_where_the_shares_end():
    cuts = [*accumulate(shortened([7, 7, 7, 7], song_of(21)) or [])]
    assert cuts == [5, 10, 16, 21]  # 15.75 is near 16, 5.25 and 10.5 are a beat and more from a downbeat
    assert [*accumulate(shortened([8, 8, 8, 8], song_of(20)) or [])] == [4, 10, 16, 20]
    assert [*accumulate(shortened([8, 8, 8, 8], song_of(20, first_downbeat=2)) or [])] == [6, 10, 14, 20]


def test_locked_pictures_keep_their_beats_while_the_others_can_do_without():
    assert shortened([8, 8, 8, 8], song_of(20), locked=[1]) == [4, 8, 4, 4]
    assert shortened([8, 8, 8, 8], song_of(20), locked=[0, 3]) == [8, 2, 2, 8]
    assert shortened([8, 8, 8, 8], song_of(16), locked=[0, 3]) == [4, 4, 4, 4]
    assert shortened([8, 8], song_of(12), locked=[0, 1]) == [6, 6]


def test_a_lead_in_belongs_to_the_first_picture_and_counts_for_its_length():
    assert shortened([0, 4, 4, 4], song_of(6, lead_in_ms=3000)) == [0, 2, 2, 2]
    assert shortened([4, 4, 4], song_of(5, lead_in_ms=1000)) == [1, 2, 2]


def test_a_last_picture_that_the_end_leaves_too_little_of_gets_more():
    song = song_part(even_grid(16, BEAT_MS), 0, 12 * BEAT_MS - 300)
    assert song.beat_count == 12
    assert shortened([6, 6, 6, 1], song) == [3, 3, 3, 3]
    assert shortened([6, 6, 6, 1], song, locked=[3]) == [3, 3, 3, 3]


def test_pictures_that_would_only_flash_up_do_not_fit():
    assert shortened([4] * 8, song_of(16)) == [2] * 8
    assert shortened([4] * 8, song_of(15)) is None
    edl = planned([photo(str(n)) for n in range(8)], even_grid(32), None)
    had, count = song_part(even_grid(32)), len(edl.segments)
    with pytest.raises(NoRoomForAllError, match=f"too short for all {count} segments"):
        all_ranged(edl, had, song_part(even_grid(32), 0, 1500))


@given(data=st.data())
def test_whatever_the_song_all_stay_in_order_and_none_only_flashes_up(data: st.DataObject):
    grid = data.draw(grids(min_beats=4))
    edl = planned(data.draw(source_lists()), grid, data.draw(all_settings()))
    locked = data.draw(st.sets(st.integers(0, len(edl.segments) - 1)))
    marked = [one.model_copy(update={"locked": one.index in locked}) for one in edl.segments]
    edl = edl.model_copy(update={"segments": marked})
    start_ms = data.draw(st.integers(0, grid.duration_ms - 1))
    song = song_part(grid, start_ms, data.draw(st.integers(1, grid.duration_ms)))
    try:
        done = all_ranged(edl, song_part(grid), song)
    except NoRoomForAllError:
        return
    if not done.all_shorter:
        assert done == ranged(edl, song_part(grid), song)
        return
    assert [piece.asset_id for piece in done.pieces] == [one.media_asset_id for one in edl.segments]
    assert [piece.locked for piece in done.pieces] == [one.locked for one in edl.segments]
    assert sum(piece.beats for piece in done.pieces) == song.beat_count
    assert all(piece.beats >= 1 for piece in done.pieces[1:])
    ends = [*accumulate(piece.beats for piece in done.pieces)]
    edges_ms = song.edges_ms(ends[:-1])
    had = [piece.beats for piece in ranged(edl, song_part(grid), song_part(grid)).pieces]
    for number, piece in enumerate(done.pieces[:-1]):
        assert piece.beats <= max(1, had[number])
        lasts_ms = edges_ms[number + 1] - edges_ms[number]
        assert lasts_ms >= LEAST_CUT_MS or piece.beats == max(had[number], 0 if number else 1)
    assert len(done.pieces) == 1 or edges_ms[-1] - edges_ms[-2] >= LEAST_CUT_MS
    assert all_ranged(edl, song_part(grid), song) == done


def test_the_film_shows_all_pictures_in_less_time_and_undo_brings_it_back(
    by_hand: Desk, on: Callable[..., Any]
):
    before = by_hand.state.edl
    on(use, 0, 16 * BEAT_MS)
    ahead = on(range_ahead)
    assert ahead.dropped
    assert ahead.may_show_all
    with pytest.raises(EditConflictError):
        on(follow_range, 1, all_pictures=True)
    made = on(follow_range, all_pictures=True)
    check_edl(made.edl, beats=even_grid(24))
    assert made.operation == {
        "kind": "follow_range",
        "film_ms": 16 * BEAT_MS,
        "dropped": [],
        "all_pictures": True,
    }
    pairs = list(zip(before.segments, made.edl.segments, strict=True))
    assert made.edl.total_duration_ms == made.edl.audio.duration_ms == 16 * BEAT_MS
    for had, has in pairs:
        assert (has.media_asset_id, has.focus, has.locked) == (had.media_asset_id, had.focus, had.locked)
        assert has.beat_count is not None
        assert had.beat_count is not None
        assert has.beat_count <= had.beat_count
    assert made.edl.segments[1].beat_count == before.segments[1].beat_count  # locked
    assert made.edl.segments[2].transition_in == before.segments[2].transition_in
    assert [one.effects.title and one.effects.title.text for one in made.edl.segments] == [
        one.effects.title and one.effects.title.text for one in before.segments
    ]
    assert (by_hand.state.changed, by_hand.state.wanted_ms) == ([], None)
    assert by_hand("undo").edl == before
    assert by_hand.state.changed == ["range"]


def test_the_length_that_is_set_is_followed_with_all_pictures(by_hand: Desk):
    before = by_hand.state.edl
    made = by_hand("adopt_settings", {"film_length_ms": 8000}, cuts_stay=True, all_pictures=True)
    assert made.operation["all_pictures"] is True
    assert made.edl.total_duration_ms == 8000
    assert len(made.edl.segments) == len(before.segments)
    assert (by_hand.state.changed, by_hand.settings.film_length_ms) == ([], 8000)
    by_hand("undo")
    assert by_hand.settings.film_length_ms is None
    assert by_hand.state.edl == before


def test_a_plan_afterwards_says_that_it_shares_the_time_otherwise(by_hand: Desk, on: Callable[..., Any]):
    on(use, 0, 16 * BEAT_MS)
    on(follow_range, all_pictures=True)
    assert "follow_range" in [facts["kind"] for facts in on(undone_by)]
    by_hand("undo")
    on(follow_range)
    assert "follow_range" not in [facts["kind"] for facts in on(undone_by)]


def test_what_does_not_fit_is_not_offered_and_refused_and_nothing_changes(
    by_hand: Desk, on: Callable[..., Any]
):
    before = by_hand.state
    on(use, 0, 4 * BEAT_MS)
    assert not on(range_ahead).may_show_all
    with pytest.raises(NoRoomForAllError):
        on(follow_range, all_pictures=True)
    assert by_hand.state.edl == before.edl


@pytest.mark.usefixtures("by_hand")
def test_where_nothing_would_be_dropped_the_range_is_followed_as_ever(on: Callable[..., Any]):
    on(use, 2 * BEAT_MS, None)
    on(follow_range)
    on(use, 0, None)
    assert not on(range_ahead).may_show_all
    made = on(follow_range, all_pictures=True)
    assert "all_pictures" not in made.operation
