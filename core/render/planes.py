"""Pictures as BT.709 limited-range 4:2:0 planes, the form in which everything is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc
from numpy.typing import NDArray

# Always uint8; cv2's own types only promise "some number".
Plane = NDArray[Any]

BLACK = (16, 128, 128)
WHITE = (235, 128, 128)

_KR, _KB = 0.2126, 0.0722  # ITU-R BT.709-6, item 3.2
_KG = 1 - _KR - _KB


@dataclass(frozen=True)
class Planes:
    """Luma (h x w) and two chroma planes (h/2 x w/2, left-sited as in MPEG-2), even sizes."""

    luma: Plane
    cb: Plane
    cr: Plane

    def __iter__(self) -> Iterator[Plane]:
        return iter((self.luma, self.cb, self.cr))

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the luma plane."""
        return self.luma.shape[1], self.luma.shape[0]


def _matrix() -> NDArray[np.float32]:
    """Rows Y, Cb, Cr over columns B, G, R, 1, for full-range input and limited-range output."""
    luma = np.array([_KB, _KG, _KR])
    blue = (np.array([1, 0, 0]) - luma) / (2 * (1 - _KB))
    red = (np.array([0, 0, 1]) - luma) / (2 * (1 - _KR))
    rows = [[*(luma * 219 / 255), 16.0], [*(blue * 224 / 255), 128.0], [*(red * 224 / 255), 128.0]]
    return np.array(rows, dtype=np.float32)


FROM_BGR = _matrix()
SITING = np.array([0.25, 0.5, 0.25], np.float32)
NO_FILTER = np.array([1.0], np.float32)


def from_bgr(bgr: Plane) -> Planes:
    """Convert an 8-bit full-range BGR picture (h x w x 3, even sizes) to planes."""
    height, width = bgr.shape[:2]
    luma = cv2.transform(bgr, FROM_BGR[:1]).reshape(height, width)
    rows = cv2.resize(bgr, (width, height // 2), interpolation=cv2.INTER_AREA)
    sited = cv2.sepFilter2D(rows, -1, SITING, NO_FILTER)[:, ::2]
    chroma = cv2.transform(sited, FROM_BGR[1:])
    return Planes(luma, np.ascontiguousarray(chroma[..., 0]), np.ascontiguousarray(chroma[..., 1]))


def of_frame(frame: av.VideoFrame) -> Planes:
    """Return the planes of a yuv420p frame as views: writing to them draws into the frame."""
    views = [
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]
        for plane in frame.planes
    ]
    return Planes(*views)


def blank(width: int, height: int) -> Planes:
    """Return uninitialised planes of an even size."""
    half = (height // 2, width // 2)
    return Planes(np.empty((height, width), np.uint8), np.empty(half, np.uint8), np.empty(half, np.uint8))


def fill(planes: Planes, colour: tuple[int, int, int]) -> None:
    """Paint the planes in one YCbCr colour."""
    for plane, value in zip(planes, colour, strict=True):
        plane[:] = value


class Canvas:
    """An encoder frame and the numpy views that draw into it, so that nothing is copied."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = av.VideoFrame(width, height, "yuv420p")
        self.frame.colorspace = Colorspace.ITU709
        self.frame.color_range = ColorRange.MPEG
        self.frame.color_primaries = ColorPrimaries.BT709
        self.frame.color_trc = ColorTrc.BT709
        self.planes = of_frame(self.frame)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.planes.size

    def stamped(self, index: int, rate_hz: Fraction) -> av.VideoFrame:
        """Return the frame with the presentation time of frame number `index`."""
        self.frame.pts = index
        self.frame.time_base = 1 / rate_hz
        return self.frame
