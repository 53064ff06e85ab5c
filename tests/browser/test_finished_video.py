"""A finished h264 video plays in a browser, and any moment sought in it shows the frame of that moment."""

import base64
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Page

from core.hashing import file_checksum
from core.media.info import Source
from core.render.renderer import Render
from core.schemas import ProjectSettings
from core.timebase import frame_at, frame_rate
from tests import barcode
from tests.browser.seeking import seek
from tests.expected_frames import expected
from tests.stock import Stock, render_settings, uneven_grid, write_song

SIZE = (320, 240)
CLIP_HZ = Fraction(25)
LENGTH_MS = 5000

LOAD = """async (data) => {
  const video = document.createElement('video');
  video.src = URL.createObjectURL(await (await fetch('data:video/mp4;base64,' + data)).blob());
  video.muted = true;
  document.body.append(video);
}"""
CAN_PLAY = "() => document.querySelector('video').readyState >= 3"
FACTS = """() => {
  const { videoWidth, videoHeight, duration } = document.querySelector("video");
  return [videoWidth, videoHeight, duration];
}"""
PIXELS = """() => {
  const video = document.querySelector('video');
  const canvas = new OffscreenCanvas(160, 120), pen = canvas.getContext('2d');
  pen.drawImage(video, 0, 0, 160, 120);
  const pixels = pen.getImageData(0, 0, canvas.width, canvas.height).data;
  return Array.from({length: pixels.length / 4}, (_, index) => pixels[4 * index + 1]);
}"""


@pytest.fixture
def stock(tmp_path: Path) -> Stock:
    photo, clip = tmp_path / "1.jpg", tmp_path / "2.mp4"
    barcode.write_photo(photo, 1, SIZE)
    barcode.write_steady_clip(clip, 2, SIZE, CLIP_HZ, 200)
    sources = {
        "1": Source("1", file_checksum(photo), "image", photo, *SIZE),
        "2": Source("2", file_checksum(clip), "video", clip, *SIZE, 8000),
    }
    return Stock(sources, write_song(tmp_path / "song.wav"), uneven_grid())


@pytest.mark.parametrize(
    ("quality", "fps", "ntsc"),
    [("medium", 30, True), pytest.param("high", 60, False, marks=pytest.mark.slow)],
)
def test_it_plays_and_seeks_to_the_frame(
    browser: Browser, stock: Stock, tmp_path: Path, quality: str, fps: int, ntsc: bool
) -> None:
    values = {"output_width": SIZE[0], "output_height": SIZE[1], "output_fps": fps, "ntsc": ntsc}
    asked_for = ProjectSettings.model_validate(
        {**values, "beats_per_cut": 1, "transition_type": "crossfade", "ken_burns_enabled": False}
    )
    edl = stock.planned(asked_for, duration_ms=LENGTH_MS)
    render = Render(
        edl, stock.sources, stock.song, render_settings(edl, quality), cache=tmp_path / "cache", processes=2
    )
    out = render.run(tmp_path / "out.mp4").path

    page = browser.new_page()
    page.evaluate(LOAD, base64.b64encode(out.read_bytes()).decode())
    page.wait_for_function(CAN_PLAY)
    width, height, duration_s = page.evaluate(FACTS)
    rate_hz = frame_rate(fps, ntsc=ntsc)
    assert (width, height) == SIZE
    assert duration_s == pytest.approx(float(frame_at(LENGTH_MS, rate_hz) / rate_hz), abs=0.05)
    wanted = expected(edl, rate_hz)
    for number in sorted(wanted, key=lambda frame: frame * 7919 % 1009)[:12]:
        segment, local = wanted[number]
        moment_s = Fraction(segment.source_in_ms, 1000) + local / rate_hz
        planned = (1, 0) if segment.media_type == "image" else (2, int(moment_s * CLIP_HZ))
        assert seen(page, float((number + Fraction(1, 2)) / rate_hz)) == planned
    seek(page, 1, "video")
    page.evaluate("() => { document.querySelector('video').play(); }")
    page.wait_for_function("document.querySelector('video').currentTime > 1.5")
    page.close()


def seen(page: Page, time_s: float) -> tuple[int, int] | None:
    """Return what the barcode at a moment reads."""
    seek(page, time_s, "video")
    return barcode.read(np.array(page.evaluate(PIXELS), np.uint8).reshape(120, 160))
