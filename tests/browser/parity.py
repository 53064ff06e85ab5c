"""Pictures placed in every way that the eye brings, and one moment of the instant preview as pixels."""

import base64
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image
from playwright.sync_api import Page

from core.edit.edl import EditDecisionList
from core.edit.planning.planner import plan
from core.hashing import file_checksum
from core.media.info import Source
from core.render.draw.motion import EASING
from core.schemas import EDLSegment, ProjectSettings
from core.vision.analysis import Box, Face, Sighting, Subject, VisualAnalysis
from core.vision.regions import Region, with_regions
from tests.core.vision.scenes import landscape, with_face
from tests.make_media import clip_mp4
from tests.stock import uneven_grid

CLIP_SIZE, CLIP_HZ, CLIP_FRAMES = (640, 360), 25, 300
Edges = tuple[float, float, float, float]

SHOW = """async ({ asset, segment, progress, sinceMs, frame, easing }) => {
  const { LayerPool } = await import("beatstitch/player_layers.js");
  let stage = document.getElementById("parity");
  if (!stage) {
    stage = document.body.appendChild(document.createElement("div"));
    stage.id = "parity";
    stage.pool = new LayerPool(stage, () => null);
  }
  stage.style.cssText = `position: fixed; left: 0; top: 0; z-index: 9999; overflow: hidden; background: black;
    width: ${frame.width}px; height: ${frame.height}px`;
  const layer = stage.pool.layerFor({ key: segment.index, segment }, new Set(), asset, frame);
  stage.pool.hideBut(new Set([layer]));
  if (asset.kind === "image") await layer.image.decode();
  else if (layer.video.readyState < 2) await new Promise((done) => (layer.video.onloadeddata = done));
  if (!layer.backdrop.hidden) await layer.backdrop.decode();
  layer.show(1, 1);
  layer.place(progress, frame, 1, easing);
  layer.follow(sinceMs, false);
  if (layer.video.seeking) await new Promise((done) => (layer.video.onseeked = done));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""


def placed_sources(folder: Path) -> dict[str, Source]:
    """Return photos with a face, a group, a drawn region and nobody, an upright one, and a clip."""
    one, group = ((0.55, 0.45, 0.65, 0.6),), ((0.1, 0.3, 0.2, 0.45), (0.75, 0.3, 0.85, 0.45))
    drawn = Region(left=0.6, top=0.1, right=0.95, bottom=0.5, drawn=True)
    seen = {
        "face": _seen(*one),
        "group": _seen(*group),
        "drawn": with_regions(_seen(), (drawn,)),
        "nobody": _seen(),
        "upright": _seen((0.3, 0.2, 0.6, 0.4)),
    }
    sources = {}
    for number, (name, analysis) in enumerate(seen.items()):
        picture = with_face(160, at=(520, 250), seed=number) if name != "nobody" else landscape(seed=number)
        picture = np.rot90(picture) if name == "upright" else picture
        smooth = cv2.GaussianBlur(np.ascontiguousarray(picture), (0, 0), 2)
        path = folder / f"{name}.jpg"
        Image.fromarray(smooth[:, :, ::-1]).save(path, quality=95)
        high, wide = smooth.shape[:2]
        sources[name] = Source(name, file_checksum(path), "image", path, wide, high, analysis=analysis)
    sources["clip"] = _clip(folder / "clip.mp4")
    return sources


def planned(sources: dict[str, Source], size: tuple[int, int]) -> EditDecisionList:
    """Return a plan of ten seconds in a frame of `size`, with hard cuts only."""
    settings = ProjectSettings(output_width=size[0], output_height=size[1], beats_per_cut=1)
    made = plan(
        settings,
        list(sources.values()),
        uneven_grid(),
        project_id="test",
        audio_path="song.wav",
        duration_ms=10_000,
        generated_at=datetime.now(UTC),
        audio_checksum="song",
    )
    return made.edl


def preview_frame(
    page: Page, segment: EDLSegment, source: Source, moment_ms: float, size: tuple[int, int]
) -> np.ndarray:
    """Return what the instant preview shows of a segment `moment_ms` after its begin."""
    asset = {
        "id": source.asset_id,
        "kind": source.media_type,
        "width": source.display_width,
        "height": source.display_height,
        "duration_ms": source.duration_ms,
        "url": _data_url(source),
        "thumb": _data_url(source),
    }
    values: dict[str, Any] = {
        "asset": asset,
        "segment": segment.model_dump(mode="json"),
        "progress": moment_ms / segment.render_duration_ms,
        "sinceMs": moment_ms,
        "frame": {"width": size[0], "height": size[1]},
        "easing": EASING,
    }
    page.evaluate(SHOW, values)
    with Image.open(io.BytesIO(page.locator("#parity").screenshot())) as shot:
        return np.asarray(shot.convert("RGB"))


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Return the structural similarity of two pictures' brightness, 1 for equals (Wang and others 2004)."""
    x, y = (
        cv2.cvtColor(np.ascontiguousarray(p), cv2.COLOR_RGB2GRAY).astype(np.float64) for p in (one, other)
    )
    soft = lambda plane: np.asarray(cv2.GaussianBlur(plane, (11, 11), 1.5))  # noqa: E731
    mean_x, mean_y = soft(x), soft(y)
    var_x, var_y = soft(x * x) - mean_x**2, soft(y * y) - mean_y**2
    both = soft(x * y) - mean_x * mean_y
    top = (2 * mean_x * mean_y + 6.5025) * (2 * both + 58.5225)
    return float((top / ((mean_x**2 + mean_y**2 + 6.5025) * (var_x + var_y + 58.5225))).mean())


