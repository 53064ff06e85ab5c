"""Every edit leaves a valid timeline on the beats that fills the song, and touches nothing locked."""

from itertools import pairwise
from typing import Any

import pytest
from edit_samples import (
    TRANSITIONS,
    clip,
    context_of,
    even_grid,
    grid_of,
    photo,
    planned,
)

from core.edit.apply import apply
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.edit.validate import check_edl
from core.errors import (
    AssetNotInProjectError,
    CutCannotMoveError,
    CutsOffBeatError,
    EditRefusedError,
    LastCutError,
    LockInTheWayError,
    MomentOutsideClipError,
    NoBeatToSplitAtError,
    NoRoomForSegmentError,
    NotAClipError,
    NoTransitionHereError,
    OnlySegmentError,
    SegmentLockedError,
    SegmentUnknownError,
)
from core.music.grid import BeatGrid
from core.schemas import ProjectSettings

GRID = even_grid(beats=24)
SOURCES = [photo("a"), clip("b", 9000), photo("c")]
FADING = ProjectSettings(transition_type="crossfade", transition_duration_ms=500)


def edited(edl: EditDecisionList, kind: str, grid: BeatGrid = GRID, **facts: Any) -> EditDecisionList:
    operation = operation_from({"kind": kind} | facts)
    after = apply(edl, operation, context_of(SOURCES, grid, FADING))
    check_edl(after, beats=grid, sources={source.asset_id: source for source in SOURCES})
    assert after.total_duration_ms == edl.audio.duration_ms
    return after


def a_plan(grid: BeatGrid = GRID, project: ProjectSettings = FADING) -> EditDecisionList:
    return planned(SOURCES, grid, project)


def shown(edl: EditDecisionList) -> str:
    """Return assets and beats in short: "a4 b4" is a for four beats, then b for four."""
    return " ".join(f"{s.media_asset_id.removeprefix('id-')}{s.beat_count}" for s in edl.segments)


def test_a_move_carries_its_beats():
    edl = edited(a_plan(), "roll", index=0, beats=2)
    assert shown(edl) == "a6 b2 c4 a4 b4 c4"
    assert shown(edited(edl, "move", index=0, to=2)) == "b2 c4 a6 a4 b4 c4"


def test_moving_back_restores_the_timeline():
    edl = a_plan()
    assert edited(edited(edl, "move", index=1, to=4), "move", index=4, to=1) == edl


def test_a_delete_ripples_and_the_last_segment_runs_to_the_end_of_the_song():
    assert shown(edited(a_plan(), "delete", index=1)) == "a4 c4 a4 b4 c8"
    assert shown(edited(a_plan(), "delete", index=5)) == "a4 b4 c4 a4 b8"


def test_a_split_at_a_beat_goes_on_showing_what_was_shown():
    edl = edited(a_plan(project=ProjectSettings()), "split", beat=5)
    assert shown(edl) == "a4 b1 b3 c4 a4 b4 c4"
    assert [(s.source_in_ms, s.source_out_ms) for s in edl.segments[1:3]] == [(0, 500), (500, 2000)]


def test_the_halves_of_a_photo_share_its_path():
    whole = a_plan().segments[0].effects.ken_burns
    one, two = (s.effects.ken_burns for s in edited(a_plan(), "split", beat=1).segments[:2])
    assert whole
    assert one
    assert two
    assert (one.start_zoom, two.end_zoom) == (whole.start_zoom, whole.end_zoom)
    assert one.end_zoom == two.start_zoom


def test_merging_the_halves_restores_the_timeline():
    edl = a_plan()
    for beat, index in ((2, 0), (6, 1), (22, 5)):
        assert edited(edited(edl, "split", beat=beat), "merge", index=index) == edl


def test_a_merge_keeps_the_first_picture_and_both_lengths():
    assert shown(edited(a_plan(), "merge", index=0)) == "a8 c4 a4 b4 c4"


def test_a_roll_moves_one_cut_along_the_beats():
    later, earlier = (edited(a_plan(), "roll", index=1, beats=beats) for beats in (3, -2))
    assert [s.timeline_out_ms for s in later.segments] == [2000, 5500, 6000, 8000, 10_000, 12_000]
    assert [s.timeline_out_ms for s in earlier.segments] == [2000, 3000, 6000, 8000, 10_000, 12_000]


