"""Which beat intervals are likely: a general prior, and what repeats in the song around each moment."""

from dataclasses import dataclass

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.spectra import FRAMES_PER_S, Floats

SHORTEST_INTERVAL = 22
LONGEST_INTERVAL = 120
INTERVALS = np.arange(SHORTEST_INTERVAL, LONGEST_INTERVAL + 1)
"""Every beat interval considered, in frames of 10 ms: 273 to 50 BPM."""

COMB_WEIGHTS = ((1, 1.0), (2, 0.8), (3, 0.5), (4, 0.6))
LAGS = len(COMB_WEIGHTS) * LONGEST_INTERVAL + 1
WINDOW_FRAMES = 8 * FRAMES_PER_S
HOP_FRAMES = FRAMES_PER_S // 2
FFT_SIZE = 1250
SILENT_BELOW = 0.05


@dataclass(frozen=True)
class TempoPrior:
    """What is expected of the tempo: log-normal around `centre_bpm` (after Ellis 2007).

    `width` is in natural logarithms; `trust` is how much it and the repetitions in the song count.
    """

    centre_bpm: float = 115.0
    width: float = 0.4
    trust: float = 1.0

    def scores(self) -> NDArray[np.float64]:
        """Return the prior's logarithm for each of `INTERVALS`, 0 at its peak."""
        bpm = 60 * FRAMES_PER_S / INTERVALS
        return -0.5 * (np.log(bpm / self.centre_bpm) / self.width) ** 2


def autocorrelation(onsets: Floats) -> Floats:
    """Return the local autocorrelation of `onsets`: (moments every 0.5 s, lags 0 .. 440 frames).

    8 s windows; lag 0 is 1, and the shrinking overlap at long lags is made up for. A silent window
    has the values of the nearest one that is not, so that a tempo outlives a pause.
    """
    taper = np.hanning(WINDOW_FRAMES)
    own = np.fft.irfft(np.abs(np.fft.rfft(taper, FFT_SIZE)) ** 2, FFT_SIZE)[:LAGS]
    overlap = own[0] / np.maximum(own, 0.1 * own[0])
    padded = np.pad(onsets - onsets.mean(), (WINDOW_FRAMES // 2, WINDOW_FRAMES))
    windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW_FRAMES)[::HOP_FRAMES]
    windows = windows[: len(onsets) // HOP_FRAMES + 1]
    result = np.empty((len(windows), LAGS), np.float32)
    for row, window in zip(result, windows, strict=True):
        power = np.abs(np.fft.rfft(window * taper, FFT_SIZE)) ** 2
        lags = np.fft.irfft(power, FFT_SIZE)[:LAGS]
        row[:] = lags / (lags[0] + 1e-9) * overlap
    loudest = scipy.ndimage.maximum_filter1d(onsets, WINDOW_FRAMES // 2)
    moments = np.minimum(np.arange(len(result)) * HOP_FRAMES, len(onsets) - 1)
    return result[nearest_true(loudest[moments] > SILENT_BELOW)]


def nearest_true(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each index the nearest one at which `mask` holds, itself where none does."""
    indices, true = np.arange(len(mask)), np.flatnonzero(mask)
    if not len(true):
        return indices
    after = np.clip(np.searchsorted(true, indices), 0, len(true) - 1)
    before = np.maximum(after - 1, 0)
    closer = np.abs(true[before] - indices) <= np.abs(true[after] - indices)
    return np.where(closer, true[before], true[after])


def interval_salience(onsets: Floats) -> Floats:
    """Return how well each beat interval explains the song nearby: (moments every 0.5 s, intervals).

    A comb over one to four intervals of the autocorrelation, each tooth 30 ms wide; about 1 for a
    perfectly regular pulse, near 0 for none.
    """
    teeth = scipy.ndimage.maximum_filter1d(autocorrelation(onsets), 3, axis=1)
    total = np.sum([weight * teeth[:, INTERVALS * multiple] for multiple, weight in COMB_WEIGHTS], axis=0)
    return (total / sum(weight for _, weight in COMB_WEIGHTS)).astype(np.float32)
