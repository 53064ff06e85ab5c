"""Looks at one photo: everything that is seen in the file that is drawn of it."""

from pathlib import Path

import numpy as np

from core.vision.analysis import Face, PictureKind, Quality, VisualAnalysis
from core.vision.files import FileFacts
from core.vision.fingerprint import fingerprint
from core.vision.models import FACES, TEXT
from core.vision.photos.border import find_content
from core.vision.photos.faces import face_finder
from core.vision.photos.picture_kind import kind_of
from core.vision.photos.quality import judge
from core.vision.photos.subject import find_subject
from core.vision.photos.text_map import text_detector
from core.vision.picture import Pixels, read_picture

SMALL_SIDE = 64


def analyze_photo(still: Path, facts: FileFacts, models: dict[str, Path]) -> VisualAnalysis:
    """Return what is seen in a photo by the file that is drawn of it; `models` are paths by name.

    Raises OSError when it can't be read.
    """
    pixels = read_picture(still, facts.rotation_deg, mirrored=facts.mirrored)
    return analyze_pixels(pixels, facts, models)


def analyze_pixels(pixels: Pixels, facts: FileFacts, models: dict[str, Path]) -> VisualAnalysis:
    """Return what is seen in a picture of at most 1024 pixels."""
    faces = _faces(pixels, models)
    kind = kind_of(pixels, facts, models.get(TEXT.name))
    return VisualAnalysis(
        models=tuple(sorted(models)),
        kind=kind,
        faces=faces,
        subject=find_subject(pixels, faces),
        quality=_quality(pixels, faces, kind),
        fingerprint=fingerprint(pixels),
        content=find_content(pixels) if kind == "photo" else None,
    )


def warm_up_for_photos(models: dict[str, Path]) -> None:
    """Look at a picture of hardly any pixels, with everything that looking may use.

    The buffers of a whole picture would stay in this process, and each that is forked from it would copy
    the hundred megabytes on their first use, page by page, which takes longer than having them anew.
    """
    pixels = np.full((SMALL_SIDE, SMALL_SIDE, 3), 128, np.uint8)
    if FACES.name in models:
        face_finder(models[FACES.name]).warm_up(pixels)
    if TEXT.name in models:
        text_detector(models[TEXT.name]).find(pixels)
    find_subject(pixels)
    judge(pixels, ())
    find_content(pixels)
    fingerprint(pixels)


def _faces(pixels: Pixels, models: dict[str, Path]) -> tuple[Face, ...]:
    return face_finder(models[FACES.name]).find(pixels) if FACES.name in models else ()


def _quality(pixels: Pixels, faces: tuple[Face, ...], kind: PictureKind) -> Quality:
    """Return the quality; a page or screen is not spoiled by being white or without contrast."""
    quality = judge(pixels, faces)
    return quality if kind == "photo" else quality.model_copy(update={"flaws": ()})
