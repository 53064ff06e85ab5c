"""Finds the parts of a song: where its bars begin to sound different, and how much happens in each."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import scipy.ndimage
from numpy.typing import NDArray

from core.music.analysis.spectra import CHROMA_PER_S, FRAMES_PER_S, Spectra
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Intensity, Section, Sections

Doubles = NDArray[np.float64]

KERNEL_BARS = 4
SHORTEST_BARS = 4
LEAST_NOVELTY = 0.25
CALM_BELOW, HIGH_ABOVE = -0.5, 0.4
DROP_RISE = 1.2
LEAST_SPREAD = 0.12
"""Below this spread of level over the song, in decades, nothing in it is called calm or high."""
ALIKE = 0.6
LABELS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def find_sections(song: Spectra, grid: BeatGrid) -> Sections:
    """Return the parts of `song`, which begin with bars of `grid`.

    Novelty is that of Foote ("Automatic audio segmentation using a measure of audio novelty", ICME
    2000): a checkerboard slid along the similarity of bars by timbre and harmony.
    """
    starts_ms = bar_starts_ms(grid)
    bars = bar_features(song, [*starts_ms, grid.duration_ms])
    openings = [0, *boundaries(novelty(similarity(bars)))]
    levels = bar_levels(song, [*starts_ms, grid.duration_ms])
    spans = list(pairwise([*openings, len(starts_ms)]))
    means = [float(levels[first:end].mean()) for first, end in spans]
    labels = labels_of([bars[first:end].mean(axis=0) for first, end in spans])
    edges_ms = [starts_ms[first] for first in openings] + [grid.duration_ms]
    parts = zip(pairwise(edges_ms), labels, intensities(means, levels), strict=True)
    return Sections(
        audio_file_checksum=grid.audio_file_checksum,
        sections=[
            Section(start_ms=start, end_ms=end, label=label, intensity=intensity)
            for (start, end), label, intensity in parts
        ],
    )


def bar_starts_ms(grid: BeatGrid) -> list[int]:
    """Return where bars begin, the first one extended to the start of the song."""
    return [0, *(bar.start_ms for bar in grid.measures[1:])]


def spans_mean(values: NDArray[np.floating], edges_ms: Sequence[int], per_s: int) -> Doubles:
    """Return the mean of `values` (frames, columns) between successive edges."""
    edges = np.round(np.array(edges_ms) / 1000 * per_s).astype(int)
    last = len(values) - 1
    return np.array(
        [values[min(a, last) : max(b, min(a, last) + 1)].mean(axis=0) for a, b in pairwise(edges)], np.float64
    )


def bar_features(song: Spectra, edges_ms: Sequence[int]) -> Doubles:
    """Return what each bar sounds like, (bars, 34): energy and flux in bands, harmony, each scaled."""
    energy = spans_mean(song.energy, edges_ms, FRAMES_PER_S)
    flux = spans_mean(song.flux, edges_ms, FRAMES_PER_S)
    chroma = spans_mean(song.chroma, edges_ms, CHROMA_PER_S)
    chroma /= chroma.sum(axis=1, keepdims=True) + 1e-6
    groups = [group - group.mean(axis=0) for group in (energy, flux, chroma)]
    return np.hstack([group / (np.sqrt(np.square(group).sum(axis=1).mean()) + 1e-6) for group in groups])


def similarity(bars: Doubles) -> Doubles:
    """Return the cosine similarity of all pairs of bars, each smoothed over two, (bars, bars)."""
    smooth = np.asarray(scipy.ndimage.uniform_filter1d(bars, 2, axis=0, mode="nearest"))
    unit = smooth / (np.linalg.norm(smooth, axis=1, keepdims=True) + 1e-6)
    return np.einsum("ik,jk->ij", unit, unit)


def novelty(alike: Doubles) -> Doubles:
    """Return for each bar how much what follows differs from what came before, about 0 .. 1."""
    size = KERNEL_BARS
    padded = np.pad(alike, size, mode="edge")
    taper = np.exp(-0.5 * (np.arange(-size + 0.5, size) / (size / 2)) ** 2)
    sign = np.sign(np.arange(-size + 0.5, size))
    kernel = np.outer(taper * sign, taper * sign)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (2 * size, 2 * size))
    diagonal = [windows[bar, bar] for bar in range(len(alike))]
    return np.array([float((kernel * window).sum()) for window in diagonal]) / np.abs(kernel).sum()


def boundaries(novelties: Doubles) -> list[int]:
    """Return the bars at which a part begins: the most novel first, never two within four bars."""
    chosen: list[int] = []
    for bar in np.argsort(-novelties, kind="stable"):
        edges = [0, len(novelties), *chosen]
        if novelties[bar] >= LEAST_NOVELTY and min(abs(int(bar) - edge) for edge in edges) >= SHORTEST_BARS:
            chosen.append(int(bar))
    return sorted(chosen)


def bar_levels(song: Spectra, edges_ms: Sequence[int]) -> Doubles:
    """Return how much happens in each bar: log energy, and flux to tell a busy bar from a held chord."""
    energy = spans_mean(song.energy, edges_ms, FRAMES_PER_S).mean(axis=1)
    flux = spans_mean(song.flux, edges_ms, FRAMES_PER_S).sum(axis=1)
    return energy + flux


def intensities(means: Sequence[float], levels: Doubles) -> list[Intensity]:
    """Return the intensity of each part from its mean level, relative to the levels of all bars."""
    spread = max(float(levels.std()), LEAST_SPREAD)
    relative = [(mean - float(levels.mean())) / spread for mean in means]
    found: list[Intensity] = []
    for index, value in enumerate(relative):
        rise = value - relative[index - 1] if index else 0.0
        if value >= HIGH_ABOVE:
            found.append("drop" if rise >= DROP_RISE else "high")
        else:
            found.append("calm" if value < CALM_BELOW else "medium")
    return found


def labels_of(parts: Sequence[Doubles]) -> list[str]:
    """Return a letter for each part, the same for parts that sound alike."""
    kinds: list[Doubles] = []
    letters = []
    for part in parts:
        unit = part / (np.linalg.norm(part) + 1e-6)
        likeness = [float(unit @ kind) for kind in kinds]
        if likeness and max(likeness) >= ALIKE:
            kind = int(np.argmax(likeness))
        else:
            kind = len(kinds)
            kinds.append(unit)
        letters.append(LABELS[kind % len(LABELS)])
    return letters
