"""How sure to be of each beat and of the tempo, as calibrated probabilities."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.activations import Activations, sigmoid, strongest_near
from core.music.tracking.choice import ChosenReading
from core.music.weights import Coefficients, coefficients

Doubles = NDArray[np.float64]

LEAST_SHARE = 1e-3
HEARD, CONTRAST, COVERED, SALIENCE, UNEVEN = 2, 4, 7, 20, 25
"""Places among the features of a reading."""


def confidence_features(choice: ChosenReading, hearing: Activations) -> Doubles:
    """Return what tells right beats from wrong ones, (beats, 14).

    The networks' log-odds at the beat, around it and further around, their probability on beats and
    half-way, the contrast of the two, the jitter of the intervals; then six of the whole song, the
    share of the belief in this reading among them; and the onset.
    """
    beats_s, song = choice.reading.beats_s, choice.reading.features
    beat = sigmoid(hearing.log_odds[:, 0])
    intervals = np.diff(beats_s)
    middles_s = np.append((beats_s[1:] + beats_s[:-1]) / 2, beats_s[-1])
    odds = np.clip(strongest_near(hearing.log_odds[:, 0], beats_s), -5, 4)
    on, between = strongest_near(beat, beats_s), strongest_near(beat, middles_s, 3)
    jitter = np.abs(np.gradient(np.append(intervals, intervals[-1]))) / np.median(intervals)
    whole = [song[HEARD], song[CONTRAST], song[COVERED], np.log(choice.share + LEAST_SHARE)]
    columns = [
        odds,
        around(odds, 5),
        around(odds, 17),
        around(on, 9),
        around(between, 9),
        around(on - between, 17),
        around(jitter, 9),
        *(np.full(len(beats_s), value) for value in [*whole, song[SALIENCE], song[UNEVEN]]),
        strongest_near(hearing.onsets, beats_s),
    ]
    return np.stack(columns, axis=1)


def around(values: Doubles, beats: int) -> Doubles:
    """Return the mean of so many `beats` around each."""
    return np.asarray(scipy.ndimage.uniform_filter1d(values, beats, mode="nearest"), np.float64)


def beat_confidences(
    choice: ChosenReading, hearing: Activations, weights: Coefficients | None = None
) -> Doubles:
    """Return the probability of each beat to be right, (beats,)."""
    return probability(confidence_features(choice, hearing), (weights or coefficients())["beat"])


def tempo_confidence(confidences: Doubles, weights: Coefficients | None = None) -> float:
    """Return the probability that the tempo, with its metrical level, is right, from those of the beats."""
    return float(probability(tempo_features(confidences), (weights or coefficients())["tempo"]))


def tempo_features(confidences: Doubles) -> Doubles:
    """Return what tells a right tempo from a wrong one, (1,)."""
    return np.array([confidences.mean()])


def probability(features: Doubles, weights: Doubles) -> Doubles:
    """Return the logistic model's probability for each row; `weights` hold the bias last."""
    return sigmoid(np.einsum("...j,j->...", features, weights[:-1]) + weights[-1])
