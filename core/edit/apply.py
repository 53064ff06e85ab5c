"""One operation on one timeline: the single way in which a hand changes an edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.edit import arranging, dressing
from core.edit import operations as ops
from core.edit.edl import EditDecisionList, EdlSettings, default_transition
from core.edit.operations import Operation
from core.edit.pieces import Piece, lay_out, take_apart
from core.edit.planner import dressed
from core.edit.song import SongPart, song_part
from core.edit.transitions import CUT
from core.errors import AssetNotInProjectError
from core.media.info import Source
from core.music.grid import BeatGrid
from core.schemas import ProjectSettings, SegmentTransition


@dataclass(frozen=True)
class EditContext:
    """What an edit is made in: the song's beats, the project's media by asset id, its settings."""

    grid: BeatGrid
    sources: Mapping[str, Source]
    settings: ProjectSettings


def apply(edl: EditDecisionList, operation: Operation, context: EditContext) -> EditDecisionList:
    """Return the timeline after `operation`; the one given is left as it is.

    Segments stay on the beats of the grid and fill the song part, whatever is done; cuts that were
    beside a beat go to the nearest one, transitions are capped again. Raises an EditRefusedError, or
    CutsOffBeatError when the grid has changed so far that the cuts can't be found on it.
    """
    song = song_part(context.grid, edl.audio.start_offset_ms, edl.audio.duration_ms)
    settings = edl.settings
    if isinstance(operation, ops.SetTransition) and operation.index is None:
        settings = _with_default(settings, operation)
    pieces = take_apart(edl, song)
    if isinstance(operation, ops.Arrangement):
        after = _arranged(pieces, operation, song, context.sources)
    elif isinstance(operation, ops.Dressing):
        after = _dressed(pieces, operation, context.sources)
    else:
        after = _cast(pieces, operation, default_transition(settings), song, context)
    segments = lay_out(after, song, context.sources)
    return edl.model_copy(update={"segments": segments, "settings": settings})


def _with_default(settings: EdlSettings, operation: ops.SetTransition) -> EdlSettings:
    return settings.model_copy(
        update={
            "default_transition_type": operation.type,
            "default_transition_duration_ms": operation.duration_ms,
        }
    )


def _arranged(  # noqa: PLR0911 - a table with one line for each operation
    pieces: Sequence[Piece], operation: ops.Arrangement, song: SongPart, sources: Mapping[str, Source]
) -> list[Piece]:
    match operation:
        case ops.Move(index=index, to=to):
            return arranging.move(pieces, song, index, to)
        case ops.Delete(index=index):
            return arranging.delete(pieces, song, index)
        case ops.Duplicate(index=index):
            copied = arranging.require_unlocked(pieces, index)
            return arranging.insert(pieces, song, index + 1, copied)
        case ops.Split(beat=beat):
            return arranging.split(pieces, song, lay_out(pieces, song, sources), beat)
        case ops.Merge(index=index):
            return arranging.merge(pieces, index)
        case ops.Roll(index=index, beats=beats):
            return arranging.roll(pieces, song, index, beats)
        case ops.Swap(index=index, other=other):
            return arranging.swap(pieces, index, other)
        case ops.Shuffle(seed=seed):
            return arranging.shuffle(pieces, seed)


def _dressed(  # noqa: PLR0911 - a table with one line for each operation
    pieces: Sequence[Piece], operation: ops.Dressing, sources: Mapping[str, Source]
) -> list[Piece]:
    match operation:
        case ops.SetTransition(index=index, type=kind, duration_ms=duration_ms):
            wish = CUT if kind == "cut" else SegmentTransition(type=kind, duration_ms=duration_ms)
            return dressing.set_transition(pieces, index, wish)
        case ops.SetKenBurns(index=index, ken_burns=move):
            return dressing.set_ken_burns(pieces, index, move)
        case ops.SetFit(index=index, fit=fit):
            return dressing.set_fit(pieces, index, fit)
        case ops.SetFocus(index=index, focus=focus):
            return dressing.set_focus(pieces, index, focus)
        case ops.SetVolume(index=index, volume=volume):
            return dressing.set_volume(pieces, index, volume)
        case ops.SetLock(index=index, locked=locked):
            return dressing.set_lock(pieces, index, locked=locked)
        case ops.Slip(index=index, source_in_ms=source_in_ms):
            return dressing.slip(pieces, sources, index, source_in_ms)


def _cast(
    pieces: Sequence[Piece],
    operation: ops.Casting,
    transition: SegmentTransition,
    song: SongPart,
    context: EditContext,
) -> list[Piece]:
    """Return the pieces with another asset in one of them, or in one more."""
    source = context.sources.get(operation.asset_id)
    if source is None:
        raise AssetNotInProjectError
    showing = [context.sources.get(piece.asset_id) for piece in pieces]
    occurrence = sum(other is not None and other.checksum == source.checksum for other in showing)
    if isinstance(operation, ops.Insert):
        beats = operation.beats or context.settings.beats_per_cut
        blank = Piece(source.asset_id, source.media_type, beats, transition)
        piece = dressed(blank, source, occurrence, context.settings, song)
        after = arranging.insert(pieces, song, operation.index, piece)
    else:
        old = arranging.require_unlocked(pieces, operation.index)
        blank = Piece(source.asset_id, source.media_type, old.beats, old.transition)
        after = list(pieces)
        after[operation.index] = dressed(blank, source, occurrence, context.settings, song)
    return dressing.with_fresh_moment(after, context.sources, song, operation.index)
