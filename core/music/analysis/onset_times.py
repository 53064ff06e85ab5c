"""Where something begins in a song, for beats to be snapped to."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.spectra import Floats, Spectra
from core.music.tracking.beats import refine

Doubles = NDArray[np.float64]

LEAST_STRENGTH = 0.5
APART_FRAMES = 5


def onset_times_s(song: Spectra, onsets: Floats) -> Doubles:
    """Return the times of the clear onsets in increasing order, at least 50 ms apart or nearly so."""
    greatest = scipy.ndimage.maximum_filter1d(onsets, APART_FRAMES)
    return refine(np.flatnonzero((onsets == greatest) & (onsets > LEAST_STRENGTH)), song.flux)


def in_whole_ms(times_s: Doubles, duration_ms: int) -> list[int]:
    """Return times as whole milliseconds within a song, each once."""
    times_ms = np.unique(np.round(times_s * 1000).astype(int))
    return [int(time) for time in times_ms if 0 <= time < duration_ms]
