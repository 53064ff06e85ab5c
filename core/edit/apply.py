"""One operation on one timeline: the single way to change an edit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.edit import operations as ops
from core.edit import segment_order, segment_properties
from core.edit.beat_segments import Piece, lay_out, take_apart
from core.edit.edl import EditDecisionList, EdlSettings, default_transition
from core.edit.framing.panels import coming_in_as, framed_panels, panels_of, panels_without
from core.edit.markers import with_marker
from core.edit.operations import Operation
from core.edit.planning.planner import frame_of, framed, with_picture
from core.edit.styles import end_titles
from core.edit.transitions import CUT
from core.errors import AssetNotInProjectError, PanelWithoutPhotoError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.music.song_part import SongPart
from core.schemas import ProjectSettings, SegmentTransition, SplitScreen
from core.timebase import frame_rate


@dataclass(frozen=True)
class EditContext:
    """What an edit is made in: the song's beats, the project's media by asset id, its settings."""

    grid: BeatGrid
    sources: Mapping[str, Source]
    settings: ProjectSettings


def apply(edl: EditDecisionList, operation: Operation, context: EditContext) -> EditDecisionList:
    """Return the timeline after `operation`; the one given is left as it is.

    Segments stay on the beats of the grid and fill the song part, whatever is done; cuts that were
    beside a beat go to the nearest one, transitions are capped again. Titles of the beginning and the end
    stay there, whatever comes to stand there. Raises an EditRefusedError, or
    CutsOffBeatError when the grid has changed so far that the cuts can't be found on it.
    """
    song = edl.audio.song_in(context.grid)
    if isinstance(operation, ops.SetMarker):
        markers = with_marker(edl.markers, song, context.grid, operation.beat, operation.name)
        return edl.model_copy(update={"markers": markers})
    settings = edl.settings
    if isinstance(operation, ops.SetTransition) and operation.index is None:
        settings = _with_default(settings, operation)
    pieces = take_apart(edl, song)
    bare, ends = end_titles.taken_off(pieces)
    if isinstance(operation, ops.Arrangement):
        after = ends.put_on(_arranged(bare, operation, song, context.sources))
    elif isinstance(operation, ops.PropertyChange):
        after = _with_properties(pieces, operation, context.sources)
    elif isinstance(operation, ops.Effect):
        after = _with_effect(pieces, operation)
    elif isinstance(operation, ops.AutoKenBurns):
        after = _with_planned_moves(pieces, operation, song, context)
    elif isinstance(operation, ops.SetPanels):
        after = _with_panels(pieces, operation, song, context)
    elif isinstance(operation, ops.TakeOut):
        after = ends.put_on(_taken_out(bare, {*operation.asset_ids}, song, context))
    else:
        after = ends.put_on(_cast(bare, operation, default_transition(settings), song, context))
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
        case ops.Move(index=index, last=last, to=to):
            return segment_order.move(pieces, song, index, to, last)
        case ops.Delete(index=index, last=last):
            return segment_order.delete(pieces, song, index, last)
        case ops.Duplicate(index=index, last=last):
            return segment_order.duplicate(pieces, song, index, last)
        case ops.Split(beat=beat):
            return segment_order.split(pieces, song, lay_out(pieces, song, sources), beat)
        case ops.Merge(index=index, last=last):
            return segment_order.merge(pieces, index, last)
        case ops.Roll(index=index, beats=beats):
            return segment_order.roll(pieces, song, index, beats)
        case ops.Swap(index=index, other=other):
            return segment_order.swap(pieces, index, other)
        case ops.Shuffle(seed=seed):
            return segment_order.shuffle(pieces, seed)


def _with_properties(  # noqa: PLR0911 - a table with one line for each operation
    pieces: Sequence[Piece], operation: ops.PropertyChange, sources: Mapping[str, Source]
) -> list[Piece]:
    match operation:
        case ops.SetTransition(index=index, last=last, type=kind, duration_ms=duration_ms):
            request = CUT if kind == "cut" else SegmentTransition(type=kind, duration_ms=duration_ms)
            return segment_properties.set_transition(pieces, index, last, request)
        case ops.SetKenBurns(index=index, last=last, ken_burns=move):
            return segment_properties.set_ken_burns(pieces, index, move, last)
        case ops.SetFit(index=index, last=last, fit=fit):
            return segment_properties.set_fit(pieces, index, last, fit)
        case ops.SetFocus(index=index, focus=focus):
            return segment_properties.set_focus(pieces, index, focus)
        case ops.SetVolume(index=index, last=last, volume=volume):
            return segment_properties.set_volume(pieces, index, last, volume)
        case ops.SetLoop(index=index, last=last, loop=loop):
            return segment_properties.set_loop(pieces, index, last, loop=loop)
        case ops.SetLock(index=index, last=last, locked=locked):
            return segment_properties.set_lock(pieces, index, last, locked=locked)
        case ops.PasteAttributes(index=index, last=last):
            return segment_properties.paste_attributes(pieces, index, last, _pasted(operation))
        case ops.Slip(index=index, source_in_ms=source_in_ms):
            return segment_properties.slip(pieces, sources, index, source_in_ms)


def _pasted(operation: ops.PasteAttributes) -> dict[str, Any]:
    """Return what is pasted; no transition is a cut."""
    sent = operation.model_fields_set - {"kind", "index", "last"}
    request = {name: getattr(operation, name) for name in sent}
    if "transition" in request and (request["transition"] is None or request["transition"].type == "cut"):
        request["transition"] = CUT
    return request


def _with_effect(pieces: Sequence[Piece], operation: ops.Effect) -> list[Piece]:
    match operation:
        case ops.SetBeatPulse(index=index, last=last, beat_pulse=pulse):
            return segment_properties.set_beat_pulse(pieces, index, last, pulse)
        case ops.SetFlash(index=index, last=last, flash=flash):
            return segment_properties.set_flash(pieces, index, last, flash)
        case ops.SetSpeed(index=index, last=last, speed=speed):
            return segment_properties.set_speed(pieces, index, last, speed)
        case ops.SetTitle(index=index, title=title):
            return segment_properties.set_title(pieces, index, title)


def _cast(
    pieces: Sequence[Piece],
    operation: ops.Insert | ops.Replace,
    transition: SegmentTransition,
    song: SongPart,
    context: EditContext,
) -> list[Piece]:
    """Return the pieces with another asset in one of them, or in one more."""
    source = context.sources.get(operation.asset_id)
    if source is None:
        raise AssetNotInProjectError
    occurrence = _showings(pieces, source, context)
    frame = frame_of(context.settings, song)
    if isinstance(operation, ops.Insert):
        beats = operation.beats or context.settings.beats_per_cut
        blank = Piece(source.asset_id, source.media_type, beats, transition)
        piece = with_picture(blank, source, occurrence, context.settings, frame)
        after = segment_order.insert(pieces, song, operation.index, piece)
    else:
        old = segment_order.require_unlocked(pieces, operation.index)
        blank = Piece(
            source.asset_id,
            source.media_type,
            old.beats,
            old.transition,
            beat_pulse=old.beat_pulse,
            flash=old.flash,
            title=old.title,
            panels=panels_without(old.panels, source.asset_id),
        )
        after = list(pieces)
        after[operation.index] = with_picture(blank, source, occurrence, context.settings, frame)
    return _at_a_fresh_moment(after, operation.index, song, context)


def _at_a_fresh_moment(
    pieces: Sequence[Piece], index: int, song: SongPart, context: EditContext
) -> list[Piece]:
    """Return the pieces with a moment of the clip at `index`, if it is one, placed by what is seen in it."""
    settings = context.settings
    rate_hz = frame_rate(settings.output_fps, ntsc=settings.ntsc)
    after = segment_properties.with_fresh_moment(pieces, context.sources, song, index, rate_hz)
    piece = after[index]
    if piece.media_type == "video":
        need_ms = lay_out(after, song, context.sources)[index].render_duration_ms
        source = context.sources[piece.asset_id]
        after[index] = framed(piece, source, need_ms, frame_of(settings, song))
    return after


def _with_panels(
    pieces: Sequence[Piece], operation: ops.SetPanels, song: SongPart, context: EditContext
) -> list[Piece]:
    """Return the pieces with the pictures of a split screen, or without it, each framed for what it fills.

    What a person has framed of the segment's own picture stays. Raises PanelWithoutPhotoError and
    AssetNotInProjectError.
    """
    index, settings = operation.index, context.settings
    old, frame = segment_order.require_unlocked(pieces, index), frame_of(settings, song)
    wanted = operation.panels.asset_ids if operation.panels else [old.asset_id]
    if not all(asset_id in context.sources for asset_id in wanted):
        raise AssetNotInProjectError
    own, *beside = (context.sources[asset_id] for asset_id in wanted)
    is_same = own.asset_id == old.asset_id
    if any(one.media_type != "image" for one in (beside if is_same else [own, *beside])):
        raise PanelWithoutPhotoError(segment=index + 1)
    panels = None
    if operation.panels and beside:
        asked = panels_of(operation.panels.layout, wanted[1:], operation.panels.every)
        panels = framed_panels(asked, context.sources, frame, moves=settings.ken_burns_enabled)
    why = tuple(one for one in old.why if is_same and one.code != "side_by_side")
    piece = replace(old, panels=panels, why=why, by_hand=old.by_hand if is_same else ())
    after = list(pieces)
    after[index] = with_picture(piece, own, _showings(pieces[:index], own, context), settings, frame)
    if own.media_type == "video":
        need_ms = lay_out(after, song, context.sources)[index].render_duration_ms
        after[index] = framed(after[index], own, need_ms, frame)
    framing = {name: getattr(old, name) for name in piece.by_hand}
    after[index] = replace(after[index], **framing)
    return after


def _taken_out(pieces: Sequence[Piece], gone: set[str], song: SongPart, context: EditContext) -> list[Piece]:
    """Return the pieces that show none of these assets; a split screen has the others for itself.

    Locked pieces stay. Raises SegmentLockedError when no other shows them, SegmentUnknownError when none
    does, and OnlySegmentError.
    """
    showing = [number for number, piece in enumerate(pieces) if gone & {*_assets_of(piece)}]
    free = [number for number in showing if not pieces[number].locked]
    if not free:
        segment_order.require_unlocked(pieces, showing[0] if showing else len(pieces))
    after, empty = list(pieces), []
    for number in free:
        piece = pieces[number]
        left = [one for one in _assets_of(piece) if one not in gone]
        if piece.panels is None or not left:
            empty.append(number)
            continue
        screen = SplitScreen(layout=piece.panels.layout, asset_ids=left)
        after = _with_panels(after, ops.SetPanels(index=number, panels=screen), song, context)
        after[number] = replace(after[number], panels=coming_in_as(after[number].panels, piece.panels))
    return segment_order.without(after, song, empty)


def _assets_of(piece: Piece) -> list[str]:
    return [
        piece.asset_id,
        *(panel.media_asset_id for panel in (piece.panels.beside if piece.panels else ())),
    ]


def _with_planned_moves(
    pieces: Sequence[Piece], operation: ops.AutoKenBurns, song: SongPart, context: EditContext
) -> list[Piece]:
    """Return the pieces with the planned path for one photo, or for all photos of a run."""
    if operation.last is None:
        return _with_planned_move(pieces, operation.index, song, context)
    after = list(pieces)
    for index in segment_properties.free_photos(pieces, operation.index, operation.last):
        after = _with_planned_move(after, index, song, context)
    return after


def _with_planned_move(
    pieces: Sequence[Piece], index: int, song: SongPart, context: EditContext
) -> list[Piece]:
    """Return the pieces with the Ken Burns path of a plan for the photo at `index`."""
    piece = segment_order.require_unlocked(pieces, index)
    source = context.sources.get(piece.asset_id)
    if source is None:
        raise AssetNotInProjectError
    moving = context.settings.model_copy(
        update={"ken_burns_enabled": True, "fit": context.settings.fit or piece.fit}
    )
    planned = with_picture(
        piece, source, _showings(pieces[:index], source, context), moving, frame_of(moving, song)
    )
    return segment_properties.set_planned_move(pieces, index, planned.ken_burns)


def _showings(pieces: Sequence[Piece], source: Source, context: EditContext) -> int:
    """Return how many of the pieces show the same picture as `source`."""
    showing = [context.sources.get(piece.asset_id) for piece in pieces]
    return sum(other is not None and other.checksum == source.checksum for other in showing)
