"""Metre and phase judged over whole stretches: which beats a song treats alike."""

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.activations import sigmoid, strongest_near
from core.music.analysis.spectra import Spectra
from core.music.tracking.downbeats import BASS, change, segment_means

Doubles = NDArray[np.float64]

HYPOTHESES = tuple((metre, phase) for metre in (4, 3, 2) for phase in range(metre))
STRETCH_BEATS = 64
SHORTEST_STRETCH = 12
MOST_LOG_ODDS = 5.0
LEAST_ODDS = 1e-3
REPEATS = (2, 3, 4, 6, 8)
"""Distances in beats at which a bar may repeat."""
BAR_BEATS, PHRASE_BEATS = 4, 8
"""How many beats before and after a beat are compared: the bass of a bar, the sound of a phrase."""
SOUND = np.r_[0:5, 14:19]
"""The flux at beats and the energy in them, among the features of beats."""
USUAL_CHANGES = (-1.0, 4.0)
LEAST_LENGTH = 2.5
"""Beats that differ less than this from the mean are too equal to repeat; in music most differ by 3 to 4."""


def accents(song: Spectra, features: Doubles, log_odds: Doubles, beats_s: Doubles) -> Doubles:
    """Return what tells beats apart, (beats, 30).

    The `features` of `beat_features`, what the networks heard there, and how much more than usually the
    bass changes there over a bar and the sound over a phrase.
    """
    down = np.clip(strongest_near(log_odds[:, 1], beats_s), -8, 4)
    beat = np.clip(strongest_near(log_odds[:, 0], beats_s), -6, 4)
    scaled = [(values - values.mean()) / (values.std() + 0.4) for values in (down, beat)]
    harmony = features[:, 10:14].mean(axis=1)
    probability = 3 * strongest_near(sigmoid(log_odds[:, 1]), beats_s)
    changes = [bass_changes(song, beats_s), sound_changes(features)]
    return np.column_stack([features, *scaled, harmony, probability, *map(against_usual, changes)])


def bass_changes(song: Spectra, beats_s: Doubles) -> Doubles:
    """Return how different the bass notes are in the four beats before and after each beat, (beats,)."""
    bass = segment_means(song.chroma, np.append(beats_s, 2 * beats_s[-1] - beats_s[-2]))[:, BASS]
    return change(*around(bass, BAR_BEATS))


def sound_changes(features: Doubles) -> Doubles:
    """Return how different flux and energy are in the eight beats before and after each beat, (beats,)."""
    before, after = around(features[:, SOUND], PHRASE_BEATS)
    return np.sqrt(((after - before) ** 2).sum(axis=1))


def around(values: Doubles, beats: int) -> tuple[Doubles, Doubles]:
    """Return the means of up to so many `beats` before each beat, and from it on."""
    count = len(values)
    total = np.vstack([np.zeros(values.shape[1]), np.cumsum(values, axis=0)])
    at = np.arange(count)
    first, end = np.maximum(at - beats, 0), np.minimum(at + beats, count)
    before = (total[at] - total[first]) / np.maximum(at - first, 1)[:, None]
    return before, (total[end] - total[at]) / (end - at)[:, None]


def against_usual(changes: Doubles) -> Doubles:
    """Return `changes` by their spread, bounded; the first beat, before which nothing is, counts for none."""
    changes = np.append(changes[1:].mean(), changes[1:])
    centred = changes - changes.mean()
    return np.clip(centred / (centred.std() + 0.02 * np.abs(centred).max() + 1e-3), *USUAL_CHANGES)


def repetition(values: Doubles) -> Doubles:
    """Return how much alike the beats are at triple distances, at duple ones, and at those beyond two."""
    lengths = np.maximum(np.linalg.norm(values, axis=1), LEAST_LENGTH)
    alike = dict.fromkeys(REPEATS, 0.0)
    for beats in REPEATS:
        if len(values) > beats + 2:
            products = (values[beats:] * values[:-beats]).sum(axis=1)
            alike[beats] = float((products / (lengths[beats:] * lengths[:-beats])).mean())
    triple = (alike[3] + alike[6]) / 2 - (alike[2] + alike[4] + alike[8]) / 3
    duple = (alike[4] + alike[8]) / 2 - alike[2]
    return np.array([triple, duple, duple])


def contrasts(values: Doubles, first: int) -> Doubles:
    """Return the features of every hypothesis, (9, 156), for the beats `values` from index `first` on.

    For each: how its downbeats differ from the other beats, the third of four from its neighbours,
    the second of three from the third, the last of four from the second, all zero in other metres.
    """
    centred = values - values.mean(axis=0)
    index = np.arange(len(values)) + first
    alike = repetition(values)
    rows = []
    for metre, phase in HYPOTHESES:
        position = (index - phase) % metre
        mean = position_means(centred, position, metre)
        others = centred[position != 0]
        own = mean[0] - (others.mean(axis=0) if len(others) else 0)
        none = np.zeros_like(own)
        middle = mean[2] - (mean[1] + mean[3]) / 2 if metre == 4 else none
        second = mean[1] - mean[2] if metre == 3 else none
        last = mean[3] - mean[1] if metre == 4 else none
        is_metre = np.array([metre == 4, metre == 3, metre == 2], float)
        repeats = alike * (metre == np.array([3, 4, 2]))
        rows.append(np.concatenate([own, middle, second, last, own * is_metre[2], is_metre, repeats]))
    return np.array(rows)


def position_means(centred: Doubles, position: NDArray[np.int64], metre: int) -> list[Doubles]:
    """Return the mean of the beats at each position of the bar."""
    chosen = [centred[position == k] for k in range(metre)]
    return [rows.mean(axis=0) if len(rows) else np.zeros(centred.shape[1]) for rows in chosen]


def posterior(values: Doubles, weights: Doubles) -> Doubles:
    """Return the mean log-probability of each hypothesis around each beat, (beats, 9)."""
    count = len(values)
    total, times = np.zeros((count, len(HYPOTHESES))), np.zeros(count)
    for start, end in stretches(count):
        scores = np.einsum("ij,j->i", contrasts(values[start:end], start), weights)
        total[start:end] += scores - np.logaddexp.reduce(scores)
        times[start:end] += 1
    return total / np.maximum(times, 1)[:, None]


def stretches(count: int) -> list[tuple[int, int]]:
    """Return (start, end) of overlapping stretches of about 64 beats that cover `count` beats."""
    starts = range(0, max(1, count - STRETCH_BEATS // 2), STRETCH_BEATS // 2)
    found = []
    for start in starts:
        end = min(count, start + STRETCH_BEATS) if count - start > 0.75 * STRETCH_BEATS else count
        if start == 0 or end - start >= SHORTEST_STRETCH:
            found.append((start, end))
    return found


def hypothesis_log_odds(values: Doubles, weights: Doubles) -> Doubles:
    """Return the log-odds of each beat to be a downbeat under the posterior over metre and phase."""
    log_probability = posterior(values, weights)
    shares = np.exp(log_probability - np.logaddexp.reduce(log_probability, axis=1, keepdims=True))
    index = np.arange(len(values))
    down = np.zeros(len(values))
    for share, (metre, phase) in zip(shares.T, HYPOTHESES, strict=True):
        down += share * ((index - phase) % metre == 0)
    odds = np.log(down + LEAST_ODDS) - np.log(1 - down + LEAST_ODDS)
    return np.clip(odds, -MOST_LOG_ODDS, MOST_LOG_ODDS)
