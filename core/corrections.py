"""What a person does with a song's beats: correct them, undo, redo; the song's row keeps step."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from core.errors import SongNotReadyError
from core.layout import Layout
from core.models import AudioTrack, Project
from core.music.grid import BeatGrid
from core.music.grid_history import GridHistory
from core.music.grid_operations import GridOperation, edit_grid
from core.project_media import song_of
from core.projects import touch


@dataclass(frozen=True)
class CorrectionState:
    """The beats as they are now, and the operations that undo and redo would take back or repeat."""

    grid: BeatGrid
    undoes: dict[str, Any] | None
    redoes: dict[str, Any] | None


def state_of(session: Session, layout: Layout, project: Project) -> CorrectionState:
    """Return the song's beats; raises SongNotReadyError while there are none."""
    history, _ = _history(session, layout, project)
    return CorrectionState(history.current(), history.undoes, history.redoes)


def correct(session: Session, layout: Layout, project: Project, operation: GridOperation) -> BeatGrid:
    """Apply one correction and keep it for undo; the timeline is stale by its own hash then.

    Run it inside a writing session, which keeps two corrections from crossing. Raises
    GridEditRefusedError, SongNotReadyError.
    """

    def change(history: GridHistory) -> BeatGrid:
        grid = edit_grid(history.current(), operation, found=history.found())
        return history.append(grid, operation.model_dump(mode="json"))

    return _changed(session, layout, project, change)


def undo(session: Session, layout: Layout, project: Project) -> BeatGrid:
    """Take the last correction back; raises NothingToUndoError."""
    return _changed(session, layout, project, GridHistory.undo)


def redo(session: Session, layout: Layout, project: Project) -> BeatGrid:
    """Make the correction again that was taken back; raises NothingToRedoError."""
    return _changed(session, layout, project, GridHistory.redo)


def _changed(
    session: Session, layout: Layout, project: Project, change: Callable[[GridHistory], BeatGrid]
) -> BeatGrid:
    history, track = _history(session, layout, project)
    grid = change(history)
    track.bpm, track.beat_count = grid.bpm, len(grid.beats)
    touch(project)
    return grid


def _history(session: Session, layout: Layout, project: Project) -> tuple[GridHistory, AudioTrack]:
    track = song_of(session, project.id)
    if track is None or track.beat_grid_path is None or track.analysis_status != "complete":
        raise SongNotReadyError
    folders = layout.project(project.id)
    return GridHistory(folders.derived / "grids" / track.id, layout.absolute(track.beat_grid_path)), track
