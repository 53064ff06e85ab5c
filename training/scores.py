"""How good found beats are, by the measures of the literature, and how far confidences can be trusted."""

from dataclasses import dataclass

import mir_eval
import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

TOLERANCE_S = 0.07
TEMPO_TOLERANCE = 0.04
COLUMNS = ("F", "CMLt", "AMLt", "downbeat F", "Acc1", "offset ms")
UNKNOWN = 9
"""The number of a beat whose place in the bar is not known."""


@dataclass(frozen=True)
class Estimate:
    """What an analyser says: beats in seconds, which are ones, the tempo, and how sure it is of each."""

    beats_s: Doubles
    is_one: NDArray[np.bool_]
    confidences: Doubles
    bpm: float
    bpm_confidence: float = 1.0


def right(times_s: Doubles, reference_s: Doubles) -> NDArray[np.bool_]:
    """Return which times lie within 70 ms of a true one."""
    return np.abs(times_s[:, None] - reference_s).min(axis=1) <= TOLERANCE_S


def inside(times_s: Doubles, reference_s: Doubles) -> NDArray[np.bool_]:
    """Return which times lie within the annotated part of a song."""
    half_s = 0.5 * float(np.median(np.diff(reference_s)))
    return (times_s >= reference_s[0] - half_s) & (times_s <= reference_s[-1] + half_s)


def score(estimate: Estimate, times_s: Doubles, numbers: NDArray[np.int64]) -> list[float]:
    """Return the values of `COLUMNS` within the annotated part of one song."""
    half_s = 0.5 * float(np.median(np.diff(times_s)))
    counted = inside(estimate.beats_s, times_s)
    beats_s, ones_s = estimate.beats_s[counted], estimate.beats_s[counted & estimate.is_one]
    is_known = numbers != UNKNOWN
    known_from_s = times_s[is_known][0] - half_s if is_known.any() else times_s[0]
    continuity = mir_eval.beat.continuity(times_s, beats_s)
    bpm = 60 / float(np.median(np.diff(times_s)))
    nearest = (
        beats_s[np.abs(beats_s[:, None] - times_s).argmin(axis=0)] - times_s if len(beats_s) else beats_s
    )
    near = nearest[np.abs(nearest) <= TOLERANCE_S]
    return [
        mir_eval.beat.f_measure(times_s, beats_s),
        continuity[1],
        continuity[3],
        mir_eval.beat.f_measure(times_s[numbers == 1], ones_s[ones_s >= known_from_s]),
        float(abs(estimate.bpm - bpm) <= TEMPO_TOLERANCE * bpm),
        1000 * float(np.median(near)) if len(near) else np.nan,
    ]


def calibration_error(confidences: Doubles, truth: NDArray[np.bool_]) -> float:
    """Return the expected calibration error over ten equal bins (Naeini et al., AAAI 2015)."""
    bins = np.clip((confidences * 10).astype(int), 0, 9)
    return sum(
        abs(float(confidences[bins == b].mean() - truth[bins == b].mean())) * float((bins == b).mean())
        for b in np.unique(bins)
    )


def paired_interval(before: Doubles, after: Doubles, draws: int = 2000) -> tuple[Doubles, Doubles, Doubles]:
    """Return the mean of `after` - `before` (songs, measures) and its 95 % bootstrap interval."""
    differences = after - before
    chosen = np.random.default_rng(0).integers(0, len(differences), (draws, len(differences)))
    low, high = np.percentile(differences[chosen].mean(axis=1), [2.5, 97.5], axis=0)
    return differences.mean(axis=0), low, high