def _seen(*faces: Edges) -> VisualAnalysis:
    return VisualAnalysis.of_nothing().model_copy(
        update={
            "faces": tuple(Face(box=_box(face), score=0.9) for face in faces),
            "quality": VisualAnalysis.of_nothing().quality.model_copy(update={"score": 0.8}),
            "subject": Subject(box=_box((0.2, 0.2, 0.8, 0.8)), certainty=0.0),
        }
    )


def _box(edges: Edges) -> Box:
    left, top, right, bottom = edges
    return Box(left=left, top=top, right=right, bottom=bottom)


def _clip(path: Path) -> Source:
    """Write a clip whose subject stands on the right."""
    still = cv2.GaussianBlur(with_face(120, at=(700, 250)), (0, 0), 2)
    scene = np.ascontiguousarray(cv2.resize(still, CLIP_SIZE)[:, :, ::-1])

    def picture(number: int) -> np.ndarray:
        frame = scene.copy()
        frame[20:60, 20 + number : 60 + number] = 255
        return frame

    clip_mp4(path, CLIP_SIZE, CLIP_HZ, CLIP_FRAMES, picture=picture, options={"crf": "12", "g": "10"})
    face = Face(box=_box((0.75, 0.42, 0.82, 0.6)), score=0.9)
    sightings = tuple(Sighting(time_ms=ms, faces=(face,)) for ms in range(0, 12_000, 1000))
    seen = _seen().model_copy(update={"sightings": sightings})
    length_ms = int(Fraction(CLIP_FRAMES * 1000, CLIP_HZ))
    return Source("clip", file_checksum(path), "video", path, *CLIP_SIZE, length_ms, analysis=seen)


def _data_url(source: Source) -> str:
    kind = "image/jpeg" if source.media_type == "image" else "video/mp4"
    return f"data:{kind};base64,{base64.b64encode(source.path.read_bytes()).decode()}"


def spread(edl: EditDecisionList, count: int) -> Iterator[tuple[EDLSegment, float]]:
    """Yield `count` moments spread over an edit: each with its segment and the ms since that began."""
    for number in range(count):
        at_ms = (number + 0.37) * edl.total_duration_ms / count
        segment = next(one for one in edl.segments if one.timeline_in_ms <= at_ms < one.timeline_out_ms)
        yield segment, at_ms - segment.timeline_in_ms
