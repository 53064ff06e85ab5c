"""Pictures are placed without distortion: circles stay round, edges are blended, nothing jumps."""

import cv2
import numpy as np
import pytest

from core.render.draw.compose import blit, hidden_by_blit, hidden_by_warp, letterbox, warp
from core.render.draw.mipmaps import RIM_PX, Level, with_rim
from core.render.draw.motion import CropWindow, Pose, window
from core.render.draw.planes import Planes, fill, from_bgr
from tests.core.render.draw.blank import blank


def disc(width: int, height: int, radius: int) -> Planes:
    """Return a white disc in the middle of black."""
    picture = np.zeros((height, width, 3), np.uint8)
    cv2.circle(picture, (width // 2, height // 2), radius, (255, 255, 255), -1, cv2.LINE_AA)
    return from_bgr(picture)


def extent(planes: Planes) -> tuple[float, float]:
    """Return the width and height of what is bright, to a fraction of a pixel."""
    light = (planes.luma.astype(float) - 16) / 219
    moments = cv2.moments(light.clip(0, 1))
    area = moments["m00"]
    return 4 * (moments["mu20"] / area) ** 0.5, 4 * (moments["mu02"] / area) ** 0.5


@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
@pytest.mark.parametrize("size", [(600, 900), (900, 600), (700, 700)])
@pytest.mark.parametrize("zoom", [1.0, 1.37])
def test_a_circle_stays_round(fit: str, size: tuple[int, int], zoom: float) -> None:
    frame = blank(640, 360)
    letterbox(frame)
    level = Level(disc(*size, 60), 1.0, 1.0)
    warp(level, window(fit, Pose(zoom, 0.5, 0.5), size, (640, 360)), frame)  # type: ignore[arg-type]
    width, height = extent(frame)
    assert width == pytest.approx(height, rel=0.01)


def test_a_window_of_the_frames_size_shows_the_pixels_themselves() -> None:
    level = disc(320, 180, 50)
    frame = blank(320, 180)
    warp(Level(level, 1.0, 1.0), CropWindow(0, 0, 320, 180), frame)
    for drawn, given in zip(frame, level, strict=True):
        assert (drawn == given).all()


def test_a_fraction_of_a_pixel_moves_the_picture_by_just_that() -> None:
    """A luma ramp of 4 per column, shifted by 0.3 columns, is brighter by 1.2, rounded."""
    ramp = np.tile(np.arange(20, 236, 4, dtype=np.uint8), (64, 1))
    half = np.full((32, 27), 128, np.uint8)
    frame = blank(40, 64)
    for step in range(20):
        shift = step / 20
        warp(Level(Planes(ramp, half, half), 1.0, 1.0), CropWindow(4 + shift, 0, 40, 64), frame)
        brighter = frame.luma[:, 2:38].astype(float) - ramp[:, 6:42]
        assert np.abs(brighter - 4 * shift).max() <= 0.6


def test_the_edge_of_a_smaller_picture_is_blended_by_what_it_covers() -> None:
    white = blank(64, 64)
    fill(white, (235, 128, 128))
    frame = blank(128, 64)
    letterbox(frame)
    warp(Level(white, 1.0, 1.0), CropWindow(-32.25, 0, 128, 64), frame)
    row = frame.luma[32]
    assert (row[:32] == 16).all()
    assert row[32] == pytest.approx(16 + 0.75 * 219, abs=1)
    assert (row[33:96] == 235).all()
    assert row[96] == pytest.approx(16 + 0.25 * 219, abs=1)
    assert (row[97:] == 16).all()


@pytest.mark.parametrize("x", [0.0, 0.5, 1.0])
def test_however_much_a_picture_is_enlarged_its_colour_reaches_the_edges_of_the_frame(x: float) -> None:
    level = blank(42, 2000)
    fill(level, (90, 60, 200))
    frame = blank(640, 360)
    fill(frame, (16, 128, 128))
    warp(
        Level(with_rim(level), 10.5, 10.0, RIM_PX),
        window("cover", Pose(1.02, x, 0.5), (4, 200), (640, 360)),
        frame,
    )
    for plane, value in zip(frame, (90, 60, 200), strict=True):
        assert (plane == value).all()


def test_blitting_crops_towards_the_wanted_side_and_centres_what_is_smaller() -> None:
    wide, frame = disc(400, 100, 40), blank(100, 200)
    letterbox(frame)
    blit(wide, frame, 0.5, 0.5)
    assert (frame.luma[50:150] == wide.luma[:, 150:250]).all()
    blit(wide, frame, 0.0, 0.5)
    assert (frame.luma[50:150] == wide.luma[:, :100]).all()
    assert (frame.luma[:50] == 16).all()


@pytest.mark.parametrize("zoom", [1.0, 1.03, 1.4])
@pytest.mark.parametrize("size", [(300, 120), (90, 160), (640, 360)])
def test_what_is_said_to_be_hidden_shows_nothing_of_what_lay_there(
    size: tuple[int, int], zoom: float
) -> None:
    """Whatever colour lay there, the drawn frame is the same in luma and chroma."""
    planes = disc(*size, 40)
    level = Level(planes, 1.0, 1.0)
    view = window("contain", Pose(zoom, 0.4, 0.6), size, (320, 180))
    for draws, hidden in (
        (lambda frame: warp(level, view, frame), hidden_by_warp(level, view, blank(320, 180))),
        (lambda frame: blit(planes, frame, 0.3, 0.3), hidden_by_blit(planes, blank(320, 180))),
    ):
        seen = []
        for colour in ((16, 128, 128), (235, 40, 220)):
            frame = blank(320, 180)
            fill(frame, colour)
            draws(frame)
            seen.append(frame)
        for step, one, other in zip((1, 2, 2), *seen, strict=True):
            rows = slice(hidden.top // step, hidden.bottom // step)
            columns = slice(hidden.left // step, hidden.right // step)
            assert (one[rows, columns] == other[rows, columns]).all()
            assert one[rows, columns].size >= one.size * 0.2
