"""Where a picture's subject is: its faces, else what differs from its surroundings in colour and detail."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import MIDDLE, Box, Face, Subject
from core.vision.picture import Pixels, at_side, luma

SIDE = 128
CENTRE_PULL = 0.35
LEAST_PX = 16
LEAST_DISTANCE = 3.0  # spreads
LEAST_CONTRAST, LEAST_EDGES = 8.0, 40.0  # Lab units; grey values of a Sobel filter
FOCUS_SIDE, LEAST_FINE, FOCUS = 512, 2.0, 2.0  # what is in focus counts as much as all the rest
RIM_NOISE = 30.0  # squared Lab units; what even a plain wall varies
ROUNDS = 8
REACH = 1.9  # spreads; an even stretch has its ends at 1.7
FULLY_GATHERED = 0.6
DIGITS = 3
HEADROOM, SHOULDERS, SIDES = 0.6, 1.2, 0.5  # of a face's height and width
NOTHING = Subject(box=MIDDLE, certainty=0.0)

Plane = NDArray[np.float32]


def find_subject(pixels: Pixels, faces: Sequence[Face] = ()) -> Subject:
    """Return the subject of a picture: the hull of its faces with head-room, else what stands out."""
    if faces:
        box = faces_hull([face.box for face in faces])
        return Subject(box=box, certainty=round(max(face.score for face in faces), 2))
    if min(pixels.shape[:2]) < LEAST_PX:
        return NOTHING
    return _standing_out(stand_out_map(pixels))


def faces_hull(boxes: Sequence[Box]) -> Box:
    """Return the box around faces, with room for hair above and shoulders below and beside them."""
    return Box(
        left=round(max(0.0, min(box.left - SIDES * box.width for box in boxes)), DIGITS),
        top=round(max(0.0, min(box.top - HEADROOM * box.height for box in boxes)), DIGITS),
        right=round(min(1.0, max(box.right + SIDES * box.width for box in boxes)), DIGITS),
        bottom=round(min(1.0, max(box.bottom + SHOULDERS * box.height for box in boxes)), DIGITS),
    )


def stand_out_map(pixels: Pixels) -> Plane:
    """Return how much each spot differs from what is around it, 0 to 1, at no more than 128 pixels.

    Colour counts against the picture's rims, which mostly show what is behind (Zhang and others 2015), and
    against the neighbourhood; detail as edges, and as what only a lens in focus draws; the middle counts
    somewhat more than the rim.
    """
    small = at_side(pixels, SIDE) if max(pixels.shape[:2]) > SIDE else pixels
    lab = cv2.cvtColor(small, cv2.COLOR_BGR2LAB).astype(np.float32)
    height, width = lab.shape[:2]
    reach = max(height, width) / 24
    soft = np.asarray(cv2.GaussianBlur(lab, (0, 0), reach / 2), dtype=np.float32)
    around = cv2.GaussianBlur(lab, (0, 0), reach * 4)
    local = np.linalg.norm(soft - around, axis=2)
    grey = luma(small).astype(np.float32)
    edges = np.hypot(cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1))
    detail = np.asarray(cv2.GaussianBlur(edges, (0, 0), reach), dtype=np.float32)
    energy = _levelled(_unlike_rims(soft), 0.3)
    energy += 0.5 * _levelled(local, LEAST_CONTRAST) + 0.5 * _levelled(detail, LEAST_EDGES)
    energy += FOCUS * _levelled(_in_focus(pixels, (width, height), reach), LEAST_FINE)
    return np.asarray(_levelled(energy, 0.5) * _centre_weight(height, width), dtype=np.float32)


def _in_focus(pixels: Pixels, size: tuple[int, int], reach: float) -> Plane:
    """Return how much detail of a pixel or two there is, which is the first that goes out of focus."""
    large = at_side(pixels, FOCUS_SIDE) if max(pixels.shape[:2]) > FOCUS_SIDE else pixels
    grey = luma(large).astype(np.float32)
    fine = cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 1.0))
    gathered = cv2.GaussianBlur(cv2.resize(fine, size, interpolation=cv2.INTER_AREA), (0, 0), reach)
    return np.asarray(gathered, dtype=np.float32)


def _unlike_rims(lab: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how far each colour is from those along three of the four rims, in their own spread."""
    height, width = lab.shape[:2]
    high, wide = max(1, height // 10), max(1, width // 10)
    rims = (lab[:high], lab[-high:], lab[:, :wide], lab[:, -wide:])
    every = lab.reshape(-1, 3).astype(np.float64)
    distances = []
    for rim in rims:
        colours = rim.reshape(-1, 3).astype(np.float64)
        spread = np.linalg.inv(np.cov(colours.T) + RIM_NOISE * np.eye(3))
        away = every - colours.mean(axis=0)
        squared = ((away @ spread) * away).sum(axis=1)
        distances.append(np.sqrt(np.maximum(squared, 0)).reshape(lab.shape[:2]))
    scaled = np.stack([distance / max(float(distance.max()), LEAST_DISTANCE) for distance in distances])
    return scaled.sum(axis=0) - scaled.max(axis=0)


def _levelled(plane: NDArray[np.floating], least: float) -> Plane:
    """Return the plane with its lower half cut off and its top hundredth at 1, if that is `least` above."""
    low, high = float(np.median(plane)), float(np.percentile(plane, 99))
    return np.asarray(np.clip((plane - low) / max(high - low, least), 0, 1), dtype=np.float32)


def _centre_weight(height: int, width: int) -> Plane:
    down = np.abs(np.linspace(-1, 1, height, dtype=np.float32))[:, None]
    across = np.abs(np.linspace(-1, 1, width, dtype=np.float32))[None, :]
    return np.asarray(1 - CENTRE_PULL * np.maximum(down, across), dtype=np.float32)


def _standing_out(energy: Plane) -> Subject:
    """Return the box around what gathers in a map; certain as far as little of it is elsewhere."""
    weight = np.square(energy.astype(np.float64))
    if weight.sum() <= 0:
        return NOTHING
    height, width = energy.shape
    edges = (0, height, 0, width)
    for _ in range(ROUNDS):
        top, bottom, left, right = edges
        inside = weight[top:bottom, left:right]
        down, across = _extent(inside.sum(axis=1), top, height), _extent(inside.sum(axis=0), left, width)
        if (*down, *across) == edges:
            break
        edges = (*down, *across)
    top, bottom, left, right = edges
    box = Box(
        left=round(left / width, DIGITS),
        top=round(top / height, DIGITS),
        right=round(right / width, DIGITS),
        bottom=round(bottom / height, DIGITS),
    )
    gathered = float(energy[top:bottom, left:right].sum() / energy.sum())
    certainty = (gathered - box.width * box.height) / FULLY_GATHERED
    return Subject(box=box, certainty=round(min(1.0, max(0.0, certainty)), 2))


def _extent(profile: NDArray[np.float64], begin: int, size: int) -> tuple[int, int]:
    """Return from where to where the bulk of a profile lies, twice its spread around its mean."""
    places = np.arange(len(profile)) + begin + 0.5
    total = profile.sum()
    mean = float((profile * places).sum() / total)
    spread = float(np.sqrt((profile * np.square(places - mean)).sum() / total))
    return max(0, round(mean - REACH * spread - 0.5)), min(size, round(mean + REACH * spread + 0.5))
