"""Samples a plane at any scale and shift: by a resize that lands on the wanted points, else by a warp."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from core.render.draw.planes import Plane

WARP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
# As near as a warp, which counts in 32nds of a pixel, comes to the wanted points.
NEARNESS_PX = 1 / 64
# How many more rows and columns than wanted a resize may make; a warp takes three times as long per sample.
SPARE_PX = 160
# Near a step of 1 all samples lie alike between pixels, and few resizes land where they should.
LEAST_STEP = 1.03
# In smaller planes the search takes as long as it saves.
LEAST_AREA_PX = 2**18


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


@dataclass(frozen=True)
class Landing:
    """A resize along one axis: the `taken` source pixels from `start` on are made into `made` pixels.

    The target shows those from `first` on.
    """

    start: int
    taken: int
    made: int
    first: int


def sample(source: Plane, target: Plane, x: Axis, y: Axis) -> None:
    """Fill `target` from `source`, bilinear; beyond its rim the source goes on as it ends.

    A resize maps whole pixels to whole pixels, so it can neither start at a part of a pixel nor
    scale by any number. But among those that make a few more pixels than wanted, there nearly
    always is one that comes within `NEARNESS_PX` of every wanted point.
    """
    if target.size >= LEAST_AREA_PX:
        across = landing(x, target.shape[1], source.shape[1])
        down = landing(y, target.shape[0], source.shape[0]) if across else None
        if across and down:
            _resize(source, target, across, down)
            return
    matrix = np.array([[x.step, 0, x.origin], [0, y.step, y.origin]], dtype=np.float64)
    size = (target.shape[1], target.shape[0])
    cv2.warpAffine(source, matrix, size, dst=target, flags=WARP, borderMode=cv2.BORDER_REPLICATE)


def _resize(source: Plane, target: Plane, across: Landing, down: Landing) -> None:
    """Fill `target` by a resize whose result is the same on every processor."""
    taken = source[down.start : down.start + down.taken, across.start : across.start + across.taken]
    made = cv2.resize(taken, (across.made, down.made), interpolation=cv2.INTER_LINEAR_EXACT)
    rows, columns = target.shape
    target[:] = made[down.first : down.first + rows, across.first : across.first + columns]


@lru_cache(maxsize=4)
def landing(axis: Axis, target_px: int, source_px: int) -> Landing | None:
    """Return the cheapest resize whose samples lie within `NEARNESS_PX` of the wanted points, if any does."""
    if axis.step < 1:
        return None  # one that enlarges does not see the pixels beside those it takes
    made, inverse = _lengths(target_px)
    taken = np.rint(made * axis.step)
    ratio = taken * inverse
    drift_px = (ratio - axis.step) * (target_px - 1)
    for at in np.flatnonzero(np.abs(drift_px) <= 2 * NEARNESS_PX).tolist():
        first = np.arange(at + 1)
        reached = (first + 0.5) * ratio[at] - (0.5 + axis.origin)
        start = -np.rint(reached + drift_px[at] / 2)
        off_px = reached + start
        off_px = np.maximum(np.abs(off_px), np.abs(off_px + drift_px[at]))
        off_px[(start < 0) | (start + taken[at] > source_px)] = np.inf
        best = int(off_px.argmin())
        if off_px[best] <= NEARNESS_PX:
            return Landing(int(start[best]), int(taken[at]), int(made[at]), best)
    return None


@lru_cache(maxsize=16)
def _lengths(target_px: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the lengths that a resize may make, and their inverses."""
    made = np.arange(target_px, target_px + SPARE_PX + 1, dtype=np.float64)
    return made, 1 / made
