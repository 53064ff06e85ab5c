"""Where something begins in a song, for beats to be snapped to."""

import numpy as np
import scipy.ndimage

from core.music.analysis.spectra import Floats, Spectra
from core.music.tracking.beats import refine

LEAST_STRENGTH = 0.5
APART_FRAMES = 5


def onset_times_ms(song: Spectra, onsets: Floats, duration_ms: int) -> list[int]:
    """Return the times of the clear onsets in increasing order, at least 50 ms apart or nearly so."""
    greatest = scipy.ndimage.maximum_filter1d(onsets, APART_FRAMES)
    frames = np.flatnonzero((onsets == greatest) & (onsets > LEAST_STRENGTH))
    times_ms = np.unique(np.round(refine(frames, song.flux) * 1000).astype(int))
    return [int(time) for time in times_ms if 0 <= time < duration_ms]