def test_rolling_back_restores_the_timeline_even_where_a_transition_was_capped():
    edl = a_plan()
    rolled = edited(edl, "roll", index=0, beats=-3)
    assert rolled.segments[1].transition_in
    assert rolled.segments[1].transition_in.duration_ms == 250
    assert edited(rolled, "roll", index=0, beats=3) == edl


def test_a_duplicate_follows_its_original_and_the_end_gives_way():
    edl = edited(a_plan(), "duplicate", index=0)
    assert shown(edl) == "a4 a4 b4 c3 a3 b3 c3"
    assert edl.segments[0].effects == edl.segments[1].effects


def test_an_insert_takes_a_usual_slot_or_the_beats_it_asks_for():
    assert shown(edited(a_plan(), "insert", index=6, asset_id="id-b")).endswith("c3 b4")
    assert shown(edited(a_plan(), "insert", index=0, asset_id="id-b", beats=1)).startswith("b1 a4 b4")


def test_an_inserted_clip_shows_a_moment_that_is_not_shown_elsewhere():
    edl = edited(a_plan(project=ProjectSettings()), "insert", index=3, asset_id="id-b")
    clips = [(s.index, s.source_in_ms, s.source_out_ms) for s in edl.segments if s.media_type == "video"]
    assert clips == [(1, 0, 2000), (3, 3500, 5500), (5, 2000, 3500)]


def test_replace_keeps_the_beats_and_shows_the_other_picture_as_a_plan_would():
    edl = edited(a_plan(), "replace", index=1, asset_id="id-c")
    assert shown(edl) == "a4 c4 c4 a4 b4 c4"
    assert edl.segments[1].fit == "cover"
    assert edl.segments[1].effects.ken_burns


def test_swap_exchanges_pictures_and_restores_them():
    edl = edited(a_plan(), "roll", index=0, beats=2)
    swapped = edited(edl, "swap", index=0, other=2)
    assert shown(swapped) == "c6 b2 a4 a4 b4 c4"
    assert edited(swapped, "swap", index=0, other=2) == edl


def test_a_shuffle_deals_the_unlocked_pictures_out_anew_and_keeps_equal_ones_apart():
    edl = edited(a_plan(), "set_lock", index=2, locked=True)
    dealt = [edited(edl, "shuffle", seed=seed) for seed in range(8)]
    names = [[segment.media_asset_id for segment in one.segments] for one in (edl, *dealt)]
    assert len({tuple(order) for order in names}) > 3
    assert all(sorted(order) == sorted(names[0]) for order in names)
    assert all(order[2] == "id-c" for order in names)
    assert all(left != right for order in names for left, right in pairwise(order))
    assert edited(edl, "shuffle", seed=1) == dealt[1]


def test_slip_shows_another_moment_and_never_runs_past_the_clip():
    edl = edited(a_plan(), "slip", index=1, source_in_ms=3000)
    assert (edl.segments[1].source_in_ms, edl.segments[1].source_out_ms) == (3000, 5500)
    late = edited(a_plan(), "slip", index=1, source_in_ms=8999)
    assert (late.segments[1].source_in_ms, late.segments[1].source_out_ms) == (6500, 9000)


@pytest.mark.parametrize("kind", TRANSITIONS)
def test_the_transition_of_one_cut_or_of_all(kind: str):
    one = edited(a_plan(), "set_transition", index=2, type=kind, duration_ms=800)
    kinds = [s.transition_in.type for s in one.segments[1:] if s.transition_in]
    assert kinds == ["crossfade", kind, "crossfade", "crossfade", "crossfade"]
    every = edited(a_plan(), "set_transition", type=kind, duration_ms=800)
    lengths = {
        (s.transition_in.type, s.transition_in.duration_ms) for s in every.segments[1:] if s.transition_in
    }
    assert lengths == {(kind, 0 if kind == "cut" else 800)}
    assert every.settings.default_transition_type == kind


