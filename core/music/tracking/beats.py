"""The beats: the one path through time that best joins strong onsets by steady, likely intervals."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.kernels import best_paths
from core.music.analysis.spectra import FRAMES_PER_S, Floats
from core.music.tracking.tempo import HOP_FRAMES, INTERVALS, SHORTEST_INTERVAL, TempoPrior

PRIOR_WEIGHT = 0.01
SALIENCE_WEIGHT = 0.04
TEMPO_CHANGE_COST = 15.0
LARGEST_TEMPO_CHANGE = 0.26
REACH_FRAMES = 3
END_FRAMES = 4
START_S = 0.012
FLUX_LEAD_S = 0.008
"""How much earlier than an onset its flux peaks: a window reacts before the onset reaches its centre."""


def tempo_change_costs() -> Floats:
    """Return the score of following interval j by interval i, -inf where the step is too large."""
    change = np.abs(np.log(INTERVALS[:, None] / INTERVALS[None, :]))
    costs = np.where(change < LARGEST_TEMPO_CHANGE, -TEMPO_CHANGE_COST * change, -np.inf)
    return costs.astype(np.float32)


def decode_beats(activation: Floats, salience: Floats, prior: TempoPrior) -> NDArray[np.int64]:
    """Return the frames of the best beats of an activation at 100 Hz by a semi-Markov Viterbi search.

    In the spirit of Ellis ("Beat tracking by dynamic programming", 2007), with the interval as part
    of the state: a beat scores its activation, an interval its length times how likely that tempo is
    in general and around this moment (`salience`), and a change of tempo costs its log ratio.
    """
    per_frame = prior.trust * (PRIOR_WEIGHT * prior.scores() + SALIENCE_WEIGHT * salience)
    ends, back = best_paths(
        activation,
        (INTERVALS * per_frame).astype(np.float32),
        np.sqrt(INTERVALS / 50).astype(np.float32),
        tempo_change_costs(),
        SHORTEST_INTERVAL,
        HOP_FRAMES,
    )
    frames = trace(ends, back)
    return frames[frames < len(activation) - END_FRAMES]


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
