"""Corrections of single beats: add, move, remove."""

from bisect import bisect_left

from core.music.grid.beat_grid import BeatGrid
from core.music.grid.grid_edits import require_beat, require_inside, require_interval
from core.music.grid.regrid import Mark, marks_of, with_marks


def add_beat(grid: BeatGrid, time_ms: int) -> BeatGrid:
    """Return the grid with a beat at `time_ms`, inside the bar that plays there.

    Raises BeatOutsideSongError, or BeatsTooCloseError when a beat is less than 100 ms away.
    """
    require_inside(grid, time_ms)
    times = grid.times_ms
    index = bisect_left(times, time_ms)
    for neighbour_ms in times[max(0, index - 1) : index + 1]:
        require_interval(abs(neighbour_ms - time_ms))
    marks = marks_of(grid)
    return with_marks(grid, [*marks[:index], Mark(time_ms, is_downbeat=False, confidence=1), *marks[index:]])


def move_beat(grid: BeatGrid, index: int, to_ms: int) -> BeatGrid:
    """Return the grid with beat `index` at `to_ms`, between its neighbours.

    Raises BeatUnknownError, BeatOutsideSongError, or BeatsTooCloseError when it would pass a
    neighbour or come nearer than 100 ms.
    """
    require_beat(grid, index)
    require_inside(grid, to_ms)
    marks = marks_of(grid)
    for before in marks[max(0, index - 1) : index]:
        require_interval(to_ms - before.time_ms)
    for after in marks[index + 1 : index + 2]:
        require_interval(after.time_ms - to_ms)
    moved = Mark(to_ms, marks[index].is_downbeat, marks[index].confidence)
    return with_marks(grid, [*marks[:index], moved, *marks[index + 1 :]])


def remove_beat(grid: BeatGrid, index: int) -> BeatGrid:
    """Return the grid without beat `index`; a bar that it opened begins with the next beat.

    Raises BeatUnknownError or TooFewBeatsError.
    """
    require_beat(grid, index)
    marks = marks_of(grid)
    rest = marks[index + 1 :]
    if marks[index].is_downbeat and rest:
        rest[0] = Mark(rest[0].time_ms, is_downbeat=True, confidence=rest[0].confidence)
    return with_marks(grid, [*marks[:index], *rest])
