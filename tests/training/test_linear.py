"""The fits find what made their data, and what bars deserve is read off their numbers."""

import numpy as np
import pytest

from core.music.tracking.bar_hypotheses import HYPOTHESES
from training.fit import true_hypothesis
from training.folds import fold_of
from training.linear import conditional, logistic
from training.scores import calibration_error, paired_interval

RNG = np.random.default_rng(3)


def test_a_logistic_model_finds_its_coefficients() -> None:
    features = RNG.normal(size=(4000, 2)) * [1, 5]
    truth = RNG.random(4000) < 1 / (1 + np.exp(-(features @ [1.0, -0.4] + 0.5)))
    model = logistic(features, truth.astype(float), np.ones(4000), 0.1)
    assert model == pytest.approx([1.0, -0.4, 0.5], abs=0.15)


def test_a_choice_prefers_what_was_right() -> None:
    options = [RNG.normal(size=(size, 2)) for size in RNG.integers(2, 6, 300)]
    targets = [(values[:, 0] == values[:, 0].max()).astype(float) for values in options]
    model = conditional(options, targets, [1.0] * 300, 1.0)
    assert model[0] > 2
    assert abs(model[1]) < 0.3


def test_bars_of_four_deserve_most_belief_and_their_halves_a_little() -> None:
    belief = true_hypothesis(np.tile([3, 4, 1, 2], 6))
    assert belief is not None
    assert HYPOTHESES[int(np.argmax(belief))] == (4, 2)
    assert belief[HYPOTHESES.index((2, 0))] > 0
    assert true_hypothesis(np.array([1, 2])) is None


def test_each_fold_holds_songs_of_every_kind() -> None:
    folds = fold_of([f"{kind}_{number}" for kind in ("a", "b") for number in range(10)])
    assert {(name[0], fold) for name, fold in folds.items()} == {(k, f) for k in "ab" for f in range(5)}


def test_confidences_that_keep_their_word_have_no_calibration_error() -> None:
    truth = np.arange(1000) % 4 != 0
    assert calibration_error(np.full(1000, 0.75), truth) == pytest.approx(0)
    assert calibration_error(np.ones(1000), truth) == pytest.approx(0.25)


def test_an_interval_tells_a_gain_from_chance() -> None:
    before = RNG.random((40, 1))
    mean, low, high = paired_interval(before, before + 0.1)
    assert (mean, low, high) == pytest.approx((0.1, 0.1, 0.1))
