"""Everything a person can do to a song's beats, as small values that travel as JSON."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from core.errors import NoAlternativeError
from core.music.grid.beat_edits import add_beat, move_beat, remove_beat
from core.music.grid.beat_grid import BeatGrid
from core.music.grid.grid_edits import double, halve, rephase, retime, set_metre, shift, snap
from core.music.grid.regrid import marks_of, with_marks
from core.music.grid.tapping import tap_along
from core.schemas import LONGEST_MS, MOST_BEATS, BaseOperation

BeatIndex = Annotated[int, Field(ge=0, le=MOST_BEATS, description="a beat, counted from 0")]
Moment = Annotated[int, Field(ge=-LONGEST_MS, le=LONGEST_MS, description="milliseconds of the song")]


class Shift(BaseOperation):
    """Move all beats later, or (negative) earlier."""

    kind: Literal["shift"] = "shift"
    by_ms: int = Field(ge=-10_000, le=10_000)


class Halve(BaseOperation):
    """Keep every second beat."""

    kind: Literal["halve"] = "halve"


class Double(BaseOperation):
    """Put a beat between any two."""

    kind: Literal["double"] = "double"


class Rephase(BaseOperation):
    """This is the "one": count bars from here."""

    kind: Literal["rephase"] = "rephase"
    beat: BeatIndex


class SetMetre(BaseOperation):
    """Count bars in another metre."""

    kind: Literal["set_metre"] = "set_metre"
    time_signature: str = Field(max_length=5)


class Tap(BaseOperation):
    """Read the beats at the tempo and phase tapped."""

    kind: Literal["tap"] = "tap"
    taps_ms: list[Moment] = Field(max_length=1000)


class AddBeat(BaseOperation):
    kind: Literal["add_beat"] = "add_beat"
    time_ms: Moment


class MoveBeat(BaseOperation):
    kind: Literal["move_beat"] = "move_beat"
    beat: BeatIndex
    to_ms: Moment


class RemoveBeat(BaseOperation):
    kind: Literal["remove_beat"] = "remove_beat"
    beat: BeatIndex


class Retime(BaseOperation):
    """Put so many even intervals between two beats, the second of which may move to `end_ms`."""

    kind: Literal["retime"] = "retime"
    first: BeatIndex
    last: BeatIndex
    beats: int = Field(ge=1, le=10_000)
    end_ms: Moment | None = None


class Snap(BaseOperation):
    """Put each beat, or just `beat`, on the onset near it."""

    kind: Literal["snap"] = "snap"
    reach_ms: int = Field(default=40, ge=1, le=200)
    beat: BeatIndex | None = None


class Reset(BaseOperation):
    """Go back to the beats as they were found."""

    kind: Literal["reset"] = "reset"


class UseAlternative(BaseOperation):
    """Count the song the other way that was found nearly as likely."""

    kind: Literal["use_alternative"] = "use_alternative"


AnyGridOperation = (
    Shift
    | Halve
    | Double
    | Rephase
    | SetMetre
    | Tap
    | AddBeat
    | MoveBeat
    | RemoveBeat
    | Retime
    | Snap
    | Reset
    | UseAlternative
)
GridOperation = Annotated[AnyGridOperation, Field(discriminator="kind")]
GRID_OPERATION: TypeAdapter[GridOperation] = TypeAdapter(GridOperation)


def edit_grid(
    grid: BeatGrid,
    operation: GridOperation,
    *,
    found: BeatGrid,
    onsets_ms: Sequence[int] = (),
    alternative: BeatGrid | None = None,
) -> BeatGrid:
    """Return `grid` after `operation`; `found` is the grid as analysed, `onsets_ms` what snapping snaps to.

    `alternative` is the other way to count the song, if there is one.

    The grid before stays what it was, so to undo is to go back to it. Raises GridEditRefusedError,
    also when nothing near the beats could be snapped to.
    """
    match operation:
        case Reset():
            return found
        case UseAlternative():
            if alternative is None:
                raise NoAlternativeError
            return with_marks(found, marks_of(alternative), time_signature=alternative.time_signature)
        case Snap(reach_ms=reach_ms, beat=beat):
            return snap(grid, onsets_ms, reach_ms, beat)
        case Tap(taps_ms=taps_ms):
            return tap_along(grid, taps_ms)
        case AddBeat() | MoveBeat() | RemoveBeat():
            return _edit_beat(grid, operation)
        case _:
            return _edit_all(grid, operation)


def _edit_all(grid: BeatGrid, operation: Shift | Halve | Double | Rephase | SetMetre | Retime) -> BeatGrid:
    match operation:
        case Shift(by_ms=by_ms):
            return shift(grid, by_ms)
        case Halve():
            return halve(grid)
        case Double():
            return double(grid)
        case Rephase(beat=beat):
            return rephase(grid, beat)
        case SetMetre(time_signature=time_signature):
            return set_metre(grid, time_signature)
        case Retime(first=first, last=last, beats=beats, end_ms=end_ms):
            return retime(grid, first, last, beats, end_ms)


def _edit_beat(grid: BeatGrid, operation: AddBeat | MoveBeat | RemoveBeat) -> BeatGrid:
    match operation:
        case AddBeat(time_ms=time_ms):
            return add_beat(grid, time_ms)
        case MoveBeat(beat=beat, to_ms=to_ms):
            return move_beat(grid, beat, to_ms)
        case RemoveBeat(beat=beat):
            return remove_beat(grid, beat)
