"""Making room: pieces that came, went or moved are fitted to the beats again, around the locked ones."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from core.edit.beat_segments import Piece
from core.errors import LockInTheWayError, NoRoomForSegmentError
from core.music.song_part import SongPart


def reflow(
    before: Sequence[Piece], after: Sequence[Piece], song: SongPart, touched: int | None = None
) -> list[Piece]:
    """Return the pieces of `after` with beats that fill the song, the locked ones where they were.

    `before` is the consistent list that `after` was made from, with the same locked pieces in the
    same order. Between two locks the last piece takes up what is missing. What is too much is taken
    beat by beat from the longest piece behind `touched`, then before it, then from it. Raises
    NoRoomForSegmentError or LockInTheWayError when the beats can't be shared out.
    """
    ends = list(accumulate(piece.beats for piece in before))
    walls = [
        (end - piece.beats, end, number == 0)
        for number, (piece, end) in enumerate(zip(before, ends, strict=True))
        if piece.locked
    ]
    result: list[Piece] = []
    stretch: list[Piece] = []
    begin = 0
    for piece in after:
        if not piece.locked:
            stretch.append(piece)
            continue
        first, end, at_start = walls.pop(0)
        opens = not result
        if opens and at_start == bool(stretch):
            raise NoRoomForSegmentError if stretch else LockInTheWayError
        result += _fitted(stretch, first - begin, song, opens=opens, touched=_local(touched, result))
        result.append(piece)
        stretch, begin = [], end
    return result + _fitted(
        stretch, song.beat_count - begin, song, opens=not result, touched=_local(touched, result)
    )


def _local(touched: int | None, done: Sequence[Piece]) -> int:
    return -1 if touched is None else touched - len(done)


def _fitted(stretch: Sequence[Piece], room: int, song: SongPart, *, opens: bool, touched: int) -> list[Piece]:
    """Return the pieces of one stretch with beats that add up to `room`."""
    if not stretch:
        if room:
            raise LockInTheWayError
        return []
    lowest = [1] * len(stretch)
    if opens and song.lead_in_ms:
        lowest[0] = 0
    beats = [max(low, piece.beats) for low, piece in zip(lowest, stretch, strict=True)]
    if sum(lowest) > room:
        raise NoRoomForSegmentError
    beats[-1] += max(0, room - sum(beats))
    for _ in range(sum(beats) - room):
        giver = max(
            (number for number in range(len(beats)) if beats[number] > lowest[number]),
            key=lambda number: (number > touched, number < touched, beats[number], number),
        )
        beats[giver] -= 1
    return [replace(piece, beats=count) for piece, count in zip(stretch, beats, strict=True)]
