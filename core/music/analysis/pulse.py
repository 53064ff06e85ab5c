"""Tells music with a pulse from silence, noise, tones and speech."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.activations import Activations, in_pause, strongest_near
from core.music.analysis.spectra import Spectra
from core.music.tracking.choice import Reading
from core.music.tracking.tempo import HOP_FRAMES, SHORTEST_INTERVAL, interval_salience

FEWEST_BEATS = 3
LEAST_RMS = 1e-5
SILENT_BELOW = 1e-3
LEAST_FLUX = 0.03
LEAST_CONTRAST = 0.75
NEAR_FRAMES = 10
SALIENCE_FOR_FLUX = (0.6, 0.0)
SALIENCE_BOUNDS = (0.07, 0.16)


def can_hold_beats(song: Spectra) -> bool:
    """Return whether anything ever begins in `song`: not in silence, a tone or a constant."""
    return song.rms > LEAST_RMS and mean_flux(song) > LEAST_FLUX


def has_pulse(song: Spectra, hearing: Activations, reading: Reading) -> bool:
    """Return whether the beats of `reading` can be more than chance.

    The onsets on beats must stand out of all onsets, which they don't in noise, and the tempo must
    repeat. The busier the signal, the more repetition is asked for: syllables are as many and as
    sharp as notes but come irregularly, while a calm, free piano has few onsets that are no beats.
    The bounds lie midway between annotated music and made noise and speech.
    """
    slope, offset = SALIENCE_FOR_FLUX
    required = np.clip(slope * mean_flux(song) + offset, *SALIENCE_BOUNDS)
    return contrast(hearing, reading) > LEAST_CONTRAST and steadiness(hearing, reading) > required


def contrast(hearing: Activations, reading: Reading) -> float:
    """Return how much stronger onsets are on beats than anywhere, as a natural logarithm."""
    on = strongest_near(hearing.onsets, reading.beats_s, 3).mean()
    return float(np.log(on / (hearing.onsets.mean() + 1e-6) + 1e-6))


def steadiness(hearing: Activations, reading: Reading) -> float:
    """Return the median of how well each beat's interval repeats in the onsets around it, outside pauses."""
    repeats = interval_salience(hearing.onsets)
    intervals = np.append(np.diff(reading.frames), reading.frames[-1] - reading.frames[-2])
    moments = np.minimum(reading.frames // HOP_FRAMES, len(repeats) - 1)
    states = np.clip(intervals - SHORTEST_INTERVAL, 0, repeats.shape[1] - 1)
    return float(np.median(repeats[moments, states][~in_pause(hearing.onsets)[reading.frames]]))


def fills_silence(song: Spectra, hearing: Activations, frames: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which beats, given by their frames, lie where nothing sounds or nothing begins for long."""
    sounding = scipy.ndimage.maximum_filter1d(song.energy.sum(axis=1), 2 * NEAR_FRAMES + 1) > SILENT_BELOW
    at = np.clip(frames, 0, song.frames - 1)
    return ~sounding[at] | in_pause(hearing.onsets)[at]


def mean_flux(song: Spectra) -> float:
    """Return the flux summed over bands, averaged over the frames that are not silent."""
    sounding = song.energy.sum(axis=1) > SILENT_BELOW
    return float(song.flux[sounding].sum(axis=1).mean(dtype=np.float64)) if sounding.any() else 0.0
