"""Logistic regression with every song weighing the same, fitted by L-BFGS."""

from collections.abc import Sequence

import numpy as np
import scipy.optimize
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


def fit_logistic(
    features: Sequence[Doubles], truth: Sequence[NDArray[np.bool_]], *, penalty: float
) -> Doubles:
    """Return weights with the bias last; `penalty` is on half the squared weights without the bias.

    `features` and `truth` hold one array per song, (rows, columns) and (rows,).
    """
    rows = np.vstack(features)
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    target = np.concatenate(truth).astype(float)
    importance = np.concatenate([np.full(len(t), 1 / len(t)) for t in truth])
    importance /= importance.mean()
    penalties = np.append(np.full(rows.shape[1] - 1, penalty), 0.0)

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        log_odds = rows @ weights
        likelihood = importance * (np.logaddexp(0, log_odds) - target * log_odds)
        slope = importance * (1 / (1 + np.exp(-log_odds)) - target)
        cost = float(likelihood.sum() + 0.5 * (penalties * weights**2).sum())
        return cost, rows.T @ slope + penalties * weights

    start = np.zeros(rows.shape[1])
    return scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x


def fit_standardised(
    features: Sequence[Doubles], truth: Sequence[NDArray[np.bool_]], *, penalty: float
) -> Doubles:
    """Return weights for the raw `features`, with the penalty on their standardised values."""
    everything = np.vstack(features)
    mean, spread = everything.mean(axis=0), everything.std(axis=0) + 1e-9
    weights = fit_logistic([(song - mean) / spread for song in features], truth, penalty=penalty)
    scaled = weights[:-1] / spread
    return np.append(scaled, weights[-1] - scaled @ mean)
