"""Samples a plane at any scale and shift: by a resize that begins where it falls right, else by a warp."""

import math
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np

from core.render.draw.planes import Plane

WARP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
# How many more rows and columns than wanted a resize may make; a warp takes twice as long for each sample.
SPARE_PX = 160
# Near a step of 1 all samples lie alike between pixels, and few beginnings fall right.
LEAST_STEP = 1.03
_AHEAD = np.arange(SPARE_PX + 1)


class Axis(NamedTuple):
    """One axis of a placement: pixel X of the target shows point `step * X + origin` of the source."""

    step: float
    origin: float

    def moved(self, by_px: int) -> "Axis":
        """Return the axis of a source that has `by_px` more pixels before its first."""
        return Axis(self.step, self.origin + by_px)

    def from_pixel(self, start: int) -> "Axis":
        """Return the axis of the target's pixels from `start` on."""
        return Axis(self.step, self.origin + self.step * start)


class Precision(NamedTuple):
    """How a resize interpolates, and how far from the wanted points its samples may lie."""

    interpolation: int
    nearness_px: float


# No further from the wanted points, on the whole, than a warp, and the same on every processor.
FINE = Precision(cv2.INTER_LINEAR_EXACT, 1 / 96)
# Twice as fast; its rounding lies below what the encoder of a preview takes away.
QUICK = Precision(cv2.INTER_LINEAR, 1 / 64)


class Beginning(NamedTuple):
    """Where a resize begins along an axis: at pixel `start` of the source; sample `first` is wanted first."""

    start: int
    first: int


def sample(source: Plane, target: Plane, x: Axis, y: Axis, precision: Precision = FINE) -> None:
    """Fill `target` from `source`, bilinear; beyond its rim the source goes on as it ends.

    A resize scales by any number but can't start at a part of a pixel. But its samples lie at ever
    other parts of pixels, so one of its first ones nearly always lies as the first wanted does, and
    then so do all that follow.
    """
    across = beginning(x, precision.nearness_px)
    down = beginning(y, precision.nearness_px) if across else None
    if across and down and _resized(source, target, (x, y), (across, down), precision.interpolation):
        return
    matrix = np.array([[x.step, 0, x.origin], [0, y.step, y.origin]], dtype=np.float64)
    size = (target.shape[1], target.shape[0])
    cv2.warpAffine(source, matrix, size, dst=target, flags=WARP, borderMode=cv2.BORDER_REPLICATE)


def _resized(
    source: Plane,
    target: Plane,
    axes: tuple[Axis, Axis],
    begins: tuple[Beginning, Beginning],
    interpolation: int,
) -> bool:
    """Fill `target` by a resize, unless its samples reach beyond the source."""
    (x, y), (across, down), (rows, columns) = axes, begins, target.shape
    right, bottom = _end(x, across, columns), _end(y, down, rows)
    if right > source.shape[1] or bottom > source.shape[0]:
        return False
    taken = source[down.start : bottom, across.start : right]
    made = cv2.resize(taken, None, fx=1 / x.step, fy=1 / y.step, interpolation=interpolation)
    target[:] = made[down.first : down.first + rows, across.first : across.first + columns]
    return True


def _end(axis: Axis, begin: Beginning, target_px: int) -> int:
    """Return the source pixel before which a resize may end that makes `target_px` wanted samples."""
    return begin.start + math.floor((begin.first + target_px) * axis.step) + 1


@lru_cache(maxsize=4)
def beginning(axis: Axis, nearness_px: float) -> Beginning | None:
    """Return the nearest beginning with samples within `nearness_px` of the wanted ones, if there is one."""
    if axis.step < 1:
        return None  # one that enlarges does not see the pixels beside those it takes
    reached = (_AHEAD + 0.5) * axis.step - (0.5 + axis.origin)
    start = -np.rint(reached)
    right = (np.abs(reached + start) <= nearness_px) & (start >= 0)
    first = int(right.argmax())
    return Beginning(int(start[first]), first) if right[first] else None
