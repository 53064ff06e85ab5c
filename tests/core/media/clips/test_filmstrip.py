"""The filmstrip of a clip: frame `n` is what the clip shows at `n` steps, or at most half a second later."""

import io
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.media.clips.filmstrip import (
    HEIGHT_PX,
    MOST_FRAMES,
    SHORTEST_STEP_MS,
    frame_in,
    step_of,
    write_filmstrip,
)
from core.media.derive import Clip, clip_proxy
from core.media.probe import probe
from core.sandbox.worker_process import Child
from tests import barcode
from tests.permitted import permitted

RATE_HZ, LENGTH_S = 25, 8
LATEST_S = Fraction(12, RATE_HZ)  # a proxy has a key frame every 12


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filmstrip")
    path = folder / "a.mp4"
    barcode.write_steady_clip(path, 7, (640, 360), Fraction(RATE_HZ), RATE_HZ * LENGTH_S)
    with Child(permissions=permitted(folder)) as child:
        info = probe(path, child=child, name="a.mp4", still=folder / "still.png")
    clip_proxy(Clip(path, info.reader, "a.mp4", info), folder / "proxy.mp4")
    return folder / "proxy.mp4"


def pictures(filmstrip: Path, count: int) -> list[Image.Image]:
    content = filmstrip.read_bytes()
    frames = [frame_in(content, number) for number in range(count)]
    return [Image.open(io.BytesIO(frame or b"")) for frame in frames]


def test_each_frame_is_of_its_step(proxy: Path, tmp_path: Path) -> None:
    write_filmstrip(proxy, tmp_path / "strip", LENGTH_S * 1000)
    count = LENGTH_S * 1000 // SHORTEST_STEP_MS
    for number, picture in enumerate(pictures(tmp_path / "strip", count)):
        assert picture.height == HEIGHT_PX
        seen = barcode.read(np.asarray(picture.convert("L")))
        assert seen is not None
        wanted_s = Fraction(number * SHORTEST_STEP_MS, 1000)
        last_s = Fraction(LENGTH_S) - LATEST_S
        assert min(wanted_s, last_s) <= Fraction(seen[1], RATE_HZ) <= wanted_s + LATEST_S


def test_a_number_beyond_the_end_is_the_last_frame(proxy: Path, tmp_path: Path) -> None:
    write_filmstrip(proxy, tmp_path / "strip", LENGTH_S * 1000)
    content = (tmp_path / "strip").read_bytes()
    count = LENGTH_S * 1000 // SHORTEST_STEP_MS
    assert frame_in(content, 10_000) == frame_in(content, count)
    assert frame_in(content, 10_000) != frame_in(content, 0)


def test_a_long_clip_has_no_more_frames_than_a_short_one() -> None:
    assert step_of(1000) == SHORTEST_STEP_MS
    assert step_of(3_600_000) * MOST_FRAMES == 3_600_000


def test_what_has_no_frames_leaves_an_empty_filmstrip(tmp_path: Path) -> None:
    (tmp_path / "proxy.mp4").write_bytes(b"no clip")
    write_filmstrip(tmp_path / "proxy.mp4", tmp_path / "strip", 1000)
    assert (tmp_path / "strip").read_bytes() == b""
    assert frame_in(b"", 0) is None
