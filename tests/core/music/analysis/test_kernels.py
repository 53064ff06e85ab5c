"""The compiled searches find what trying everything finds."""

from itertools import pairwise, product

import numpy as np
import pytest

from core.music.analysis.kernels import best_paths, best_positions


def exhaustive(onsets, intervals, gains, changes, shortest: int, hop: int) -> float:
    """Return the best score of any sequence of beats that ends in the last frames."""
    states = range(len(gains))

    def score(time: int, state: int) -> float:
        length = shortest + state
        own = gains[state] * onsets[time] + intervals[min(time // hop, len(intervals) - 1), state]
        if time < length:
            return own * time / length
        return own + max(score(time - length, before) + changes[state, before] for before in states)

    return max(score(len(onsets) - 1, state) for state in states)


@pytest.mark.parametrize("seed", range(5))
def test_best_paths_match_exhaustive_search(seed: int) -> None:
    rng = np.random.default_rng(seed)
    onsets = rng.random(18).astype(np.float32)
    intervals = rng.random((3, 3)).astype(np.float32)
    gains = rng.random(3).astype(np.float32)
    changes = -rng.random((3, 3)).astype(np.float32)
    ends, back = best_paths(onsets, intervals, gains, changes, 3, 6)
    assert ends[-1].max() == pytest.approx(exhaustive(onsets, intervals, gains, changes, 3, 6), rel=1e-5)
    assert back.shape == (18, 3)
    assert len(ends) == 5


@pytest.mark.parametrize(("seed", "metre"), [(0, 2), (1, 3), (2, 4), (3, 3)])
def test_best_positions_match_exhaustive_search(seed: int, metre: int) -> None:
    log_odds = np.random.default_rng(seed).normal(0, 4, 6)

    def score(positions: tuple[int, ...]) -> float:
        signs = np.where(np.array(positions) == 0, 1, -1)
        fits = -np.log1p(np.exp(-signs * log_odds)).sum()
        irregular = sum((b - a) % metre != 1 % metre for a, b in pairwise(positions))
        return float(fits - 1.5 * irregular)

    best, positions = best_positions(log_odds, metre, 1.5)
    assert best == pytest.approx(max(map(score, product(range(metre), repeat=6))))
    assert score(tuple(map(int, positions))) == pytest.approx(best)
