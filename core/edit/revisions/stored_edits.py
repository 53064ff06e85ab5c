"""What a person has changed since a plan, in the form in which a revision's file keeps it."""

from typing import Any

from pydantic import BaseModel, create_model

from core.edit.planning.manual_edits import LOOKS, ManualEdits
from core.effects import Title
from core.schemas import EDLSegment, SegmentEffects

_FIELDS = EDLSegment.model_fields | SegmentEffects.model_fields
_DEFINITIONS: dict[str, Any] = {name: (_FIELDS[name].annotation, None) for name in LOOKS}
_Looks = create_model("_Looks", **_DEFINITIONS)  # of one picture; only what was changed is set


class StoredEdits(BaseModel):
    """The same as ManualEdits."""

    looks: dict[str, _Looks] = {}  # pyright: ignore[reportInvalidTypeForm] - made of the segments' fields
    put_in: list[str] = []
    taken_out: list[str] = []
    end_titles: dict[int, Title | None] = {}

    @classmethod
    def of(cls, work: ManualEdits) -> "StoredEdits":
        return cls(
            looks={asset: _Looks(**looks) for asset, looks in work.looks.items()},
            put_in=sorted(work.put_in),
            taken_out=sorted(work.taken_out),
            end_titles=dict(work.end_titles),
        )

    @property
    def edits(self) -> ManualEdits:
        looks = {
            asset: {name: getattr(changed, name) for name in LOOKS if name in changed.model_fields_set}
            for asset, changed in self.looks.items()
        }
        return ManualEdits(looks, frozenset(self.put_in), frozenset(self.taken_out), self.end_titles)
