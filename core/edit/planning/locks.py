"""Locked segments, put on the beats that a new plan must leave to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from core.edit.beat_segments import Piece, piece_of, slot_begin_ms
from core.edit.transitions import CUT
from core.music.song_part import SongPart
from core.schemas import EDLSegment


@dataclass(frozen=True)
class Lock:
    """A piece that stays on the used beats `first` to before `end`; -1 is the song's start."""

    first: int
    end: int
    piece: Piece


def locks_on_beats(segments: Sequence[EDLSegment], song: SongPart, assets: Collection[str]) -> list[Lock]:
    """Return the locks of `segments`, each edge on the nearest beat, in timeline order.

    Left out are segments whose asset is gone, and those for which the song or its beats leave no room.
    """
    locks: list[Lock] = []
    for segment in sorted(segments, key=slot_begin_ms):
        first = _edge(song, slot_begin_ms(segment))
        end = _edge(song, segment.timeline_out_ms)
        earliest = locks[-1].end if locks else -1
        if segment.media_asset_id in assets and earliest <= first < end:
            kept = piece_of(segment, 0, segment.transition_in or CUT)
            known = kept.panels and kept.panels.renamed({one: one for one in assets})
            kept = replace(kept, panels=known)
            locks.append(Lock(first, end, replace(kept, locked=True)))
    return locks


def _edge(song: SongPart, at_ms: int) -> int:
    """Return the used beat nearest to `at_ms`, -1 for the song's start, the beat count for its end."""
    if at_ms >= song.duration_ms:
        return song.beat_count
    if at_ms <= 0 or not song.beat_count:
        return -1
    nearest = song.nearest_beat(at_ms)
    return nearest if song.beats_ms[nearest] > 0 else -1
