"""The plain border of a scanned print and the bars of a saved screen are told from plain walls and skies."""

import numpy as np
import pytest

from core.vision.photos.border import find_content
from core.vision.picture import Pixels


def scene(height: int = 300, width: int = 400, seed: int = 3) -> Pixels:
    """Return a picture that is nowhere plain."""
    coarse = np.random.default_rng(seed).integers(20, 200, (height // 20, width // 20, 3), dtype=np.uint8)
    return np.asarray(np.kron(coarse, np.ones((20, 20, 1), dtype=np.uint8)), dtype=np.uint8)


def framed(picture: Pixels, margins: tuple[int, int, int, int], grey: int) -> Pixels:
    """Return a picture with so many lines of paper or black at its top, bottom, left and right."""
    top, bottom, left, right = margins
    pad = ((top, bottom), (left, right), (0, 0))
    return np.asarray(np.pad(picture, pad, constant_values=grey), dtype=np.uint8)


@pytest.mark.parametrize("grey", [5, 238])
def test_the_border_of_a_print_is_found_to_the_pixel(grey: int):
    noisy = framed(scene(), (12, 16, 20, 10), grey).astype(int)
    noisy += np.random.default_rng(1).integers(-3, 4, noisy.shape)
    content = find_content(np.clip(noisy, 0, 255).astype(np.uint8))
    assert content is not None
    found = (content.left * 430, content.top * 328, content.right * 430, content.bottom * 328)
    assert found == pytest.approx((20, 12, 420, 312), abs=3.5)


def test_bars_on_two_sides_are_found_and_the_others_left_alone():
    content = find_content(framed(scene(), (80, 80, 0, 0), 0))
    assert content is not None
    assert (content.left, content.right) == (0, 1)
    assert (content.top, content.bottom) == pytest.approx((80 / 460, 380 / 460), abs=0.01)


def test_a_bright_sky_behind_one_side_does_not_hide_the_border():
    picture = scene()
    picture[:60] = 240
    content = find_content(framed(picture, (12, 12, 12, 12), 240))
    assert content is not None
    assert content.top == pytest.approx(12 / 324, abs=0.01)


def test_what_has_no_border_has_none():
    assert find_content(scene()) is None
    on_a_wall = np.full((300, 400, 3), 230, dtype=np.uint8)
    on_a_wall[100:250, 120:280] = scene(160, 160)[:150, :160]
    assert find_content(on_a_wall) is None
    under_the_sky = scene()
    under_the_sky[:80] = 235
    assert find_content(under_the_sky) is None
    assert find_content(np.full((300, 400, 3), 128, dtype=np.uint8)) is None
