"""How sharp a picture is at its sharpest: shake blurs along one direction, defocus along all."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.picture import Pixels

TILES = 8
BEST_TILES = 6  # a tenth of 64: the subject is sharp, what is behind it need not be
COARSE_PX = 3
GRAIN = 2.0  # what noise and JPEG leave in a smooth tile, in squared grey values
LEAST_ENERGY = 0.1
# Second differences along the four directions in which a hand shakes.
DIRECTIONS = ((1, 0), (0, 1), (1, 1), (1, -1))


@dataclass(frozen=True)
class Sharpness:
    """`detail` is the mean fine energy of the sharpest tiles along their blurriest direction.

    `ratio` compares it with the coarse energy there: a blurred picture keeps its coarse edges only,
    whatever its contrast. `evenness` compares it with the fine energy along the sharpest direction, which
    a smear leaves as it is.
    """

    detail: float
    ratio: float
    evenness: float = 1.0


def measure_sharpness(grey: Pixels) -> Sharpness:
    """Return the sharpness of a picture given by its brightness, at the size at which it is looked at."""
    plane = grey.astype(np.float32)
    fine = np.stack([_tiled(_second_difference(plane, dx, dy)) for dx, dy in DIRECTIONS])
    coarse = np.stack(
        [_tiled(_second_difference(plane, dx * COARSE_PX, dy * COARSE_PX)) for dx, dy in DIRECTIONS]
    )
    weakest = fine.min(axis=0)
    ratios = weakest / (coarse.mean(axis=0) + GRAIN)
    best = np.argsort(weakest)[-BEST_TILES:]
    evenness = weakest[best] / np.maximum(fine.max(axis=0)[best], LEAST_ENERGY)
    return Sharpness(float(weakest[best].mean()), float(ratios[best].mean()), float(evenness.mean()))


def _second_difference(plane: NDArray[np.float32], dx: int, dy: int) -> NDArray[np.float32]:
    """Return twice each pixel less its two neighbours at a distance of (dx, dy), squared."""
    kernel = np.zeros((2 * abs(dy) + 1, 2 * abs(dx) + 1), np.float32)
    middle_y, middle_x = abs(dy), abs(dx)
    kernel[middle_y, middle_x] = 2
    kernel[middle_y - dy, middle_x - dx] -= 1
    kernel[middle_y + dy, middle_x + dx] -= 1
    difference = cv2.filter2D(plane, cv2.CV_32F, kernel)
    return np.square(difference, out=difference)


def _tiled(energy: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the mean of each of 8 x 8 tiles, as 64 values."""
    height, width = energy.shape
    rows, columns = min(TILES, height), min(TILES, width)
    whole = energy[: height // rows * rows, : width // columns * columns]
    means = cv2.resize(whole, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(means, dtype=np.float32).ravel()
