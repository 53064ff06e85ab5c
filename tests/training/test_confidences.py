"""Confidences hold in songs that nothing was learned from, however well the known ones are remembered."""

import numpy as np

from core.music.analysis.activations import sigmoid
from training.confidences import Evidence, fit_beat, fit_confidences

BEATS, KNOWN, NEW = 30, 30, 400
USEFUL, USELESS = 1, 19


def songs(count: int, seed: int) -> list[Evidence]:
    """Songs that are right or wrong as a whole, which one thing tells and many others don't."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        of_song = rng.normal(size=USEFUL + USELESS)
        is_right = np.full(BEATS, rng.random() < sigmoid(2 * of_song[0]))
        features = of_song + 0.1 * rng.normal(size=(BEATS, USEFUL + USELESS))
        made.append(Evidence(features, is_right, np.ones(BEATS, bool), bool(is_right[0]), 1.0, 1.0))
    return made


def loss(model: np.ndarray, judged: list[Evidence]) -> float:
    odds = np.concatenate([song.features @ model[:-1] + model[-1] for song in judged])
    truth = np.concatenate([song.is_right for song in judged])
    return float((np.logaddexp(0, odds) - truth * odds).mean())


def test_a_model_that_remembers_its_songs_is_made_less_sure_of_others() -> None:
    known, new = songs(KNOWN, 0), songs(NEW, 1)
    plain = fit_beat(known, [song.features for song in known])
    calibrated, _ = fit_confidences(known)
    assert np.abs(calibrated[:-1]).sum() < np.abs(plain[:-1]).sum()
    assert loss(calibrated, new) < loss(plain, new)


def test_a_tempo_is_the_surer_the_surer_its_beats_are() -> None:
    _, (slope, _) = fit_confidences(songs(200, 2))
    assert slope > 0
