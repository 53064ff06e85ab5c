"""How sure to be of each beat and of the tempo, as calibrated probabilities."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.beats import BeatPath
from core.music.spectra import Floats
from core.music.tempo import HOP_FRAMES, SHORTEST_INTERVAL

Doubles = NDArray[np.float64]

AROUND_BEATS = 9
REACH_FRAMES = 3


def strongest_near(onsets: Floats, frames: NDArray[np.int64]) -> Floats:
    """Return the greatest onset strength within 30 ms of each of `frames`."""
    nearby = np.asarray(scipy.ndimage.maximum_filter1d(onsets, 2 * REACH_FRAMES + 1), np.float32)
    return nearby[np.clip(frames, 0, len(onsets) - 1)]


def confidence_features(onsets: Floats, path: BeatPath) -> Doubles:
    """Return what tells right beats from wrong ones, (beats, 9).

    Onset strength at the beat and around it, its contrast with the half beats, the salience of the
    interval, the best salience at that moment and their ratio, the jitter of the intervals nearby,
    then for the whole song the contrast of beats with everything and the spread of the intervals.
    """
    frames = path.frames
    intervals = np.append(np.diff(frames), frames[-1] - frames[-2])
    on, off = strongest_near(onsets, frames), strongest_near(onsets, frames + intervals // 2)
    moment = np.minimum(frames // HOP_FRAMES, len(path.salience) - 1)
    states = np.clip(intervals - SHORTEST_INTERVAL, 0, path.salience.shape[1] - 1)
    own, best = path.salience[moment, states], path.salience.max(axis=1)[moment]
    jitter = np.abs(np.gradient(intervals.astype(float))) / intervals
    song = [np.log(on.mean() / (onsets.mean() + 1e-6) + 1e-6), intervals.std() / intervals.mean()]
    local = scipy.ndimage.uniform_filter1d
    columns = [
        on,
        local(on, AROUND_BEATS),
        local(on - off, AROUND_BEATS),
        own,
        best,
        own / (best + 1e-6),
        local(jitter, AROUND_BEATS),
        *(np.full(len(frames), value) for value in song),
    ]
    return np.stack(columns, axis=1).astype(np.float64)


def tempo_features(beat_features: Doubles, bpm: float) -> Doubles:
    """Return what tells a right tempo from a wrong one, (11,), from a song's beat features."""
    octave = np.log(bpm / 110)
    return np.append(beat_features.mean(axis=0), [abs(octave), octave])


def probability(features: Doubles, weights: Doubles) -> Doubles:
    """Return the logistic model's probability for each row; `weights` hold the bias last."""
    log_odds = np.einsum("...j,j->...", features, weights[:-1]) + weights[-1]
    return 1 / (1 + np.exp(-log_odds))
