"""Everything a person can do to a timeline, as small values that travel as JSON."""

from typing import Annotated, Any, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from core.effects import BeatPulse, Flash, Speed, Title
from core.schemas import (
    MARKER_CHARS,
    MOST_BEATS,
    BaseOperation,
    Fit,
    Focus,
    KenBurnsEffect,
    Milliseconds,
    SegmentTransition,
    SplitScreen,
    TransitionType,
)

Index = Annotated[int, Field(ge=0, le=MOST_BEATS, description="a segment, counted from 0")]
AssetId = Annotated[str, Field(max_length=64)]


class _OnRun(BaseOperation):
    """On the segments `index` to `last`, or on one of them without `last`."""

    index: Index
    last: Index | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        _require_forwards(self.index, self.last)
        return self


class _OnRunOrAll(BaseOperation):
    """On the segments `index` to `last`, on one of them without `last`, on all without `index`."""

    index: Index | None = None
    last: Index | None = None

    @model_validator(mode="after")
    def _forwards(self) -> Self:
        _require_forwards(self.index, self.last)
        return self


def _require_forwards(index: int | None, last: int | None) -> None:
    if last is not None and (index is None or last < index):
        raise ValueError("a run of segments has a first one, and ends there or later")


class Move(_OnRun):
    """Take segments, with their beats, to another place in the order: the first becomes number `to`."""

    kind: Literal["move"] = "move"
    to: Index


class Delete(_OnRun):
    """Take segments out; the neighbours share their beats, and every other cut stays. Locked ones stay."""

    kind: Literal["delete"] = "delete"


class TakeOut(BaseOperation):
    """Take pictures out wherever unlocked segments show them; neighbours share their beats."""

    kind: Literal["take_out"] = "take_out"
    asset_ids: list[AssetId] = Field(min_length=1, max_length=MOST_BEATS)


class Split(BaseOperation):
    """Cut the segment that plays at a beat in two; `beat` is its index in the grid."""

    kind: Literal["split"] = "split"
    beat: int = Field(ge=0, le=MOST_BEATS)


class Merge(_OnRun):
    """Let a segment run on over the next one, or over all up to `last`."""

    kind: Literal["merge"] = "merge"


class Duplicate(_OnRun):
    """Put a copy of segments, but for locked ones, behind them."""

    kind: Literal["duplicate"] = "duplicate"


class Insert(BaseOperation):
    """Put an asset before segment `index`, or at the end; without `beats`, as long as a usual slot."""

    kind: Literal["insert"] = "insert"
    index: Index
    asset_id: AssetId
    beats: int | None = Field(default=None, ge=1, le=MOST_BEATS)


class Roll(BaseOperation):
    """Move the cut at the end of a segment by so many beats, later or (negative) earlier."""

    kind: Literal["roll"] = "roll"
    index: Index
    beats: int = Field(ge=-MOST_BEATS, le=MOST_BEATS)


class Replace(BaseOperation):
    """Show another asset in a segment."""

    kind: Literal["replace"] = "replace"
    index: Index
    asset_id: AssetId


class Swap(BaseOperation):
    """Let two segments exchange what they show; their beats stay."""

    kind: Literal["swap"] = "swap"
    index: Index
    other: Index


class Shuffle(BaseOperation):
    """Shuffle the pictures of all unlocked segments; the same `seed` always gives the same order."""

    kind: Literal["shuffle"] = "shuffle"
    seed: int = Field(ge=0, lt=2**31)


class Slip(BaseOperation):
    """Show a clip from another moment on."""

    kind: Literal["slip"] = "slip"
    index: Index
    source_in_ms: Milliseconds


class SetTransition(_OnRunOrAll):
    """Change the transition into segments."""

    kind: Literal["set_transition"] = "set_transition"
    type: TransitionType
    duration_ms: int = Field(default=500, ge=0, le=2000)


class SetKenBurns(_OnRun):
    """Let photos be moved over; None lets them stand still."""

    kind: Literal["set_ken_burns"] = "set_ken_burns"
    ken_burns: KenBurnsEffect | None


class AutoKenBurns(_OnRun):
    """Give photos the move that a plan gives them."""

    kind: Literal["auto_ken_burns"] = "auto_ken_burns"


