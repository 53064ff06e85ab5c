"""Edits that change what a segment shows and how, but not its beats."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.edit.arranging import require_unlocked
from core.edit.casting import cast_windows
from core.edit.pieces import Piece, lay_out
from core.edit.song import SongPart
from core.errors import (
    MomentOutsideClipError,
    NotAClipError,
    NoTransitionHereError,
    SegmentUnknownError,
)
from core.media.info import Source
from core.schemas import Fit, Focus, KenBurnsEffect, SegmentTransition

Pieces = Sequence[Piece]


def _put(pieces: Pieces, index: int, piece: Piece) -> list[Piece]:
    return [*pieces[:index], piece, *pieces[index + 1 :]]


def set_ken_burns(pieces: Pieces, index: int, move: KenBurnsEffect | None) -> list[Piece]:
    return _put(pieces, index, replace(require_unlocked(pieces, index), ken_burns=move))


def set_focus(pieces: Pieces, index: int, focus: Focus | None) -> list[Piece]:
    return _put(pieces, index, replace(require_unlocked(pieces, index), focus=focus))


def set_volume(pieces: Pieces, index: int, volume: float | None) -> list[Piece]:
    return _put(pieces, index, replace(require_unlocked(pieces, index), volume=volume))


def set_fit(pieces: Pieces, index: int | None, fit: Fit) -> list[Piece]:
    """Change one segment, or, without `index`, all that are not locked."""
    if index is not None:
        return _put(pieces, index, replace(require_unlocked(pieces, index), fit=fit))
    return [piece if piece.locked else replace(piece, fit=fit) for piece in pieces]


def set_transition(pieces: Pieces, index: int | None, wish: SegmentTransition) -> list[Piece]:
    """Change the transition into one segment, or, without `index`, into all that are not locked."""
    if index == 0:
        raise NoTransitionHereError
    if index is not None:
        return _put(pieces, index, replace(require_unlocked(pieces, index), transition=wish))
    return [piece if piece.locked else replace(piece, transition=wish) for piece in pieces]


def set_lock(pieces: Pieces, index: int | None, *, locked: bool) -> list[Piece]:
    """Lock or unlock one segment, or, without `index`, all of them."""
    if index is None:
        return [replace(piece, locked=locked) for piece in pieces]
    if index >= len(pieces):
        raise SegmentUnknownError(segment=index + 1, count=len(pieces))
    return _put(pieces, index, replace(pieces[index], locked=locked))


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
    pieces: Pieces, sources: Mapping[str, Source], song: SongPart, index: int
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
    need_ms = segments[index].render_duration_ms
    window = cast_windows(source.duration_ms or 0, [need_ms], others)[0]
    return _put(pieces, index, replace(pieces[index], source_in_ms=window[0]))


def _checksum(sources: Mapping[str, Source], asset_id: str) -> str | None:
    source = sources.get(asset_id)
    return source.checksum if source else None
