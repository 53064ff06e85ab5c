"""What tells at which metrical level a song is counted: where drums, notes and harmony fall."""

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.activations import Activations, strongest_near
from core.music.analysis.spectra import FRAMES_PER_S, Floats, Spectra
from core.music.tracking.downbeats import change, segment_means

Doubles = NDArray[np.float64]

STRONGEST = 4.0
ON_FRAMES, THIRD_FRAMES = 3, 2
"""How far an onset may lie from a beat or half a beat, and from a third of one, in frames."""
NOTE_FRAMES = 9
NOTE_LEVELS = (0.5, 1.2)
"""How strong an onset must be to count as a note, and as an accent."""
PERIODS = (2, 3, 4, 8)
LAGS = (1, 2, 3, 4, 6, 8, 16)
"""After how many beats drums alternate, and after how many they may repeat."""
FEWEST_FOR_HARMONY = 20


def level_features(song: Spectra, hearing: Activations, beats_s: Doubles) -> Doubles:
    """Return what tells beats from their halves and doubles, (41,).

    Notes and accents to a beat (4), how drums alternate from beat to beat (16), fall on thirds of it (6)
    and repeat (7), and how the harmony changes (8).
    """
    intervals_s = np.diff(beats_s)
    on = strengths(hearing, beats_s)
    half = strengths(hearing, beats_s[:-1] + intervals_s / 2)
    return np.concatenate(
        [
            notes_to_a_beat(hearing.onsets, float(np.median(intervals_s))),
            alternation(on),
            on_thirds(hearing, beats_s),
            repetition(np.hstack([on, np.vstack([half, half[-1:]])])),
            harmony(song.chroma, beats_s),
        ]
    )


def strengths(hearing: Activations, times_s: Doubles, reach_frames: int = ON_FRAMES) -> Doubles:
    """Return how strongly kick drum, snare and cymbals begin near each time, (times, 3)."""
    near = [strongest_near(band, times_s, reach_frames) for band in hearing.bands.T]
    return np.minimum(np.stack(near, axis=1), STRONGEST)


def notes_to_a_beat(onsets: Floats, interval_s: float) -> Doubles:
    """Return how many onsets of each of `NOTE_LEVELS` a beat has, as logarithms and their squares, (4,)."""
    is_peak = onsets == scipy.ndimage.maximum_filter1d(onsets, NOTE_FRAMES)
    per_s = [FRAMES_PER_S * float((is_peak & (onsets > least)).mean()) for least in NOTE_LEVELS]
    logs = np.log((np.array(per_s) + 0.1) * interval_s)
    return np.concatenate([logs, logs**2])


def alternation(on: Doubles) -> Doubles:
    """Return how the strengths on beats, (beats, 3), come and go, (16,).

    How much of each band recurs at each of `PERIODS` (a discrete Fourier transform), then whether
    kick and snare take turns, and how kick and snare, kick and cymbals go together.
    """
    centred, spread = on - on.mean(axis=0), on.std(axis=0) + 0.1
    beats = np.arange(len(on))[:, None]
    turns = [np.abs((centred * np.exp(-2j * np.pi * beats / period)).mean(axis=0)) for period in PERIODS]
    kick, snare, _ = (centred * (1 - 2 * (beats % 2))).mean(axis=0) / spread
    scaled = centred / spread
    together = [float((scaled[:, 0] * scaled[:, other]).mean()) for other in (1, 2)]
    return np.array([*(np.array(turns) / spread).ravel(), -kick * snare, abs(kick - snare), *together])


def on_thirds(hearing: Activations, beats_s: Doubles) -> Doubles:
    """Return how strong both thirds of a beat are in each band, then the second alone, (6,)."""
    intervals_s = np.diff(beats_s)
    first, second = (
        strengths(hearing, beats_s[:-1] + intervals_s * part, THIRD_FRAMES).mean(axis=0)
        for part in (1 / 3, 2 / 3)
    )
    return np.concatenate([np.minimum(first, second), second])


def repetition(values: Doubles) -> Doubles:
    """Return how alike the beats, (beats, values), are after each of `LAGS`, 0 where a song is too short."""
    centred = values - values.mean(axis=0)
    squares = (centred**2).sum(axis=1)
    alike = np.zeros(len(LAGS))
    for at, lag in enumerate(LAGS):
        if len(values) > lag + 4:
            product = (centred[lag:] * centred[:-lag]).sum()
            alike[at] = product / (np.sqrt(squares[lag:].sum() * squares[:-lag].sum()) + 1e-6)
    return alike


def harmony(chroma: Floats, beats_s: Doubles) -> Doubles:
    """Return how the harmony changes, (8,), zeros for a song of few beats.

    From one beat to the next, between two and four beats and the two and four after, after eight, from
    half to half of a beat; then how much more at every second beat than between, at one in four than on
    average, at beats than between.
    """
    beats = segment_means(chroma, beats_s)
    if len(beats) <= FEWEST_FOR_HARMONY:
        return np.zeros(8)
    middles_s = beats_s[:-1] + np.diff(beats_s) / 2
    halves = segment_means(chroma, np.sort(np.concatenate([beats_s, middles_s])))
    each, of_halves = change_after(beats, 1), change_after(halves, 1)
    seconds, fourths = means_by_place(each, 2), means_by_place(each, 4)
    on, between = means_by_place(of_halves, 2)
    usual, usual_of_halves = each.mean() + 0.02, of_halves.mean() + 0.02
    return np.array(
        [
            each.mean(),
            change_after(joined(beats, 2), 2).mean(),
            change_after(joined(beats, 4), 4).mean(),
            change_after(beats, 8).mean(),
            of_halves.mean(),
            abs(seconds[0] - seconds[1]) / usual,
            (fourths.max() - fourths.mean()) / usual,
            abs(on - between) / usual_of_halves,
        ]
    )


def change_after(rows: Doubles, lag: int) -> Doubles:
    """Return how different each row is from the one `lag` before it."""
    return change(rows[:-lag], rows[lag:])


def joined(rows: Doubles, count: int) -> Doubles:
    """Return the means of `count` successive rows."""
    return np.mean([rows[at : len(rows) - count + 1 + at] for at in range(count)], axis=0)


def means_by_place(values: Doubles, count: int) -> Doubles:
    """Return the mean of every `count`-th value, from the first, the second, ... on."""
    return np.array([values[place::count].mean() for place in range(count)])
