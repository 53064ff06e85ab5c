"""The paused preview looks like the rendered film, for every kind of placement, at twenty of its moments."""

import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Page, Route

from core.edit.edl import EditDecisionList
from core.media.info import Source
from core.media.stills.thumbnails import write_small
from core.render.renderer import Render
from tests.browser.parity import placed_sources, planned
from tests.browser.sample_project import edit
from tests.browser.seeking import seek
from tests.browser.visitor import Visitor
from tests.make_media import frames_of
from tests.stock import render_settings, uneven_grid, write_song

pytestmark = pytest.mark.slow

SIZES = [(640, 360), (360, 640)]
TIMES, LEAST_SIMILARITY = 20, 0.95
RATE_HZ, INTO_FRAME_S = 30, 0.001
Shown = NDArray[np.uint8]
BARE = """.bs-player__bar, .bs-player__start, .bs-player__titles { display: none !important }
.bs-player__stage { border-radius: 0 !important }"""
DRAWN = """() => [...document.querySelectorAll(".bs-player__layer")]
  .filter((layer) => Number(layer.style.opacity) > 0)
  .flatMap((layer) => [...layer.querySelectorAll("img, video")].filter((one) => !one.hidden))
  .every((one) => (one.complete && one.naturalWidth > 0) || (one.readyState > 1 && !one.seeking))"""


def similarity(one: Shown, other: Shown) -> float:
    """Return the mean structural similarity of two pictures' brightness (Wang et al. 2004)."""
    first, second = (cv2.cvtColor(shown, cv2.COLOR_RGB2GRAY).astype(np.float64) for shown in (one, other))

    def mean(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5), dtype=np.float64)

    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    means = mean(first), mean(second)
    variances = mean(first * first) - means[0] ** 2, mean(second * second) - means[1] ** 2
    shared = mean(first * second) - means[0] * means[1]
    index = (2 * means[0] * means[1] + low) * (2 * shared + high)
    index /= (means[0] ** 2 + means[1] ** 2 + low) * (variances[0] + variances[1] + high)
    return float(index.mean())


def moments(edl: EditDecisionList, frames: int) -> list[int]:
    """Return frames all over the film, none beside a cut: the preview has those to the ms, not the frame."""
    cuts = {round(segment.timeline_in_ms * RATE_HZ / 1000) for segment in edl.segments[1:]}
    spread = [frames * (2 * number + 1) // (2 * TIMES) for number in range(TIMES)]
    return [at + 2 if {at, at + 1} & cuts else at for at in spread]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pixels")


@pytest.fixture(scope="module")
def sources(folder: Path) -> dict[str, Source]:
    found = placed_sources(folder)
    for source in found.values():
        thumb = folder / f"{source.asset_id}-thumb.jpg"
        if source.media_type == "image":
            write_small(str(source.path), (0, False), None, str(thumb))
        else:
            Image.fromarray(frames_of(source.path)[0][1]).save(thumb)
    return found


def state_of(edl: EditDecisionList, sources: Mapping[str, Source]) -> dict[str, object]:
    """Return the data of an edit as the page asks for it."""
    beats_ms = [beat.time_ms for beat in uneven_grid().beats if beat.time_ms < edl.audio.duration_ms]
    assets = {
        source.asset_id: {
            "name": source.path.name,
            "kind": source.media_type,
            "thumb": f"/fake/files/{source.asset_id}-thumb.jpg",
            "url": f"/fake/files/{source.path.name}",
            "sound": None,
            "width": source.display_width,
            "height": source.display_height,
            "duration_ms": source.duration_ms,
        }
        for source in sources.values()
    }
    return edit(4, len(beats_ms)) | {
        "duration_ms": edl.audio.duration_ms,
        "fade_out_ms": 0,
        "picture_fade_ms": 0,
        "beats_ms": beats_ms,
        "sections": [],
        "segments": [segment.model_dump(mode="json") for segment in edl.segments],
        "assets": assets,
        "width": edl.settings.output_width,
        "height": edl.settings.output_height,
    }


@pytest.fixture
def preview(
    visitor: Visitor, harness: str, folder: Path, sources: dict[str, Source]
) -> Callable[[EditDecisionList], Page]:
    """Return a function that opens an edit in the player, at the size of its frame."""

    def answer(route: Route) -> None:
        content = (folder / route.request.url.rsplit("/", 1)[1].split("?")[0]).read_bytes()
        wanted = re.match(r"bytes=(\d+)-(\d*)", route.request.headers.get("range", ""))
        if wanted is None:
            route.fulfill(body=content, content_type="image/jpeg")
            return
        begin, end = int(wanted[1]), int(wanted[2] or len(content) - 1)
        told = {"Content-Range": f"bytes {begin}-{end}/{len(content)}", "Accept-Ranges": "bytes"}
        kind = "video/mp4" if route.request.resource_type == "media" else "image/jpeg"
        route.fulfill(status=206, headers=told, body=content[begin : end + 1], content_type=kind)

    def show(edl: EditDecisionList) -> Page:
        page = visitor.open(f"{harness}/h/grid?n=1")
        told = json.dumps(state_of(edl, sources))
        page.route("**/fake/edit?*", lambda route: route.fulfill(body=told, content_type="application/json"))
        page.route("**/fake/files/*", answer)
        page.goto(f"{harness}/h/effects?n=130")
        width, height = edl.settings.output_width, edl.settings.output_height
        page.add_style_tag(content=f"{BARE} .bs-player__stage {{ width: {width}px !important }}")
        page.wait_for_function("document.querySelector('audio').readyState >= 3")
        page.wait_for_function(f"document.querySelector('.bs-player__stage').clientHeight === {height}")
        return page

    return show


def seen_at(page: Page, time_s: float) -> Shown:
    """Return what the paused player shows."""
    seek(page, time_s)
    page.wait_for_function(DRAWN)
    shot = page.locator(".bs-player__stage").screenshot()
    return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))


@pytest.mark.parametrize("size", SIZES, ids=["16:9", "9:16"])
def test_the_preview_shows_what_is_rendered(
    preview: Callable[[EditDecisionList], Page],
    folder: Path,
    sources: dict[str, Source],
    size: tuple[int, int],
) -> None:
    edl = planned(sources, size)
    video = folder / f"{size[0]}.mp4"
    song = write_song(folder / "song.wav")
    Render(edl, sources, song, render_settings(edl, "high"), cache=folder / "cache", processes=1).run(video)
    frames = [picture for _, picture in frames_of(video)]
    page = preview(edl)
    alike = {}
    for at in moments(edl, len(frames)):
        shown = Image.fromarray(seen_at(page, at / RATE_HZ + INTO_FRAME_S)).resize(size)
        alike[at] = similarity(np.asarray(shown), frames[at])
    assert {frame: found for frame, found in alike.items() if found < LEAST_SIMILARITY} == {}
