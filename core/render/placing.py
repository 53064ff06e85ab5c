"""Drawing one level of a picture into a frame: blitted when it stands still, warped when it moves."""

import math

import cv2
import numpy as np

from core.render.backdrop import Hidden
from core.render.levels import Level
from core.render.motion import Window
from core.render.planes import BLACK, Plane, Planes, fill

WARP = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP


def _axis(level_px: int, frame_px: int, share: float) -> tuple[slice, slice]:
    """Return what part of a level (crop) goes to what part of the frame, both even."""
    if level_px > frame_px:
        start = 2 * round((level_px - frame_px) * share / 2)
        return slice(start, start + frame_px), slice(0, frame_px)
    start = 2 * ((frame_px - level_px) // 4)
    return slice(0, level_px), slice(start, start + level_px)


def _halved(part: slice) -> slice:
    return slice(part.start // 2, part.stop // 2)


def blit(level: Planes, frame: Planes, x: float, y: float) -> None:
    """Copy a level into the frame pixel for pixel; x and y (0..1) say where an overlap is cropped."""
    from_x, to_x = _axis(level.size[0], frame.size[0], x)
    from_y, to_y = _axis(level.size[1], frame.size[1], y)
    frame.luma[to_y, to_x] = level.luma[from_y, from_x]
    for target, source in ((frame.cb, level.cb), (frame.cr, level.cr)):
        target[_halved(to_y), _halved(to_x)] = source[_halved(from_y), _halved(from_x)]


def hidden_by_blit(level: Planes, frame: Planes) -> Hidden:
    """Return what `blit` will cover, wherever it crops."""
    across, down = _axis(level.size[0], frame.size[0], 0)[1], _axis(level.size[1], frame.size[1], 0)[1]
    return Hidden(across.start, across.stop, down.start, down.stop)


def _axes(
    level: Level, view: Window, size: tuple[int, int]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return step and origin along both axes: frame pixel X shows level pixel step * X + origin."""
    step_x, step_y = level.scale_x * view.width_px / size[0], level.scale_y * view.height_px / size[1]
    # Pixel centres lie at halves.
    origin_x = view.left_px * level.scale_x + (step_x - 1) / 2
    origin_y = view.top_px * level.scale_y + (step_y - 1) / 2
    return (step_x, origin_x), (step_y, origin_y)


def hidden_by_warp(level: Level, view: Window, frame: Planes) -> Hidden:
    """Return what `warp` will cover."""
    x, y = _axes(level, view, frame.size)
    across = _covered(*x, level.planes.size[0], frame.size[0])
    down = _covered(*y, level.planes.size[1], frame.size[1])
    return Hidden.within(across, down, frame.size)


def warp(level: Level, view: Window, frame: Planes) -> None:
    """Draw the window `view` of a level over the frame, exact to a fraction of a pixel.

    Where the window is larger than the picture, the frame keeps what it shows outside, and the
    picture's edge is blended by the share of the pixel that it covers.
    """
    (step_x, origin_x), (step_y, origin_y) = _axes(level, view, frame.size)
    _warp_plane(level.planes.luma, frame.luma, (step_x, origin_x), (step_y, origin_y))
    # Left-sited chroma: column J lies on luma column 2J, row I between luma rows 2I and 2I + 1.
    chroma_x = (step_x, origin_x / 2)
    chroma_y = (step_y, (step_y / 2 + origin_y - 0.5) / 2)
    _warp_plane(level.planes.cb, frame.cb, chroma_x, chroma_y)
    _warp_plane(level.planes.cr, frame.cr, chroma_x, chroma_y)


def _covered(step: float, origin: float, source_px: int, target_px: int) -> tuple[float, float]:
    """Return from where to where, in target pixels, the source lies along one axis."""
    start, end = (-0.5 - origin) / step + 0.5, (source_px - 0.5 - origin) / step + 0.5
    return max(0.0, start), min(float(target_px), end)


def _warp_plane(source: Plane, target: Plane, x: tuple[float, float], y: tuple[float, float]) -> None:
    left, right = _covered(*x, source.shape[1], target.shape[1])
    top, bottom = _covered(*y, source.shape[0], target.shape[0])
    # Half a pixel of tolerance: a window that fills the frame must not uncover its rim by rounding.
    if left < 0.5 and top < 0.5 and right > target.shape[1] - 0.5 and bottom > target.shape[0] - 0.5:
        _sample(source, target, x, y)
        return
    columns = slice(math.floor(left), math.ceil(right))
    rows = slice(math.floor(top), math.ceil(bottom))
    below = target[rows, columns].copy()
    drawn = np.empty_like(below)
    _sample(source, drawn, (x[0], x[1] + x[0] * columns.start), (y[0], y[1] + y[0] * rows.start))
    target[rows, columns] = drawn
    shares = (
        (np.s_[:, columns.start], np.s_[:, 0], columns.start + 1 - left),
        (np.s_[:, columns.stop - 1], np.s_[:, -1], right - columns.stop + 1),
    )
    for edge, inner, share in shares:
        _mix(target[rows], edge, below, inner, share)
    shares = (
        (np.s_[rows.start, :], np.s_[0, :], rows.start + 1 - top),
        (np.s_[rows.stop - 1, :], np.s_[-1, :], bottom - rows.stop + 1),
    )
    for edge, inner, share in shares:
        _mix(target[:, columns], edge, below, inner, share)


def _mix(drawn: Plane, edge: tuple, below: Plane, inner: tuple, share: float) -> None:
    """Blend one rim of the drawn picture with what lay below it."""
    if share < 1:
        drawn[edge] = np.rint(drawn[edge] * share + below[inner] * (1 - share)).astype(np.uint8)


def _sample(source: Plane, target: Plane, x: tuple[float, float], y: tuple[float, float]) -> None:
    matrix = np.array([[x[0], 0, x[1]], [0, y[0], y[1]]], dtype=np.float64)
    size = (target.shape[1], target.shape[0])
    cv2.warpAffine(source, matrix, size, dst=target, flags=WARP, borderMode=cv2.BORDER_REPLICATE)


def letterbox(frame: Planes) -> None:
    """Paint the frame black."""
    fill(frame, BLACK)
