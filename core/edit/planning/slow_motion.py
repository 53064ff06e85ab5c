"""Slow motion where it is worth it: the best moments of clips, slowest on the beat of their peak."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from core.edit.beat_segments import Piece
from core.edit.effects_on_beats import SegmentTiming, speed_in
from core.edit.selection.moments import ClipSlot
from core.effects import Speed, SpeedRamp
from core.media.info import Source
from core.music.song_part import SongPart
from core.speed_curve import USUAL_PERCENT
from core.vision.analysis import Moment

# Never slower, however many frames a clip has, and none at all where it could only be a little slower.
SLOWEST, LEAST_SLOW = 50, 60
SHOTS_APART = 8
LEAST_SCORE = 0.5


@dataclass(frozen=True)
class _Chance:
    """A piece that could be slowed: how good its moment is, and how it would look then."""

    number: int
    score: float
    piece: Piece


def slowed(
    pieces: Sequence[Piece],
    slots: Sequence[ClipSlot],
    assets: Mapping[str, Source],
    *,
    edges_ms: Sequence[int],
    song: SongPart,
    rate_hz: Fraction,
) -> list[Piece]:
    """Return the pieces with the best moments in slow motion, the best first and none near another.

    A clip needs a frame for each frame of the film also when it is slow, and a peak on a beat; it shows
    a part of what it would show at its own speed. `edges_ms` are the cuts with the film's start and end.
    """
    chances: list[_Chance] = []
    for number, (piece, slot) in enumerate(zip(pieces, slots, strict=True)):
        source, cut_ms, out_ms = assets[piece.asset_id], edges_ms[number], edges_ms[number + 1]
        percent = _slowest(source, rate_hz)
        is_inside = 0 < number < len(pieces) - 1  # the first and the last shot bear titles
        if (
            is_inside
            and not piece.locked
            and percent <= LEAST_SLOW
            and not _is_cut(piece, slot.need_ms, source)
        ):
            on_timeline = SegmentTiming(out_ms - slot.need_ms, cut_ms, out_ms, out_ms)
            found = _peaks_on_beats(piece, source, on_timeline, song, rate_hz)
            chances += [_chance(number, piece, percent, peak, (on_timeline, song)) for peak in found]
    after, taken = list(pieces), []
    for chance in sorted(chances, key=lambda one: (-one.score, one.number)):
        if all(abs(chance.number - other) >= SHOTS_APART for other in taken):
            taken.append(chance.number)
            after[chance.number] = chance.piece
    return after


def _slowest(source: Source, rate_hz: Fraction) -> int:
    """Return the speed at which a clip still has a frame for each frame of the film, in per cent."""
    if source.media_type == "image" or not source.fps:
        return USUAL_PERCENT
    return max(SLOWEST, ceil(100 * rate_hz / Fraction(source.fps)))


def _is_cut(piece: Piece, need_ms: int, source: Source) -> bool:
    cuts_ms = source.analysis.cuts_ms if source.analysis else ()
    return any(piece.source_in_ms <= cut_ms <= piece.source_in_ms + need_ms for cut_ms in cuts_ms)


def _peaks_on_beats(
    piece: Piece, source: Source, slot: SegmentTiming, song: SongPart, rate_hz: Fraction
) -> Iterator[tuple[int, Moment]]:
    """Yield the good moments whose peak is shown on a beat after the cut, and that beat, counted from it."""
    moments = source.analysis.moments if source.analysis else ()
    first = song.beats_until(slot.cut_ms)
    for beat in range(first + 1, song.beats_until(slot.out_ms)):
        shown_ms = piece.source_in_ms + song.beats_ms[beat] - slot.in_ms
        for moment in moments:
            if moment.score >= LEAST_SCORE and abs(shown_ms - moment.peak_ms) <= 1000 / rate_hz:
                yield beat - first, moment


def _chance(
    number: int, piece: Piece, percent: int, peak: tuple[int, Moment], where: tuple[SegmentTiming, SongPart]
) -> _Chance:
    """Return the piece slowed around its peak, which stays on its beat."""
    beat, moment = peak
    asked = Speed(ramp=SpeedRamp(percent=percent, beat=beat))
    laid = speed_in(asked, *where)
    played_ms = laid.curve.played(laid.ramp.at_ms) if laid.ramp else 0
    slow = replace(piece, speed=asked, source_in_ms=round(moment.peak_ms - played_ms))
    return _Chance(number, moment.score, slow)
