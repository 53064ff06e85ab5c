"""What the beats are decoded from: the networks' opinion and the onsets, joined at 100 Hz."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.network import Doubles, Network, heard
from core.music.analysis.onset import STRONGEST, drum_onsets, level, onset_strength
from core.music.analysis.rhythm import rhythm_features
from core.music.analysis.spectra import FRAMES_PER_S, Floats, Spectra
from core.music.tracking.tempo import SILENT_BELOW, interval_salience
from core.music.weights import networks

ONSET_SHARE = 0.3
RARITY = 1.6
"""Added to the log-odds, because a beat is rarer than a frame near enough to one."""
BOUNDS = (-2.5, 3.0)
USUAL_ONSET = 0.5
SMOOTHING_FRAMES = 1.2
PAUSE_FRAMES = 4 * FRAMES_PER_S
UNHEARD = -5.0


@dataclass(frozen=True)
class Activations:
    """What is heard at each frame of 10 ms.

    `log_odds` (frames, 2) of a beat and of a downbeat, `onsets` (frames,), `bands` (frames, 3) with
    those of kick drum, snare and cymbals, `activation` (frames,) to decode beats from, `salience`
    (moments every 0.5 s, intervals) of each beat interval.
    """

    log_odds: Doubles
    onsets: Floats
    bands: Floats
    activation: Floats
    salience: Floats


def hear(song: Spectra, listeners: Sequence[Network] | None = None) -> Activations:
    """Return what `listeners`, by default the shipped networks, hear in `song`."""
    log_odds = heard(rhythm_features(song), listeners or networks(), song.frames)
    onsets = onset_strength(song.flux)
    log_odds[in_pause(onsets)] = UNHEARD
    bounded = np.clip(log_odds[:, 0] + RARITY, *BOUNDS)
    activation = (1 - ONSET_SHARE) * bounded + ONSET_SHARE * (onsets - USUAL_ONSET)
    return Activations(
        log_odds=log_odds,
        onsets=onsets,
        bands=drum_onsets(song.flux),
        activation=activation.astype(np.float32),
        salience=interval_salience(pulse_signal(log_odds[:, 0], onsets)),
    )


def in_pause(onsets: Floats) -> NDArray[np.bool_]:
    """Return which frames have no onset within two seconds; there the networks only guess."""
    return np.asarray(scipy.ndimage.maximum_filter1d(onsets, PAUSE_FRAMES)) < SILENT_BELOW


def pulse_signal(beat_log_odds: Doubles, onsets: Floats) -> Floats:
    """Return the signal whose repetitions show the tempo, weak passages raised to the strong ones."""
    smooth = scipy.ndimage.gaussian_filter1d(sigmoid(beat_log_odds), SMOOTHING_FRAMES).astype(np.float32)
    raised = np.where(in_pause(onsets), 0, np.minimum(level(smooth, floor=0.1), STRONGEST))
    return ((1 - ONSET_SHARE) * raised + ONSET_SHARE * onsets).astype(np.float32)


def sigmoid(log_odds: Doubles) -> Doubles:
    """Return probabilities."""
    return 1 / (1 + np.exp(-log_odds))


def strongest_near(values: NDArray[np.floating], times_s: Doubles, reach_frames: int = 2) -> Doubles:
    """Return the greatest of `values` (at 100 Hz) within `reach_frames` of each time."""
    nearby = scipy.ndimage.maximum_filter1d(values, 2 * reach_frames + 1)
    frames = np.round(times_s * FRAMES_PER_S).astype(int)
    return np.asarray(nearby, np.float64)[np.clip(frames, 0, len(values) - 1)]
