"""Draws what was seen: faces in green, the subject in yellow."""

from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from core.vision.analysis import Box, Face, VisualAnalysis
from core.vision.clips.clip_frames import OpenClip
from core.vision.files import ClipFile
from core.vision.picture import read_picture

FACE_COLOUR, SUBJECT_COLOUR = (60, 255, 60), (255, 220, 0)
LINE_SHARE = 0.004
QUALITY = 90


def draw_photo(still: str, seen: dict[str, Any], drawing: str) -> None:
    """Write a JPEG of a still with what was seen in it; runs in the limited process."""
    analysis = VisualAnalysis.model_validate(seen)
    _draw(read_picture(Path(still)), analysis.faces, analysis.subject.box, drawing)


def draw_clip(file: dict[str, Any], seen: dict[str, Any], drawing: str) -> None:
    """Write a JPEG of a clip's best moment with what was seen then; runs in the limited process."""
    analysis = VisualAnalysis.model_validate(seen)
    peak_ms = analysis.moments[0].peak_ms if analysis.moments else 0
    near = min(analysis.sightings, key=lambda sighting: abs(sighting.time_ms - peak_ms), default=None)
    begin_s = near.time_ms / 1000 if near else 0.0
    for frame in islice(OpenClip(ClipFile.from_plain(file)).between(begin_s, begin_s), 1):
        faces, subject = (near.faces, near.subject) if near else ((), None)
        _draw(frame.pixels, faces, subject, drawing)


def _draw(pixels: np.ndarray, faces: tuple[Face, ...], subject: Box | None, drawing: str) -> None:
    image = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
    pen = ImageDraw.Draw(image)
    width = max(2, round(LINE_SHARE * max(image.size)))
    if subject is not None:
        pen.rectangle(_corners(subject, image.size), outline=SUBJECT_COLOUR, width=width)
    for face in faces:
        pen.rectangle(_corners(face.box, image.size), outline=FACE_COLOUR, width=width)
    image.save(drawing, "JPEG", quality=QUALITY)


def _corners(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    return box.left * size[0], box.top * size[1], box.right * size[0], box.bottom * size[1]
