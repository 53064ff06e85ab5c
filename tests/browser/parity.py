"""Pictures placed in every way that an analysis leads to, and plans that show them."""

from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from core.edit.edl import EditDecisionList
from core.edit.planning.planner import plan
from core.hashing import file_checksum
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.schemas import ProjectSettings
from core.vision.analysis import Box, Face, Sighting, Subject, VisualAnalysis
from core.vision.regions import Region, with_regions
from tests.core.vision.scenes import landscape, with_face
from tests.make_media import clip_mp4
from tests.stock import uneven_grid

CLIP_SIZE, CLIP_HZ, CLIP_FRAMES = (640, 360), 25, 300
Edges = tuple[float, float, float, float]


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
        AnalyzedSong("song.wav", "song", uneven_grid(), duration_ms=10_000),
        project_id="test",
        generated_at=datetime.now(UTC),
    )
    return made.edl


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
