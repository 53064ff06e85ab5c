"""The moments that each segment of a timeline shows of its clip."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from core.edit.beat_segments import Piece
from core.edit.planning.media_assignment import Window, cast_windows
from core.edit.selection.moments import ClipSlot, best_windows
from core.edit.transitions import overlap_ms, transitions_into
from core.media.info import Source
from core.music.song_part import SongPart
from core.timebase import frame_at


def slots_of(
    pieces: Sequence[Piece],
    edges_ms: Sequence[int],
    song: SongPart,
    rate_hz: Fraction,
    *,
    accents: bool = False,
) -> list[ClipSlot]:
    """Return how long each piece shows, its transition included, and when its beats come.

    With `accents` the peaks of clips go to the strong ones among them.
    """
    transitions = transitions_into([piece.transition for piece in pieces], edges_ms)
    return [
        _slot(edges_ms[number] - overlap_ms(transition), edges_ms[number + 1], song, rate_hz, accents=accents)
        for number, transition in enumerate(transitions)
    ]


def _slot(in_ms: int, out_ms: int, song: SongPart, rate_hz: Fraction, *, accents: bool) -> ClipSlot:
    used = range(song.beats_until(in_ms), song.beats_until(out_ms))
    bars = _strong(used, song) if accents else ()

    def shown_ms(beat: int) -> float:
        return float((frame_at(song.beats_ms[beat], rate_hz) - frame_at(in_ms, rate_hz)) * 1000 / rate_hz)

    return ClipSlot(out_ms - in_ms, tuple(map(shown_ms, used)), tuple(map(shown_ms, bars)))


def _strong(used: range, song: SongPart) -> Sequence[int]:
    """Return the beats on which a peak is best: first ones and middles of bars, else any but the first."""
    within = used[1:]
    strong = {beat for bar in song.downbeats for beat in (bar, bar + song.metre // 2)}
    return [beat for beat in within if beat in strong] or within


def with_windows(
    pieces: Sequence[Piece], slots: Sequence[ClipSlot], assets: Mapping[str, Source]
) -> list[Piece]:
    """Return the pieces with the moments that each clip shows; equal files count as one clip."""
    showings: defaultdict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        if piece.media_type == "video":
            showings[assets[piece.asset_id].checksum].append(number)
    windowed = list(pieces)
    for numbers in showings.values():
        source = assets[pieces[numbers[0]].asset_id]
        free = [number for number in numbers if not pieces[number].locked]
        given = _given_windows((pieces[n], slots[n].need_ms) for n in numbers if pieces[n].locked)
        windows = windows_in(source, [slots[number] for number in free], given)
        for number, window in zip(free, windows, strict=True):
            windowed[number] = replace(pieces[number], source_in_ms=window[0])
    return windowed


def windows_in(source: Source, slots: Sequence[ClipSlot], given: Sequence[Window] = ()) -> list[Window]:
    """Return the stretches of a clip for its slots: its best ones, or one after the other."""
    if source.analysis is None:
        return cast_windows(source.used_ms, [slot.need_ms for slot in slots], given)
    return best_windows(source.used_ms, source.analysis, slots, given)


def _given_windows(showings: Iterable[tuple[Piece, int]]) -> list[Window]:
    return [(piece.source_in_ms, piece.source_in_ms + need_ms) for piece, need_ms in showings]