def test_looks_are_set_on_one_segment():
    edl = edited(a_plan(), "set_fit", index=1, fit="contain")
    edl = edited(edl, "set_focus", index=1, focus={"x": 0.2, "y": 0.9})
    edl = edited(edl, "set_volume", index=1, volume=0.5)
    edl = edited(edl, "set_ken_burns", index=1, ken_burns={"enabled": True, "end_zoom": 1.5})
    segment = edl.segments[1]
    assert segment.fit == "contain"
    assert segment.focus
    assert (segment.focus.x, segment.focus.y, segment.volume) == (0.2, 0.9, 0.5)
    assert segment.effects.ken_burns
    assert segment.effects.ken_burns.end_zoom == 1.5
    assert [s.fit for s in edited(edl, "set_fit", fit="blur").segments] == ["blur"] * 6


def test_several_segments_are_moved_removed_and_copied_together():
    edl = edited(a_plan(), "roll", index=0, beats=2)
    assert shown(edl) == "a6 b2 c4 a4 b4 c4"
    moved = edited(edl, "move", index=0, last=1, to=3)
    assert shown(moved) == "c4 a4 b4 a6 b2 c4"
    assert edited(moved, "move", index=3, last=4, to=0) == edl
    assert shown(edited(edl, "delete", index=1, last=3)) == "a6 b4 c14"
    assert shown(edited(edl, "merge", index=1, last=3)) == "a6 b10 b4 c4"
    assert shown(edited(edl, "duplicate", index=0, last=1)) == "a6 b2 a6 b2 c2 a2 b2 c2"


def test_looks_are_set_on_several_segments_and_locked_ones_are_passed_over():
    edl = edited(a_plan(), "set_lock", index=2, last=3, locked=True)
    edl = edited(edl, "set_fit", index=1, last=4, fit="contain")
    assert [s.fit == "contain" for s in edl.segments] == [False, True, False, False, True, False]
    edl = edited(edl, "set_transition", index=0, last=4, type="cut")
    kinds = [s.transition_in.type for s in edl.segments[1:] if s.transition_in]
    assert kinds == ["cut", "crossfade", "crossfade", "cut", "crossfade"]
    loud = edited(edl, "set_volume", index=0, last=5, volume=1.0)
    assert [s.volume for s in loud.segments] == [None, 1.0, None, None, 1.0, None]
    looping = edited(loud, "set_loop", index=0, last=5, loop=True)
    assert [s.loop for s in looping.segments] == [False, True, False, False, True, False]
    assert edited(looping, "set_loop", index=0, last=5, loop=False) == loud
    assert shown(edited(edl, "delete", index=1, last=4)) == "a8 c4 a4 c8"


def test_a_photo_gets_back_the_move_that_a_plan_gave_it():
    plan = a_plan()
    changed = edited(plan, "set_ken_burns", index=3, ken_burns={"enabled": True, "end_zoom": 1.9})
    assert changed != plan
    assert edited(changed, "auto_ken_burns", index=3) == plan


def test_a_lead_in_belongs_to_whatever_comes_first():
    grid = even_grid(beats=8, lead_in_ms=3000)
    edl = a_plan(grid)
    assert shown(edl) == "a0 b4 c4"
    moved = edited(edl, "move", grid, index=0, to=2)
    assert shown(moved) == "b4 c3 a1"
    assert moved.segments[0].timeline_out_ms == 5000


REFUSED: list[tuple[type[EditRefusedError], dict[str, Any]]] = [
    (SegmentUnknownError, {"kind": "delete", "index": 6}),
    (SegmentUnknownError, {"kind": "move", "index": 0, "to": 6}),
    (SegmentUnknownError, {"kind": "set_lock", "index": 6, "locked": True}),
    (SegmentUnknownError, {"kind": "insert", "index": 7, "asset_id": "id-a"}),
    (CutCannotMoveError, {"kind": "roll", "index": 0, "beats": 4}),
    (CutCannotMoveError, {"kind": "roll", "index": 0, "beats": -4}),
    (LastCutError, {"kind": "roll", "index": 5, "beats": -1}),
    (LastCutError, {"kind": "merge", "index": 5}),
    (NoBeatToSplitAtError, {"kind": "split", "beat": 4}),
    (NoBeatToSplitAtError, {"kind": "split", "beat": 0}),
    (NoBeatToSplitAtError, {"kind": "split", "beat": 24}),
    (NoTransitionHereError, {"kind": "set_transition", "index": 0, "type": "crossfade"}),
    (SegmentUnknownError, {"kind": "delete", "index": 4, "last": 6}),
    (SegmentUnknownError, {"kind": "move", "index": 0, "last": 2, "to": 4}),
    (OnlySegmentError, {"kind": "delete", "index": 0, "last": 5}),
    (NotAClipError, {"kind": "set_volume", "index": 2, "last": 3, "volume": 1}),
    (NotAClipError, {"kind": "set_loop", "index": 2, "loop": True}),
    (NotAClipError, {"kind": "slip", "index": 0, "source_in_ms": 100}),
    (MomentOutsideClipError, {"kind": "slip", "index": 1, "source_in_ms": 9000}),
    (AssetNotInProjectError, {"kind": "replace", "index": 0, "asset_id": "id-x"}),
    (AssetNotInProjectError, {"kind": "insert", "index": 0, "asset_id": "id-x"}),
]


