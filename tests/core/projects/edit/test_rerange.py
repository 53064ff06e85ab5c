"""Another part of the song, or another length: all that a person has made stays as far as the song goes."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.edl import EditDecisionList
from core.edit.validate import check_edl
from core.errors import EditConflictError
from core.music.song_part import song_part
from core.projects.edit.rerange import Ahead, follow_range, range_ahead, ranged
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import all_settings, even_grid, grids, photo, planned, source_lists
from tests.core.projects.edit.edited_project import Desk

BEAT_MS = 500


def use(opened: OpenProject, start_ms: int, duration_ms: int | None) -> None:
    set_song_range(opened.project, start_ms, duration_ms)


def shown(edl: EditDecisionList) -> list[tuple[str, int | None, bool]]:
    return [(one.media_asset_id, one.beat_count, one.locked) for one in edl.segments]


def titles(edl: EditDecisionList) -> dict[int, str]:
    return {one.index: one.effects.title.text for one in edl.segments if one.effects.title}


def test_a_shorter_range_cuts_the_film_and_keeps_what_was_made_of_it(by_hand: Desk, on: Callable[..., Any]):
    before = by_hand.state.edl
    on(use, 0, 16 * BEAT_MS)
    state = by_hand.state
    assert state.changed == ["range"]
    assert (state.wanted_ms, state.is_by_hand) == (16 * BEAT_MS, True)
    made = on(follow_range).edl
    check_edl(made, beats=even_grid(24))
    assert made.total_duration_ms == made.audio.duration_ms == 16 * BEAT_MS
    count = len(made.segments)
    assert shown(made)[:-1] == shown(before)[: count - 1]
    assert made.segments[2].transition_in == before.segments[2].transition_in
    assert made.segments[1].focus == before.segments[1].focus
    assert titles(made) == {0: "Our summer", count - 1: "Bye"}
    gone = [one.media_asset_id for one in before.segments[count:]]
    after = by_hand.state
    assert (after.changed, after.wanted_ms) == ([], None)
    assert after.undoes
    assert after.undoes["dropped"] == [one for one in gone if one not in {s[0] for s in shown(made)}]
    assert by_hand("undo").edl == before


def test_what_stood_behind_the_end_was_not_taken_out_and_comes_again(by_hand: Desk, on: Callable[..., Any]):
    before = by_hand.state.edl
    on(use, 0, 8 * BEAT_MS)
    short = on(follow_range).edl
    assert len({one[0] for one in shown(short)}) < len({one[0] for one in shown(before)})
    on(use, 0, None)
    long = on(follow_range)
    check_edl(long.edl, beats=even_grid(24))
    assert long.edl.total_duration_ms == 24 * BEAT_MS
    assert long.operation["dropped"] == []
    assert shown(long.edl)[: len(short.segments)] == shown(short)
    assert {one[0] for one in shown(long.edl)} == {one[0] for one in shown(before)}
    assert titles(long.edl) == {0: "Our summer", len(long.edl.segments) - 1: "Bye"}
    planned_again = by_hand("generate")
    assert {one[0] for one in shown(planned_again.edl)} == {one[0] for one in shown(before)}


def test_a_start_that_moved_keeps_pictures_and_their_beats(by_hand: Desk, on: Callable[..., Any]):
    before = by_hand.state.edl
    on(use, 2 * BEAT_MS, 20 * BEAT_MS)
    made = on(follow_range).edl
    check_edl(made, beats=even_grid(24))
    assert made.audio.start_offset_ms == 2 * BEAT_MS
    count = len(made.segments)
    assert shown(made)[:-1] == shown(before)[: count - 1]
    assert made.segments[0].first_beat == 2


def test_the_length_of_the_film_is_followed_with_its_fades(by_hand: Desk, on: Callable[..., Any]):
    before = by_hand.state.edl
    change = {"film_length_ms": 6000}
    ahead = on(range_ahead, change)
    assert isinstance(ahead, Ahead)
    assert (ahead.film_ms, ahead.is_filled) == (6000, False)
    made = by_hand("adopt_settings", change, cuts_stay=True)
    assert made.operation["kind"] == "follow_range"
    assert made.edl.total_duration_ms == 6000
    assert made.edl.audio.fade_out_ms > 0
    assert shown(made.edl)[0] == shown(before)[0]
    assert by_hand.state.changed == []
    assert by_hand.settings.film_length_ms == 6000
    by_hand("undo")
    assert by_hand.settings.film_length_ms is None
    assert by_hand.state.edl == before


def test_a_length_that_the_song_does_not_have_changes_no_cut(by_hand: Desk, on: Callable[..., Any]):
    before = by_hand.state.edl
    change = {"film_length_ms": 60_000}
    assert by_hand("undone_by", change) == []
    assert on(range_ahead, change) is None
    made = by_hand("adopt_settings", change)
    assert made.operation["kind"] == "restyle"
    assert made.edl.segments == before.segments
    assert by_hand.state.changed == []


def test_an_edit_that_was_kept_says_what_it_plays_and_can_follow_later(by_hand: Desk, on: Callable[..., Any]):
    on(use, 0, 16 * BEAT_MS)
    kept = by_hand("keep")
    state = by_hand.state
    assert (state.changed, state.wanted_ms) == ([], 16 * BEAT_MS)
    assert kept.edl.total_duration_ms == 24 * BEAT_MS
    made = by_hand("adopt_settings", {"film_length_ms": None})
    assert made.edl.total_duration_ms == 16 * BEAT_MS
    assert by_hand.state.wanted_ms is None


def test_settings_besides_the_length_stay_as_they_were(by_hand: Desk, on: Callable[..., Any]):
    by_hand.change(beats_per_cut=2)
    on(use, 0, 16 * BEAT_MS)
    on(follow_range)
    assert by_hand.state.changed == ["settings"]


def test_nothing_is_ahead_without_a_change_of_the_part_that_is_played(by_hand: Desk, on: Callable[..., Any]):
    assert on(range_ahead) is None
    assert on(range_ahead, {"beats_per_cut": 2}) is None
    by_hand("generate")
    on(use, 0, 16 * BEAT_MS)
    assert on(range_ahead) is not None
    with pytest.raises(EditConflictError):
        on(follow_range, 1)


def test_too_little_of_a_picture_is_not_shown_at_the_end():
    edl = planned([photo("a"), photo("b")], even_grid(16), ProjectSettings(beats_per_cut=4))
    grid = even_grid(16)
    had = song_part(grid)
    assert [piece.beats for piece in ranged(edl, had, song_part(grid, 0, 4400)).pieces] == [4, 5]
    assert [piece.beats for piece in ranged(edl, had, song_part(grid, 0, 5000)).pieces] == [4, 4, 2]
    assert [piece.beats for piece in ranged(edl, had, song_part(grid, 0, 300)).pieces] == [1]


@given(data=st.data())
def test_whatever_the_part_order_and_beats_stay_up_to_the_end(data: st.DataObject):
    grid = data.draw(grids(min_beats=4))
    edl = planned(data.draw(source_lists()), grid, data.draw(all_settings()))
    start_ms = data.draw(st.integers(0, grid.duration_ms - 1))
    song = song_part(grid, start_ms, data.draw(st.integers(1, grid.duration_ms)))
    done = ranged(edl, song_part(grid), song)
    assert sum(piece.beats for piece in done.pieces) == song.beat_count
    assert all(piece.beats >= 1 for piece in done.pieces[1:])
    shows = [segment.media_asset_id for segment in edl.segments]
    assert [piece.asset_id for piece in done.pieces] == shows[: len(done.pieces)]
