"""Finds faces with YuNet (Wu, Peng and Yu 2023), looking again where the first look finds none."""

from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from core.vision.analysis import Box, Face
from core.vision.picture import Pixels, at_side, luma

FIRST_SIDE = 640
TURNED_SIDE = 480
CLOSE_SIDE = 1024
SURE = 0.8
SURE_ON_SECOND_LOOK = 0.86
COMPANION = 0.62  # beside a sure face, one of its size need not be as sure: a second dog, a turned head
LEAST_SHARE = 0.012  # of the longer side; what is smaller is grain
SAME_OVERLAP = 0.3
MOST_FOUND = 200
TURNS_DEG = (-25.0, 25.0)
DARK_LUMA = 70.0
DIGITS = 4


class FaceFinder:
    """Finds faces with the model in a file; not for two threads at a time."""

    def __init__(self, model: Path) -> None:
        self._detector = cv2.FaceDetectorYN.create(
            str(model), "", (FIRST_SIDE, FIRST_SIDE), SURE, SAME_OVERLAP, MOST_FOUND
        )

    def find(self, pixels: Pixels) -> tuple[Face, ...]:
        """Return the faces of a photo, largest first.

        It is looked at as it is and turned to the left and right, for heads held aslant. Where that
        finds none, a dark picture is lightened, then it is looked at more closely. All but the first
        look must be surer.
        """
        found = self.look(pixels)
        for angle_deg in TURNS_DEG:
            found = _merged(found, self._look_turned(pixels, angle_deg))
        if not found and float(luma(at_side(pixels, 64)).mean()) < DARK_LUMA:
            found = self.look(_lightened(pixels), sure=SURE_ON_SECOND_LOOK)
        return found or self.look(pixels, side=CLOSE_SIDE, sure=SURE_ON_SECOND_LOOK)

    def warm_up(self, pixels: Pixels) -> None:
        """Do once, for a small picture in the size that it has, what finding faces may take."""
        self._detect(_lightened(pixels), SURE)

    def look(self, pixels: Pixels, *, side: int = FIRST_SIDE, sure: float = SURE) -> tuple[Face, ...]:
        """Return the faces that one look at the picture as it is finds, largest first."""
        small = at_side(pixels, side)
        height, width = small.shape[:2]
        rows = self._detect(small, min(sure, COMPANION))
        return _as_faces(_with_companions(rows, sure), width, height)

    def _look_turned(self, pixels: Pixels, angle_deg: float) -> tuple[Face, ...]:
        small = at_side(pixels, TURNED_SIDE)
        height, width = small.shape[:2]
        there = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
        turned = np.asarray(cv2.warpAffine(small, there, (width, height)), dtype=np.uint8)
        boxes = self._detect(turned, SURE_ON_SECOND_LOOK)
        if not len(boxes):
            return ()
        back = cv2.invertAffineTransform(there)
        centres = boxes[:, :2] + boxes[:, 2:4] / 2
        boxes[:, :2] = centres @ back[:, :2].T + back[:, 2] - boxes[:, 2:4] / 2
        return _as_faces(boxes, width, height)

    def _detect(self, small: Pixels, sure: float) -> np.ndarray:
        """Return rows of left, top, width, height in pixels and score."""
        self._detector.setInputSize((small.shape[1], small.shape[0]))
        self._detector.setScoreThreshold(sure)
        _, found = self._detector.detect(small)
        return np.zeros((0, 5)) if found is None else np.asarray(found)[:, [0, 1, 2, 3, 14]].astype(float)


@lru_cache(maxsize=2)
def face_finder(model: Path) -> FaceFinder:
    """Return the finder for a model file, made once in a process."""
    return FaceFinder(model)


def _merged(known: tuple[Face, ...], more: tuple[Face, ...]) -> tuple[Face, ...]:
    """Return the faces known with those of another look that are none of them, largest first."""
    new = [face for face in more if not any(_overlap(face.box, one.box) > SAME_OVERLAP for one in known)]
    return tuple(sorted((*known, *new), key=_by_size))


def _by_size(face: Face) -> tuple[float, float]:
    return -face.box.width * face.box.height, face.box.left


def _overlap(one: Box, other: Box) -> float:
    """Return which share of the smaller box both cover."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    smaller = min(one.width * one.height, other.width * other.height)
    return max(0.0, wide) * max(0.0, high) / smaller if smaller > 0 else 0.0


def _with_companions(rows: np.ndarray, sure: float) -> np.ndarray:
    """Return the sure faces, and those others that are about as large as one of them."""
    certain = rows[:, 4] >= sure
    sizes = rows[certain, 3]
    if not len(sizes):
        return rows[:0]
    ratio = rows[:, 3] / sizes.mean()
    return rows[certain | ((ratio > 0.6) & (ratio < 1.6))]


def _as_faces(rows: np.ndarray, width: int, height: int) -> tuple[Face, ...]:
    faces = []
    for left, top, wide, high, score in rows:
        box = _box(left / width, top / height, (left + wide) / width, (top + high) / height)
        long_enough = max(box.width * width, box.height * height) >= LEAST_SHARE * max(width, height)
        if long_enough and box.width > 0 and box.height > 0:
            faces.append(Face(box=box, score=round(min(1.0, score), 2)))
    return tuple(sorted(faces, key=_by_size))


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    held = [round(min(1.0, max(0.0, float(edge))), DIGITS) for edge in (left, top, right, bottom)]
    return Box(left=held[0], top=held[1], right=held[2], bottom=held[3])


def _lightened(pixels: Pixels) -> Pixels:
    """Return a dark picture with its brightness equalised in tiles (CLAHE), colours kept."""
    lab = cv2.cvtColor(pixels, cv2.COLOR_BGR2LAB)
    lab[:, :, 0] = cv2.createCLAHE(clipLimit=4.0, tileGridSize=(8, 8)).apply(lab[:, :, 0])
    return np.asarray(cv2.cvtColor(lab, cv2.COLOR_LAB2BGR), dtype=np.uint8)
