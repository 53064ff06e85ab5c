"""Edits that change which segment holds which beats."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from core.edit.beat_segments import Piece
from core.edit.framing.panels import panels_from
from core.edit.ripple import reflow
from core.edit.transitions import CUT
from core.effects import Speed
from core.errors import (
    CutCannotMoveError,
    LastCutError,
    NoBeatToSplitAtError,
    OnlySegmentError,
    SegmentLockedError,
    SegmentUnknownError,
)
from core.music.song_part import SongPart
from core.schemas import EDLSegment, KenBurnsEffect

SHUFFLES = 20  # tries of a shuffle to keep equal pictures apart
Pieces = Sequence[Piece]


def require_unlocked(pieces: Pieces, index: int) -> Piece:
    """Return the piece at `index`; raises SegmentUnknownError or SegmentLockedError."""
    if index >= len(pieces):
        raise SegmentUnknownError(segment=index + 1, count=len(pieces))
    if pieces[index].locked:
        raise SegmentLockedError(segment=index + 1)
    return pieces[index]


def run_of(pieces: Pieces, index: int, last: int | None) -> range:
    """Return the indices from `index` to `last`; raises SegmentUnknownError beyond the last piece."""
    run = range(index, (index if last is None else last) + 1)
    if run[-1] >= len(pieces):
        raise SegmentUnknownError(segment=run[-1] + 1, count=len(pieces))
    return run


def unlocked_of(pieces: Pieces, index: int, last: int | None) -> list[int]:
    """Return the indices from `index` to `last` without those of locked pieces.

    Raises SegmentLockedError when all are locked, and SegmentUnknownError.
    """
    free = [number for number in run_of(pieces, index, last) if not pieces[number].locked]
    if not free:
        raise SegmentLockedError(segment=index + 1)
    return free


def move(pieces: Pieces, song: SongPart, index: int, to: int, last: int | None = None) -> list[Piece]:
    run = [require_unlocked(pieces, number) for number in run_of(pieces, index, last)]
    after = [*pieces[:index], *pieces[index + len(run) :]]
    if to > len(after):
        raise SegmentUnknownError(segment=to + len(run), count=len(pieces))
    after[to:to] = run
    return reflow(pieces, after, song, touched=to + len(run) - 1)


def delete(pieces: Pieces, song: SongPart, index: int, last: int | None = None) -> list[Piece]:
    return without(pieces, song, unlocked_of(pieces, index, last))


def without(pieces: Pieces, song: SongPart, gone: Collection[int]) -> list[Piece]:
    """Return the pieces without those of these numbers, whose beats the neighbours on both sides share.

    Of a run that goes one cut is left, on the beat that makes the neighbours most alike in length, where a
    clip, which may end, counts twice; every other cut stays. A locked neighbour takes nothing; between two
    locks what is behind moves up. Raises OnlySegmentError when all go.
    """
    if len(gone) == len(pieces):
        raise OnlySegmentError
    left = [number for number in range(len(pieces)) if number not in gone]
    after = {number: pieces[number] for number in left}
    for before, behind in pairwise([-1, *left, len(pieces)]):
        run = pieces[before + 1 : behind]
        takers = [number for number in (before, behind) if number in after and not after[number].locked]
        if run and not takers:
            return reflow(pieces, [pieces[number] for number in left], song)
        freed = sum(piece.beats for piece in run)
        shares = _shares(*(after[number] for number in takers), freed=freed) if run else ()
        for number, share in zip(takers, shares, strict=False):
            after[number] = replace(after[number], beats=after[number].beats + share)
    return list(after.values())


def _shares(before: Piece, behind: Piece | None = None, *, freed: int) -> tuple[int, ...]:
    """Return how many of the beats that are free each neighbour takes; one alone takes all."""
    if behind is None:
        return (freed,)

    def difference(taken: int) -> tuple[int, int]:
        one = (before.beats + taken) * _weight(before)
        return abs(one - (behind.beats + freed - taken) * _weight(behind)), -taken

    taken = min(range(freed + 1), key=difference)
    return taken, freed - taken


def _weight(piece: Piece) -> int:
    """Return how little a piece should stand for longer."""
    return 2 if piece.media_type == "video" else 1


def duplicate(pieces: Pieces, song: SongPart, index: int, last: int | None = None) -> list[Piece]:
    copies = [pieces[number] for number in unlocked_of(pieces, index, last)]
    behind = run_of(pieces, index, last).stop
    after = [*pieces[:behind], *copies, *pieces[behind:]]
    return reflow(pieces, after, song, touched=behind + len(copies) - 1)


def insert(pieces: Pieces, song: SongPart, index: int, piece: Piece) -> list[Piece]:
    if index > len(pieces):
        raise SegmentUnknownError(segment=index + 1, count=len(pieces))
    return reflow(pieces, [*pieces[:index], piece, *pieces[index:]], song, touched=index)


def roll(pieces: Pieces, song: SongPart, index: int, beats: int) -> list[Piece]:
    left = require_unlocked(pieces, index)
    if index + 1 == len(pieces):
        raise LastCutError(segment=index + 1)
    right = require_unlocked(pieces, index + 1)
    lowest = 0 if index == 0 and song.lead_in_ms else 1
    if left.beats + beats < lowest or right.beats - beats < 1:
        raise CutCannotMoveError(segment=index + 1)
    rolled = [replace(left, beats=left.beats + beats), replace(right, beats=right.beats - beats)]
    return [*pieces[:index], *rolled, *pieces[index + 2 :]]


def swap(pieces: Pieces, index: int, other: int) -> list[Piece]:
    """Exchange what two slots show; beats and transitions belong to the slots and stay."""
    one, two = require_unlocked(pieces, index), require_unlocked(pieces, other)
    swapped = list(pieces)
    swapped[index], swapped[other] = _in_slot_of(one, two), _in_slot_of(two, one)
    return swapped


def _in_slot_of(slot: Piece, shown: Piece) -> Piece:
    return replace(shown, beats=slot.beats, transition=slot.transition)


def shuffle(pieces: Pieces, seed: int) -> list[Piece]:
    """Shuffle what the unlocked slots show: of a few orders, the one with the fewest repeats.

    Pictures with a title of their own keep out of the ends where they can: the film's titles stand there.
    """
    orders = (_shuffled(pieces, f"{seed}:{turn}") for turn in range(SHUFFLES))
    return min(orders, key=lambda order: (_titled_ends(order), _repeats(order)))


def _shuffled(pieces: Pieces, seed: str) -> list[Piece]:
    slots = [number for number, piece in enumerate(pieces) if not piece.locked]
    order = sorted(slots, key=lambda number: hashlib.sha256(f"{seed}:{number}".encode()).digest())
    shuffled = list(pieces)
    for slot, shown in zip(slots, order, strict=True):
        shuffled[slot] = _in_slot_of(pieces[slot], pieces[shown])
    return shuffled


def _titled_ends(pieces: Pieces) -> int:
    return sum(piece.title is not None for piece in (pieces[0], pieces[-1]))


def _repeats(pieces: Pieces) -> int:
    return sum(one.asset_id == two.asset_id for one, two in pairwise(pieces))


def split(pieces: Pieces, song: SongPart, segments: Sequence[EDLSegment], grid_beat: int) -> list[Piece]:
    """Cut one of `segments`, the laid out `pieces`, in two that together show what it showed."""
    if grid_beat not in song.grid_index:
        raise NoBeatToSplitAtError
    beat = song.grid_index.index(grid_beat)
    at_ms = song.beats_ms[beat]
    first = 0
    for number, (piece, segment) in enumerate(zip(pieces, segments, strict=True)):
        if beat < first + piece.beats and (beat > first or (number == 0 and at_ms > 0)):
            require_unlocked(pieces, number)
            played_ms = at_ms - segment.timeline_in_ms
            share = played_ms / segment.render_duration_ms
            halves = _halves(piece, beat - first, _of_clip_ms(segment, played_ms), share)
            return [*pieces[:number], *halves, *pieces[number + 1 :]]
        first += piece.beats
    raise NoBeatToSplitAtError


def _halves(piece: Piece, beats: int, played_ms: int, share: float) -> tuple[Piece, Piece]:
    move = piece.ken_burns
    before, after = _move_halves(move, share) if move else (None, None)
    sooner, later = _speed_halves(piece.speed, beats)
    return (
        replace(piece, beats=beats, ken_burns=before, speed=sooner),
        replace(
            piece,
            beats=piece.beats - beats,
            transition=CUT,
            ken_burns=after,
            flash=None,
            title=None,
            speed=later,
            panels=panels_from(piece.panels, beats),
            source_in_ms=piece.source_in_ms + (played_ms if piece.media_type == "video" else 0),
        ),
    )


def _of_clip_ms(segment: EDLSegment, since_ms: int) -> int:
    """Return how much of a segment's clip has played after so many ms."""
    speed = segment.effects.speed
    return round(speed.curve.played(since_ms)) if speed else since_ms


