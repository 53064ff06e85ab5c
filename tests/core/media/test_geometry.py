"""Stored pixels become an upright picture of the right shape."""

import struct
from fractions import Fraction

import pytest

from core.media.geometry import (
    EXIF_TURNS,
    Orientation,
    believable_pixel_aspect,
    display_aspect_ratio,
    display_size,
    exif_turn,
    fitted,
    matrix_turn,
)

SQUARE = Fraction(1)


def matrix(a: float, b: float, c: float, d: float) -> bytes:
    unit = 1 << 16
    return struct.pack("=9i", int(a * unit), int(b * unit), 0, int(c * unit), int(d * unit), 0, 0, 0, 1 << 30)


@pytest.mark.parametrize(
    ("numbers", "turn"),
    [
        ((1, 0, 0, 1), Orientation(0)),
        ((0, 1, -1, 0), Orientation(90)),
        ((-1, 0, 0, -1), Orientation(180)),
        ((0, -1, 1, 0), Orientation(270)),
        ((-1, 0, 0, 1), Orientation(0, mirrored=True)),
        ((1, 0, 0, -1), Orientation(180, mirrored=True)),
        ((0, 1, 1, 0), Orientation(90, mirrored=True)),
        ((0, -1, -1, 0), Orientation(270, mirrored=True)),
        ((0.99, 0.05, -0.05, 0.99), Orientation(0)),
        ((0, 0, 0, 0), Orientation(0)),
    ],
)
def test_a_display_matrix_is_the_nearest_turn_and_mirror(numbers: tuple, turn: Orientation) -> None:
    assert matrix_turn(matrix(*numbers)) == turn


@pytest.mark.parametrize("orientation", [0, 9, 99, -1, None, "6", 6.5])
def test_an_impossible_exif_orientation_turns_nothing(orientation: object) -> None:
    assert exif_turn(orientation) == Orientation()


def test_half_of_the_exif_orientations_lie_on_their_side() -> None:
    assert [turn.on_its_side for turn in EXIF_TURNS.values()] == [False] * 4 + [True] * 4


def test_the_pixel_aspect_comes_before_the_turn() -> None:
    assert display_size(320, 240, Fraction(4, 3), Orientation(90)) == (240, 427)
    assert display_aspect_ratio(320, 240, Fraction(4, 3), Orientation(90)) == "9:16"


@pytest.mark.parametrize(
    ("size", "aspect", "ratio"),
    [
        ((1920, 1080), SQUARE, "16:9"),
        ((352, 288), Fraction(16, 11), "16:9"),
        ((340, 256), Fraction(64, 51), "5:3"),
        ((1, 1), SQUARE, "1:1"),
        ((4032, 3024), SQUARE, "4:3"),
    ],
)
def test_the_aspect_ratio_is_exact_where_it_fits(size: tuple[int, int], aspect: Fraction, ratio: str) -> None:
    assert display_aspect_ratio(*size, aspect, Orientation()) == ratio


@pytest.mark.parametrize("size", [(65535, 65534), (16383, 16381), (99991, 7), (7, 99991), (12345, 98765)])
def test_the_aspect_ratio_fits_its_ten_characters_and_stays_close(size: tuple[int, int]) -> None:
    ratio = display_aspect_ratio(*size, SQUARE, Orientation())
    across, down = map(int, ratio.split(":"))
    assert len(ratio) <= 10
    assert across / down == pytest.approx(size[0] / size[1], rel=0.01)


@pytest.mark.parametrize("ratio", [None, Fraction(0), Fraction(-4, 3), Fraction(1000), Fraction(1, 1000)])
def test_nonsense_pixel_aspects_count_as_square(ratio: Fraction | None) -> None:
    assert believable_pixel_aspect(ratio) == 1


def test_pictures_are_fitted_down_but_never_up() -> None:
    assert fitted(1920, 1080, 640, 360, step=2) == (640, 360)
    assert fitted(1080, 1920, 640, 360, step=2) == (202, 360)
    assert fitted(100, 60, 640, 360) == (100, 60)
    assert fitted(1, 5000, 480, 480, step=2) == (2, 480)
