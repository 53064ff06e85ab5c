"""The bars: which beats are a "one", from what changes at each beat compared with its neighbours."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.kernels import best_positions
from core.music.analysis.spectra import BANDS, CHROMA_PER_S, FRAMES_PER_S, Floats, Spectra

Doubles = NDArray[np.float64]

SIMPLE_METRES = {4: 0.0, 3: -0.03, 2: -0.08}
"""The metres considered, in beats per bar, and the score per beat that each gives away at the start."""
MOST_LOG_ODDS = 5.0

NEIGHBOURS = 4
PHASE_CHANGE_COST = 6.0
CHANCE_VARIATION = 0.08
"""Share of its mean by which flux varies by where an onset falls between two frames."""

UPPER, BASS = slice(0, 12), slice(12, 24)


@dataclass(frozen=True)
class Bars:
    """The metre in beats per bar and each beat's position in its bar, 0 = downbeat.

    `score` says per beat how well the bars explain the song, `margin` how much better than in the
    next best metre.
    """

    metre: int
    positions: NDArray[np.int64]
    score: float
    margin: float


def segment_means(chroma: Floats, times_s: Doubles) -> Doubles:
    """Return the mean chroma between successive `times_s`, (times - 1, 24)."""
    edges = np.round(times_s * CHROMA_PER_S).astype(int)
    starts = np.clip(edges[:-1], 0, len(chroma) - 1)
    ends = np.clip(np.maximum(edges[:-1] + 1, edges[1:]), 1, len(chroma))
    return np.array([chroma[a:b].mean(axis=0) for a, b in zip(starts, ends, strict=True)], np.float64)


def change(before: Doubles, after: Doubles) -> Doubles:
    """Return 1 - the cosine similarity of each row of `before` and `after`."""
    return 1 - (unit_rows(before) * unit_rows(after)).sum(axis=1)


def unit_rows(values: Doubles) -> Doubles:
    """Return `values` with each row at length 1; one that is all but nothing stays as it is."""
    lengths = np.sqrt((values**2).sum(axis=1, keepdims=True))
    return values / np.where(lengths < np.finfo(values.dtype).tiny, 1, lengths)


def chroma_changes(chroma: Floats, times_s: Doubles) -> Doubles:
    """Return (beats, 4): change of upper and bass chroma over one beat, then over two beats."""
    beats = segment_means(chroma, times_s)
    before, after = beats[:-1], beats[1:]
    before_2 = before + np.vstack([before[:1], before[:-1]])
    after_2 = after + np.vstack([after[1:], after[-1:]])
    pairs = [(before, after), (before_2, after_2)]
    return np.stack([change(a[:, part], b[:, part]) for a, b in pairs for part in (UPPER, BASS)], axis=1)


def energies_between(energy: Floats, middles_s: Doubles) -> Doubles:
    """Return each band's energy averaged over 0.2 s around `middles_s`, (beats, bands)."""
    at = np.arange(len(energy)) / FRAMES_PER_S
    smooth = scipy.ndimage.uniform_filter1d(energy, FRAMES_PER_S // 5, axis=0)
    return np.stack([np.interp(middles_s, at, band) for band in smooth.T], axis=1)


def beat_features(song: Spectra, beats_s: Doubles) -> Doubles:
    """Return what distinguishes beats, (beats, 24), each column centred and scaled over the song.

    Flux at the beat (5 bands) and half-way to the next (5), change of upper and bass chroma over
    one and two beats (4), energy in the beat (5) and its step from the beat before (5).
    """
    after = np.append(beats_s[1:], 2 * beats_s[-1] - beats_s[-2])
    middles = (beats_s + after) / 2
    bounds = np.concatenate([[2 * beats_s[0] - beats_s[1]], beats_s, after[-1:]])
    nearby = np.asarray(scipy.ndimage.maximum_filter1d(song.flux, 5, axis=0), np.float32)

    def flux_at(times_s: Doubles) -> Floats:
        return nearby[np.clip(np.round(times_s * FRAMES_PER_S).astype(int), 0, song.frames - 1)]

    energy = energies_between(song.energy, middles)
    steps = np.diff(energy, axis=0, prepend=energy[:1])
    columns = [flux_at(beats_s), flux_at(middles), chroma_changes(song.chroma, bounds), energy, steps]
    features = np.hstack(columns)
    spread = features.std(axis=0) + 1e-3 + 0.02 * np.abs(features).max()
    spread[: 2 * BANDS] += CHANCE_VARIATION * features[:, : 2 * BANDS].mean(axis=0)
    return (features - features.mean(axis=0)) / spread


def with_neighbours(features: Doubles) -> Doubles:
    """Return `features` beside those of the four beats after and before, zero outside the song."""
    padded = np.pad(features, ((NEIGHBOURS, NEIGHBOURS), (0, 0)))
    offsets = [0] + [sign * k for k in range(1, NEIGHBOURS + 1) for sign in (1, -1)]
    shifted = [padded[NEIGHBOURS + k : NEIGHBOURS + k + len(features)] for k in offsets]
    return np.hstack(shifted)


def downbeat_log_odds(features: Doubles, weights: Doubles) -> Doubles:
    """Return the log-odds of each beat to be a downbeat from `beat_features`; the bias is the last weight."""
    return np.einsum("ij,j->i", with_neighbours(features), weights[:-1]) + weights[-1]


def find_bars(log_odds: Doubles, metres: Mapping[int, float] = SIMPLE_METRES) -> Bars:
    """Return the metre of `metres` (beats per bar, handicap) and the positions that explain `log_odds` best.

    A bar-pointer model (after Whiteley, Cemgil and Godsill, ISMIR 2006) reduced to whole beats: one
    Viterbi search per metre, in which leaving the regular count has a price.
    """
    bounded = np.clip(log_odds, -MOST_LOG_ODDS, MOST_LOG_ODDS)
    found = {metre: best_positions(bounded, metre, PHASE_CHANGE_COST) for metre in metres}
    scores = {metre: score / len(log_odds) + metres[metre] for metre, (score, _) in found.items()}
    metre = max(metres, key=scores.__getitem__)
    best = scores.pop(metre)
    margin = best - max(scores.values(), default=best)
    return Bars(metre=metre, positions=found[metre][1], score=best, margin=margin)
