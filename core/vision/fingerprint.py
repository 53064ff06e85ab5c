"""What near-copies of a picture share: a difference hash (Krawetz 2013) and the mixture of its colours."""

import cv2
import numpy as np

from core.vision.analysis import Fingerprint
from core.vision.picture import Pixels, luma

HASH_SIZE = (9, 8)
LEVELS = 4
DIGITS = 4


def fingerprint(pixels: Pixels) -> Fingerprint:
    """Return the fingerprint of a picture of any size."""
    small = cv2.resize(luma(pixels), HASH_SIZE, interpolation=cv2.INTER_AREA).astype(np.int16)
    bits = (small[:, 1:] > small[:, :-1]).ravel()
    return Fingerprint(difference_hash=f"{_as_number(bits):016x}", histogram=_histogram(pixels))


def _as_number(bits: np.ndarray) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)


def _histogram(pixels: Pixels) -> tuple[float, ...]:
    counts = cv2.calcHist([pixels], [2, 1, 0], None, [LEVELS] * 3, [0, 256] * 3).ravel()
    return tuple(round(float(count) / (pixels.shape[0] * pixels.shape[1]), DIGITS) for count in counts)
