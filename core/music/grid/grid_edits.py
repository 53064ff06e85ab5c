"""Corrections of a whole grid at once: each takes a grid and returns the corrected one."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from itertools import pairwise

from core.errors import BeatOutsideSongError, BeatsTooCloseError, BeatUnknownError, NoOnsetNearError
from core.music.grid.beat_grid import BeatGrid, first_downbeat_index
from core.music.grid.metres import beats_per_bar
from core.music.grid.regrid import LEAST_INTERVAL_MS, Mark, counted, marks_of, with_marks


def shift(grid: BeatGrid, by_ms: int) -> BeatGrid:
    """Return the grid moved by `by_ms`, later or (negative) earlier; beats that leave the song are lost."""
    return with_marks(grid, [Mark(m.time_ms + by_ms, m.is_downbeat, m.confidence) for m in marks_of(grid)])


def double(grid: BeatGrid) -> BeatGrid:
    """Return the grid with a beat more in the middle of each interval, at twice the tempo.

    The metre stays, so each bar becomes two. Raises BeatsTooCloseError below 100 ms.
    """
    marks, openings = marks_of(grid), doubled_openings(grid)
    last_gap = marks[-1].time_ms - marks[-2].time_ms if len(marks) > 1 else grid.duration_ms
    ends = [*grid.times_ms[1:], marks[-1].time_ms + last_gap]
    doubled: list[Mark] = []
    for index, (mark, end_ms) in enumerate(zip(marks, ends, strict=True)):
        require_interval((end_ms - mark.time_ms) / 2)
        middle_ms = (mark.time_ms + end_ms) // 2
        doubled.append(Mark(mark.time_ms, 2 * index in openings, mark.confidence))
        doubled.append(Mark(middle_ms, 2 * index + 1 in openings, mark.confidence))
    return with_marks(grid, doubled)


def doubled_openings(grid: BeatGrid) -> set[int]:
    """Return the indices of the downbeats once every beat has become two."""
    metre = beats_per_bar(grid.time_signature)
    ones = [index for index, beat in enumerate(grid.beats) if beat.is_downbeat]
    halves = [one + after for one, after in pairwise(ones)]
    return {2 * one for one in ones} | set(halves) | {2 * one + metre for one in ones[-1:]}


def halve(grid: BeatGrid) -> BeatGrid:
    """Return every second beat, counted from the first downbeat, at half the tempo.

    The metre stays, so two bars become one; where that leaves a bar's opening on a dropped beat,
    bars are counted again. Raises TooFewBeatsError.
    """
    marks, first = marks_of(grid), first_downbeat_index(grid)
    ones = [index for index, mark in enumerate(marks) if mark.is_downbeat][::2]
    kept = range(first % 2, len(marks), 2)
    halved = [Mark(marks[i].time_ms, i in ones, marks[i].confidence) for i in kept]
    if any((one - first) % 2 for one in ones):
        halved = counted(halved, kept.index(first), beats_per_bar(grid.time_signature))
    return with_marks(grid, halved)


def rephase(grid: BeatGrid, one: int) -> BeatGrid:
    """Return the grid in which beat `one` (an index) opens a bar, and the others are counted from it.

    Raises BeatUnknownError.
    """
    require_beat(grid, one)
    return with_marks(grid, counted(marks_of(grid), one, beats_per_bar(grid.time_signature)))


def set_metre(grid: BeatGrid, time_signature: str) -> BeatGrid:
    """Return the grid counted in another metre from its first downbeat on.

    Raises MetreUnknownError.
    """
    marks = counted(marks_of(grid), first_downbeat_index(grid), beats_per_bar(time_signature))
    return with_marks(grid, marks, time_signature=time_signature)


def retime(grid: BeatGrid, first: int, last: int, beats: int, end_ms: int | None = None) -> BeatGrid:
    """Return the grid with `beats` even intervals from beat `first` to beat `last`.

    Both stay in place, unless `last` moves to `end_ms`. Bars inside are counted on from the downbeat
    before them; beats and downbeats after `last` stay. Raises BeatUnknownError when the two are no
    beats in that order, BeatsTooCloseError or BeatOutsideSongError.
    """
    require_beat(grid, first)
    if not first < last < len(grid.beats) or beats < 1:
        raise BeatUnknownError(beat=last + 1, count=len(grid.beats))
    marks = marks_of(grid)
    if end_ms is not None:
        require_inside(grid, end_ms)
        for after in marks[last + 1 : last + 2]:
            require_interval(after.time_ms - end_ms)
        marks[last] = Mark(end_ms, marks[last].is_downbeat, marks[last].confidence)
    start_ms, length_ms = marks[first].time_ms, marks[last].time_ms - marks[first].time_ms
    require_interval(length_ms / beats)
    metre, number = beats_per_bar(grid.time_signature), grid.beats[first].beat_number
    sure = min(mark.confidence for mark in marks[first : last + 1])
    inside = [
        Mark(start_ms + round(length_ms * step / beats), (number - 1 + step) % metre == 0, sure)
        for step in range(1, beats)
    ]
    return with_marks(grid, [*marks[: first + 1], *inside, *marks[last:]])


def snap(grid: BeatGrid, onsets_ms: Sequence[int], reach_ms: int = 40, only: int | None = None) -> BeatGrid:
    """Return the grid with each beat, or beat `only`, on the nearest of the increasing `onsets_ms`.

    An onset farther than `reach_ms` is none. No beat moves by half the way to its neighbour or more,
    so their order is kept. Raises BeatUnknownError, or NoOnsetNearError when no beat has an onset.
    """
    if only is not None:
        require_beat(grid, only)
    times = grid.times_ms
    gaps = [b - a for a, b in pairwise(times)]
    marks, is_heard = marks_of(grid), False
    for index, (before, after) in enumerate(zip([*gaps[:1], *gaps], [*gaps, *gaps[-1:]], strict=True)):
        mark = marks[index]
        to_ms = min(around(onsets_ms, mark.time_ms), key=distance_to(mark.time_ms), default=-1)
        far = abs(to_ms - mark.time_ms)
        is_near = far <= reach_ms and 2 * far < min(before, after) and 0 <= to_ms < grid.duration_ms
        if is_near and only in (None, index):
            marks[index], is_heard = Mark(to_ms, mark.is_downbeat, mark.confidence), True
    if not is_heard:
        raise NoOnsetNearError
    return with_marks(grid, marks)


def around(times_ms: Sequence[int], time_ms: int) -> Sequence[int]:
    """Return those of the increasing `times_ms` that lie next to `time_ms`, at most one on each side."""
    index = bisect_left(times_ms, time_ms)
    return times_ms[max(0, index - 1) : index + 1]


def distance_to(time_ms: int) -> Callable[[int], int]:
    return lambda other_ms: abs(other_ms - time_ms)


def require_beat(grid: BeatGrid, index: int) -> None:
    """Raise BeatUnknownError unless the grid has a beat `index`."""
    if not 0 <= index < len(grid.beats):
        raise BeatUnknownError(beat=index + 1, count=len(grid.beats))


def require_inside(grid: BeatGrid, time_ms: int) -> None:
    """Raise BeatOutsideSongError unless the song plays at `time_ms`."""
    if not 0 <= time_ms < grid.duration_ms:
        raise BeatOutsideSongError(at_s=time_ms / 1000, song_s=grid.duration_ms / 1000)


def require_interval(interval_ms: float) -> None:
    """Raise BeatsTooCloseError unless beats may follow each other after `interval_ms`."""
    if interval_ms < LEAST_INTERVAL_MS:
        raise BeatsTooCloseError(least_ms=LEAST_INTERVAL_MS)
