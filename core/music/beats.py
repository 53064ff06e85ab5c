"""The beats: the one path through time that best joins strong onsets by steady, likely intervals."""

from dataclasses import dataclass

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.kernels import best_paths
from core.music.spectra import FRAMES_PER_S, Floats
from core.music.tempo import HOP_FRAMES, INTERVALS, SHORTEST_INTERVAL, interval_salience, tempo_prior

ONSET_FLOOR = 0.027
ONSET_GAIN = 1.03
PRIOR_WEIGHT = 0.0097
SALIENCE_WEIGHT = 0.0404
TEMPO_CHANGE_COST = 18.1
LARGEST_TEMPO_CHANGE = 0.26
REACH_FRAMES = 3
END_FRAMES = 4
START_S = 0.012
FLUX_LEAD_S = 0.008
"""How much earlier than an onset its flux peaks: a window reacts before the onset reaches its centre."""


@dataclass(frozen=True)
class BeatPath:
    """Decoded beats: `frames` at 100 Hz, and the `salience` of every interval every half second."""

    frames: NDArray[np.int64]
    salience: Floats


def tempo_change_costs() -> Floats:
    """Return the score of following interval j by interval i, -inf where the step is too large."""
    change = np.abs(np.log(INTERVALS[:, None] / INTERVALS[None, :]))
    costs = np.where(change < LARGEST_TEMPO_CHANGE, -TEMPO_CHANGE_COST * change, -np.inf)
    return costs.astype(np.float32)


def decode_beats(onsets: Floats) -> BeatPath:
    """Return the best beats of an onset signal at 100 Hz by a semi-Markov Viterbi search.

    In the spirit of Ellis ("Beat tracking by dynamic programming", 2007), with the interval as part
    of the state: a beat scores its onset strength, an interval its length times how likely that
    tempo is in general and around this moment, and a change of tempo costs its log ratio.
    """
    salience = interval_salience(onsets)
    per_frame = PRIOR_WEIGHT * tempo_prior() + SALIENCE_WEIGHT * salience
    ends, back = best_paths(
        (onsets - ONSET_FLOOR).astype(np.float32),
        (INTERVALS * per_frame).astype(np.float32),
        (ONSET_GAIN * INTERVALS / 50).astype(np.float32),
        tempo_change_costs(),
        SHORTEST_INTERVAL,
        HOP_FRAMES,
    )
    frames = trace(ends, back)
    return BeatPath(frames[frames < len(onsets) - END_FRAMES], salience)


def trace(ends: Floats, back: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return the frames of the beats that lead to the best of `ends`, found by following `back`.

    `ends` holds the scores of the last frames; a path may end where its interval reaches the end.
    A path whose next step back falls just before the song begins has a beat at its very start.
    """
    count, first = len(back), len(back) - len(ends)
    remaining = count - 1 - np.arange(first, count)[:, None]
    complete = np.where(remaining <= INTERVALS, ends, -np.inf)
    row, state = np.unravel_index(int(np.argmax(complete)), complete.shape)
    frames, time = [], first + int(row)
    while True:
        frames.append(time)
        before = time - int(INTERVALS[state])
        if back[time, state] < 0:
            return np.array(([0] if -REACH_FRAMES <= before < 0 else []) + frames[::-1], np.int64)
        time, state = before, back[time, state]


def refine(frames: NDArray[np.int64], flux: Floats) -> NDArray[np.float64]:
    """Return beat times in seconds, moved to the flux peak within 30 ms by a parabola through it.

    A beat without a peak that near, as in a held chord, stays where it is. What sounds from the
    first sample on peaks a little late, having no silence before it, and is put at 0.
    """
    summed = scipy.ndimage.gaussian_filter1d(flux.sum(axis=1), 0.8).astype(np.float64)
    margin = REACH_FRAMES + 1
    padded = np.pad(summed, margin)
    window = frames[:, None] + margin + np.arange(-REACH_FRAMES, REACH_FRAMES + 1)
    peak = window[np.arange(len(frames)), np.argmax(padded[window], axis=1)]
    left, middle, right = padded[peak - 1], padded[peak], padded[peak + 1]
    bend = np.minimum(left - 2 * middle + right, -1e-9)
    shift = 0.5 * (left - right) / bend
    is_peak = (left <= middle) & (middle > right)
    times = np.where(is_peak, peak - margin + shift, frames)
    times_s = np.clip(times / FRAMES_PER_S + FLUX_LEAD_S, 0, None)
    return np.where(times_s < START_S, 0.0, times_s)
