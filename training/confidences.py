"""Fits the confidences of beats and tempo, and calibrates them on songs that they were not learned from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.activations import sigmoid
from core.music.tracking.confidence import tempo_features
from training.linear import logistic

Doubles = NDArray[np.float64]

PARTS = 5
BEAT_PENALTY, TEMPO_PENALTY = 60.0, 1.0


@dataclass(frozen=True)
class Evidence:
    """The chosen beats of a song, which of them are right, and whether their tempo is.

    `features` (beats, 14) and `is_right` (beats,) of all beats, `is_counted` where the song is annotated;
    `beat_share` and `tempo_share` say how much the song counts.
    """

    features: Doubles
    is_right: NDArray[np.bool_]
    is_counted: NDArray[np.bool_]
    has_right_tempo: bool
    beat_share: float
    tempo_share: float


def fit_confidences(songs: Sequence[Evidence]) -> tuple[Doubles, Doubles]:
    """Return the models of each beat's confidence and of the tempo's.

    A model is too sure in songs that it knows by heart and not sure enough of others. So its log-odds are
    scaled and shifted to what is right in songs that it has not learned from (Platt, "Probabilistic
    outputs for support vector machines", 1999), which leaves it the same linear model.
    """
    unseen = unseen_log_odds(songs)
    slope, shift = fit_beat(songs, [log_odds[:, None] for log_odds in unseen], penalty=0.0)
    model = fit_beat(songs, [song.features for song in songs]) * slope
    model[-1] += shift
    means = [tempo_features(sigmoid(log_odds * slope + shift)) for log_odds in unseen]
    truth, shares = [song.has_right_tempo for song in songs], [song.tempo_share for song in songs]
    return model, logistic(np.array(means), np.array(truth, float), np.array(shares), TEMPO_PENALTY)


def unseen_log_odds(songs: Sequence[Evidence]) -> list[Doubles]:
    """Return the log-odds of every beat by a model that has not learned from its song."""
    found: dict[int, Doubles] = {}
    for part in range(PARTS):
        known = [song for at, song in enumerate(songs) if at % PARTS != part]
        model = fit_beat(known, [song.features for song in known])
        for at in range(part, len(songs), PARTS):
            found[at] = songs[at].features @ model[:-1] + model[-1]
    return [found[at] for at in range(len(songs))]


def fit_beat(
    songs: Sequence[Evidence], features: Sequence[Doubles], penalty: float = BEAT_PENALTY
) -> Doubles:
    """Return a logistic model of which beats are right, each song counting alike whatever its length."""
    rows, truth, counts = [], [], []
    for song, all_rows in zip(songs, features, strict=True):
        counted = song.is_counted
        if counted.any():
            rows.append(all_rows[counted])
            truth.append(song.is_right[counted])
            counts.append(np.full(int(counted.sum()), song.beat_share / counted.sum()))
    return logistic(np.vstack(rows), np.concatenate(truth), np.concatenate(counts), penalty)
