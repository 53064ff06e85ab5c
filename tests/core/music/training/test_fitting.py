"""Fitting: coefficients are recovered, folds keep songs apart, and the scores are the known ones."""

import numpy as np
import pytest

from core.music.training.annotations import Annotation, near, read_annotation
from core.music.training.fit_downbeats import calibration_error, contrasts, f_measure
from core.music.training.logistic import fit_logistic, fit_standardised


def songs(weights: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray]]:
    rng = np.random.default_rng(0)
    features = [rng.normal(2, 3, (400, len(weights) - 1)) for _ in range(5)]
    odds = [song @ weights[:-1] + weights[-1] for song in features]
    return features, [rng.random(400) < 1 / (1 + np.exp(-o)) for o in odds]


@pytest.mark.parametrize("fit", [fit_logistic, fit_standardised])
def test_known_weights_are_recovered(fit) -> None:
    weights = np.array([0.8, -0.5, 0.0, 0.3])
    assert fit(*songs(weights), penalty=0.01) == pytest.approx(weights, abs=0.15)


def test_a_penalty_shrinks_all_but_the_bias() -> None:
    data = songs(np.array([0.8, -0.5, 0.3]))
    assert np.abs(fit_logistic(*data, penalty=1e5)[:-1]).max() < 0.05


def test_contrasts_of_a_constant_are_nothing() -> None:
    assert np.full(18, 3.0) @ contrasts(2) == pytest.approx(np.zeros(4))


def test_f_measure_counts_matches_within_70_ms() -> None:
    reference = np.array([0.0, 1.0, 2.0, 3.0])
    assert f_measure(reference + 0.06, reference) == 1
    assert f_measure(reference + 0.08, reference) == 0
    assert f_measure(reference[::2], reference) == pytest.approx(2 / 3)
    assert f_measure(np.zeros(0), reference) == 0


def test_calibration_error_is_the_gap_between_promise_and_truth() -> None:
    truth = np.array([True] * 8 + [False] * 2)
    assert calibration_error(np.full(10, 0.8), truth) == pytest.approx(0)
    assert calibration_error(np.full(10, 0.5), truth) == pytest.approx(0.3)


def test_annotations_are_read_as_seconds_and_numbers(tmp_path) -> None:
    path = tmp_path / "song.beats"
    path.write_text("0.5\t3\n1.0\t4\n1.5\t1\n\n2.0\t2\n")
    annotation = read_annotation(path)
    assert list(annotation.downbeats_s) == [1.5]
    assert list(annotation.covers(np.array([0.2, 0.3, 2.2, 2.3]))) == [False, True, True, False]


def test_nothing_is_near_an_empty_reference() -> None:
    annotation = Annotation(np.array([1.0]), np.array([2]))
    assert not near(np.array([1.0]), annotation.downbeats_s).any()
