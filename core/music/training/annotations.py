"""Annotated songs to fit and judge with: what the tracker hears, and where people heard the beats."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.music.beats import BeatPath, decode_beats, refine
from core.music.confidence import confidence_features
from core.music.decode import decode
from core.music.downbeats import beat_features, with_neighbours
from core.music.onset import onset_strength
from core.music.spectra import spectra

Doubles = NDArray[np.float64]
Bools = NDArray[np.bool_]

TOLERANCE_S = 0.07
UNKNOWN = 9


@dataclass(frozen=True)
class Annotation:
    """Beat times in seconds and their numbers in the bar: 1 = downbeat, 9 = unknown."""

    times_s: Doubles
    numbers: NDArray[np.int64]

    @property
    def downbeats_s(self) -> Doubles:
        return self.times_s[self.numbers == 1]

    def covers(self, times_s: Doubles) -> Bools:
        """Return which of `times_s` lie within the annotated part, half a beat added at both ends."""
        half = 0.5 * float(np.median(np.diff(self.times_s)))
        return (times_s >= self.times_s[0] - half) & (times_s <= self.times_s[-1] + half)


@dataclass(frozen=True)
class Example:
    """One annotated song: tracked beats, their features, and the features of the annotated beats."""

    name: str
    annotation: Annotation
    beats_s: Doubles
    context: Doubles
    true_context: Doubles
    confidence: Doubles

    @property
    def is_right(self) -> Bools:
        """Which tracked beats lie on an annotated one."""
        return near(self.beats_s, self.annotation.times_s)

    @property
    def bpm(self) -> float:
        return 60 / float(np.mean(np.diff(self.beats_s)))

    @property
    def is_tempo_right(self) -> bool:
        return abs(self.bpm * float(np.mean(np.diff(self.annotation.times_s))) / 60 - 1) < 0.04


def near(times_s: Doubles, reference_s: Doubles) -> Bools:
    """Return which of `times_s` lie within 70 ms of one of `reference_s`."""
    if not len(reference_s):
        return np.zeros(len(times_s), bool)
    return np.abs(times_s[:, None] - reference_s).min(axis=1) < TOLERANCE_S


def read_annotation(path: Path) -> Annotation:
    """Return the beats of a text file with lines of seconds, white space, beat number."""
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    return Annotation(np.array([float(r[0]) for r in rows]), np.array([int(float(r[1])) for r in rows]))


def read_example(beats: Path) -> Example:
    """Return the example of `X.beats` and the song beside it (X.ogg, X.wav, ...)."""
    audio = next(file for file in sorted(beats.parent.glob(f"{beats.stem}.*")) if file != beats)
    annotation = read_annotation(beats)
    song = spectra(decode(audio).samples)
    onsets = onset_strength(song.flux)
    path: BeatPath = decode_beats(onsets)
    beats_s = refine(path.frames, song.flux)
    return Example(
        name=beats.stem,
        annotation=annotation,
        beats_s=beats_s,
        context=with_neighbours(beat_features(song, beats_s)),
        true_context=with_neighbours(beat_features(song, annotation.times_s)),
        confidence=confidence_features(onsets, path),
    )
