"""Annotated songs: where people heard the beats and the ones."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Annotation:
    """Beat times in seconds and their numbers in the bar: 1 = downbeat, 9 = unknown."""

    times_s: Doubles
    numbers: NDArray[np.int64]

    @property
    def downbeats_s(self) -> Doubles:
        return self.times_s[self.numbers == 1]

    def covers(self, times_s: Doubles) -> NDArray[np.bool_]:
        """Return which of `times_s` lie within the annotated part, half a beat added at both ends."""
        half = 0.5 * float(np.median(np.diff(self.times_s)))
        return (times_s >= self.times_s[0] - half) & (times_s <= self.times_s[-1] + half)


def read_annotation(path: Path) -> Annotation:
    """Return the beats of a text file with lines of seconds, white space, beat number."""
    rows = [line.split() for line in path.read_text().splitlines() if line.strip()]
    return Annotation(np.array([float(r[0]) for r in rows]), np.array([int(float(r[1])) for r in rows]))
