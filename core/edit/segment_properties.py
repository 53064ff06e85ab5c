"""Edits that change what a segment shows and how, but not its beats."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from core.edit.beat_segments import Piece, lay_out
from core.edit.segment_order import require_unlocked, run_of, unlocked_of
from core.edit.selection.windows import slots_of, windows_in
from core.effects import BeatPulse, Flash, Speed, Title
from core.errors import (
    MomentOutsideClipError,
    NotAClipError,
    NoTransitionHereError,
)
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import Fit, Focus, Framing, KenBurnsEffect, SegmentTransition
from core.speed_curve import USUAL_PERCENT

Pieces = Sequence[Piece]


def _put(pieces: Pieces, index: int, piece: Piece) -> list[Piece]:
    return [*pieces[:index], piece, *pieces[index + 1 :]]


def set_ken_burns(
    pieces: Pieces, index: int, move: KenBurnsEffect | None, last: int | None = None
) -> list[Piece]:
    """Change the move of one piece, or of the photos from `index` to `last`."""
    if last is None:
        moved = replace(require_unlocked(pieces, index), ken_burns=move)
        return _put(pieces, index, _marked(moved, "ken_burns"))
    return _framed_by_hand(pieces, free_photos(pieces, index, last), "ken_burns", move)


def _framed_by_hand(pieces: Pieces, numbers: Collection[int], framing: Framing, value: object) -> list[Piece]:
    changed = _changed(pieces, numbers, **{framing: value})
    return [_marked(piece, framing) if at in numbers else piece for at, piece in enumerate(changed)]


def free_photos(pieces: Pieces, index: int, last: int | None) -> list[int]:
    """Return the numbers of the photos from `index` to `last` that are not locked."""
    return [at for at in unlocked_of(pieces, index, last) if pieces[at].media_type == "image"]


def set_planned_move(pieces: Pieces, index: int, move: KenBurnsEffect | None) -> list[Piece]:
    moved = replace(require_unlocked(pieces, index), ken_burns=move)
    return _put(pieces, index, _marked(moved, "ken_burns", by_hand=False))


def set_focus(pieces: Pieces, index: int, focus: Focus | None) -> list[Piece]:
    aimed = replace(require_unlocked(pieces, index), focus=focus)
    return _put(pieces, index, _marked(aimed, "focus", by_hand=focus is not None))


def _marked(piece: Piece, framing: Framing, *, by_hand: bool = True) -> Piece:
    """Return a piece that says of a part of its framing whether a person has set it."""
    others = [one for one in piece.by_hand if one != framing]
    return replace(piece, by_hand=tuple(sorted([*others, framing] if by_hand else others)))


def set_volume(pieces: Pieces, index: int, last: int | None, volume: float | None) -> list[Piece]:
    """Change the clips from `index` to `last`; raises NotAClipError when there are none."""
    return _changed(pieces, _free_clips(pieces, index, last), volume=volume)


def set_loop(pieces: Pieces, index: int, last: int | None, *, loop: bool) -> list[Piece]:
    """Change the clips from `index` to `last`; raises NotAClipError when there are none."""
    return _changed(pieces, _free_clips(pieces, index, last), loop=loop)


def set_speed(pieces: Pieces, index: int, last: int | None, speed: Speed | None) -> list[Piece]:
    """Change the clips from `index` to `last`; raises NotAClipError when there are none."""
    plays_as_taken = speed is None or (speed.ramp is None and speed.percent == USUAL_PERCENT)
    return _changed(pieces, _free_clips(pieces, index, last), speed=None if plays_as_taken else speed)


def _free_clips(pieces: Pieces, index: int, last: int | None) -> list[int]:
    free = unlocked_of(pieces, index, last)
    clips = [number for number in free if pieces[number].media_type == "video"]
    if not clips:
        raise NotAClipError(segment=index + 1)
    return clips


def set_fit(pieces: Pieces, index: int | None, last: int | None, fit: Fit) -> list[Piece]:
    return _framed_by_hand(pieces, _free(pieces, index, last), "fit", fit)


def set_transition(
    pieces: Pieces, index: int | None, last: int | None, wanted: SegmentTransition
) -> list[Piece]:
    """Change the transition into pieces; the first one, into which there is none, is passed over."""
    if index == 0 and not last:
        raise NoTransitionHereError
    return _changed(pieces, _free(pieces, index, last), transition=wanted)


def set_beat_pulse(
    pieces: Pieces, index: int | None, last: int | None, pulse: BeatPulse | None
) -> list[Piece]:
    return _changed(pieces, _free(pieces, index, last), beat_pulse=pulse)


def set_flash(pieces: Pieces, index: int | None, last: int | None, flash: Flash | None) -> list[Piece]:
    return _changed(pieces, _free(pieces, index, last), flash=flash)


def paste_attributes(pieces: Pieces, index: int, last: int | None, wanted: Mapping[str, Any]) -> list[Piece]:
    """Give pieces the attributes in `wanted`, each named as the piece has it."""
    free = unlocked_of(pieces, index, last)
    apart = ("ken_burns", "fit", "speed")
    after = _changed(pieces, free, **{name: wanted[name] for name in wanted if name not in apart})
    if wanted.get("fit"):
        after = _framed_by_hand(after, free, "fit", wanted["fit"])
    if "ken_burns" in wanted:
        after = _framed_by_hand(after, free_photos(pieces, index, last), "ken_burns", wanted["ken_burns"])
    if "speed" in wanted:
        clips = [number for number in free if pieces[number].media_type == "video"]
        after = _changed(after, clips, speed=wanted["speed"])
    return after


def set_title(pieces: Pieces, index: int, title: Title | None) -> list[Piece]:
    return _put(pieces, index, replace(require_unlocked(pieces, index), title=title))


def set_lock(pieces: Pieces, index: int | None, last: int | None, *, locked: bool) -> list[Piece]:
    numbers = range(len(pieces)) if index is None else run_of(pieces, index, last)
    return _changed(pieces, numbers, locked=locked)


def _free(pieces: Pieces, index: int | None, last: int | None) -> list[int]:
    """Return the unlocked pieces from `index` to `last`, or, without `index`, all of them."""
    if index is not None:
        return unlocked_of(pieces, index, last)
    return [number for number, piece in enumerate(pieces) if not piece.locked]


def _changed(pieces: Pieces, numbers: Collection[int], **changes: Any) -> list[Piece]:
    return [replace(piece, **changes) if at in numbers else piece for at, piece in enumerate(pieces)]


def slip(pieces: Pieces, sources: Mapping[str, Source], index: int, source_in_ms: int) -> list[Piece]:
    """Show a clip from `source_in_ms` on, or so much earlier that it lasts for the whole segment."""
    piece = require_unlocked(pieces, index)
    source = sources.get(piece.asset_id)
    if piece.media_type != "video":
        raise NotAClipError(segment=index + 1)
    if source and source.duration_ms is not None and source_in_ms >= source.duration_ms:
        raise MomentOutsideClipError(clip_s=source.duration_ms / 1000)
    return _put(pieces, index, replace(piece, source_in_ms=source_in_ms))


def with_fresh_moment(
    pieces: Pieces, sources: Mapping[str, Source], song: SongPart, index: int, rate_hz: Fraction
) -> list[Piece]:
    """Let the clip at `index` show what no other segment shows of it, as far as there is such a moment."""
    segments = lay_out(pieces, song, sources)
    source = sources[pieces[index].asset_id]
    if source.media_type != "video":
        return list(pieces)
    others = [
        (segment.source_in_ms, segment.source_out_ms or segment.source_in_ms)
        for segment in segments
        if segment.index != index and _checksum(sources, segment.media_asset_id) == source.checksum
    ]
    edges_ms = [0, *(segment.timeline_out_ms for segment in segments)]
    slot = slots_of(pieces, edges_ms, song, rate_hz)[index]
    window = windows_in(source, [slot], others)[0]
    return _put(pieces, index, replace(pieces[index], source_in_ms=window[0]))


def _checksum(sources: Mapping[str, Source], asset_id: str) -> str | None:
    source = sources.get(asset_id)
    return source.checksum if source else None
