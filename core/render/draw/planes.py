"""Pictures as BT.709 limited-range 4:2:0 planes, the form in which everything is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np
from av.video.plane import VideoPlane
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation
from numpy.typing import NDArray

# Always uint8; cv2's own types only promise "some number".
Plane = NDArray[Any]

BLACK = (16, 128, 128)
WHITE = (235, 128, 128)


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


SITING = np.array([0.25, 0.5, 0.25], np.float32)
NO_FILTER = np.array([1.0], np.float32)


def from_bgr(bgr: Plane, size: tuple[int, int] | None = None) -> Planes:
    """Convert an 8-bit full-range BGR picture (h x w x 3) to planes of an even `size`, else of its own.

    One pass scales and converts: mean of the area when shrinking, bicubic when enlarging.
    """
    height, width = bgr.shape[:2]
    wanted = size or (width, height)
    shrinks = wanted[0] < width or wanted[1] < height
    full = of_frame(
        av.VideoFrame.from_numpy_buffer(bgr, format="bgr24").reformat(
            *wanted,
            format="yuv444p",
            dst_colorspace=Colorspace.ITU709,
            src_color_range=ColorRange.JPEG,
            dst_color_range=ColorRange.MPEG,
            interpolation=(Interpolation.AREA if shrinks else Interpolation.BICUBIC)
            | Interpolation.ACCURATE_RND,
            threads=1,
        )
    )
    return Planes(full.luma, _left_sited(full.cb), _left_sited(full.cr))


def _left_sited(chroma: Plane) -> Plane:
    """Halve a chroma plane: the mean of two rows, and 1:2:1 around each even column."""
    height, width = chroma.shape
    rows = cv2.resize(chroma, (width, height // 2), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(cv2.sepFilter2D(rows, -1, SITING, NO_FILTER)[:, ::2])


def of_frame(frame: av.VideoFrame) -> Planes:
    """Return the planes of an 8-bit planar YUV frame as views: writing to them draws into the frame."""
    return Planes(*(_view(plane) for plane in frame.planes))


def over_black(frame: av.VideoFrame) -> Planes:
    """Return the planes of a yuva420p frame laid over black."""
    *shown, alpha = (_view(plane) for plane in frame.planes)
    half = cv2.resize(alpha, (shown[1].shape[1], shown[1].shape[0]), interpolation=cv2.INTER_AREA)
    laid = [
        np.rint(black + (plane.astype(np.float32) - black) * (share / np.float32(255))).astype(np.uint8)
        for plane, share, black in zip(shown, (alpha, half, half), BLACK, strict=True)
    ]
    return Planes(*laid)


def _view(plane: VideoPlane) -> Plane:
    """Return the plane of a frame as a view of its bytes."""
    return np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[
        : plane.height, : plane.width
    ]


def part_of(planes: Planes, left: int, top: int, width: int, height: int) -> Planes:
    """Return a rectangle of the planes, all even luma pixels, as views: writing to them draws into it."""
    rows, columns = slice(top, top + height), slice(left, left + width)
    halves = slice(top // 2, (top + height) // 2), slice(left // 2, (left + width) // 2)
    return Planes(planes.luma[rows, columns], planes.cb[halves], planes.cr[halves])


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
