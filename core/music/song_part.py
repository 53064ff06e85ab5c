"""The used part of a song: its beats as places on the timeline."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from statistics import median

from pydantic import BaseModel, ConfigDict, Field

from core.errors import SongPartEmptyError
from core.music.grid.beat_grid import BeatGrid, measures_of
from core.schemas import EndsOn

USUAL_METRE = 4


class SongPiece(BaseModel):
    """A stretch of a song that plays without a break: `duration_ms` from its time `start_ms` on."""

    model_config = ConfigDict(frozen=True)

    start_ms: int = Field(ge=0)
    duration_ms: int = Field(ge=1)

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.duration_ms


@dataclass(frozen=True)
class SongPart:
    """`duration_ms` of a song from `start_ms` on, and the beats that lie in it.

    A shortened song has several `pieces`, which play one after the other, in the order of the song.

    `beats_ms[k]` is the timeline time of the k-th used beat, strictly increasing and inside
    [0, duration_ms); `grid_index[k]` is that beat's index in the grid. `first_downbeat` and
    `downbeats` are ks.
    """

    start_ms: int
    duration_ms: int
    beats_ms: tuple[int, ...]
    grid_index: tuple[int, ...]
    first_downbeat: int = 0
    is_whole_song: bool = True
    downbeats: tuple[int, ...] = ()
    pieces: tuple[SongPiece, ...] = ()

    @property
    def jumps(self) -> list[SongPiece]:
        """The pieces of a shortened song, none of one that plays through: as a timeline keeps them."""
        return list(self.pieces) if len(self.pieces) > 1 else []

    @property
    def begins_ms(self) -> list[int]:
        """Where each piece begins on the timeline."""
        return list(accumulate((piece.duration_ms for piece in self.pieces[:-1]), initial=0))

    def timeline_ms(self, song_ms: int) -> int | None:
        """Return where a time of the song is on the timeline, None for one that is cut out."""
        for begin_ms, piece in zip(self.begins_ms, self.pieces, strict=True):
            if piece.start_ms <= song_ms < piece.end_ms:
                return begin_ms + song_ms - piece.start_ms
        return self.duration_ms if self.pieces and song_ms == self.pieces[-1].end_ms else None

    def song_ms(self, timeline_ms: int) -> int:
        """Return which time of the song plays at a time of the timeline."""
        at = max(0, bisect_right(self.begins_ms, timeline_ms) - 1)
        return self.pieces[at].start_ms + timeline_ms - self.begins_ms[at]

    @property
    def beat_count(self) -> int:
        return len(self.beats_ms)

    @property
    def lead_in_ms(self) -> int:
        """The time before the first beat, which the first segment takes in."""
        return self.beats_ms[0] if self.beats_ms else self.duration_ms

    @cached_property
    def beat_length_ms(self) -> float:
        """The median time between two beats, or the whole part when there is no such time."""
        gaps = [after - before for before, after in pairwise(self.beats_ms)]
        return float(median(gaps)) if gaps else float(self.duration_ms)

    @cached_property
    def metre(self) -> int:
        """The usual number of beats in a bar."""
        bars = [after - before for before, after in pairwise(self.downbeats)]
        return int(median(bars)) if bars else USUAL_METRE

    def edges_ms(self, cuts: Sequence[int]) -> list[int]:
        """Return where segments begin and end on the timeline, given the used beats they are cut on."""
        return [0, *(self.beats_ms[cut] for cut in cuts), self.duration_ms]

    def beats_until(self, at_ms: int) -> int:
        """Return how many used beats come before `at_ms`."""
        return bisect_left(self.beats_ms, at_ms)

    def nearest_beat(self, at_ms: int) -> int:
        """Return the k of the used beat nearest to `at_ms`, the earlier of two equally near ones.

        Raises ValueError when the part has no beats.
        """
        after = self.beats_until(at_ms)
        near = range(max(0, after - 1), min(self.beat_count, after + 1))
        return min(near, key=lambda k: abs(self.beats_ms[k] - at_ms))


def song_part(
    grid: BeatGrid, start_ms: int = 0, duration_ms: int | None = None, ends_on: EndsOn = "song"
) -> SongPart:
    """Return the part of the song from `start_ms`, `duration_ms` long or to the song's end.

    A part that reaches beyond the song ends with it; one that `ends_on` a bar ends with the last bar
    that lies in it as a whole, if there is one. Beats that do not come strictly after the one
    before them are left out. Raises SongPartEmptyError when nothing of the song is left.
    """
    rest_ms = grid.duration_ms - start_ms
    length_ms = rest_ms if duration_ms is None else min(duration_ms, rest_ms)
    if start_ms < 0 or length_ms <= 0:
        raise SongPartEmptyError(start_s=start_ms / 1000, song_s=grid.duration_ms / 1000)
    if ends_on == "bar":
        length_ms = _last_bar_end_ms(grid, start_ms, start_ms + length_ms) - start_ms
    return of_pieces(grid, [SongPiece(start_ms=start_ms, duration_ms=length_ms)])


def of_pieces(grid: BeatGrid, pieces: Sequence[SongPiece], *, may_lack: bool = False) -> SongPart:
    """Return the song of `pieces`, which are in the order of the song and do not overlap.

    Raises SongPartEmptyError when one of them reaches beyond the song's end, unless it `may_lack` beats
    there.
    """
    used: list[tuple[int, int]] = []
    downbeats: list[int] = []
    begin_ms = 0
    for piece in pieces:
        if piece.end_ms > grid.duration_ms and not may_lack:
            raise SongPartEmptyError(start_s=piece.start_ms / 1000, song_s=grid.duration_ms / 1000)
        for index, beat in enumerate(grid.beats):
            at_ms = begin_ms + beat.time_ms - piece.start_ms
            if piece.start_ms <= beat.time_ms < piece.end_ms and (not used or at_ms > used[-1][1]):
                if beat.is_downbeat:
                    downbeats.append(len(used))
                used.append((index, at_ms))
        begin_ms += piece.duration_ms
    return SongPart(
        start_ms=pieces[0].start_ms,
        duration_ms=begin_ms,
        beats_ms=tuple(at_ms for _, at_ms in used),
        grid_index=tuple(index for index, _ in used),
        first_downbeat=downbeats[0] if downbeats else 0,
        is_whole_song=begin_ms == grid.duration_ms,
        downbeats=tuple(downbeats),
        pieces=tuple(pieces),
    )


def _last_bar_end_ms(grid: BeatGrid, start_ms: int, end_ms: int) -> int:
    """Return where the last whole bar between two times of the song ends, `end_ms` without one.

    The song's last bar is whole when it has as many beats as the others.
    """
    bars = measures_of(grid.beats, grid.duration_ms)
    if bars and bars[-1].beat_count < median(bar.beat_count for bar in bars):
        bars.pop()
    ends_ms = [bar.end_ms for bar in bars if start_ms <= bar.start_ms < bar.end_ms <= end_ms]
    return ends_ms[-1] if ends_ms else end_ms
