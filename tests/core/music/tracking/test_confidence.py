"""Confidences are probabilities: high on a clear pulse, lower on a blurred one."""

import numpy as np
import pytest

from core.music.analysis.activations import hear
from core.music.analysis.spectra import spectra
from core.music.tracking.candidates import candidates
from core.music.tracking.choice import choose, read
from core.music.tracking.confidence import beat_confidences, probability, tempo_confidence
from tests.core.music.click_tracks import RATE_HZ, click, click_track, place


def confidences(song: np.ndarray) -> tuple[np.ndarray, float]:
    song_spectra = spectra(song[::2].astype(np.float32))
    hearing = hear(song_spectra)
    choice = choose([read(candidate, song_spectra, hearing) for candidate in candidates(hearing)])
    beats = beat_confidences(choice, hearing)
    return beats, tempo_confidence(beats)


def test_a_steady_pulse_is_trusted_more_than_a_stumbling_one() -> None:
    stumbling = np.zeros(20 * RATE_HZ)
    for time_s in np.cumsum(np.random.default_rng(0).uniform(0.3, 0.7, 37)):
        place(stumbling, click(), time_s)
    (steady_beats, steady_tempo), (other_beats, other_tempo) = (
        confidences(song) for song in (click_track(120, 20), stumbling)
    )
    assert steady_beats.mean() > 0.9
    assert other_beats.mean() < steady_beats.mean() - 0.05
    assert steady_tempo > other_tempo


def test_probabilities_lie_between_nothing_and_certainty() -> None:
    weights = np.array([3.0, -1.0, 0.5])
    given = probability(np.array([[0.0, 0.0], [50.0, 0.0], [-50.0, 0.0]]), weights)
    assert given == pytest.approx([0.6225, 1, 0], abs=1e-4)
