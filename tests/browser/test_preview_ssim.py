"""The preview shows what the video shows, at forty moments of a film with every effect."""

import io
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.render.renderer import Render
from core.schemas import RenderSettings
from core.timebase import frame_at
from tests.browser.film import SIZE, film
from tests.browser.parity import placed_sources
from tests.browser.seeking import seek
from tests.stock import write_song

MOMENTS = 40
LEAST = 0.95
# The rate of screens: with fewer frames each lies further from its moment, which shows in short fades.
RATE_HZ = Fraction(60)
PLAIN = ".bs-player__bar, .bs-player__start { display: none !important }"
LOADED = """() => {
  const layers = [...document.querySelectorAll(".bs-player__layer")];
  const shown = layers.filter((layer) => Number(layer.style.opacity) > 0);
  const pictures = shown.flatMap((layer) => [...layer.querySelectorAll("img:not([hidden])")]);
  const clips = shown.flatMap((layer) => [...layer.querySelectorAll("video:not([hidden])")]);
  const titles = [...document.querySelectorAll(".bs-player__title:not([hidden]) img")];
  return shown.length > 0 && [...pictures, ...titles].every((one) => one.complete && one.naturalWidth) &&
    clips.every((one) => one.readyState >= 2 && !one.seeking);
}"""
Grey = NDArray[np.float32]


def ssim(one: Grey, other: Grey) -> float:
    """Return the mean structural similarity (Wang et al. 2004, Gaussian windows of 11 pixels)."""

    def mean(values: Grey) -> Grey:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5), np.float32)

    first, second = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    a, b = mean(one), mean(other)
    spread = mean(one * one) - a * a + mean(other * other) - b * b
    shared = mean(one * other) - a * b
    return float(
        np.mean((2 * a * b + first) * (2 * shared + second) / ((a * a + b * b + first) * (spread + second)))
    )


def rendered(folder: Path) -> dict[int, Grey]:
    """Return the frames of the video in grey, those that are looked at."""
    sources = placed_sources(folder)
    edl, out = film(sources), folder / "film.mp4"
    settings = RenderSettings.model_validate(
        {"output_width": SIZE[0], "output_height": SIZE[1], "output_fps": 60, "quality_preset": "high"}
    )
    song = write_song(folder / "song.wav")
    Render(edl, sources, song, settings, cache=folder / "cache", processes=2).run(out)
    frames = frame_at(edl.total_duration_ms, RATE_HZ)
    wanted = {round((n + 0.5) * frames / MOMENTS) for n in range(MOMENTS)}
    with av.open(str(out)) as container:
        return {
            number: frame.to_ndarray(format="gray").astype(np.float32)
            for number, frame in enumerate(container.decode(video=0))
            if number in wanted
        }


@pytest.mark.slow
def test_the_preview_shows_what_the_video_shows(visitor, harness: str, tmp_path: Path) -> None:
    frames = rendered(tmp_path)
    page = visitor.open(f"{harness}/h/film")
    page.add_style_tag(content=PLAIN)
    page.wait_for_function("document.querySelector('audio').readyState >= 3")
    stage = page.locator(".bs-player__stage")
    stage.evaluate(
        f"(stage) => Object.assign(stage.style, {{ width: '{SIZE[0]}px', height: '{SIZE[1]}px' }})"
    )
    alike: dict[int, float] = {}
    for number, frame in frames.items():
        seek(page, float((number + 0.5) / RATE_HZ))
        page.wait_for_function(LOADED)
        picture = Image.open(io.BytesIO(stage.screenshot())).convert("RGB").resize(SIZE)
        luma = cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2YCrCb)[:, :, 0].astype(np.float32)
        alike[number] = ssim(luma, frame)
    assert len(alike) == MOMENTS
    assert min(alike.values()) >= LEAST, sorted(alike.items(), key=lambda one: one[1])[:8]
