"""Clearly spoiled photos are named as such, and only those."""

import cv2
import numpy as np
import pytest

from core.vision.photos.quality import judge
from core.vision.picture import Pixels
from tests.core.vision.scenes import landscape, page


def shaken(pixels: Pixels, length_px: int) -> Pixels:
    kernel = np.zeros((length_px, length_px), np.float32)
    kernel[length_px // 2] = 1 / length_px
    return np.asarray(cv2.filter2D(pixels, -1, kernel), dtype=np.uint8)


@pytest.mark.parametrize("seed", range(4))
def test_a_good_photo_has_no_flaw(seed: int) -> None:
    quality = judge(landscape(seed=seed))
    assert quality.flaws == ()
    assert quality.score > 0.6


def test_blur_is_seen_from_defocus_and_from_shake() -> None:
    sharp = landscape()
    assert judge(np.asarray(cv2.GaussianBlur(sharp, (0, 0), 8), dtype=np.uint8)).flaws == ("blurred",)
    slight, strong = judge(shaken(sharp, 9)), judge(shaken(sharp, 31))
    assert judge(sharp).sharpness > slight.sharpness > strong.sharpness


@pytest.mark.parametrize(
    ("gain", "lift", "flaw"),
    [(0.06, 0, "very_dark"), (0.2, 0, "very_dark"), (4.0, 60, "overexposed"), (0.05, 120, "low_contrast")],
)
def test_a_photo_of_which_no_tones_are_left_is_spoiled(gain: float, lift: float, flaw: str) -> None:
    assert judge(np.clip(landscape() * gain + lift, 0, 255).astype(np.uint8)).flaws == (flaw,)


def test_a_night_with_lamps_is_no_spoiled_photo() -> None:
    night = np.random.default_rng(1).normal(6, 2, (600, 900, 3))
    for left in range(40, 860, 90):
        night[300:312, left : left + 12] = (150, 220, 255)
    assert judge(np.clip(night, 0, 255).astype(np.uint8)).flaws == ()


def test_a_thing_before_white_is_not_overexposed() -> None:
    white = np.full((600, 900, 3), 255, np.uint8)
    white[200:400, 300:600] = landscape((300, 200))
    assert judge(white).flaws == ()
    assert judge(page((600, 800), paper=255)).flaws == ()


def test_a_photo_burnt_to_pale_shapes_is_no_drawing_on_white() -> None:
    burnt = np.clip(landscape().astype(np.float32) * 3 + 170, 0, 255).astype(np.uint8)
    assert judge(burnt).flaws == ("overexposed",)


def test_a_photo_burnt_in_one_colour_after_the_other_is_overexposed() -> None:
    sky = landscape().astype(np.float32) * (0.9, 0.5, 0.4)  # blue burns long before brightness does
    burnt = np.clip(sky * 2.5 + 150, 0, 255).astype(np.uint8)
    assert judge(burnt).flaws == ("overexposed",)


def test_a_dull_sky_with_the_grain_of_its_film_is_not_blurred() -> None:
    sky = cv2.resize(np.array([[90, 110], [120, 140]], np.uint8), (900, 600), interpolation=cv2.INTER_CUBIC)
    grain = np.random.default_rng(1).normal(0, 0.8, sky.shape)
    grained = np.clip(np.round(sky + grain), 0, 255).astype(np.uint8)
    assert judge(cv2.cvtColor(grained, cv2.COLOR_GRAY2BGR)).flaws == ()


@pytest.mark.parametrize("angle_deg", [0, 50, 90])
def test_a_small_smeared_photo_is_blurred_though_the_edges_along_the_smear_are_sharp(
    angle_deg: float,
) -> None:
    small = landscape((600, 450), seed=3)
    kernel = np.zeros((31, 31), np.float32)
    kernel[15] = 1
    kernel = cv2.warpAffine(kernel, cv2.getRotationMatrix2D((15, 15), angle_deg, 1), (31, 31))
    smeared = np.asarray(cv2.filter2D(small, -1, kernel / kernel.sum()), dtype=np.uint8)
    assert judge(smeared).flaws == ("blurred",)