def _speed_halves(speed: Speed | None, beats: int) -> tuple[Speed | None, Speed | None]:
    """Return the speeds of both halves; a peak stays on its beat."""
    if speed is None or speed.ramp is None:
        return speed, speed
    even, left = speed.model_copy(update={"ramp": None}), speed.ramp.beat - beats
    if left < 0:
        return speed, even
    return even, speed.model_copy(update={"ramp": speed.ramp.model_copy(update={"beat": left})})


def _move_halves(move: KenBurnsEffect, share: float) -> tuple[KenBurnsEffect, KenBurnsEffect]:
    def between(start: float, end: float) -> float:
        return round(start + (end - start) * share, 4)

    zoom = between(move.start_zoom, move.end_zoom)
    x, y = between(move.start_x, move.end_x), between(move.start_y, move.end_y)
    return (
        move.model_copy(update={"end_zoom": zoom, "end_x": x, "end_y": y}),
        move.model_copy(update={"start_zoom": zoom, "start_x": x, "start_y": y}),
    )


def merge(pieces: Pieces, index: int, last: int | None = None) -> list[Piece]:
    """Join a piece with the next one, or with all up to `last`.

    Their pictures go unless they are the rest of the same one.
    """
    merged = list(pieces)
    for _ in range(max(1, (index if last is None else last) - index)):
        merged = _merged_with_next(merged, index)
    return merged


def _merged_with_next(pieces: Pieces, index: int) -> list[Piece]:
    left = require_unlocked(pieces, index)
    if index + 1 == len(pieces):
        raise LastCutError(segment=index + 1)
    right = require_unlocked(pieces, index + 1)
    joined = replace(left, beats=left.beats + right.beats, ken_burns=_joined_move(left, right))
    return [*pieces[:index], joined, *pieces[index + 2 :]]


def _joined_move(left: Piece, right: Piece) -> KenBurnsEffect | None:
    one, two = left.ken_burns, right.ken_burns
    if one is None or two is None or left.asset_id != right.asset_id:
        return one
    if (one.end_zoom, one.end_x, one.end_y) != (two.start_zoom, two.start_x, two.start_y):
        return one
    return one.model_copy(update={"end_zoom": two.end_zoom, "end_x": two.end_x, "end_y": two.end_y})
