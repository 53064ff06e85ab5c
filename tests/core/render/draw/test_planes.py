"""Colours become BT.709 limited range, with chroma where MPEG-2 puts it."""

import numpy as np
import pytest

from core.render.draw.planes import Canvas, from_bgr

# Y, Cb, Cr of ITU-R BT.709 limited range, for colours given as R, G, B.
COLOURS = {
    (255, 255, 255): (235, 128, 128),
    (0, 0, 0): (16, 128, 128),
    (255, 0, 0): (63, 102, 240),
    (0, 255, 0): (173, 42, 26),
    (0, 0, 255): (32, 240, 118),
    (128, 128, 128): (126, 128, 128),
}


@pytest.mark.parametrize(("rgb", "ycbcr"), COLOURS.items())
def test_colours_follow_bt709(rgb: tuple[int, int, int], ycbcr: tuple[int, int, int]) -> None:
    planes = from_bgr(np.full((16, 16, 3), rgb[::-1], np.uint8))
    assert np.abs(np.array([plane[4, 4] for plane in planes], int) - ycbcr).max() <= 1


def test_a_chroma_sample_lies_on_its_even_luma_column() -> None:
    """Left-sited chroma at an even column is the mean 1:2:1 of that column and its neighbours."""
    picture = np.zeros((8, 16, 3), np.uint8)
    picture[:, 8:] = (255, 0, 0)
    blue = from_bgr(picture).cb[2].astype(int)
    full = blue[-1] - blue[0]
    assert blue[4] - blue[0] == pytest.approx(full * 0.75, abs=2)
    assert blue[3] == blue[0]


def test_drawing_into_a_canvas_is_drawing_into_its_frame() -> None:
    canvas = Canvas(64, 48)
    canvas.planes.luma[:] = 77
    canvas.planes.cb[:] = 99
    canvas.planes.cr[:] = 111
    shown = canvas.frame.to_ndarray(format="yuv420p")
    assert (shown[:48] == 77).all()
    assert set(np.unique(shown[48:])) == {99, 111}
