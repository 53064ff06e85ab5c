"""Planes to draw into."""

import numpy as np

from core.render.draw.planes import Planes


def blank(width: int, height: int) -> Planes:
    """Return uninitialised planes of an even size."""
    half = (height // 2, width // 2)
    return Planes(np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8))
