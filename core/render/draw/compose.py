"""Drawing one level of a picture into a frame: blitted when it stands still, warped when it moves."""

import math

import numpy as np

from core.render.draw.backdrop import Hidden
from core.render.draw.mipmaps import Level
from core.render.draw.motion import CropWindow
from core.render.draw.planes import BLACK, Plane, Planes, fill
from core.render.draw.sampling import Axis, Precision, sample

# From where to where something lies along one axis, in pixels and their parts.
Extent = tuple[float, float]


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


def _axes(level: Level, view: CropWindow, size: tuple[int, int]) -> tuple[Axis, Axis]:
    """Return both axes along which a frame of `size` shows the luma of `level`."""
    step_x, step_y = level.scale_x * view.width_px / size[0], level.scale_y * view.height_px / size[1]
    # Pixel centres lie at halves.
    origin_x = view.left_px * level.scale_x + (step_x - 1) / 2
    origin_y = view.top_px * level.scale_y + (step_y - 1) / 2
    return Axis(step_x, origin_x), Axis(step_y, origin_y)


def hidden_by_warp(level: Level, view: CropWindow, frame: Planes) -> Hidden:
    """Return what `warp` will cover."""
    return Hidden.within(*_covered(level, _axes(level, view, frame.size), frame.size), frame.size)


def warp(level: Level, view: CropWindow, frame: Planes) -> None:
    """Draw the window `view` of a level over the frame, exact to a fraction of a pixel.

    Where the window is larger than the picture, the frame keeps what it shows outside, and the
    picture's edge is blended by the share of the pixel that it covers.
    """
    x, y = _axes(level, view, frame.size)
    across, down = _covered(level, (x, y), frame.size)
    axes = x.moved(level.rim_px), y.moved(level.rim_px)
    _warp_plane(level.outer.luma, frame.luma, axes, (across, down), level.precision)
    # Left-sited chroma: column J lies on luma column 2J, row I between luma rows 2I and 2I + 1.
    chroma_x, chroma_y = Axis(x.step, x.origin / 2), Axis(y.step, (y.step / 2 + y.origin - 0.5) / 2)
    axes = chroma_x.moved(level.rim_px // 2), chroma_y.moved(level.rim_px // 2)
    halves = (across[0] / 2, across[1] / 2), (down[0] / 2, down[1] / 2)
    _warp_plane(level.outer.cb, frame.cb, axes, halves, level.precision)
    _warp_plane(level.outer.cr, frame.cr, axes, halves, level.precision)


def _covered(level: Level, axes: tuple[Axis, Axis], size: tuple[int, int]) -> tuple[Extent, Extent]:
    """Return where a level lies on a frame of `size`, across and down."""
    lengths = zip(axes, level.planes.size, size, strict=True)
    across, down = (_covered_on_axis(axis, source_px, target_px) for axis, source_px, target_px in lengths)
    # Half a pixel of tolerance: a window that fills the frame must not uncover its rim by rounding.
    if max(across[0], down[0]) < 0.5 and across[1] > size[0] - 0.5 and down[1] > size[1] - 0.5:
        return (0.0, size[0]), (0.0, size[1])
    return across, down


def _covered_on_axis(axis: Axis, source_px: int, target_px: int) -> Extent:
    start, end = ((edge - 0.5 - axis.origin) / axis.step + 0.5 for edge in (0, source_px))
    return max(0.0, start), min(float(target_px), end)


def _warp_plane(
    source: Plane,
    target: Plane,
    axes: tuple[Axis, Axis],
    covered: tuple[Extent, Extent],
    precision: Precision,
) -> None:
    """Draw a plane where it covers its target, its edges blended with what lies below them."""
    (left, right), (top, bottom) = covered
    x, y = axes
    if left == top == 0 and (bottom, right) == target.shape:
        sample(source, target, x, y, precision)
        return
    columns = slice(math.floor(left), math.ceil(right))
    rows = slice(math.floor(top), math.ceil(bottom))
    below = target[rows, columns].copy()
    drawn = np.empty_like(below)
    sample(source, drawn, x.from_pixel(columns.start), y.from_pixel(rows.start), precision)
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


def letterbox(frame: Planes) -> None:
    """Paint the frame black."""
    fill(frame, BLACK)
