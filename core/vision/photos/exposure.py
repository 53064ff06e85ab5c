"""How bright and how contrasty a picture is, from its brightness alone."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.vision.picture import Pixels

BRIGHT, DARK = 250, 5


@dataclass(frozen=True)
class Exposure:
    """Brightness in grey values 0 to 255: the mean, and what 1, 50 and 99.9 % of the pixels stay below.

    `burnt` and `black` are the shares of pixels at white and at black.
    """

    mean: float
    darkest: int
    median: int
    brightest: int
    burnt: float
    black: float

    @property
    def range(self) -> int:
        """From the darkest to the brightest tone that is seen."""
        return self.brightest - self.darkest


def measure_exposure(grey: Pixels) -> Exposure:
    """Return the exposure of a picture given by its brightness."""
    counts = cv2.calcHist([grey], [0], None, [256], (0, 256)).ravel().astype(np.int64)
    total = int(counts.sum())
    below = np.cumsum(counts)
    darkest, median, brightest = (int(np.searchsorted(below, total * share)) for share in (0.01, 0.5, 0.999))
    return Exposure(
        mean=float((counts * np.arange(256)).sum() / total),
        darkest=darkest,
        median=median,
        brightest=brightest,
        burnt=float(counts[BRIGHT:].sum() / total),
        black=float(counts[:DARK].sum() / total),
    )
