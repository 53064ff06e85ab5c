"""Draws what was seen, faces in green and the subject in yellow, and the windows that a plan shows of it."""

from collections.abc import Sequence
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.vision.analysis import Box, Face, VisualAnalysis
from core.vision.clips.clip_frames import OpenClip
from core.vision.files import ClipFile
from core.vision.picture import read_picture

FACE_COLOUR, SUBJECT_COLOUR = (60, 255, 60), (255, 220, 0)
WINDOW_COLOURS = ((90, 170, 255), (255, 120, 200), (255, 140, 60))
LETTERS = 0.04  # of the height
LINE_SHARE = 0.004
QUALITY = 90


class PlannedCrop(NamedTuple):
    """What a plan shows of a picture from begin to end, as left, top, right, bottom in shares of it."""

    label: str
    begin: tuple[float, float, float, float]
    end: tuple[float, float, float, float]


def draw_photo(
    still: str,
    seen: dict[str, Any],
    drawing: str,
    windows: Sequence[Sequence[Any]] = (),
    turn: tuple[int, bool] = (0, False),
) -> None:
    """Write a JPEG of a photo with what was seen in it; runs in the limited process.

    `turn` is what makes the file that is drawn upright: degrees clockwise, then whether it is mirrored.
    """
    analysis = VisualAnalysis.model_validate(seen)
    rotation_deg, mirrored = turn
    _draw(
        read_picture(Path(still), rotation_deg, mirrored=mirrored),
        analysis.faces,
        analysis.subject.box,
        drawing,
        windows,
    )


def draw_clip(
    file: dict[str, Any], seen: dict[str, Any], drawing: str, windows: Sequence[Sequence[Any]] = ()
) -> None:
    """Write a JPEG of a clip's best moment with what was seen then; runs in the limited process."""
    analysis = VisualAnalysis.model_validate(seen)
    peak_ms = analysis.moments[0].peak_ms if analysis.moments else 0
    near = min(analysis.sightings, key=lambda sighting: abs(sighting.time_ms - peak_ms), default=None)
    begin_s = near.time_ms / 1000 if near else 0.0
    with closing(OpenClip(ClipFile.from_plain(file))) as clip:
        for frame in islice(clip.between(begin_s, begin_s), 1):
            faces, subject = (near.faces, near.subject) if near else ((), None)
            _draw(frame.pixels, faces, subject, drawing, windows)


def _draw(
    pixels: np.ndarray,
    faces: tuple[Face, ...],
    subject: Box | None,
    drawing: str,
    windows: Sequence[Sequence[Any]],
) -> None:
    image = Image.fromarray(np.ascontiguousarray(pixels[:, :, ::-1]))
    pen = ImageDraw.Draw(image)
    width = max(2, round(LINE_SHARE * max(image.size)))
    for row, ((label, begin, end), colour) in enumerate(zip(windows, cycle(WINDOW_COLOURS))):
        _draw_window(pen, image.size, PlannedCrop(label, begin, end), colour, width)
        at = 2 * width, (1 + row) * LETTERS * image.height
        pen.text(at, label, fill=colour, font=ImageFont.load_default(LETTERS * image.height))
    if subject is not None:
        pen.rectangle(_corners(subject, image.size), outline=SUBJECT_COLOUR, width=width)
    for face in faces:
        pen.rectangle(_corners(face.box, image.size), outline=FACE_COLOUR, width=width)
    image.save(drawing, "JPEG", quality=QUALITY)


def _draw_window(
    pen: ImageDraw.ImageDraw,
    size: tuple[int, int],
    window: PlannedCrop,
    colour: tuple[int, int, int],
    width: int,
) -> None:
    """Draw where a window begins with a line, and where it ends with a thin one."""
    wide, high = size
    for edges, line in ((window.begin, width), (window.end, max(1, width // 3))):
        left, top, right, bottom = (max(0.0, min(1.0, edge)) for edge in edges)
        pen.rectangle(
            (left * wide, top * high, right * wide - 1, bottom * high - 1), outline=colour, width=line
        )


def _corners(box: Box, size: tuple[int, int]) -> tuple[float, float, float, float]:
    return box.left * size[0], box.top * size[1], box.right * size[0], box.bottom * size[1]
