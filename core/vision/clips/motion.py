"""What moves between two frames: the camera, and what is before it."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import Box
from core.vision.picture import Pixels

SURE_SHIFT, FARTHEST = 0.12, 0.4
CAMERA_LEAVES = 0.75  # of what differs, when the camera moved
MOVING = 10.0  # grey values; less is noise
LEAST_AREA, MOST_AREA = 0.002, 0.5
SPREADS = 1.9
SPOT_PX = 9
DIGITS = 3

Plane = NDArray[np.float32]


@dataclass(frozen=True)
class Motion:
    """How one frame differs from the one before.

    `shift` is the camera's in shares of the longer side, right and down, (0, 0) where none is sure, as `sure`
    tells; `change` the mean difference in grey values, `most_change` that of where it is largest, and
    `residual` what is left of it once the
    frames lie over each other, in `where`, if it keeps together.
    """

    shift: tuple[float, float]
    sure: float
    change: float
    most_change: float
    residual: float
    where: Box | None


def measure_motion(before: Plane, after: Plane) -> Motion:
    """Return the motion between two equally large planes of brightness (phase correlation, Kuglin 1975)."""
    (dx, dy), sure = _correlated(before, after)
    changes = np.abs(after - before)
    change, most = float(changes.mean()), float(cv2.blur(changes, (SPOT_PX, SPOT_PX)).max())
    if sure < SURE_SHIFT or max(abs(dx) / before.shape[1], abs(dy) / before.shape[0]) > FARTHEST:
        return Motion((0.0, 0.0), float(sure), change, most, change, None)
    moved = cv2.warpAffine(before, np.array([[1, 0, dx], [0, 1, dy]], np.float32), before.shape[::-1])
    left, top = max(0, int(np.ceil(dx))), max(0, int(np.ceil(dy)))
    right = before.shape[1] + min(0, int(np.floor(dx)))
    bottom = before.shape[0] + min(0, int(np.floor(dy)))
    differing = np.abs(after - moved)[top:bottom, left:right]
    longest = max(before.shape)
    return Motion(
        (dx / longest, dy / longest),
        float(sure),
        change,
        most,
        min(change, float(differing.mean())),
        _gathered(differing, left, top, before.shape),
    )


def camera_shift(before: Plane, after: Plane) -> tuple[float, float] | None:
    """Return how the camera moved, in shares of the longer side; None where something else did, or all.

    It is the camera's if laying one frame over the other explains most of what differs.
    """
    (dx, dy), sure = _correlated(before, after)
    if sure < SURE_SHIFT or max(abs(dx) / before.shape[1], abs(dy) / before.shape[0]) > FARTHEST:
        return None
    moved = cv2.warpAffine(
        before,
        np.array([[1, 0, dx], [0, 1, dy]], np.float32),
        before.shape[::-1],
        borderMode=cv2.BORDER_REPLICATE,
    )
    change, left = float(cv2.absdiff(before, after).mean()), float(cv2.absdiff(moved, after).mean())
    longest = max(before.shape)
    return (dx / longest, dy / longest) if left <= CAMERA_LEAVES * change else (0.0, 0.0)


def _correlated(before: Plane, after: Plane) -> tuple[tuple[float, float], float]:
    """Return by how many pixels one plane is moved against the other, and how sure that is."""
    # OpenCV lays the window over its arguments themselves where they need no padding.
    (dx, dy), sure = cv2.phaseCorrelate(before.copy(), after.copy(), _hanning(before.shape[:2]))
    return (float(dx), float(dy)), float(sure)


@lru_cache(maxsize=8)
def _hanning(shape: tuple[int, ...]) -> Plane:
    return np.asarray(cv2.createHanningWindow((shape[1], shape[0]), cv2.CV_32F), dtype=np.float32)


def plane_of(grey: Pixels, side: int = 160) -> Plane:
    """Return the brightness of a frame for `measure_motion`, or its colours, reduced to `side` pixels."""
    return cv2.resize(grey, size_at(side, grey.shape), interpolation=cv2.INTER_AREA).astype(np.float32)


def size_at(side: int, shape: tuple[int, ...]) -> tuple[int, int]:
    """Return the width and height of a plane of this shape (rows first) when its longer side is `side` px."""
    height, width = shape[:2]
    scale = side / max(height, width)
    return max(16, round(width * scale)), max(16, round(height * scale))


def _gathered(differing: NDArray[np.floating], left: int, top: int, shape: tuple[int, ...]) -> Box | None:
    """Return the box of what moves by itself, if it is neither a few pixels nor nearly everything."""
    smooth = np.asarray(cv2.blur(differing, (5, 5)))
    rows, columns = np.nonzero(smooth > MOVING)
    area = len(rows) / smooth.size
    if not LEAST_AREA <= area <= MOST_AREA:
        return None
    height, width = shape[:2]
    edges = (*_extent(columns + left, width), *_extent(rows + top, height))
    return Box(left=edges[0], right=edges[1], top=edges[2], bottom=edges[3])


def _extent(places: NDArray[np.integer], size: int) -> tuple[float, float]:
    middle, spread = float(places.mean()) + 0.5, float(places.std())
    low, high = max(0.0, middle - SPREADS * spread), min(float(size), middle + SPREADS * spread)
    return round(low / size, DIGITS), round(max(high, low + 1) / size, DIGITS)
