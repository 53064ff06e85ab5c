"""The blurred background is one picture, whichever part of it is seen."""

import numpy as np
import pytest

from core.render.draw.backdrop import Hidden, backdrop
from core.render.draw.planes import BLACK, Planes, fill, from_bgr
from tests.core.render.draw.blank import blank


def photo() -> Planes:
    coarse = np.random.default_rng(1).integers(0, 255, (9, 16, 3), dtype=np.uint8)
    return from_bgr(coarse, (320, 400))


def test_it_fills_the_frame_with_a_dimmed_blur_of_the_picture() -> None:
    white = blank(90, 160)
    fill(white, (235, 128, 128))
    frame = blank(320, 180)
    fill(frame, BLACK)
    backdrop(white, frame, Hidden())
    assert frame.luma.min() == frame.luma.max()
    assert 120 < frame.luma[0, 0] < 150
    assert (frame.cb == 128).all()


@pytest.mark.parametrize(
    "hidden", [Hidden(88, 232, 0, 180), Hidden(0, 320, 30, 150), Hidden(90, 230, 20, 150)]
)
def test_what_is_seen_of_it_does_not_depend_on_what_is_hidden(hidden: Hidden) -> None:
    whole, part = blank(320, 180), blank(320, 180)
    fill(part, (99, 77, 55))
    backdrop(photo(), whole, Hidden())
    backdrop(photo(), part, hidden)
    for step, one, other, untouched in zip((1, 2, 2), whole, part, (99, 77, 55), strict=True):
        inside = np.zeros(one.shape, bool)
        inside[hidden.top // step : hidden.bottom // step, hidden.left // step : hidden.right // step] = True
        assert (other[inside] == untouched).all()
        assert np.abs(one[~inside].astype(int) - other[~inside]).max() <= 1


@pytest.mark.parametrize("shape", [(320, 2), (2, 2160)])
def test_the_thinnest_strip_has_a_background_too(shape: tuple[int, int]) -> None:
    strip = blank(*shape)
    fill(strip, (235, 128, 128))
    frame = blank(max(320, shape[0]), 2160) if shape[0] > shape[1] else blank(3840, 240)
    fill(frame, BLACK)
    backdrop(strip, frame, Hidden())
    assert frame.luma.min() > 100
