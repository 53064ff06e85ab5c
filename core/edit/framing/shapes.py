"""The shapes that a film is wanted in, and how large it is in each."""

from collections.abc import Sequence
from fractions import Fraction

from core.schemas import ASPECT_RATIOS, AspectRatio

SAME_SHAPE = 0.01  # by which two shapes differ at most that are one: sizes are whole and even
UPRIGHT = 1.1  # height to width of a picture, from which on it is not nearly square
MOST = 0.7  # of the pictures
Size = tuple[int, int]
"""Width and height in pixels."""


def is_same_shape(one: Size, other: Size) -> bool:
    """Tell whether two sizes have the same shape, but for what rounding does."""
    return abs(float(Fraction(*one) / Fraction(*other)) - 1) < SAME_SHAPE


def size_in(ratio: AspectRatio, size: Size) -> Size:
    """Return `size` in another shape: the shorter side stays, and both are even."""
    across, down = _sides(ratio)
    if is_same_shape((across, down), size):
        return size
    share = Fraction(min(size), min(across, down))
    return _even(across * share), _even(down * share)


def ratio_of(size: Size) -> AspectRatio | None:
    """Return the shape of a size, None for one that has no name."""
    return next((ratio for ratio in ASPECT_RATIOS if is_same_shape(_sides(ratio), size)), None)


def are_upright(sizes: Sequence[Size]) -> bool:
    """Tell whether a clear majority of pictures of these sizes, as displayed, is upright."""
    upright = sum(height >= UPRIGHT * width for width, height in sizes)
    return upright > 0 and upright >= MOST * len(sizes)


def _sides(ratio: AspectRatio) -> Size:
    across, down = map(int, ratio.split(":"))
    return across, down


def _even(length_px: Fraction) -> int:
    return max(2, int(length_px / 2 + Fraction(1, 2)) * 2)
