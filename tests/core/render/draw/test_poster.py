"""The small picture of a frame has its colours and its shape."""

import cv2
import numpy as np

from core.render.draw.planes import Canvas, Plane, from_bgr
from core.render.draw.poster import small_jpeg


def shown(bgr: Plane) -> Plane:
    canvas = Canvas(bgr.shape[1], bgr.shape[0])
    for target, plane in zip(canvas.planes, from_bgr(bgr), strict=True):
        target[:] = plane
    picture = cv2.imdecode(np.frombuffer(small_jpeg(canvas), np.uint8), cv2.IMREAD_COLOR)
    assert picture is not None
    return picture


def test_it_has_the_colours_and_the_shape_of_the_frame() -> None:
    colours = ((40, 60, 200), (200, 120, 30), (128, 128, 128), (20, 220, 120))
    bgr = np.repeat(np.array([colours], np.uint8), 960, axis=0).repeat(480, axis=1)
    small = shown(bgr)
    assert small.shape == (240, 480, 3)
    for number, colour in enumerate(colours):
        assert np.abs(small[120, 60 + 120 * number].astype(int) - colour).max() <= 4


def test_a_frame_of_a_small_video_is_not_enlarged() -> None:
    assert shown(np.zeros((90, 160, 3), np.uint8)).shape == (90, 160, 3)
