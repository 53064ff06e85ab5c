"""A song made as short as a film is to be: whole parts and bars of it, joined where it sounds whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.music.analyzed_song import AnalyzedSong
from core.music.sections.song_sections import Intensity, Section
from core.music.song_part import SongPart, SongPiece, of_pieces, song_part
from core.schemas import ProjectSettings

LEAST_BARS, LEAST_SHARE = 4, 1 / 3  # of a piece: so many bars, or so much of the film
LEAST_WHOLE = 0.8  # of the length that was asked for, where that can be
PHRASE_BARS = 4
# What it costs: to begin or end elsewhere than the song, a bar that the film is shorter than asked, to
# leave the lively parts out; at a seam, to come from another kind of part, in its middle, out of phrase.
ELSEWHERE, SHORTER, DULL = 0.5, 0.3, 1.2
OTHER_PART, IN_ITS_MIDDLE, OUT_OF_PHRASE, LOUDER = 0.4, 0.6, 0.5, 0.15
LIVELY: tuple[Intensity, ...] = ("high", "drop")
LOUDNESS: dict[Intensity, int] = {"calm": 0, "medium": 1, "high": 2, "drop": 3}
Values = NDArray[np.float64]


def used_song(settings: ProjectSettings, song: AnalyzedSong) -> SongPart:
    """Return what a film plays of a song: the part that is chosen, shortened to the film's length.

    Raises SongPartEmptyError.
    """
    chosen = song_part(song.grid, song.start_ms, song.duration_ms, settings.ends_on)
    if settings.film_length_ms is None or chosen.duration_ms <= settings.film_length_ms:
        return chosen
    return of_pieces(song.grid, shortened(chosen, song.sections, settings.film_length_ms))


def shortened(song: SongPart, sections: Sequence[Section], length_ms: int) -> list[SongPiece]:
    """Return the pieces of `song` that are at most `length_ms` long together, and nearly that.

    One seam at most, from one downbeat to a later one; the song's own beginning, end and liveliest part
    are kept where that can be. Without bars it is the song's beginning.
    """
    end_ms = song.start_ms + song.duration_ms
    bars = np.array([song.start_ms + song.beats_ms[bar] for bar in song.downbeats], dtype=np.float64)
    if len(bars) <= 2 * LEAST_BARS:
        return [SongPiece(start_ms=song.start_ms, duration_ms=length_ms)]
    course = _Bars.of(bars, sections, song.start_ms, end_ms)
    ways = [way for ends in course.ends(length_ms) if (way := course.best(*ends, length_ms))]
    if not ways:
        return [SongPiece(start_ms=song.start_ms, duration_ms=length_ms)]
    whole = [way for way in ways if _length_ms(way[1]) >= LEAST_WHOLE * length_ms]
    _, spans = min(whole or ways)
    return [SongPiece(start_ms=round(begin), duration_ms=round(end) - round(begin)) for begin, end in spans]


Spans = tuple[tuple[float, float], ...]


def _length_ms(spans: Spans) -> float:
    return sum(end - begin for begin, end in spans)


@dataclass(frozen=True)
class _Bars:
    """Where the bars of a song begin, in ms, and for each the part it is in and its place in there."""

    starts: Values
    part: NDArray[np.int64]
    place: NDArray[np.int64]
    labels: NDArray[np.int64]
    loud: NDArray[np.int64]
    edges: tuple[float, float]

    @classmethod
    def of(cls, starts: Values, sections: Sequence[Section], begin_ms: int, end_ms: int) -> "_Bars":
        begins = np.array([section.start_ms for section in sections] or [0], dtype=np.float64)
        bar_ms = float(np.median(np.diff(starts)))
        part = np.maximum(0, np.searchsorted(begins, starts + bar_ms / 2, side="right") - 1)
        first = np.searchsorted(part, part, side="left")
        names = [section.label for section in sections] or ["A"]
        labels = np.array([names.index(name) for name in names])
        loud = np.array([LOUDNESS[section.intensity] for section in sections] or [1])
        return cls(starts, part, np.arange(len(starts)) - first, labels[part], loud[part], (begin_ms, end_ms))

    @property
    def bar_ms(self) -> float:
        return float(np.median(np.diff(self.starts)))

    def ends(self, length_ms: int) -> Iterator[tuple[float, float]]:
        """Yield where a film may begin and end: with the song, with a part of it, or without a seam."""
        opening = [float(self.starts[bar]) for bar in np.flatnonzero(self.place == 0)]
        for begin in (self.edges[0], *opening[1:]):
            for end in (*opening[1:], self.edges[1]):
                if end - begin >= LEAST_BARS * self.bar_ms:
                    yield begin, end
            yield begin, self._end_without_seam(begin, length_ms)

    def _end_without_seam(self, begin: float, length_ms: int) -> float:
        """Return the last downbeat of a film from `begin` on, or its full length where that is too early."""
        last = int(np.searchsorted(self.starts, begin + length_ms, side="right")) - 1
        if last >= 0 and self.starts[last] - begin >= LEAST_WHOLE * length_ms:
            return float(self.starts[last])
        return min(begin + length_ms, self.edges[1])

    def best(self, begin: float, end: float, length_ms: int) -> tuple[float, Spans] | None:
        """Return the cost and the pieces of the best film between these ends, None without one."""
        edges = ELSEWHERE * ((begin != self.edges[0]) + (end != self.edges[1]))
        if end - begin <= length_ms:
            short = length_ms - (end - begin)
            whole = (begin, end)
            cost = edges + SHORTER * short / self.bar_ms + self._dull(np.array([begin]), np.array([end]), 0.0)
            return float(cost[0]), (whole,)
        least = min(LEAST_BARS * self.bar_ms, LEAST_SHARE * length_ms)
        leave = np.flatnonzero((self.starts >= begin + least) & (self.starts <= begin + length_ms - least))
        wanted = end - (length_ms - (self.starts[leave] - begin))
        enter = np.searchsorted(self.starts, wanted - 1)
        fits = (enter < len(self.starts)) & (enter > leave)
        leave, enter = leave[fits], enter[fits]
        left, entered = self.starts[leave], self.starts[enter]
        short = length_ms - (left - begin) - (end - entered)
        is_long = end - entered >= least
        if not is_long.any():
            return None
        dull = self._dull(np.full(len(left), begin), left, self._lively(entered, np.full(len(left), end)))
        cost = edges + SHORTER * short / self.bar_ms + self._seam(leave, enter) + dull
        cost[~is_long] = np.inf
        at = int(np.argmin(np.round(cost, 6)))
        return float(cost[at]), ((begin, float(left[at])), (float(entered[at]), end))

    def _seam(self, leave: NDArray[np.int64], enter: NDArray[np.int64]) -> Values:
        """Return what it costs to go on with bar `enter` where bar `leave` would have come."""
        other = self.labels[leave] != self.labels[enter]
        middle = (self.place[leave] > 0) | (self.place[enter] > 0)
        out = self.place[leave] % PHRASE_BARS != self.place[enter] % PHRASE_BARS
        louder = np.abs(self.loud[leave] - self.loud[enter])
        return OTHER_PART * other + IN_ITS_MIDDLE * (other & middle) + OUT_OF_PHRASE * out + LOUDER * louder

    def _dull(self, begin: Values, end: Values, more: Values | float) -> Values:
        """Return what it costs that the film is less lively than a song as lively as can be."""
        total = float(self._lively(np.array([self.edges[0]]), np.array([self.edges[1]]))[0])
        if not total:
            return np.zeros(len(begin))
        return DULL * (1 - np.minimum(1.0, 3 * (self._lively(begin, end) + more) / total))

    def _lively(self, begin: Values, end: Values) -> Values:
        """Return how many ms between these times are in lively parts."""
        ends = np.append(self.starts[1:], self.edges[1])
        lengths = (ends - self.starts) * np.isin(self.loud, [LOUDNESS[one] for one in LIVELY])
        so_far = np.concatenate([[0.0], np.cumsum(lengths)])
        times = np.append(self.starts, self.edges[1])
        return np.interp(end, times, so_far) - np.interp(begin, times, so_far)
