"""The onset signal: how strongly something begins at each hundredth of a second."""

import numpy as np
import scipy.ndimage

from core.music.analysis.spectra import Floats

BAND_WEIGHTS = (1.0, 0.8, 0.8, 0.8, 1.0)
LOCAL_MEAN_FRAMES = 41
LOUDNESS_FRAMES = 801
SMOOTHING_FRAMES = 1.5
STRONGEST = 4.0
DRUMS = (slice(0, 1), slice(1, 4), slice(4, 5))
"""The bands of kick drum, snare and cymbals."""
DRUM_SMOOTHING_FRAMES = 1.0


def local_rms(signal: Floats) -> Floats:
    """Return the root mean square of `signal` over 8 seconds around each frame."""
    mean_square = np.asarray(scipy.ndimage.uniform_filter1d(signal * signal, LOUDNESS_FRAMES), np.float32)
    return np.sqrt(np.maximum(mean_square, 0))


def level(signal: Floats, floor: float) -> Floats:
    """Return `signal` relative to its own strength nearby, so that quiet passages count too."""
    overall = float(np.sqrt(np.mean(np.square(signal, dtype=np.float64))))
    return np.asarray(signal / (local_rms(signal) + floor * overall + 1e-4), np.float32)


def onset_strength(flux: Floats) -> Floats:
    """Return the onset signal, (frames,) at 100 Hz, 0 .. 4, from `flux` (frames, bands).

    Each band counts by what stands out of its local mean, relative to its strength nearby, so that
    a soft hi-hat pattern weighs as much as a loud bass drum.
    """
    total = np.zeros(len(flux), np.float32)
    for band, weight in zip(flux.T, BAND_WEIGHTS, strict=True):
        rise = np.maximum(band - scipy.ndimage.uniform_filter1d(band, LOCAL_MEAN_FRAMES), 0)
        total += weight * level(rise, floor=0.15)
    smooth = np.asarray(scipy.ndimage.gaussian_filter1d(total, SMOOTHING_FRAMES), np.float32)
    return np.minimum(level(smooth, floor=0.1), np.float32(STRONGEST))


def drum_onsets(flux: Floats) -> Floats:
    """Return where kick drum, snare and cymbals begin, (frames, 3), from `flux` (frames, bands).

    What stands out of its local mean, relative to its strength in the whole song.
    """
    scaled = flux / (flux.std(axis=0) + 0.02 * flux.max() + 1e-4)
    drums = np.stack([scaled[:, bands].sum(axis=1) for bands in DRUMS], axis=1)
    smooth = np.asarray(scipy.ndimage.gaussian_filter1d(drums, DRUM_SMOOTHING_FRAMES, axis=0), np.float32)
    rise = np.maximum(smooth - scipy.ndimage.uniform_filter1d(smooth, LOCAL_MEAN_FRAMES, axis=0), 0)
    return np.asarray(rise / (np.sqrt((rise**2).mean(axis=0)) + 1e-4), np.float32)
