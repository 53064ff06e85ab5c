"""A clip is decoded once: for its thumbnail, its proxy and its analysis."""

import os
from pathlib import Path

import numpy as np
import pytest

from core.media.derive import Clip, clip_proxy, clip_thumbnail
from core.media.info import OriginalFile
from core.media.ingest import PreparedMedia, derive_all, looked_at, prepare
from core.media.probe import MEDIA_LIMITS
from core.sandbox.limits import Limits
from core.sandbox.worker_process import Child
from core.vision.analyze import frames_to_hand_over
from core.vision.files import ClipFile
from tests.core.vision.scenes import landscape
from tests.make_media import clip_mp4

SIZE, RATE, FRAMES, CUT = (480, 320), 25, 90, 40


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pan over one landscape, then over another, filmed on its side."""
    scenes = [landscape((640, 320), seed)[:, :, ::-1] for seed in (1, 2)]

    def draw(number: int) -> np.ndarray:
        scene = scenes[number >= CUT]
        return np.ascontiguousarray(scene[:, number : number + SIZE[0]])

    path = tmp_path_factory.mktemp("clip") / "a.mp4"
    return clip_mp4(path, SIZE, RATE, FRAMES, picture=draw, rotation_deg=90)


def taken_in(clip: Path, folder: Path, reader: Child) -> PreparedMedia:
    return prepare(OriginalFile(clip, clip.name, "a"), folder=folder, child=reader, looks=False)


def derived(found: PreparedMedia, child: Child, told_s: list[float]) -> PreparedMedia:
    folder = found.folder
    return derive_all(
        found, thumbnail=folder / "t.jpg", proxy=folder / "p.mp4", child=child, on_progress=told_s.append
    )


@pytest.fixture(scope="module")
def handed(clip: Path, reader: Child) -> tuple[PreparedMedia, list[float]]:
    """The clip as one decoding left it, and how far that said it was."""
    told_s: list[float] = []
    folder = clip.with_name("made")
    return derived(taken_in(clip, folder, reader), reader, told_s), told_s


def test_one_decoding_gives_what_several_gave(clip: Path, handed: tuple[PreparedMedia, list[float]]) -> None:
    found, told_s = handed
    assert told_s[-1] > 3
    alone = Clip(clip, found.info.reader, clip.name, found.info)
    clip_thumbnail(alone, found.folder / "alone.jpg")
    clip_proxy(alone, found.folder / "alone.mp4")
    for one, other in (("t.jpg", "alone.jpg"), ("p.mp4", "alone.mp4")):
        assert (found.folder / one).read_bytes() == (found.folder / other).read_bytes()


def test_the_eye_sees_exactly_what_it_would_see_by_itself(
    clip: Path, tmp_path: Path, reader: Child, handed: tuple[PreparedMedia, list[float]]
) -> None:
    seen = handed[0].source.analysis
    itself = looked_at(taken_in(clip, tmp_path, reader), reader).source.analysis
    assert seen is not None
    assert seen == itself
    assert seen.cuts_ms == (CUT * 1000 // RATE,)


def test_what_was_seen_is_kept_and_found_again(
    clip: Path, reader: Child, handed: tuple[PreparedMedia, list[float]]
) -> None:
    found = handed[0]
    assert looked_at(taken_in(clip, found.folder, reader), reader) == found


def test_a_clip_nobody_can_look_at_has_its_thumbnail_and_proxy(
    clip: Path, tmp_path: Path, reader: Child
) -> None:
    found = taken_in(clip, tmp_path, reader)
    with Child(Limits(address_space_bytes=16 * 2**20)) as blind:
        assert derived(found, blind, []).source.analysis is None
    made = {path.name: path.stat().st_size for path in tmp_path.iterdir() if path.suffix != ".json"}
    assert made.keys() == {"p.mp4", "t.jpg"}
    assert all(made.values())


def test_who_looks_on_may_read_a_file_that_was_made_for_drawing(clip: Path) -> None:
    file = ClipFile(clip, "mov", clip.name, SIZE[1], SIZE[0], FRAMES * 1000 // RATE, rotation_deg=90)
    read_end, write_end = os.pipe()
    try:
        with Child(MEDIA_LIMITS).beside(read_end, [clip]) as looker:
            assert frames_to_hand_over(file, looker) is not None
    finally:
        os.close(read_end)
        os.close(write_end)
