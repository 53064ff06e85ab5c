"""Notes that a person puts on beats: cuts snap to them, and other editing programs get them as markers."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from core.edit.edl import MOST_MARKERS
from core.errors import MarkersTooManyError, NoBeatForMarkerError
from core.music.grid.beat_grid import BeatGrid
from core.music.song_part import SongPart
from core.schemas import EditMarker


@dataclass(frozen=True)
class MarkedBeat:
    """A beat of the grid, its number among the used ones, and what its marker is called ("": no name)."""

    beat: int
    used: int
    name: str


def marked_beats(markers: Sequence[EditMarker], song: SongPart, grid: BeatGrid) -> list[MarkedBeat]:
    """Return the markers that lie in the used part of the song, each on the beat nearest to it, in order.

    A marker is kept by its time in the song, so it stays where it was when beats are corrected. Where
    two have come to one beat, the one that was set last counts.
    """
    used = {beat: number for number, beat in enumerate(song.grid_index)}
    times_ms = grid.times_ms
    names = {_nearest(times_ms, marker): marker.name for marker in markers} if times_ms else {}
    return [MarkedBeat(beat, used[beat], names[beat]) for beat in sorted(names) if beat in used]


def with_marker(
    markers: Sequence[EditMarker], song: SongPart, grid: BeatGrid, beat: int, name: str | None
) -> list[EditMarker]:
    """Return the markers with one of this name on a beat of the grid, or without it when `name` is None.

    Raises NoBeatForMarkerError outside the used part of the song, and MarkersTooManyError.
    """
    if beat not in song.grid_index:
        raise NoBeatForMarkerError
    times_ms = grid.times_ms
    others = [marker for marker in markers if _nearest(times_ms, marker) != beat]
    if name is None:
        return others
    if len(others) >= MOST_MARKERS:
        raise MarkersTooManyError(most=MOST_MARKERS)
    placed = [*others, EditMarker(song_ms=times_ms[beat], name=" ".join(name.split()))]
    return sorted(placed, key=lambda marker: marker.song_ms)


def _nearest(times_ms: Sequence[int], marker: EditMarker) -> int:
    after = bisect_left(times_ms, marker.song_ms)
    near = range(max(0, after - 1), min(len(times_ms), after + 1))
    return min(near, key=lambda beat: abs(times_ms[beat] - marker.song_ms))
