"""The blurred background behind a picture that does not fill the frame, made only where it is seen."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from core.render.draw.planes import BLACK, Plane, Planes

# The blurred background is made at this fraction of the frame and enlarged: blur hides the rest.
FRACTION = 16
SIGMA_PX = 2.0
BRIGHTNESS = 0.55


@dataclass(frozen=True)
class Hidden:
    """The columns and rows of the frame, even numbers of luma pixels, that the picture will cover."""

    left: int = 0
    right: int = 0
    top: int = 0
    bottom: int = 0

    @classmethod
    def within(cls, x: tuple[float, float], y: tuple[float, float], size: tuple[int, int]) -> "Hidden":
        """Return what is well inside a picture that lies from `x[0]` to `x[1]` and `y[0]` to `y[1]`."""
        if x[0] <= 0 and y[0] <= 0 and x[1] >= size[0] and y[1] >= size[1]:
            return cls(0, size[0], 0, size[1])
        return cls(*_inside(*x), *_inside(*y))

    def rims(self, width: int, height: int, step: int) -> Iterator[tuple[slice, slice]]:
        """Yield rows and columns of what is left of a plane with one sample per `step` luma pixels."""
        left, right, top, bottom = (edge // step for edge in (self.left, self.right, self.top, self.bottom))
        if left >= right or top >= bottom:
            yield slice(0, height), slice(0, width)
            return
        yield slice(0, top), slice(0, width)
        yield slice(bottom, height), slice(0, width)
        yield slice(top, bottom), slice(0, left)
        yield slice(top, bottom), slice(right, width)


def _inside(start: float, end: float) -> tuple[int, int]:
    """Return even edges; an edge inside a pixel is blended with what lies below it, and keeps that."""
    return 2 * math.ceil(start / 2 + 1), 2 * math.floor(end / 2 - 1)


def backdrop(level: Planes, frame: Planes, hidden: Hidden) -> None:
    """Fill the frame, but for what is hidden, with the picture cropped to cover, blurred and dimmed."""
    luma = frame.luma.shape[1]
    for source, target, neutral in zip(level, frame, BLACK, strict=True):
        height, width = target.shape
        rims = [
            (rows, columns)
            for rows, columns in hidden.rims(width, height, luma // width)
            if rows.stop > rows.start and columns.stop > columns.start
        ]
        if rims:
            small = _blurred(source, target, neutral)
            for rows, columns in rims:
                _enlarge(small, target, rows, columns)


def _blurred(source: Plane, target: Plane, neutral: int) -> Plane:
    """Return what covers `target` of `source`, small, blurred and dimmed."""
    rows, columns = source.shape
    height, width = target.shape
    scale = max(width / columns, height / rows)
    seen_x, seen_y = max(1, round(width / scale)), max(1, round(height / scale))
    left, top = (columns - seen_x) // 2, (rows - seen_y) // 2
    # Sixteen samples for each small pixel are plenty under the blur.
    step = max(1, round(FRACTION / 4 / scale))
    crop = np.ascontiguousarray(source[top : top + seen_y : step, left : left + seen_x : step])
    size = (max(2, round(width / FRACTION)), max(2, round(height / FRACTION)))
    reduced = cv2.resize(crop, size, interpolation=cv2.INTER_AREA)
    cv2.GaussianBlur(reduced, (0, 0), SIGMA_PX, dst=reduced, borderType=cv2.BORDER_REPLICATE)
    return cv2.convertScaleAbs(reduced, alpha=BRIGHTNESS, beta=neutral * (1 - BRIGHTNESS))


def _enlarge(small: Plane, target: Plane, rows: slice, columns: slice) -> None:
    """Draw one rectangle of `small` enlarged to all of `target`."""
    part = target[rows, columns]
    step_x, step_y = small.shape[1] / target.shape[1], small.shape[0] / target.shape[0]
    matrix = np.array(
        [
            [step_x, 0, (columns.start + 0.5) * step_x - 0.5],
            [0, step_y, (rows.start + 0.5) * step_y - 0.5],
        ]
    )
    cv2.warpAffine(
        small,
        matrix,
        (part.shape[1], part.shape[0]),
        dst=part,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
