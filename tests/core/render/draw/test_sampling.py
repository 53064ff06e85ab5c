"""Every point of a sampled plane is where it was asked for, whether by a resize or by a warp."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.render.draw.planes import Plane
from core.render.draw.sampling import (
    FINE,
    LEAST_STEP,
    QUICK,
    SPARE_PX,
    WARP,
    Axis,
    Precision,
    beginning,
    sample,
)

LARGE, SMALL = (600, 800), (60, 80)
STEPS = st.floats(LEAST_STEP, 1.5)


def smooth(rows: int, columns: int) -> Plane:
    """Return waves so long that between two pixels they are as good as straight."""
    y, x = np.mgrid[:rows, :columns]
    return np.rint(128 + 60 * np.sin(x / 40) + 50 * np.cos(y / 30)).astype(np.uint8)


def wanted(plane: Plane, shape: tuple[int, int], x: Axis, y: Axis) -> np.ndarray:
    """Return what a bilinear sampler of unlimited precision gives."""
    across = (x.origin + x.step * np.arange(shape[1])).clip(0, plane.shape[1] - 1.001)
    down = (y.origin + y.step * np.arange(shape[0])).clip(0, plane.shape[0] - 1.001)
    left, top = across.astype(int), down.astype(int)
    share_x, share_y = across - left, (down - top)[:, None]
    rows = plane[top] * (1 - share_y) + plane[top + 1] * share_y
    return rows[:, left] * (1 - share_x) + rows[:, left + 1] * share_x


@pytest.mark.parametrize("precision", [FINE, QUICK])
@given(step=STEPS, origin=st.floats(200, 300))
def test_a_resize_begins_so_that_its_samples_lie_on_the_points_or_is_not_taken(
    precision: Precision, step: float, origin: float
) -> None:
    found = beginning(Axis(step, origin), precision.nearness_px)
    if found is None:
        return
    point = found.start + (found.first + 0.5) * step - 0.5
    assert abs(point - origin) <= precision.nearness_px + 1e-9
    assert found.start >= 0
    assert found.first <= SPARE_PX


def test_most_placements_are_within_reach_of_a_resize() -> None:
    rng = np.random.default_rng(3)
    axes = [Axis(rng.uniform(LEAST_STEP, 1.3), rng.uniform(200, 300)) for _ in range(200)]
    assert sum(beginning(axis, FINE.nearness_px) is not None for axis in axes) >= 180


def test_without_room_before_the_points_there_is_no_resize() -> None:
    assert beginning(Axis(1.0712, 0.3), FINE.nearness_px) is None


def test_without_room_behind_the_points_it_is_a_warp_that_is_right_as_well() -> None:
    plane, target = smooth(700, 980), np.zeros(LARGE, np.uint8)
    x, y = Axis(1.0812, 114.5), Axis(1.0809, 50.3)
    sample(plane, target, x, y)
    assert np.abs(target - wanted(plane, LARGE, x, y)).max() <= 1


@pytest.mark.parametrize("shape", [LARGE, SMALL])
@pytest.mark.parametrize(("step", "shift"), [(0.7, 3.3), (1.0, 0.25), (1.0371, 150.61), (1.31, 210.07)])
def test_the_plane_is_the_picture_at_that_scale_and_shift(
    shape: tuple[int, int], step: float, shift: float
) -> None:
    plane = smooth(1300, 1600)
    target = np.zeros(shape, np.uint8)
    x, y = Axis(step, shift), Axis(step * 1.003, shift / 2)
    sample(plane, target, x, y)
    assert np.abs(target - wanted(plane, shape, x, y)).max() <= 1


def texture() -> Plane:
    rng = np.random.default_rng(8)
    return cv2.GaussianBlur(rng.integers(0, 255, (1300, 1600), np.uint8), (0, 0), 2)


@pytest.mark.parametrize("precision", [FINE, QUICK])
def test_a_resize_is_right_on_a_real_texture(precision: Precision) -> None:
    plane, x, y = texture(), Axis(1.0812, 155.3), Axis(1.0809, 161.7)
    assert beginning(x, precision.nearness_px)
    assert beginning(y, precision.nearness_px)
    target = np.zeros(LARGE, np.uint8)
    sample(plane, target, x, y, precision)
    assert np.abs(target - wanted(plane, LARGE, x, y)).max() <= 2


def test_finals_are_as_near_to_the_picture_as_a_warp_and_previews_nearly() -> None:
    plane, target = texture(), np.zeros(LARGE, np.uint8)
    warp_error, errors = 0.0, dict.fromkeys((FINE, QUICK), 0.0)
    for number in range(12):
        x, y = Axis(1.04 + number / 70, 140 + 1.37 * number), Axis(1.041 + number / 70, 150 + 0.61 * number)
        exact = wanted(plane, LARGE, x, y)
        matrix = np.array([[x.step, 0, x.origin], [0, y.step, y.origin]])
        warped = cv2.warpAffine(plane, matrix, LARGE[::-1], flags=WARP, borderMode=cv2.BORDER_REPLICATE)
        warp_error += float(np.square(warped - exact).mean())
        for precision in errors:
            sample(plane, target, x, y, precision)
            errors[precision] += float(np.square(target - exact).mean())
    assert errors[FINE] < 1.1 * warp_error
    assert errors[QUICK] < 1.5 * warp_error


def test_an_enlarged_plane_is_right_up_to_its_edges() -> None:
    plane = np.random.default_rng(5).integers(0, 255, (500, 700), np.uint8)
    x, y = Axis(0.25, 149.625), Axis(0.25, 159.625)
    target = np.zeros(LARGE, np.uint8)
    sample(plane, target, x, y)
    assert np.abs(target - wanted(plane, LARGE, x, y)).max() <= 16  # a warp's 32nd of a pixel, twice


def test_beyond_its_rim_the_source_goes_on_as_it_ends() -> None:
    plane = smooth(700, 900)
    target = np.zeros(LARGE, np.uint8)
    sample(plane, target, Axis(1.1, -20.4), Axis(1.1, -10.4))
    assert (target[:9, :18] == plane[0, 0]).all()


def test_part_of_the_target_is_what_the_whole_target_shows_there() -> None:
    plane = smooth(700, 900)
    x, y = Axis(1.0625, 12.375), Axis(1.0625, 20.75)
    whole, part = np.zeros(SMALL, np.uint8), np.zeros((30, 50), np.uint8)
    sample(plane, whole, x, y)
    sample(plane, part, x.from_pixel(20), y.from_pixel(10))
    assert (whole[10:40, 20:70] == part).all()
    moved = np.zeros(SMALL, np.uint8)
    sample(plane[8:, 4:], moved, x.moved(-4), y.moved(-8))
    assert (moved == whole).all()
