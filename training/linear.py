"""Fits the linear models: logistic regression, and the choice of one among several."""

from collections.abc import Callable, Sequence

import numpy as np
import scipy.optimize
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Objective = Callable[[Doubles], tuple[float, Doubles]]

MOST_STEPS = 300
LEAST_SPREAD = 1e-3


def minimum(objective: Objective, size: int) -> Doubles:
    """Return where `objective` (value and gradient) is least, begun from zeros."""
    found = scipy.optimize.minimize(
        objective, np.zeros(size), jac=True, method="L-BFGS-B", options={"maxiter": MOST_STEPS}
    )
    return np.asarray(found.x)


def logistic(features: Doubles, truth: Doubles, weights: Doubles, penalty: float) -> Doubles:
    """Return the coefficients of a logistic model with the bias last; `weights` count the rows.

    The `penalty` is on the squared coefficients of features scaled to unit spread.
    """
    mean, spread = features.mean(axis=0), features.std(axis=0) + LEAST_SPREAD
    scaled = np.column_stack([(features - mean) / spread, np.ones(len(features))])
    weights = weights / weights.mean()

    def objective(model: Doubles) -> tuple[float, Doubles]:
        odds = scaled @ model
        held = np.append(model[:-1], 0.0)
        loss = (weights * (np.logaddexp(0, odds) - truth * odds)).sum() + 0.5 * penalty * held @ held
        return float(loss), scaled.T @ (weights * (1 / (1 + np.exp(-odds)) - truth)) + penalty * held

    model = minimum(objective, scaled.shape[1])
    slopes = model[:-1] / spread
    return np.append(slopes, model[-1] - mean @ slopes)


def conditional(
    options: Sequence[Doubles], targets: Sequence[Doubles], weights: Sequence[float], penalty: float
) -> Doubles:
    """Return the coefficients by which the right one of several options scores best.

    A conditional logit (McFadden 1974): each of `options` holds the features of one occasion, (options,
    features), each of `targets` how much belief each option deserves, summing to 1.
    """
    spread = np.vstack(list(options)).std(axis=0) + LEAST_SPREAD
    most, size = max(map(len, options)), len(spread)
    scaled, masked, wanted = (
        np.zeros((len(options), most, size)),
        np.full((len(options), most), -1e9),
        np.zeros((len(options), most)),
    )
    for row, (features, target) in enumerate(zip(options, targets, strict=True)):
        scaled[row, : len(features)] = (features - features.mean(axis=0)) / spread
        masked[row, : len(features)] = 0
        wanted[row, : len(features)] = target
    counts = np.asarray(weights, float)[:, None]

    def objective(model: Doubles) -> tuple[float, Doubles]:
        scores = scaled @ model + masked
        beliefs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
        loss = -(counts * wanted * np.maximum(beliefs, -30)).sum() + 0.5 * penalty * model @ model
        return float(loss), np.einsum(
            "ij,ijk->k", counts * (np.exp(beliefs) - wanted), scaled
        ) + penalty * model

    return minimum(objective, size) / spread
