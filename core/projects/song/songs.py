"""What a person does with a song: correct its beats and parts, choose what is used of it, undo, redo."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from core.errors import SongNotReadyError
from core.music.grid.beat_grid import BeatGrid, load_grid
from core.music.grid.grid_operations import GridOperation, UseAlternative, edit_grid
from core.music.onset_file import load_onsets
from core.music.sections.section_edits import on_bars
from core.music.sections.section_operations import AnySectionOperation, SectionOperation, edit_sections
from core.music.sections.song_sections import Sections
from core.music.song_history import SongHistory, SongState
from core.music.song_part import song_part
from core.projects.media.media import song_of
from core.projects.opened import OpenProject
from core.projects.projects import set_song_range, touch
from core.schemas import LONGEST_MS, BaseOperation, Milliseconds
from core.store.models import AudioTrack, Project


class UseSong(BaseOperation):
    """Use the song from `start_ms` on, to its end without a `duration_ms`, with these fades."""

    kind: Literal["use"] = "use"
    start_ms: Milliseconds
    duration_ms: Annotated[int, Field(ge=1, le=LONGEST_MS)] | None = None
    fade_in_ms: int = Field(default=0, ge=0, le=30_000)
    fade_out_ms: int = Field(default=0, ge=0, le=30_000)


SongOperation = Annotated[GridOperation | SectionOperation | UseSong, Field(discriminator="kind")]
SONG_OPERATION: TypeAdapter[SongOperation] = TypeAdapter(SongOperation)


@dataclass(frozen=True)
class CorrectionState:
    """The song as it is now, and the operations that undo and redo would take back or repeat.

    `readings` are the beats as found and as they can be counted too, when that is nearly as likely
    and nothing else was corrected.
    """

    grid: BeatGrid
    parts: Sections
    use: UseSong
    readings: tuple[BeatGrid, BeatGrid] | None
    undoes: dict[str, Any] | None
    redoes: dict[str, Any] | None


def state_of(opened: OpenProject) -> CorrectionState:
    """Return the song's beats, parts and use; raises SongNotReadyError while there are none."""
    history, _ = history_of(opened)
    return _shown(opened, history)


def use_of(project: Project) -> UseSong:
    """Return what is used of the project's song."""
    return UseSong(
        start_ms=project.song_start_ms,
        duration_ms=project.song_duration_ms,
        fade_in_ms=project.fade_in_ms,
        fade_out_ms=project.fade_out_ms,
    )


def correct(opened: OpenProject, operation: SongOperation) -> CorrectionState:
    """Do one operation and keep it for undo; one that changes nothing is not kept.

    The timeline is stale by its own hash then. Run it inside a writing session, which keeps two
    corrections from crossing. Raises GridEditRefusedError, SectionEditRefusedError, SongPartEmptyError,
    SongNotReadyError.
    """
    history, track = history_of(opened)
    place = history.place()
    before = history.current(place)
    after, facts = before, operation.model_dump(mode="json")
    if isinstance(operation, UseSong):
        song_part(before.grid, operation.start_ms, operation.duration_ms)  # refuses what is not in the song
        facts = {"kind": operation.kind, "before": use_of(opened.project).model_dump(), "after": facts}
        changes = facts["before"] != facts["after"]
        _use(opened.project, operation)
    else:
        after = corrected(
            before,
            operation,
            found=history.state(place, 0),
            onsets_ms=load_onsets(opened.layout.project(opened.project.id).onsets),
            alternative=_alternative(opened),
        )
        changes = after != before
    if changes:
        history.append(after, facts)
    return _changed(opened, history, track)


def corrected(
    state: SongState,
    operation: GridOperation | SectionOperation,
    *,
    found: SongState,
    onsets_ms: Sequence[int],
    alternative: BeatGrid | None = None,
) -> SongState:
    """Return the beats and parts after `operation`; parts that begin with bars follow these."""
    if isinstance(operation, AnySectionOperation):
        return SongState(state.grid, edit_sections(state.parts, operation, found=found.parts))
    grid = edit_grid(state.grid, operation, found=found.grid, onsets_ms=onsets_ms, alternative=alternative)
    return SongState(grid, on_bars(state.parts, state.grid, grid))


def undo(opened: OpenProject) -> CorrectionState:
    """Take the last operation back; raises NothingToUndoError."""
    return _travelled(opened, SongHistory.undo, "before")


def redo(opened: OpenProject) -> CorrectionState:
    """Do the operation again that was taken back; raises NothingToRedoError."""
    return _travelled(opened, SongHistory.redo, "after")


def _travelled(
    opened: OpenProject,
    travel: Callable[[SongHistory], dict[str, Any]],
    side: Literal["before", "after"],
) -> CorrectionState:
    """Take one step in the history; what is used of the song stands on each `side` of its operation."""
    history, track = history_of(opened)
    operation = travel(history)
    if side in operation:
        _use(opened.project, UseSong.model_validate(operation[side]))
    return _changed(opened, history, track)


def has_beats(track: AudioTrack) -> bool:
    """Tell whether the beats of a song have been found."""
    return track.beat_grid_path is not None and track.analysis_status == "complete"


def history_of(opened: OpenProject) -> tuple[SongHistory, AudioTrack]:
    """Return the history of the project's song, and the song; raises SongNotReadyError without beats."""
    track = song_of(opened.session, opened.project.id)
    if track is None or track.beat_grid_path is None or not has_beats(track):
        raise SongNotReadyError
    folders = opened.layout.project(opened.project.id)
    beats = opened.layout.absolute(track.beat_grid_path)
    return SongHistory(folders.corrections_of(track.id), beats, folders.sections), track


def _use(project: Project, use: UseSong) -> None:
    set_song_range(project, use.start_ms, use.duration_ms)
    project.fade_in_ms, project.fade_out_ms = use.fade_in_ms, use.fade_out_ms


def _changed(opened: OpenProject, history: SongHistory, track: AudioTrack) -> CorrectionState:
    state = _shown(opened, history)
    track.bpm, track.beat_count = state.grid.bpm, len(state.grid.beats)
    touch(opened.project)
    return state


def _shown(opened: OpenProject, history: SongHistory) -> CorrectionState:
    place = history.place()
    now, found = history.current(place), history.state(place, 0).grid
    return CorrectionState(
        now.grid,
        now.parts,
        use_of(opened.project),
        _readings(opened, found, now.grid),
        place.undoes,
        place.redoes,
    )


def _readings(opened: OpenProject, found: BeatGrid, shown: BeatGrid) -> tuple[BeatGrid, BeatGrid] | None:
    alternative = _alternative(opened)
    if alternative is None:
        return None
    other = edit_grid(found, UseAlternative(), found=found, alternative=alternative)
    return (found, other) if shown in (found, other) else None


def _alternative(opened: OpenProject) -> BeatGrid | None:
    path = opened.layout.project(opened.project.id).alternative_beats
    return load_grid(path) if path.is_file() else None
