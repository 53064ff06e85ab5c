"""When the beats of a made song fall, and how its off-beats lean."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

MOST_STRETCH = 1.4
PHRASE_BEATS = 16


@dataclass(frozen=True)
class Pulse:
    """The beats of a song in seconds and how it divides them.

    `swing` is where the second half of a beat begins (0.5 is straight), `swing_of_halves` the same
    for the halves of the half.
    """

    beats_s: Doubles
    swing: float = 0.5
    swing_of_halves: float = 0.5

    def at(self, position: float) -> float:
        """Return the moment of `position` (in beats from the first one), beyond the beats extrapolated."""
        beat = int(np.clip(np.floor(position), 0, len(self.beats_s) - 2))
        inside = lean(position - beat, self.swing, self.swing_of_halves)
        return float(self.beats_s[beat] + inside * (self.beats_s[beat + 1] - self.beats_s[beat]))


def lean(position: float, swing: float, swing_of_halves: float) -> float:
    """Return where in a beat (0 .. 1) the written `position` is played."""
    if not 0 <= position < 1:
        return position
    half, rest = divmod(position, 0.5)
    late = rest * 2 * swing_of_halves if rest < 0.25 else 0.5 - (0.5 - rest) * 2 * (1 - swing_of_halves)
    written = 0.5 * half + late
    return written * 2 * swing if written < 0.5 else swing + (written - 0.5) * 2 * (1 - swing)


def beat_times(rng: np.random.Generator, count: int, bpm: float, drift: float) -> Doubles:
    """Return `count` beats from 0 s on; with `drift` the tempo wanders and phrases end slower."""
    wander = np.cumsum(rng.normal(0, drift, count))
    wander -= np.linspace(0, wander[-1], count)
    if drift > 0.015:
        phrase = (np.arange(count) % PHRASE_BEATS) / PHRASE_BEATS
        wander += rng.uniform(0, 0.25) * phrase**4 + rng.normal(0, 0.4 * drift, count)
    stretch = np.clip(np.exp(wander), 1 / MOST_STRETCH, MOST_STRETCH)
    return np.concatenate([[0.0], np.cumsum(60 / bpm * stretch)])[:count]
