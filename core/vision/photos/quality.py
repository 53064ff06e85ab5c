"""How good a photo is to look at, and what clearly spoils it."""

from collections.abc import Sequence

import cv2
import numpy as np

from core.vision.analysis import Face, Flaw, Quality
from core.vision.photos.exposure import BRIGHT, Exposure, measure_exposure
from core.vision.photos.sharpness import Sharpness, measure_sharpness
from core.vision.picture import Pixels, luma

# A flaw is named only where it is beyond doubt: night shots, mist and soft portraits have none.
JUDGED_SIDE_PX = 300  # a smaller picture was sharp before somebody made it small
# So little fine beside the coarse energy, no more of it than that, and so uneven along its directions.
BLURRED, SMEARED = (0.03, 50.0, 1.0), (0.045, 25.0, 0.11)
NO_DETAIL, GRAIN_RATIO = 4.0, 0.3  # a dull sky has little of both, and grain has more of the fine one
VERY_DARK = 64
BURNT_SHARE, MOSTLY_BURNT, ALL_BURNT, WHITE_RIM = 0.5, 0.9, 0.97, 0.97
BURNT_WITHOUT_DARK = 0.3
STROKE_SHARE = 0.01  # of the longer side; what is thinner on white is drawn or written
DRAWN_SHARE = 0.15
PALE_LUMA, PALE_SHARE = 145, 0.75  # nothing is darker, and so much is at the end of a colour's scale
INK_LUMA, INK_SHARE = 150, 0.006  # what is meant to be white has something dark on it
LEAST_RANGE = 24
SHARP_RATIO = 0.2
USUAL_LUMA, LEAST_LUMA = 118, 10
FULL_RANGE = 180
FACE_MARGIN = 0.15


def judge(pixels: Pixels, faces: Sequence[Face] = ()) -> Quality:
    """Return the quality of a photo; of one with faces their own sharpness counts as much as the rest."""
    grey = luma(pixels)
    exposure, sharpness = measure_exposure(grey), measure_sharpness(grey)
    detail = sharpness.detail
    if faces:
        detail = (detail * _face_detail(grey, faces[0])) ** 0.5
    # Light makes every step larger: of two exposures of one picture the longer one is no sharper.
    contrast = detail**0.5 * USUAL_LUMA / (exposure.mean + LEAST_LUMA)
    return Quality(
        score=round(_score(exposure, sharpness), 3),
        sharpness=round(contrast, 2),
        flaws=tuple(_flaws(pixels, grey, exposure, sharpness)),
    )


def _flaws(pixels: Pixels, grey: Pixels, exposure: Exposure, sharpness: Sharpness) -> list[Flaw]:
    if exposure.brightest < VERY_DARK:
        return ["very_dark"]
    most_burnt = BURNT_SHARE if exposure.darkest < PALE_LUMA else BURNT_WITHOUT_DARK
    if _is_pale(pixels, exposure) or (exposure.burnt > most_burnt and not _is_on_white(grey, exposure)):
        return ["overexposed"]
    if exposure.range < LEAST_RANGE:
        return ["low_contrast"]
    return ["blurred"] if min(grey.shape) >= JUDGED_SIDE_PX and is_blurred(sharpness) else []


def _is_pale(pixels: Pixels, exposure: Exposure) -> bool:
    """Tell whether nothing but light tones is left, most of them without the colour that they had."""
    if exposure.darkest < PALE_LUMA:
        return False
    return float((pixels >= BRIGHT).any(axis=2).mean()) > PALE_SHARE


def _is_on_white(grey: Pixels, exposure: Exposure) -> bool:
    """Tell whether a white picture was meant so: something before a white ground, strokes on white."""
    if exposure.burnt > ALL_BURNT or float((grey < INK_LUMA).mean()) < INK_SHARE:
        return False
    rim = np.concatenate((grey[0], grey[-1], grey[:, 0], grey[:, -1]))
    if exposure.burnt < MOSTLY_BURNT and float((rim >= BRIGHT).mean()) > WHITE_RIM:
        return True
    marks = (grey < BRIGHT).astype(np.uint8)
    stroke_px = 1 + 2 * round(STROKE_SHARE * max(grey.shape) / 2)
    thick = cv2.erode(marks, np.ones((stroke_px, stroke_px), np.uint8))
    return float(thick.sum()) < DRAWN_SHARE * float(marks.sum())


def is_blurred(sharpness: Sharpness) -> bool:
    """Tell whether nothing in a picture is sharp."""
    if sharpness.detail < NO_DETAIL and sharpness.ratio < GRAIN_RATIO:
        return True
    return any(
        sharpness.ratio < ratio and sharpness.detail < detail and sharpness.evenness <= evenness
        for ratio, detail, evenness in (BLURRED, SMEARED)
    )


def _score(exposure: Exposure, sharpness: Sharpness) -> float:
    """Weigh sharpness, tones and range; half of the score is lost where one of them fails."""
    sharp = min(1.0, sharpness.ratio / SHARP_RATIO) ** 0.5
    tones = 1.0 - min(1.0, abs(exposure.mean - 118) / 118) ** 2
    clipped = 1.0 - min(1.0, max(0.0, exposure.burnt + exposure.black - 0.05) * 1.5)
    span = min(1.0, exposure.range / FULL_RANGE)
    return (0.2 + 0.8 * sharp) * (0.5 + 0.2 * tones + 0.15 * clipped + 0.15 * span)


def _face_detail(grey: Pixels, face: Face) -> float:
    """Return the detail of a face and a little around it."""
    height, width = grey.shape
    box, margin = face.box, FACE_MARGIN * face.box.width
    left, right = int(max(0.0, box.left - margin) * width), int(min(1.0, box.right + margin) * width)
    top, bottom = int(max(0.0, box.top - margin) * height), int(min(1.0, box.bottom + margin) * height)
    inside = grey[top : max(bottom, top + 16), left : max(right, left + 16)]
    return measure_sharpness(inside).detail
