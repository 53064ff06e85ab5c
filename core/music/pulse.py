"""Tells music with a pulse from silence, noise, tones and speech."""

import numpy as np

from core.music.confidence import Doubles
from core.music.spectra import Spectra

FEWEST_BEATS = 3
LEAST_RMS = 1e-5
SILENT_BELOW = 1e-3
LEAST_FLUX = 0.03
LEAST_CONTRAST = 0.75
SALIENCE_FOR_FLUX = (0.6, 0.02)
SALIENCE_BOUNDS = (0.09, 0.16)


def can_hold_beats(song: Spectra) -> bool:
    """Return whether anything ever begins in `song`: not in silence, a tone or a constant."""
    return song.rms > LEAST_RMS and mean_flux(song) > LEAST_FLUX


def has_pulse(song: Spectra, features: Doubles) -> bool:
    """Return whether tracked beats can be more than chance, by their confidence `features`.

    The onsets on beats must stand out of all onsets, which they don't in noise, and the tempo must
    repeat. The busier the signal, the more repetition is asked for: syllables are as many and as
    sharp as notes but come irregularly, while a calm, free piano has few onsets that are no beats.
    The bounds lie midway between annotated music and made noise and speech.
    """
    contrast, salience = features[0, 7], float(np.median(features[:, 3]))
    slope, offset = SALIENCE_FOR_FLUX
    required = np.clip(slope * mean_flux(song) + offset, *SALIENCE_BOUNDS)
    return bool(contrast > LEAST_CONTRAST and salience > required)


def mean_flux(song: Spectra) -> float:
    """Return the flux summed over bands, averaged over the frames that are not silent."""
    sounding = song.energy.sum(axis=1) > SILENT_BELOW
    return float(song.flux[sounding].sum(axis=1).mean(dtype=np.float64)) if sounding.any() else 0.0
