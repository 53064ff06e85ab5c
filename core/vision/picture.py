"""The one reduced form in which a photo is looked at."""

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.media.stills.reduced import reduced_still

LONGEST_SIDE = 1024
SHORTEST_SIDE = 32

# An image of H x W x 3 bytes, blue first, as OpenCV has it, or of H x W for brightness alone.
Pixels = NDArray[np.uint8]

cv2.setNumThreads(1)  # the same sums in the same order, on any machine


def read_picture(still: Path, rotation_deg: int = 0, *, mirrored: bool = False) -> Pixels:
    """Return the file that is drawn of a photo, upright, at no more than 1024 pixels; raises OSError."""
    rgb = reduced_still(still, rotation_deg, mirrored=mirrored)
    small = _within(rgb.size, LONGEST_SIDE)
    if small != rgb.size:
        rgb = rgb.resize(small, Image.Resampling.BOX)
    return np.ascontiguousarray(np.asarray(rgb)[:, :, ::-1])


def at_side(pixels: Pixels, side: int) -> Pixels:
    """Return the picture with its longer side `side` pixels long, larger or smaller than it is."""
    height, width = pixels.shape[:2]
    scale = side / max(height, width)
    size = max(SHORTEST_SIDE, round(width * scale)), max(SHORTEST_SIDE, round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, size, interpolation=how), dtype=np.uint8)


def coarse(plane: NDArray[Any], size: tuple[int, int]) -> NDArray[np.float32]:
    """Return a picture much reduced to a width and height, as floats, for comparing it with another.

    Each pixel is the mean of four that are interpolated: an average of all that lies under it takes up to
    ten times as long, and in every frame the same places are looked at.
    """
    double = cv2.resize(plane, (2 * size[0], 2 * size[1]), interpolation=cv2.INTER_LINEAR)
    return cv2.resize(double, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def luma(pixels: Pixels) -> Pixels:
    """Return the brightness of a picture, 0 to 255."""
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def _within(size: tuple[int, int], side: int) -> tuple[int, int]:
    scale = min(1.0, side / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))
