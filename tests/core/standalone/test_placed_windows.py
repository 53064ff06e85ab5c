"""The windows that `analyze --draw` shows are those that a plan takes."""

from pathlib import Path

from core.media.info import Source
from core.standalone.placed_windows import placed_windows
from core.vision.analysis import Box, Face, Sighting, VisualAnalysis

FACE = Face(box=Box(left=0.7, top=0.3, right=0.78, bottom=0.42), score=0.9)


def seen(**more: object) -> VisualAnalysis:
    return VisualAnalysis.of_nothing().model_copy(update={"faces": (FACE,), **more})


def test_a_photo_has_a_window_for_each_shape_with_its_face_whole_at_both_ends() -> None:
    photo = Source("a", "a", "image", Path("a.jpg"), 4000, 3000, analysis=seen())
    windows = list(placed_windows(photo))
    assert [window.label for window in windows] == ["16:9", "1:1", "9:16"]
    for window in windows:
        for left, top, right, bottom in (window.begin, window.end):
            assert left < FACE.box.left
            assert top < FACE.box.top
            assert right > FACE.box.right
            assert bottom > FACE.box.bottom


def test_a_clip_stands_around_its_subject_or_is_whole() -> None:
    sightings = tuple(Sighting(time_ms=ms, faces=(FACE,)) for ms in range(0, 4000, 500))
    clip = Source("a", "a", "video", Path("a.mp4"), 1920, 1080, 4000, analysis=seen(sightings=sightings))
    wide, _, upright = placed_windows(clip)
    assert wide.begin == (0.0, 0.0, 1.0, 1.0)
    assert upright.begin == upright.end
    assert upright.begin[0] < FACE.box.left
    assert FACE.box.right < upright.begin[2] < 1
    unseen = Source("b", "b", "video", Path("b.mp4"), 1920, 1080, 4000, analysis=seen(faces=()))
    assert [window.label for window in placed_windows(unseen)][2] == "9:16 blur"
