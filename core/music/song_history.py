"""Every corrected state of a song's beats and parts, in files, so that undo survives reload and restart."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, BaseModel

from core.errors import NothingToRedoError, NothingToUndoError
from core.files import write_atomic
from core.music.grid.beat_grid import BeatGrid, load_grid, save_grid
from core.music.sections.song_sections import Sections, load_sections, save_sections, whole_song


@dataclass(frozen=True)
class SongState:
    """A song's beats and its parts, which belong together."""

    grid: BeatGrid
    parts: Sections


class HistoryStep(BaseModel):
    """What was done, and the numbers of the files with the beats and parts that it led to."""

    operation: dict[str, Any]
    grid: int = 0
    parts: int = 0


FOUND = HistoryStep(operation={})


class HistoryPosition(BaseModel):
    """Which state is the current one: `steps[:number]` led to it from the found one."""

    analyzed_at: AwareDatetime
    number: int = 0
    steps: list[HistoryStep] = []

    def step(self, number: int) -> HistoryStep:
        """Return the step that led to state `number`."""
        return self.steps[number - 1] if number else FOUND

    @property
    def undoes(self) -> dict[str, Any] | None:
        """The operation that undo would take back."""
        return self.steps[self.number - 1].operation if self.number else None

    @property
    def redoes(self) -> dict[str, Any] | None:
        """The operation that redo would make again."""
        return self.steps[self.number].operation if self.number < len(self.steps) else None


@dataclass(frozen=True)
class SongHistory:
    """The states of one analysis of one song: `folder` holds them, `beats` and `sections` the current one.

    State 0 is the song as it was found. Reading writes nothing, unless a crash has left `beats` or
    `sections` behind the note of the place, which is written before them: then they are brought up.
    A new analysis begins a new history.
    """

    folder: Path
    beats: Path
    sections: Path

    def place(self) -> HistoryPosition:
        """Return the steps taken so far, and which of them are undone."""
        if self._note.exists():
            place = HistoryPosition.model_validate_json(self._note.read_bytes())
            if self._beats_follow(place) or place.analyzed_at == load_grid(self.beats).analyzed_at:
                return place
        return HistoryPosition(analyzed_at=load_grid(self.beats).analyzed_at)

    def current(self, place: HistoryPosition | None = None) -> SongState:
        """Return the beats and parts as they are now."""
        place = place or self.place()
        self._publish(place)
        return self.state(place, place.number)

    def state(self, place: HistoryPosition, number: int) -> SongState:
        """Return the beats and parts after the first `number` steps; 0 is what the analysis found."""
        step = place.step(number)
        if not place.steps:
            return SongState(load_grid(self.beats), Sections.model_validate_json(self._parts_bytes()))
        return SongState(load_grid(self._grid_file(step)), load_sections(self._parts_file(step)))

    def append(self, state: SongState, operation: dict[str, Any]) -> None:
        """Make `state` the current one; what was undone before is gone."""
        place = self.place()
        before, step = self.current(place), HistoryStep(operation=operation)
        if not place.steps:
            write_atomic(self._grid_file(FOUND), self.beats.read_bytes())
            write_atomic(self._parts_file(FOUND), self._parts_bytes())
        step.grid, step.parts = place.step(place.number).grid, place.step(place.number).parts
        if state.grid != before.grid:
            step.grid = max([0, *(old.grid for old in place.steps)]) + 1
            save_grid(state.grid, self._grid_file(step))
        if state.parts != before.parts:
            step.parts = max([0, *(old.parts for old in place.steps)]) + 1
            save_sections(state.parts, self._parts_file(step))
        place.steps = [*place.steps[: place.number], step]
        self._go(place, place.number + 1)

    def undo(self) -> dict[str, Any]:
        """Go back one state and return the operation taken back; raises NothingToUndoError at the first."""
        place = self.place()
        undone = place.undoes
        if undone is None:
            raise NothingToUndoError
        self._go(place, place.number - 1)
        return undone

    def redo(self) -> dict[str, Any]:
        """Go forward one state and return the operation made again; raises NothingToRedoError at the last."""
        place = self.place()
        redone = place.redoes
        if redone is None:
            raise NothingToRedoError
        self._go(place, place.number + 1)
        return redone

    def _go(self, place: HistoryPosition, number: int) -> None:
        place.number = number
        write_atomic(self._note, place.model_dump_json().encode())
        self._publish(place)

    def _publish(self, place: HistoryPosition) -> None:
        """Bring `sections` and `beats` up to the place, where they are not."""
        if not place.steps:
            return
        parts = self._parts_file(place.step(place.number)).read_bytes()
        if self._parts_bytes() != parts:
            write_atomic(self.sections, parts)
        if not self._beats_follow(place):
            write_atomic(self.beats, self._grid_file(place.step(place.number)).read_bytes())

    def _beats_follow(self, place: HistoryPosition) -> bool:
        return self.beats.read_bytes() == self._grid_file(place.step(place.number)).read_bytes()

    def _parts_bytes(self) -> bytes:
        """Return the parts as stored; a song that was heard before there were parts is one part."""
        if self.sections.is_file():
            return self.sections.read_bytes()
        grid = load_grid(self.beats)
        return whole_song(grid.audio_file_checksum, grid.duration_ms).model_dump_json(indent=2).encode()

    @property
    def _note(self) -> Path:
        return self.folder / "steps.json"

    def _grid_file(self, step: HistoryStep) -> Path:
        return self.folder / f"{step.grid:06d}.json"

    def _parts_file(self, step: HistoryStep) -> Path:
        return self.folder / f"{step.parts:06d}.parts.json"
