"""Operations come from the browser as JSON and are named by plain facts."""

import pytest
from pydantic import ValidationError

from core.edit.operations import Delete, Move, Roll, SetTransition, describe, operation_from


def test_an_operation_is_chosen_by_its_kind():
    assert operation_from({"kind": "roll", "index": 3, "beats": -1}) == Roll(index=3, beats=-1)
    assert operation_from({"kind": "set_transition", "type": "crossfade"}) == SetTransition(type="crossfade")


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "explode", "index": 1},
        {"index": 1},
        {"kind": "move", "index": -1, "to": 2},
        {"kind": "move", "index": 1},
        {"kind": "delete", "index": 1, "also": "this"},
        {"kind": "insert", "index": 0, "asset_id": "a", "beats": 0},
        {"kind": "set_volume", "index": 0, "volume": 1.5},
        {"kind": "delete", "index": 4, "last": 3},
        {"kind": "set_fit", "last": 3, "fit": "blur"},
        "move",
    ],
)
def test_anything_else_is_refused(data: object):
    with pytest.raises(ValidationError):
        operation_from(data)


def test_an_operation_is_named_by_its_key_and_a_segment_counted_from_one():
    assert describe(Move(index=3, to=0)) == {"kind": "move", "index": 3, "to": 0, "segment": 4}
    assert "segment" not in describe(SetTransition(type="cut"))
    assert "last_segment" not in describe(Delete(index=3, last=3))
    assert describe(Delete(index=3, last=5))["last_segment"] == 6
