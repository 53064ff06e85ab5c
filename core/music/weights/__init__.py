"""The fitted coefficients that ship with the package, made by `python -m core.music.training`."""

from functools import lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray


@lru_cache(maxsize=1)
def coefficients() -> dict[str, NDArray[np.float64]]:
    """Return the coefficients by name: `downbeat` (217,), `beat` (10,) and `tempo` (12,), bias last."""
    with as_file(files(__name__) / "downbeats.npz") as path, np.load(path) as stored:
        return {name: stored[name].astype(np.float64) for name in stored.files}
