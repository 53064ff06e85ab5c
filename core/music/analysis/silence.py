"""Where a song is silent for long: beats are looked for without it, and carried over it afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.spectra import CHROMA_PER_S, FRAMES_PER_S, Spectra, frame_count
from core.music.blocks import Floats, Samples
from core.music.decode import ANALYSIS_RATE_HZ

Doubles = NDArray[np.float64]

BLOCK_SAMPLES = ANALYSIS_RATE_HZ // 5
SILENT_BELOW = 10 ** (-50 / 20)
"""A block is silent whose level is this far below that of the loudest: hiss and hum, no music."""
STARTS_ABOVE = 4
"""How far above a silent block's level a first sample is: hiss has peaks of its own."""
LONGEST_SAMPLES = 4 * ANALYSIS_RATE_HZ
"""Silence that lasts longer is left out; many songs begin or end with a second or two of it."""
KEPT_SAMPLES = ANALYSIS_RATE_HZ // 5
"""What stays of it beside the music, a whole number of every kind of frame."""
REACH_SAMPLES = ANALYSIS_RATE_HZ // 20
"""How far beside the music a beat of it may be found."""


@dataclass(frozen=True)
class Stretches:
    """The stretches of a song of so many `samples` that are analysed: (begin, end) in samples, in order.

    What is found in them, put one after the other, has times of its own: `in_song_s` and `in_heard_s`
    turn one into the other.
    """

    samples: int
    spans: tuple[tuple[int, int], ...]

    @property
    def is_whole(self) -> bool:
        return self.spans == ((0, self.samples),)

    def of(self, samples: Samples) -> Samples:
        """Return what is heard, the stretches joined."""
        if self.is_whole:
            return samples
        heard: list[Any] = [samples[begin:end] for begin, end in self.spans]
        return np.concatenate(heard)

    def in_song_s(self, times_s: Doubles) -> Doubles:
        """Return times of the joined stretches as times of the song."""
        joins_s, shifts_s = self._joins_s()
        return times_s + shifts_s[np.searchsorted(joins_s[1:], times_s, side="right")]

    def in_heard_s(self, times_s: Doubles) -> Doubles:
        """Return times of the song as times of the joined stretches, the nearest where they are left out."""
        joins_s, shifts_s = self._joins_s()
        begins_s, ends_s = (np.array(edge) / ANALYSIS_RATE_HZ for edge in zip(*self.spans, strict=True))
        at = np.clip(np.searchsorted(begins_s, times_s, side="right") - 1, 0, len(joins_s) - 1)
        return np.clip(times_s, begins_s[at], ends_s[at]) - shifts_s[at]

    def is_silent(self, times_s: Doubles) -> NDArray[np.bool_]:
        """Return which times of the song lie in the silence that was kept beside the music."""
        silent = np.zeros(len(times_s), bool)
        at, kept = times_s * ANALYSIS_RATE_HZ, KEPT_SAMPLES - REACH_SAMPLES
        for begin, end in self.spans:
            before = (begin <= at) & (at < begin + kept) & (begin > 0)
            silent |= before | ((end - kept < at) & (at <= end) & (end < self.samples))
        return silent

    def _joins_s(self) -> tuple[Doubles, Doubles]:
        """Return where each stretch begins among the joined ones, and by how much later it is in the song."""
        begins, lengths = [b for b, _ in self.spans], [e - b for b, e in self.spans]
        joins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return joins / ANALYSIS_RATE_HZ, (np.array(begins) - joins) / ANALYSIS_RATE_HZ


def heard_stretches(samples: Samples) -> Stretches:
    """Return the stretches of mono `samples` at `ANALYSIS_RATE_HZ` without long silence.

    Silence would count in everything that is scaled to the song or averaged over its beats, and so
    decide on the metrical level: 45 s before a song doubled or halved the tempo of one in four.
    """
    levels = _block_levels(samples)
    least = SILENT_BELOW * float(levels.max(initial=0.0))
    loud = np.flatnonzero(levels > least)
    if not len(loud):
        return Stretches(len(samples), ((0, len(samples)),))
    first = _first_above(samples, int(loud[0]), STARTS_ABOVE * least)
    ends = np.minimum((loud + 1) * BLOCK_SAMPLES, len(samples))
    begins = np.concatenate([[first], loud[1:] * BLOCK_SAMPLES])
    edges = [first - KEPT_SAMPLES if first > LONGEST_SAMPLES else 0]
    for end, begin in zip(ends[:-1], begins[1:], strict=True):
        if begin - end > LONGEST_SAMPLES:
            edges += [int(end) + KEPT_SAMPLES, int(begin) - KEPT_SAMPLES]
    last = int(ends[-1])
    edges.append(last + KEPT_SAMPLES if len(samples) - last > LONGEST_SAMPLES else len(samples))
    return Stretches(len(samples), tuple(zip(edges[::2], edges[1::2], strict=True)))


def in_whole_song(song: Spectra, stretches: Stretches) -> Spectra:
    """Return the spectra of the joined `stretches` as those of the song, nothing sounding in between."""
    if stretches.is_whole:
        return song

    def spread(frames: Floats, per_s: int) -> Floats:
        places = np.round(stretches.in_song_s(np.arange(len(frames)) / per_s) * per_s).astype(np.int64)
        result = np.zeros((frame_count(stretches.samples, per_s), frames.shape[1]), np.float32)
        result[np.minimum(places, len(result) - 1)] = frames
        return result

    return Spectra(
        flux=spread(song.flux, FRAMES_PER_S),
        energy=spread(song.energy, FRAMES_PER_S),
        fine_flux=spread(song.fine_flux, FRAMES_PER_S),
        fine_energy=spread(song.fine_energy, FRAMES_PER_S),
        chroma=spread(song.chroma, CHROMA_PER_S),
        rms=song.rms,
    )


def _block_levels(samples: Samples) -> Doubles:
    """Return the root mean square of each block of a fifth of a second."""
    return np.array([np.sqrt(np.mean(np.square(block, dtype=np.float32))) for block in _blocks(samples)])


def _blocks(samples: Samples) -> Iterator[Samples]:
    for begin in range(0, len(samples), BLOCK_SAMPLES):
        yield samples[begin : begin + BLOCK_SAMPLES]


def _first_above(samples: Samples, block: int, least: float) -> int:
    """Return the first sample of a block that is louder than `least`, else where the block begins."""
    begin = block * BLOCK_SAMPLES
    louder = np.flatnonzero(np.abs(samples[begin : begin + BLOCK_SAMPLES]) > least)
    return begin + (int(louder[0]) if len(louder) else 0)
