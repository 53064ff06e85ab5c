"""Corrections travel as JSON, and going back to what was found or to the grid before is always possible."""

from typing import Any

import pytest
from pydantic import ValidationError

from core.music.grid.grid_operations import GRID_OPERATION, edit_grid
from tests.core.music.grid.grid_samples import assert_consistent, regular

OPERATIONS: list[dict[str, Any]] = [
    {"kind": "shift", "by_ms": 15},
    {"kind": "halve"},
    {"kind": "double"},
    {"kind": "rephase", "beat": 3},
    {"kind": "set_metre", "time_signature": "3/4"},
    {"kind": "tap", "taps_ms": [750, 1750, 2750]},
    {"kind": "add_beat", "time_ms": 500},
    {"kind": "move_beat", "beat": 2, "to_ms": 1300},
    {"kind": "remove_beat", "beat": 2},
    {"kind": "retime", "first": 2, "last": 6, "beats": 3},
    {"kind": "snap", "reach_ms": 30},
]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation["kind"])
def test_every_operation_changes_the_grid_and_reset_takes_it_back(operation: dict[str, Any]) -> None:
    found = regular()
    edited = edit_grid(found, GRID_OPERATION.validate_python(operation), found=found, onsets_ms=[270, 730])
    assert_consistent(edited)
    assert edited.beats != found.beats
    assert edited.checksum != found.checksum
    assert edit_grid(edited, GRID_OPERATION.validate_python({"kind": "reset"}), found=found) == found


@pytest.mark.parametrize(
    "operation",
    [{"kind": "melt"}, {"kind": "shift"}, {"kind": "rephase", "beat": -1}, {"kind": "halve", "by": 2}],
)
def test_what_is_no_operation_is_refused(operation: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GRID_OPERATION.validate_python(operation)
