"""Every state of a song's corrected beats, kept in files so that undo survives reload and restart."""

from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel

from core.errors import NothingToRedoError, NothingToUndoError
from core.music.grid import BeatGrid, load_grid, save_grid
from core.storage import write_atomic


class _Place(BaseModel):
    """Which state is the current one; `operations[n]` led from state n to state n + 1."""

    analyzed_at: AwareDatetime
    number: int = 0
    operations: list[dict[str, Any]] = []


class GridHistory:
    """The states of one analysis of one song: `folder` holds them, `beats` is the current one.

    State 0 is the grid as it was found. The note of the place is written before `beats`, and a
    `beats` that lags behind after a crash is brought up with the next call. A new analysis begins
    a new history.
    """

    def __init__(self, folder: Path, beats: Path) -> None:
        self._folder, self._beats = folder, beats

    @property
    def undoes(self) -> dict[str, Any] | None:
        """The operation that `undo` would take back."""
        place = self._place()
        return place.operations[place.number - 1] if place.number else None

    @property
    def redoes(self) -> dict[str, Any] | None:
        """The operation that `redo` would make again."""
        place = self._place()
        return place.operations[place.number] if place.number < len(place.operations) else None

    def current(self) -> BeatGrid:
        return load_grid(self._state(self._place().number))

    def found(self) -> BeatGrid:
        """Return the grid as the analysis found it."""
        self._place()
        return load_grid(self._state(0))

    def append(self, grid: BeatGrid, operation: dict[str, Any]) -> BeatGrid:
        """Make `grid` the current state; what was undone before is gone."""
        place = self._place()
        save_grid(grid, self._state(place.number + 1))
        place.operations = [*place.operations[: place.number], operation]
        return self._go(place, place.number + 1)

    def undo(self) -> BeatGrid:
        """Go back one state; raises NothingToUndoError at the first."""
        place = self._place()
        if place.number == 0:
            raise NothingToUndoError
        return self._go(place, place.number - 1)

    def redo(self) -> BeatGrid:
        """Go forward one state; raises NothingToRedoError at the last."""
        place = self._place()
        if place.number == len(place.operations):
            raise NothingToRedoError
        return self._go(place, place.number + 1)

    def _go(self, place: _Place, number: int) -> BeatGrid:
        place.number = number
        write_atomic(self._note, place.model_dump_json().encode())
        grid = load_grid(self._state(number))
        save_grid(grid, self._beats)
        return grid

    def _place(self) -> _Place:
        beats = load_grid(self._beats)
        if self._note.exists():
            place = _Place.model_validate_json(self._note.read_bytes())
            if place.analyzed_at == beats.analyzed_at:
                kept = load_grid(self._state(place.number))
                if kept.checksum != beats.checksum:
                    save_grid(kept, self._beats)
                return place
        save_grid(beats, self._state(0))
        place = _Place(analyzed_at=beats.analyzed_at)
        write_atomic(self._note, place.model_dump_json().encode())
        return place

    @property
    def _note(self) -> Path:
        return self._folder / "place.json"

    def _state(self, number: int) -> Path:
        return self._folder / f"{number:06d}.json"
