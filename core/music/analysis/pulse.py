"""Tells music with a pulse from silence, noise, tones and speech."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.activations import Activations, in_pause, sigmoid, strongest_near
from core.music.analysis.spectra import FRAMES_PER_S, Floats, Spectra
from core.music.tracking.choice import Reading
from core.music.tracking.confidence import SALIENCE
from core.music.tracking.tempo import HOP_FRAMES, SHORTEST_INTERVAL, interval_salience

LEAST_RMS = 1e-5
SILENT_BELOW = 1e-3
LEAST_FLUX = 0.03
LEAST_CONTRAST = 0.7
"""Midway between noise, of several colours and kinds, and annotated music."""
NEAR_FRAMES = 10
BUSIEST_FLUX = 0.4
SECONDS_BOUNDS = (2, 30)
PULSE_WEIGHTS = np.array([8.0, 4.91, 10.65, -21.47, -17.31, 0.52])
PULSE_BIAS = 14.54
"""Of the logistic model that `python -m training.gate` fits."""


def can_hold_beats(song: Spectra) -> bool:
    """Return whether anything ever begins in `song`: not in silence, a tone or a constant."""
    return song.rms > LEAST_RMS and mean_flux(song) > LEAST_FLUX


def has_pulse(song: Spectra, hearing: Activations, reading: Reading) -> bool:
    """Return whether the beats of `reading` can be more than chance.

    The onsets on beats must stand out of all onsets, which they don't in noise; the rest is left to a
    logistic model of `pulse_features`. What is long need not be as convincing as a few seconds: in four of
    them the syllables of a sentence may well come evenly, in half a minute they never do.
    """
    if contrast(hearing, reading) < LEAST_CONTRAST:
        return False
    return float(pulse_features(song, hearing, reading) @ PULSE_WEIGHTS) + PULSE_BIAS > 0


def contrast(hearing: Activations, reading: Reading) -> float:
    """Return how much stronger onsets are on beats than anywhere, as a natural logarithm."""
    on = strongest_near(hearing.onsets, reading.beats_s, 3).mean()
    return float(np.log(on / (hearing.onsets.mean() + 1e-6) + 1e-6))


def pulse_features(song: Spectra, hearing: Activations, reading: Reading) -> NDArray[np.float64]:
    """Return what tells music with a pulse from speech and noise, (6,).

    How well the beats' intervals repeat in the onsets, how well their usual one does in what the network
    hears, how well any repeats in the onsets at all, how undecided the network is, how busy the sound is
    (syllables are as many and as sharp as notes, but come irregularly), and for how long.
    """
    repeats = interval_salience(hearing.onsets)
    beat = sigmoid(hearing.log_odds[:, 0])
    seconds = np.clip(song.frames / FRAMES_PER_S, *SECONDS_BOUNDS)
    return np.array(
        [
            steadiness(repeats, hearing, reading),
            reading.features[SALIENCE],
            np.median(repeats.max(axis=1)),
            (beat * (1 - beat)).mean() / (beat.mean() + 1e-6),
            min(mean_flux(song), BUSIEST_FLUX),
            np.log(seconds),
        ]
    )


def steadiness(repeats: Floats, hearing: Activations, reading: Reading) -> float:
    """Return the median of how well each beat's interval `repeats` around it, outside pauses."""
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