@pytest.mark.parametrize(("error", "operation"), REFUSED)
def test_what_is_impossible_is_refused_in_a_sentence(
    error: type[EditRefusedError], operation: dict[str, Any]
):
    with pytest.raises(error) as raised:
        apply(a_plan(), operation_from(operation), context_of(SOURCES, GRID))
    assert "{" not in raised.value.user_message


def test_the_only_segment_stays():
    with pytest.raises(OnlySegmentError):
        edited(a_plan(even_grid(beats=4)), "delete", even_grid(beats=4), index=0)


def test_more_segments_than_beats_are_refused():
    grid = even_grid(beats=2)
    edl = a_plan(grid, ProjectSettings(beats_per_cut=1))
    with pytest.raises(NoRoomForSegmentError):
        edited(edl, "duplicate", grid, index=0)


@pytest.mark.parametrize(
    "operation",
    [
        {"kind": "move", "index": 2, "to": 0},
        {"kind": "delete", "index": 2},
        {"kind": "split", "beat": 10},
        {"kind": "merge", "index": 1},
        {"kind": "merge", "index": 2},
        {"kind": "duplicate", "index": 2},
        {"kind": "roll", "index": 1, "beats": 1},
        {"kind": "replace", "index": 2, "asset_id": "id-a"},
        {"kind": "swap", "index": 0, "other": 2},
        {"kind": "set_fit", "index": 2, "fit": "blur"},
    ],
)
def test_a_locked_segment_refuses_to_be_changed(operation: dict[str, Any]):
    locked = edited(a_plan(), "set_lock", index=2, locked=True)
    with pytest.raises(SegmentLockedError, match="Segment 3 is locked"):
        apply(locked, operation_from(operation), context_of(SOURCES, GRID))


def test_edits_before_a_lock_end_at_it():
    locked = edited(a_plan(), "set_lock", index=2, locked=True)
    assert shown(edited(locked, "delete", index=0)) == "b8 c4 a4 b4 c4"
    assert shown(edited(locked, "duplicate", index=0)) == "a3 a4 b1 c4 a4 b4 c4"
    assert shown(edited(locked, "move", index=0, to=4)) == "b8 c4 a4 b3 a4 c1"


def test_a_hole_between_locks_is_refused():
    locked = edited(edited(a_plan(), "set_lock", index=0, locked=True), "set_lock", index=2, locked=True)
    with pytest.raises(LockInTheWayError):
        edited(locked, "delete", index=1)


def test_nothing_pushes_a_lock_away_from_the_song_s_start():
    locked = edited(a_plan(), "set_lock", index=0, locked=True)
    with pytest.raises(NoRoomForSegmentError):
        edited(locked, "insert", index=0, asset_id="id-b")


def test_cuts_follow_their_beats_when_the_grid_was_nudged():
    nudged = grid_of([beat.time_ms + 30 for beat in GRID.beats], GRID.duration_ms)
    edl = apply(a_plan(), operation_from({"kind": "set_lock", "locked": False}), context_of(SOURCES, nudged))
    assert [s.timeline_out_ms for s in edl.segments[:-1]] == [2030, 4030, 6030, 8030, 10_030]


def test_cuts_that_would_fall_together_on_a_new_grid_are_refused():
    sparse = grid_of([0, 4000], GRID.duration_ms)
    with pytest.raises(CutsOffBeatError):
        apply(a_plan(), operation_from({"kind": "delete", "index": 0}), context_of(SOURCES, sparse))
