"""How stored pixels become an upright picture: turn, mirror, pixel aspect, display size."""

import struct
from dataclasses import dataclass
from fractions import Fraction
from math import atan2, degrees, floor

LONGEST_RATIO = 10
MOST_ANAMORPHIC = 10


@dataclass(frozen=True)
class Orientation:
    """Turn clockwise by `rotation_deg`, then mirror left to right if `mirrored`."""

    rotation_deg: int = 0
    mirrored: bool = False

    @property
    def on_its_side(self) -> bool:
        """Whether width and height change places."""
        return self.rotation_deg in (90, 270)


EXIF_TURNS = {
    1: Orientation(0),
    2: Orientation(0, mirrored=True),
    3: Orientation(180),
    4: Orientation(180, mirrored=True),
    5: Orientation(90, mirrored=True),
    6: Orientation(90),
    7: Orientation(270, mirrored=True),
    8: Orientation(270),
}


def exif_turn(orientation: object) -> Orientation:
    """Return the turn that an EXIF orientation asks for; values outside 1 to 8 ask for none."""
    return EXIF_TURNS.get(orientation, Orientation()) if isinstance(orientation, int) else Orientation()


def matrix_turn(matrix: bytes) -> Orientation:
    """Return the turn nearest to a display matrix (nine 32-bit fixed-point numbers of libavutil).

    A point (x, y) goes to (x m0 + y m3, x m1 + y m4), y downwards; a negative determinant mirrors.
    """
    m0, m1, _, m3, m4 = struct.unpack("=5i", matrix[:20])
    mirrored = m0 * m4 - m1 * m3 < 0
    angle_deg = degrees(atan2(m1, -m0 if mirrored else m0))
    return Orientation(round(angle_deg / 90) % 4 * 90, mirrored)


def believable_pixel_aspect(ratio: Fraction | None) -> Fraction:
    """Return a pixel's width over its height, 1 when the file says nothing or nonsense."""
    if ratio is None or ratio <= 0 or max(ratio, 1 / ratio) > MOST_ANAMORPHIC:
        return Fraction(1)
    return ratio


def display_size(width: int, height: int, pixel_aspect: Fraction, turn: Orientation) -> tuple[int, int]:
    """Return the size in square pixels of the upright picture: pixel aspect first, then the turn."""
    wide = max(1, floor(width * pixel_aspect + Fraction(1, 2)))
    return (height, wide) if turn.on_its_side else (wide, height)


def display_aspect_ratio(width: int, height: int, pixel_aspect: Fraction, turn: Orientation) -> str:
    """Return the ratio of the upright picture as "16:9", approximated to at most ten characters."""
    ratio = Fraction(width) * pixel_aspect / height
    exact = 1 / ratio if turn.on_its_side else ratio
    denominator = exact.denominator
    near = exact
    while len(text := f"{near.numerator}:{near.denominator}") > LONGEST_RATIO:
        denominator = max(1, denominator // 2)
        near = exact.limit_denominator(denominator)
    return text


def fitted(width: int, height: int, most_width: int, most_height: int, *, step: int = 1) -> tuple[int, int]:
    """Return the size scaled down, never up, into a box, rounded to a multiple of `step` pixels."""
    share = min(Fraction(1), Fraction(most_width, width), Fraction(most_height, height))
    return _stepped(width * share, step), _stepped(height * share, step)


def _stepped(length: Fraction, step: int) -> int:
    return max(step, floor(length / step + Fraction(1, 2)) * step)
