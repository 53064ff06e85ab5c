"""Chooses among the readings of a song: the right metrical level and phase of its beats."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.activations import Activations, sigmoid, strongest_near
from core.music.analysis.spectra import FRAMES_PER_S, Spectra
from core.music.tracking.bar_hypotheses import accents, hypothesis_log_odds
from core.music.tracking.beats import refine
from core.music.tracking.candidates import Candidate
from core.music.tracking.downbeats import Bars, beat_features, downbeat_log_odds, find_bars
from core.music.tracking.levels import level_features
from core.music.tracking.tempo import INTERVALS, SHORTEST_INTERVAL
from core.music.weights import Coefficients, coefficients

Doubles = NDArray[np.float64]

USUAL_BPM = 115
FAR_OCTAVE = 0.5
BEAT_FRAMES = 3


@dataclass(frozen=True)
class Reading:
    """A candidate seen as a whole: beat times in seconds, bars, and what speaks for it (68 `features`).

    `down_log_odds` are those of each beat to be a downbeat.
    """

    frames: NDArray[np.int64]
    beats_s: Doubles
    down_log_odds: Doubles
    bars: Bars
    features: Doubles


@dataclass(frozen=True)
class ChosenReading:
    """The chosen reading and its share of the belief in all candidates."""

    reading: Reading
    share: float


def read(
    candidate: Candidate, song: Spectra, hearing: Activations, weights: Coefficients | None = None
) -> Reading:
    """Return the candidate with its exact times, its bars and what speaks for it.

    `weights` stand in for the shipped coefficients.
    """
    return reading_at(candidate, refine(candidate.frames, song.flux), song, hearing, weights)


def reading_at(
    candidate: Candidate,
    beats_s: Doubles,
    song: Spectra,
    hearing: Activations,
    weights: Coefficients | None = None,
) -> Reading:
    """Return the candidate with beats at these times in seconds, its bars and what speaks for it."""
    down_log_odds = bar_evidence(song, hearing, beats_s, weights)
    bars = find_bars(down_log_odds)
    own = reading_features(candidate, hearing, beats_s, bars)
    features = np.concatenate([own, level_features(song, hearing, beats_s)])
    return Reading(candidate.frames, beats_s, down_log_odds, bars, features)


def bar_evidence(
    song: Spectra, hearing: Activations, beats_s: Doubles, weights: Coefficients | None = None
) -> Doubles:
    """Return the log-odds of each beat to be a downbeat: the mean of three models."""
    weights, features = weights or coefficients(), beat_features(song, beats_s)
    heard = np.clip(strongest_near(hearing.log_odds[:, 1], beats_s), -8, 5) + 1
    alike = hypothesis_log_odds(accents(song, features, hearing.log_odds, beats_s), weights["bar"])
    return (downbeat_log_odds(features, weights["downbeat"]) + heard + alike) / 3


def reading_features(candidate: Candidate, hearing: Activations, beats_s: Doubles, bars: Bars) -> Doubles:
    """Return what tells a right reading from a wrong one, (27,).

    What the networks and the onsets say on its beats, half-way and at thirds (11), how well bars fit
    (5 and the last), its tempo (4), the repetition at its interval, what kind of candidate it is (2),
    its metre (2) and how uneven its intervals are.
    """
    beat, down = sigmoid(hearing.log_odds[:, 0]), sigmoid(hearing.log_odds[:, 1])
    intervals, length_s = np.diff(beats_s), max(1.0, float(beats_s[-1] - beats_s[0]))
    middles_s = (beats_s[1:] + beats_s[:-1]) / 2
    on, between = strongest_near(beat, beats_s), strongest_near(beat, middles_s, 3)
    odds = np.clip(strongest_near(hearing.log_odds[:, 0], beats_s), -5, 3)
    thirds = [float(strongest_near(beat, beats_s[:-1] + intervals * k / 3).mean()) for k in (1, 2)]
    downs = strongest_near(down, beats_s)
    ones = downs[bars.positions == 0]
    onsets = strongest_near(hearing.onsets, beats_s).mean()
    onsets_between = strongest_near(hearing.onsets, middles_s, 3).mean()
    interval = float(np.median(np.diff(candidate.frames)))
    state = int(np.clip(interval - SHORTEST_INTERVAL, 0, len(INTERVALS) - 1))
    octave = float(np.log(60 * FRAMES_PER_S / interval / USUAL_BPM))
    return np.array(
        [
            odds.mean(),
            (odds + 1.5).sum() / length_s,
            on.mean(),
            between.mean(),
            on.mean() - between.mean(),
            max(thirds),
            min(thirds),
            on.sum() / max(float(beat.sum()) / BEAT_FRAMES, 1.0),
            bars.score,
            bars.score * len(beats_s) / length_s,
            downs.mean(),
            ones.mean() if len(ones) else 0.0,
            ones.sum() / length_s,
            octave,
            octave**2,
            max(0.0, octave - FAR_OCTAVE),
            max(0.0, -octave - FAR_OCTAVE),
            onsets,
            onsets_between,
            onsets - onsets_between,
            hearing.salience[:, state].mean(),
            candidate.ratio == 1 and not candidate.is_shifted,
            candidate.is_shifted,
            bars.metre == 3,
            bars.metre == 2,
            intervals.std() / intervals.mean(),
            bars.margin,
        ],
        np.float64,
    )


def choose(readings: Sequence[Reading], weights: Coefficients | None = None) -> ChosenReading:
    """Return the reading that most speaks for."""
    believed = scores(readings, weights)
    shares = np.exp(believed - np.logaddexp.reduce(believed))
    best = int(np.argmax(believed))
    return ChosenReading(readings[best], float(shares[best]))


def scores(readings: Sequence[Reading], weights: Coefficients | None = None) -> Doubles:
    """Return what speaks for each reading, (readings,), as log-odds up to a constant."""
    features = np.stack([reading.features for reading in readings])
    return np.einsum("ij,j->i", features, (weights or coefficients())["choice"])
