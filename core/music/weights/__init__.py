"""The fitted coefficients that ship with the package, made by `core.music.training.fit_downbeats`."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS = Path(__file__).with_name("downbeats.npz")


@lru_cache(maxsize=1)
def coefficients() -> dict[str, NDArray[np.float64]]:
    """Return the coefficients by name, each with its bias last.

    `downbeat` (217,) for `core.music.downbeats`, `beat` (10,) and `tempo` (12,) for
    `core.music.confidence`, and `prior` (217,), what `downbeat` was before the last fit: the
    coefficients of an earlier fit to rendered and annotated songs.
    """
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float64) for name in stored.files}
