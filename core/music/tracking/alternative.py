"""Finds the reading of a song that a person should be offered beside the chosen one."""

from collections.abc import Sequence

import numpy as np

from core.music.tracking.choice import ChosenReading, Reading, scores
from core.music.tracking.meeting import agreement
from core.music.weights import Coefficients

SAME_BEATS = 0.85
"""Readings that share more of their beats (F-measure) are alike to cut on."""
CLOSE_SHARE = 0.08
"""By folds, 25 of 41 annotated songs are this undecided, among them four of the five at a wrong level."""


def alternative(
    readings: Sequence[Reading], choice: ChosenReading, weights: Coefficients | None = None
) -> ChosenReading | None:
    """Return the likeliest reading with other beats, None where it is far behind the chosen one.

    Its `share` is that of the belief in the two.
    """
    believed = scores(readings, weights)
    chosen = next(at for at, reading in enumerate(readings) if reading is choice.reading)
    for at in np.argsort(-believed, kind="stable"):
        if agreement(readings[at].beats_s, choice.reading.beats_s) < SAME_BEATS:
            share = float(1 / (1 + np.exp(believed[chosen] - believed[at])))
            return ChosenReading(readings[at], share) if share >= CLOSE_SHARE else None
    return None
