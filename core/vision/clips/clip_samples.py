"""What is measured on the sampled frames of a clip, one value each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from core.vision.analysis import Box, Face, Fingerprint, Quality, Subject
from core.vision.clips.clip_frames import ClipFrame
from core.vision.clips.motion import Motion, Plane, measure_motion, plane_of, size_at
from core.vision.fingerprint import fingerprint
from core.vision.models import FACES
from core.vision.photos.exposure import Exposure, measure_exposure
from core.vision.photos.faces import FaceFinder, face_finder
from core.vision.photos.quality import judge
from core.vision.photos.sharpness import Sharpness, measure_sharpness
from core.vision.photos.subject import find_subject
from core.vision.picture import Pixels, coarse, luma

CLOSER_LOOK_S = 1.0
MOST_CLOSER_LOOKS = 300
FACES_SIDE = 480
COLOUR_BINS = 8
COLOURS_SIDE = 64


@dataclass(frozen=True)
class CloserLook:
    """What a photo would be looked at for: faces, subject, quality and fingerprint of one frame."""

    faces: tuple[Face, ...]
    subject: Subject
    quality: Quality
    fingerprint: Fingerprint


@dataclass(frozen=True)
class Sample:
    """One frame of a clip; `motion` and `recoloured` compare it with the sample before.

    The first is compared with itself. `recoloured` is the share of its colours that the one before
    does not have, `change` the mean difference in the values of all three.
    """

    time_s: float
    sharpness: Sharpness
    exposure: Exposure
    motion: Motion
    recoloured: float
    change: float
    look: CloserLook | None

    @property
    def moving(self) -> Box | None:
        """Where something moves by itself."""
        return self.motion.where


def take_samples(frames: Iterable[ClipFrame], duration_s: float, models: dict[str, Path]) -> Iterator[Sample]:
    """Yield what is measured on each frame; about once a second one is looked at more closely."""
    finder = face_finder(models[FACES.name]) if FACES.name in models else None
    look_s, due_s = max(CLOSER_LOOK_S, duration_s / MOST_CLOSER_LOOKS), 0.0
    before: tuple[Plane, Plane, np.ndarray] | None = None
    for frame in frames:
        grey = luma(frame.pixels)
        plane, colour_plane, colours = (
            plane_of(grey),
            coarse(frame.pixels, size_at(COLOURS_SIDE, grey.shape)),
            _colours(frame.pixels),
        )
        earlier, colour_before, known = before or (plane, colour_plane, colours)
        look = None
        if frame.time_s >= due_s - look_s / 8:
            look, due_s = _look_closer(frame.pixels, finder), frame.time_s + look_s
        yield Sample(
            time_s=frame.time_s,
            sharpness=measure_sharpness(grey),
            exposure=measure_exposure(grey),
            motion=measure_motion(earlier, plane),
            recoloured=float(1 - np.minimum(colours, known).sum()),
            change=float(np.abs(colour_plane - colour_before).mean()),
            look=look,
        )
        before = plane, colour_plane, colours


def _look_closer(pixels: Pixels, finder: FaceFinder | None) -> CloserLook:
    faces = finder.look(pixels, side=FACES_SIDE) if finder else ()
    return CloserLook(faces, find_subject(pixels, faces), judge(pixels, faces), fingerprint(pixels))


def _colours(pixels: Pixels) -> np.ndarray:
    """Return the shares of 512 colours in a frame."""
    levels = pixels[::4, ::4].reshape(-1, 3).astype(np.int64) // (256 // COLOUR_BINS)
    bins = (levels[:, 2] * COLOUR_BINS + levels[:, 1]) * COLOUR_BINS + levels[:, 0]
    return np.bincount(bins, minlength=COLOUR_BINS**3) / len(bins)