class SetFit(_OnRunOrAll):
    """Change how segments fill the frame."""

    kind: Literal["set_fit"] = "set_fit"
    fit: Fit


class SetFocus(BaseOperation):
    kind: Literal["set_focus"] = "set_focus"
    index: Index
    focus: Focus | None


class SetVolume(_OnRun):
    """Change how loud the own sound of clips is, 0 to 1."""

    kind: Literal["set_volume"] = "set_volume"
    volume: float | None = Field(ge=0, le=1)


class SetLoop(_OnRun):
    """Let clips that are over begin again, or stand still."""

    kind: Literal["set_loop"] = "set_loop"
    loop: bool


class SetLock(_OnRunOrAll):
    """Lock or unlock segments."""

    kind: Literal["set_lock"] = "set_lock"
    locked: bool


class SetBeatPulse(_OnRunOrAll):
    """Let segments pulse on their beats; None lets them be still."""

    kind: Literal["set_beat_pulse"] = "set_beat_pulse"
    beat_pulse: BeatPulse | None


class SetFlash(_OnRunOrAll):
    """Let segments begin with a flash; None takes it away."""

    kind: Literal["set_flash"] = "set_flash"
    flash: Flash | None


class SetSpeed(_OnRun):
    """Let clips play slower or faster, with a peak on a beat where that is asked for; None as taken."""

    kind: Literal["set_speed"] = "set_speed"
    speed: Speed | None


class SetTitle(BaseOperation):
    """Show a title from the segment's cut on; None takes it away.

    That of the first segment stays at the film's beginning and that of the last at its end, whatever is
    shown there later; all others go with their pictures.
    """

    kind: Literal["set_title"] = "set_title"
    index: Index
    title: Title | None


class SetPanels(BaseOperation):
    """Let a segment show several pictures side by side; None leaves it the first one."""

    kind: Literal["set_panels"] = "set_panels"
    index: Index
    panels: SplitScreen | None


class PasteAttributes(_OnRun):
    """Give segments what another one has, as one change; what is not sent stays as it is.

    A transition goes to where there can be one, a move to photos only, a speed to clips.
    """

    kind: Literal["paste_attributes"] = "paste_attributes"
    transition: SegmentTransition | None = None
    ken_burns: KenBurnsEffect | None = None
    fit: Fit | None = None
    beat_pulse: BeatPulse | None = None
    flash: Flash | None = None
    speed: Speed | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set - {"kind", "index", "last"}:
            raise ValueError("there is nothing to paste")
        return self


class SetMarker(BaseOperation):
    """Put a marker on a beat, or give the one there another name; None takes it away.

    `beat` is its index in the grid.
    """

    kind: Literal["set_marker"] = "set_marker"
    beat: int = Field(ge=0, le=MOST_BEATS)
    name: Annotated[str, Field(max_length=MARKER_CHARS)] | None = ""


Arrangement = Move | Delete | Split | Merge | Duplicate | Roll | Swap | Shuffle
Effect = SetBeatPulse | SetFlash | SetSpeed | SetTitle
PropertyChange = (
    Slip | SetTransition | SetKenBurns | SetFit | SetFocus | SetVolume | SetLoop | SetLock | PasteAttributes
)
Casting = Insert | Replace | AutoKenBurns | SetPanels | TakeOut
Operation = Annotated[
    Arrangement | PropertyChange | Effect | Casting | SetMarker, Field(discriminator="kind")
]

_ADAPTER: TypeAdapter[Operation] = TypeAdapter(Operation)


def operation_from(data: Any) -> Operation:
    """Return the operation that decoded JSON describes; raises pydantic's ValidationError."""
    return _ADAPTER.validate_python(data)


def describe(operation: Operation) -> dict[str, Any]:
    """Return the plain facts from which an undo entry gets its name.

    `kind` is the key of the sentence; `segment`, where there is one, counts from 1, and so does
    `last_segment` where there are several.
    """
    facts = operation.model_dump(mode="json", exclude_none=True)
    if "index" in facts:
        facts["segment"] = facts["index"] + 1
    if facts.get("last", facts.get("index")) != facts.get("index"):
        facts["last_segment"] = facts["last"] + 1
    return facts
