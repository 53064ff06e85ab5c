"""Confidences are probabilities: high on a clear pulse, lower on a blurred one."""

import numpy as np
import pytest
from click_tracks import RATE_HZ, click, click_track, place

from core.music.beats import decode_beats
from core.music.confidence import confidence_features, probability, tempo_features
from core.music.onset import onset_strength
from core.music.spectra import spectra
from core.music.weights import coefficients


def confidences(song: np.ndarray) -> tuple[np.ndarray, float]:
    onsets = onset_strength(spectra(song[::2].astype(np.float32)).flux)
    features = confidence_features(onsets, decode_beats(onsets))
    tempo = probability(tempo_features(features, 120), coefficients()["tempo"])
    return probability(features, coefficients()["beat"]), float(tempo)


def test_a_steady_pulse_is_trusted_more_than_a_stumbling_one() -> None:
    stumbling = np.zeros(20 * RATE_HZ)
    for time_s in np.cumsum(np.random.default_rng(0).uniform(0.3, 0.7, 37)):
        place(stumbling, click(), time_s)
    (steady_beats, steady_tempo), (other_beats, other_tempo) = (
        confidences(song) for song in (click_track(120, 20), stumbling)
    )
    assert steady_beats.mean() > 0.85
    assert other_beats.mean() < 0.7
    assert steady_tempo > other_tempo + 0.3


def test_probabilities_lie_between_nothing_and_certainty() -> None:
    weights = np.array([3.0, -1.0, 0.5])
    given = probability(np.array([[0.0, 0.0], [50.0, 0.0], [-50.0, 0.0]]), weights)
    assert given == pytest.approx([0.6225, 1, 0], abs=1e-4)
