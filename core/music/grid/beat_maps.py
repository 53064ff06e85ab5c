"""Which beat of a corrected grid each beat of the grid before has become."""

from bisect import bisect_left
from collections.abc import Sequence

from core.music.grid.beat_grid import BeatGrid
from core.music.grid.grid_operations import (
    GRID_OPERATION,
    AnyGridOperation,
    MoveBeat,
    Reset,
    Retime,
    Shift,
    Snap,
    Tap,
)
from core.music.song_history import HistoryPosition, SongHistory

BeatMap = dict[int, int]
"""From indices of beats to those of another grid, increasing; beats that are gone are not in it."""


def beat_map(before: BeatGrid, after: BeatGrid, operation: AnyGridOperation) -> BeatMap:
    """Return what the beats of `before` are in `after`, which `operation` made of it."""
    old, new = before.times_ms, after.times_ms
    match operation:
        case MoveBeat() | Snap():
            return {index: index for index in range(len(old))}
        case Shift(by_ms=by_ms):
            return _equal([time + by_ms for time in old], new)
        case Retime(first=first, last=last, beats=beats):
            return _retimed(len(old), first, last, beats)
        case Tap():
            return _nearest(old, new)
        case _:
            return _equal(old, new)


def carried(history: SongHistory, place: HistoryPosition, since: int, until: int) -> BeatMap:
    """Return what the beats after `since` steps are after `until` steps, forward or back."""
    if since > until:
        return inverse(carried(history, place, until, since))
    beats = {index: index for index in range(len(history.state(place, since).grid.beats))}
    for number in range(since, until):
        step = _step_map(history, place, number)
        beats = {first: step[now] for first, now in beats.items() if now in step}
    return beats


def inverse(beats: BeatMap) -> BeatMap:
    return {after: before for before, after in beats.items()}


def _step_map(history: SongHistory, place: HistoryPosition, number: int) -> BeatMap:
    """Return what step `number` did to the beats."""
    step = place.steps[number]
    before, after = history.state(place, number).grid, history.state(place, number + 1).grid
    if step.grid == place.step(number).grid:
        return {index: index for index in range(len(before.beats))}
    operation = GRID_OPERATION.validate_python(step.operation)
    if isinstance(operation, Reset):
        return inverse(carried(history, place, 0, number))
    return beat_map(before, after, operation)


def _equal(old: Sequence[int], new: Sequence[int]) -> BeatMap:
    places = {time: index for index, time in enumerate(new)}
    return {index: places[time] for index, time in enumerate(old) if time in places}


def _retimed(count: int, first: int, last: int, beats: int) -> BeatMap:
    """Return the beats outside the stretch, and those inside it that fall on one of its new beats."""
    steps = last - first
    before = {index: index for index in range(first)}
    inside = {first + n: first + n * beats // steps for n in range(steps) if n * beats % steps == 0}
    return before | inside | {index: index + beats - steps for index in range(last, count)}


def _nearest(old: Sequence[int], new: Sequence[int]) -> BeatMap:
    """Return the nearest new beat of each old one, the later of two; it belongs to the nearest old one."""
    found: dict[int, int] = {}
    for index, time in enumerate(old):
        after = bisect_left(new, time)
        near = [place for place in (after, after - 1) if 0 <= place < len(new)]
        place = min(near, key=lambda place: abs(new[place] - time))
        rival = found.get(place)
        if rival is None or abs(old[rival] - new[place]) > abs(time - new[place]):
            found[place] = index
    return inverse(dict(sorted(found.items())))
