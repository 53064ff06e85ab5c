"""Where the window on a picture stands at every moment: Ken Burns geometry, in one place."""

from bisect import bisect_right
from dataclasses import dataclass

from core.schemas import Fit, KenBurnsEffect

# Coefficients of p, p^2 and p^3: half a straight line, half a smoothstep. The picture starts and
# stops gently yet never stands still beside a cut. The browser's preview is handed these numbers.
EASING = (0.5, 1.5, -1.0)


# How long a pulse takes to settle. The browser's preview is handed this number, too.
PULSE_MS = 350


@dataclass(frozen=True)
class BeatZoom:
    """Jumps closer by `zoom` at `frames` of the segment, in order, that settle over `settle_frames`."""

    zoom: float
    frames: tuple[int, ...]
    settle_frames: float

    def factor_at(self, frame: int) -> float:
        """Return how much larger the picture is at a frame, 1 when it has settled."""
        before = bisect_right(self.frames, frame)
        if not before:
            return 1.0
        left = 1 - (frame - self.frames[before - 1]) / self.settle_frames
        return 1 + self.zoom * left * left if left > 0 else 1.0


@dataclass(frozen=True)
class CropWindow:
    """The part of a picture that fills the frame, in display pixels of the picture.

    `left_px` and `top_px` are negative where the frame is larger than the picture (contain).
    """

    left_px: float
    top_px: float
    width_px: float
    height_px: float

    def closer(self, factor: float) -> "CropWindow":
        """Return the window around the same middle that shows everything larger by `factor`."""
        width, height = self.width_px / factor, self.height_px / factor
        left = self.left_px + (self.width_px - width) / 2
        return CropWindow(left, self.top_px + (self.height_px - height) / 2, width, height)


@dataclass(frozen=True)
class Pose:
    """A zoom (1 = the fit) and a position in the free range (0..1 on each axis)."""

    zoom: float
    x: float
    y: float


def eased(progress: float) -> float:
    """Map linear progress 0..1 of a segment to eased progress 0..1."""
    first, second, third = EASING
    return progress * (first + progress * (second + progress * third))


def pose_at(move: KenBurnsEffect, progress: float) -> Pose:
    """Return the pose of a move at linear `progress` 0..1."""
    share = eased(progress)

    def between(start: float, end: float) -> float:
        return start + (end - start) * share

    return Pose(
        between(move.start_zoom, move.end_zoom),
        between(move.start_x, move.end_x),
        between(move.start_y, move.end_y),
    )


def fit_scale(fit: Fit, width: int, height: int, frame_width: int, frame_height: int) -> float:
    """Return frame pixels per picture pixel at zoom 1."""
    across, down = frame_width / width, frame_height / height
    return max(across, down) if fit == "cover" else min(across, down)


def window(fit: Fit, pose: Pose, size: tuple[int, int], frame: tuple[int, int]) -> CropWindow:
    """Return the window of `pose` on a picture of `size` for a frame of size `frame`.

    x and y place the window inside its free range of the whole picture; along an axis without
    free range the picture is centred.
    """
    scale = fit_scale(fit, *size, *frame) * pose.zoom
    width, height = frame[0] / scale, frame[1] / scale
    free_x, free_y = size[0] - width, size[1] - height
    return CropWindow(
        free_x * (pose.x if free_x > 0 else 0.5),
        free_y * (pose.y if free_y > 0 else 0.5),
        width,
        height,
    )


def still_pose(
    fit: Fit, focus: tuple[float, float] | None, size: tuple[int, int], frame: tuple[int, int]
) -> Pose:
    """Return the pose without a move that holds the focus point as near the middle as it goes."""
    if focus is None:
        return Pose(1.0, 0.5, 0.5)
    view = window(fit, Pose(1.0, 0.5, 0.5), size, frame)

    def share(point: float, length: float, seen: float) -> float:
        free = length - seen
        return min(1.0, max(0.0, (point * length - seen / 2) / free)) if free > 0 else 0.5

    return Pose(1.0, share(focus[0], size[0], view.width_px), share(focus[1], size[1], view.height_px))
