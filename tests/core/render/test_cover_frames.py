"""What stands for a video shows one picture, not a blend of two, and the one that was wished for."""

from pathlib import Path

from core.media.info import Source
from core.render.cover_frames import best_frame, cover_spans
from core.render.spans import Layer, Span


def layer(asset_id: str = "1") -> Layer:
    return Layer(Source(asset_id, "sum", "image", Path("1.jpg"), 640, 360), "cover", 0, 60)


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
