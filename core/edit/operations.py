"""Everything a person can do to a timeline, as small values that travel as JSON."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from core.schemas import Fit, Focus, KenBurnsEffect, TransitionType

Index = Annotated[int, Field(ge=0, description="a segment, counted from 0")]


class _Operation(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Move(_Operation):
    """Take a segment, with its beats, to another place in the order."""

    kind: Literal["move"] = "move"
    index: Index
    to: Index


class Delete(_Operation):
    """Take a segment out; those behind it move up and the last one runs on."""

    kind: Literal["delete"] = "delete"
    index: Index


class Split(_Operation):
    """Cut the segment that plays at a beat in two; `beat` is its index in the grid."""

    kind: Literal["split"] = "split"
    beat: int = Field(ge=0)


class Merge(_Operation):
    """Let a segment run on over the next one."""

    kind: Literal["merge"] = "merge"
    index: Index


class Duplicate(_Operation):
    """Put a copy of a segment behind it."""

    kind: Literal["duplicate"] = "duplicate"
    index: Index


class Insert(_Operation):
    """Put an asset before segment `index`, or at the end; without `beats`, as long as a usual slot."""

    kind: Literal["insert"] = "insert"
    index: Index
    asset_id: str
    beats: int | None = Field(default=None, ge=1)


class Roll(_Operation):
    """Move the cut at the end of a segment by so many beats, later or (negative) earlier."""

    kind: Literal["roll"] = "roll"
    index: Index
    beats: int


class Replace(_Operation):
    """Show another asset in a segment."""

    kind: Literal["replace"] = "replace"
    index: Index
    asset_id: str


class Swap(_Operation):
    """Let two segments exchange what they show; their beats stay."""

    kind: Literal["swap"] = "swap"
    index: Index
    other: Index


class Shuffle(_Operation):
    """Deal the pictures of all unlocked segments out anew; the same `seed` deals the same way."""

    kind: Literal["shuffle"] = "shuffle"
    seed: int = Field(ge=0, lt=2**31)


class Slip(_Operation):
    """Show a clip from another moment on."""

    kind: Literal["slip"] = "slip"
    index: Index
    source_in_ms: int = Field(ge=0)


class SetTransition(_Operation):
    """Change the transition into one segment, or, without `index`, all of them."""

    kind: Literal["set_transition"] = "set_transition"
    index: Index | None = None
    type: TransitionType
    duration_ms: int = Field(default=500, ge=0, le=2000)


class SetKenBurns(_Operation):
    kind: Literal["set_ken_burns"] = "set_ken_burns"
    index: Index
    ken_burns: KenBurnsEffect | None


class SetFit(_Operation):
    """Change how one segment, or, without `index`, every segment fills the frame."""

    kind: Literal["set_fit"] = "set_fit"
    index: Index | None = None
    fit: Fit


class SetFocus(_Operation):
    kind: Literal["set_focus"] = "set_focus"
    index: Index
    focus: Focus | None


class SetVolume(_Operation):
    """Change how loud a clip's own sound is, 0 to 1."""

    kind: Literal["set_volume"] = "set_volume"
    index: Index
    volume: float | None = Field(ge=0, le=1)


class SetLock(_Operation):
    """Lock or unlock one segment, or, without `index`, all of them."""

    kind: Literal["set_lock"] = "set_lock"
    index: Index | None = None
    locked: bool


Arrangement = Move | Delete | Split | Merge | Duplicate | Roll | Swap | Shuffle
Dressing = Slip | SetTransition | SetKenBurns | SetFit | SetFocus | SetVolume | SetLock
Casting = Insert | Replace
Operation = Annotated[Arrangement | Dressing | Casting, Field(discriminator="kind")]

_ADAPTER: TypeAdapter[Operation] = TypeAdapter(Operation)


def operation_from(data: Any) -> Operation:
    """Return the operation that decoded JSON describes; raises pydantic's ValidationError."""
    return _ADAPTER.validate_python(data)


def describe(operation: Operation) -> dict[str, Any]:
    """Return the plain facts from which an undo entry gets its name.

    `kind` is the key of the sentence; `segment`, where there is one, counts from 1.
    """
    facts = operation.model_dump(mode="json", exclude_none=True)
    if "index" in facts:
        facts["segment"] = facts["index"] + 1
    return facts
