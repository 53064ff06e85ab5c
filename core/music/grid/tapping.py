"""Tapping along: a few taps choose the tempo and phase of the beats."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.errors import TapsUnclearError
from core.music.grid.beat_grid import BeatGrid, first_downbeat_index
from core.music.grid.metres import beats_per_bar
from core.music.grid.regrid import LEAST_INTERVAL_MS, Mark, counted, marks_of, with_marks

Doubles = NDArray[np.float64]

FEWEST_TAPS = 3
LONGEST_INTERVAL_MS = 3000
LARGEST_SCATTER = 0.15
LARGEST_TEMPO_DIFFERENCE = 0.12
LARGEST_DISTANCE = 0.2
CONFIDENCE = 0.9
RATIOS = ((1, 1), (2, 2), (2, 1), (1, 2), (3, 1), (1, 3), (3, 2), (2, 3), (4, 1), (1, 4))
"""Other readings of a grid: each interval divided by the first number, of that every second-th beat."""


@dataclass(frozen=True)
class TappedTempo:
    """An even pulse: a beat at `start_ms` and after every `interval_ms` from it, both ways."""

    start_ms: float
    interval_ms: float


def tap_along(grid: BeatGrid, taps_ms: Sequence[int]) -> BeatGrid:
    """Return the grid read at the tempo and phase of `taps_ms`.

    The grid's own beats are kept as far as they can be: of its readings at other levels (doubled,
    halved, in thirds, half a beat later) that nearest to the taps is taken, so that changes of tempo
    found in the song stay. Where none is near, the song gets even beats on the taps, the first tap
    being a "one". Raises TapsUnclearError for less than three taps, or taps without a tempo.
    """
    taps = np.unique(np.asarray(taps_ms, float))
    pulse = tapped_pulse(taps)
    best = min(readings(marks_of(grid)), key=lambda reading: misfit(reading, taps, pulse))
    if misfit(best, taps, pulse) <= LARGEST_DISTANCE:
        return with_reading(grid, best)
    return even(grid, pulse, taps[0])


def tapped_pulse(taps_ms: Doubles) -> TappedTempo:
    """Return the even pulse through the taps by least squares; a missed tap does no harm."""
    if len(taps_ms) < FEWEST_TAPS:
        raise TapsUnclearError(fewest=FEWEST_TAPS)
    gaps = np.diff(taps_ms)
    steps = np.concatenate([[0], np.cumsum(np.maximum(1, np.round(gaps / np.median(gaps))))])
    interval_ms, start_ms = np.polyfit(steps, taps_ms, 1)
    scatter = np.std(taps_ms - start_ms - interval_ms * steps) / interval_ms
    if scatter > LARGEST_SCATTER or not LEAST_INTERVAL_MS <= interval_ms <= LONGEST_INTERVAL_MS:
        raise TapsUnclearError(fewest=FEWEST_TAPS)
    return TappedTempo(float(start_ms), float(interval_ms))


def readings(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Yield the marks at every level and phase of `RATIOS`."""
    for parts, every in RATIOS:
        divided = subdivided(marks, parts)
        for phase in range(every):
            yield divided[phase::every]


def subdivided(marks: Sequence[Mark], parts: int) -> list[Mark]:
    """Return the marks with each interval divided into `parts`."""
    result: list[Mark] = []
    for mark, after in pairwise(marks):
        length_ms = after.time_ms - mark.time_ms
        result.append(mark)
        result += [
            Mark(
                mark.time_ms + round(Fraction(length_ms * part, parts)),
                is_downbeat=False,
                confidence=min(mark.confidence, after.confidence),
            )
            for part in range(1, parts)
        ]
    return [*result, *marks[-1:]]


def misfit(marks: Sequence[Mark], taps_ms: Doubles, pulse: TappedTempo) -> float:
    """Return how far the taps lie from the nearest marks, in intervals; infinite at another tempo."""
    times = np.array([mark.time_ms for mark in marks], float)
    nearby = times[(times > taps_ms[0] - pulse.interval_ms) & (times < taps_ms[-1] + pulse.interval_ms)]
    if len(nearby) < FEWEST_TAPS - 1 or np.diff(times).min() < LEAST_INTERVAL_MS:
        return np.inf
    if abs(np.log(np.median(np.diff(nearby)) / pulse.interval_ms)) > LARGEST_TEMPO_DIFFERENCE:
        return np.inf
    distances = np.abs(taps_ms[:, None] - nearby).min(axis=1)
    return float(distances.mean() / pulse.interval_ms)


def with_reading(grid: BeatGrid, marks: Sequence[Mark]) -> BeatGrid:
    """Return the grid with `marks`; unless they are its own beats, bars are counted from its first "one"."""
    if [mark.time_ms for mark in marks] == grid.times_ms:
        return with_marks(grid, marks)
    one_ms = grid.times_ms[first_downbeat_index(grid)]
    return with_marks(grid, counted_from(grid, marks, one_ms))


def counted_from(grid: BeatGrid, marks: Sequence[Mark], one_ms: float) -> list[Mark]:
    """Return the marks counted in the grid's metre from the one nearest to `one_ms`."""
    one = min(range(len(marks)), key=lambda index: abs(marks[index].time_ms - one_ms))
    return counted(marks, one, beats_per_bar(grid.time_signature))


def even(grid: BeatGrid, pulse: TappedTempo, one_ms: float) -> BeatGrid:
    """Return the grid with even beats of `pulse` through the whole song."""
    first = int(np.ceil(-pulse.start_ms / pulse.interval_ms))
    count = int((grid.duration_ms - pulse.start_ms) / pulse.interval_ms) - first + 1
    times = [round(pulse.start_ms + pulse.interval_ms * (first + step)) for step in range(count)]
    marks = [Mark(time, is_downbeat=False, confidence=CONFIDENCE) for time in times]
    return with_marks(grid, counted_from(grid, marks, one_ms))
