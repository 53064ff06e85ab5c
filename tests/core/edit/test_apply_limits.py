"""An edit that is impossible is refused in a sentence, and touches nothing locked."""

from typing import Any

import pytest

from core.edit.apply import apply
from core.edit.operations import operation_from
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
from core.schemas import ProjectSettings
from tests.core.edit.edit_samples import context_of, even_grid, grid_of
from tests.core.edit.edited_samples import GRID, SOURCES, a_plan, edited, shown

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


def test_cuts_that_would_fall_together_on_a_new_grid_are_refused():
    sparse = grid_of([0, 4000], GRID.duration_ms)
    with pytest.raises(CutsOffBeatError):
        apply(a_plan(), operation_from({"kind": "delete", "index": 0}), context_of(SOURCES, sparse))
