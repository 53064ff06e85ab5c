"""The small picture of a span has the frame's colours, and shows one picture, not a blend of two."""

from pathlib import Path

import cv2
import numpy as np

from core.media.info import Source
from core.render.draw.planes import Canvas, Plane, from_bgr
from core.render.draw.poster import best_frame, cover_spans, small_jpeg
from core.render.spans import Layer, Span


def layer(asset_id: str = "1") -> Layer:
    return Layer(Source(asset_id, "sum", "image", Path("1.jpg"), 640, 360), "cover", 0, 60)


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


def test_the_frame_shown_is_the_middle_one_after_the_transition() -> None:
    assert best_frame(Span(0, 60, layer())) == 30
    assert best_frame(Span(0, 60, layer(), layer(), "crossfade", 20)) == 40
    assert best_frame(Span(0, 10, layer(), layer(), "crossfade", 20, 5)) == 9
    assert best_frame(Span(0, 1, layer())) == 0


def test_a_cover_is_the_longest_showing_of_its_picture_that_does_not_fade_out() -> None:
    short, long = Span(0, 30, layer("a")), Span(90, 60, layer("a"))
    other, fading = Span(30, 60, layer("b")), Span(150, 90, layer("a"), fade_frames=30, fade_offset=-60)
    assert cover_spans([short, other, long, fading], ["gone", "a", "b"]) == [long, other]
    assert cover_spans([short], []) == []
