"""All pictures of a film on fewer beats: each gives up its share of those that are missing."""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from core.edit.beat_segments import Piece
from core.music.song_part import SongPart

NEAR_BEATS = 1.0  # a downbeat further from where a share ends is not worth another length
MOST_OF_SHARE = 4  # nor is one that takes more than one part in so many of a picture


def all_shorter(pieces: Sequence[Piece], song: SongPart, least_ms: int) -> list[Piece] | None:
    """Return all the pieces, in order and as they look, on the beats of a song that has fewer than they hold.

    Each is shortened in proportion and none lengthened, but for the last one where it must be. None gets
    shorter than `least_ms`, unless it has held no more beats before; cuts are on downbeats that are about
    there. Locked pieces keep their beats, as long as the others can do without. None where they don't fit.
    """
    locked = {number for number, piece in enumerate(pieces) if piece.locked}
    last = song.beat_count - pieces[-1].beats
    if not 0 <= last < song.beat_count or song.duration_ms - song.beats_ms[last] < least_ms:
        locked.discard(len(pieces) - 1)
    owns = [piece.beats for piece in pieces]
    cuts = _cut(_Room(song, owns, least_ms, frozenset(locked)))
    if cuts is None:
        cuts = _cut(_Room(song, owns, least_ms, frozenset()))
    if cuts is None:
        return None
    edges = pairwise([0, *cuts, song.beat_count])
    return [replace(piece, beats=end - begin) for piece, (begin, end) in zip(pieces, edges, strict=True)]


@dataclass(frozen=True)
class _Room:
    """Where pieces that had `owns` beats may be cut in a song; the `held` ones keep theirs."""

    song: SongPart
    owns: Sequence[int]
    least_ms: int
    held: Collection[int]

    def earliest_end(self, number: int, begin: int) -> int:
        """Return the first beat on which a piece may end that begins on `begin`."""
        own_end = begin + self.owns[number]
        if number in self.held:
            return own_end
        begin_ms = self.song.beats_ms[begin] if number else 0
        return min(own_end, self.song.beats_until(begin_ms + self.least_ms))

    def latest_begin(self, number: int, end: int) -> int:
        """Return the last beat on which a piece may begin that ends on `end`; below 0 if there is none."""
        own_begin = end - self.owns[number]
        if number in self.held:
            return own_begin
        if end < self.song.beat_count:
            return max(own_begin, self._last_until(self.song.beats_ms[end]))
        return self._last_until(self.song.duration_ms)  # few beats say nothing of the time after the last

    def _last_until(self, end_ms: int) -> int:
        return bisect_right(self.song.beats_ms, end_ms - self.least_ms) - 1

    def latest_cuts(self) -> list[int] | None:
        """Return the last beat for each cut, None where there is no room."""
        latest = [self.song.beat_count]
        for number in range(len(self.owns) - 1, 0, -1):
            latest.append(self.latest_begin(number, latest[-1]))
            if latest[-1] < 0:
                return None
        latest.reverse()
        return latest[:-1] if self.earliest_end(0, 0) <= latest[0] else None


def _cut(room: _Room) -> list[int] | None:
    """Return the beats on which pieces are cut, None where they don't fit.

    Each is the one nearest to where the shares so far end, among those that leave room for what follows
    and ask no piece behind it for more beats than it had: there always is one.
    """
    latest = room.latest_cuts()
    if latest is None:
        return None
    if not latest:
        return []
    count = room.song.beat_count
    *before_last, last = room.owns
    least_last = count - latest[-1]
    longest = [*before_last, max(last, least_last)]
    shares = _shares(room, longest, least_last)
    cuts: list[int] = []
    at, ideal, behind = 0, 0.0, sum(longest)
    for number, latest_cut in enumerate(latest):
        ideal += shares[number]
        behind -= longest[number]
        first = max(room.earliest_end(number, at), count - behind)
        final = min(latest_cut, at + longest[number])
        reach = min(NEAR_BEATS, min(shares[number : number + 2]) / MOST_OF_SHARE)
        at = _nearest(room.song, (ideal, at + shares[number]), reach, range(first, final + 1))
        cuts.append(at)
    return cuts


def _shares(room: _Room, longest: Sequence[int], least_last: int) -> list[float]:
    """Return for how many beats each piece would stand if a song could be cut anywhere.

    All are shortened alike but those for which that would be too much.
    """
    least = int(-(-room.least_ms // room.song.beat_length_ms))
    shares = [float(own if number in room.held else min(own, least)) for number, own in enumerate(longest)]
    shares[-1] = max(shares[-1], float(least_last))
    free = {number for number in range(len(longest)) if number not in room.held}
    while free:
        left = room.song.beat_count - sum(share for number, share in enumerate(shares) if number not in free)
        scale = left / max(1, sum(longest[number] for number in free))
        short = {number for number in free if longest[number] * scale < shares[number]}
        if not short:
            return [own * scale if number in free else shares[number] for number, own in enumerate(longest)]
        free -= short
    return shares


def _nearest(song: SongPart, ideals: tuple[float, float], reach: float, beats: range) -> int:
    """Return which of these beats is nearest to the first ideal, of two equally near ones to the second.

    A downbeat within `reach` of the first goes first.
    """
    ideal, then = ideals
    downbeats = [beat for beat in song.downbeats if beat in beats and abs(beat - ideal) <= reach]
    return min(downbeats or beats, key=lambda beat: (abs(beat - ideal), abs(beat - then)))
