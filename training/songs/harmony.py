"""Keys, chord progressions and scales for made songs."""

from dataclasses import dataclass

import numpy as np

MAJOR, MINOR, DORIAN = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10), (0, 2, 3, 5, 7, 9, 10)
PROGRESSIONS = (
    (0, 4, 5, 3), (0, 5, 3, 4), (0, 3, 4, 4), (5, 3, 0, 4), (0, 0, 3, 4), (0, 3, 0, 4), (1, 4, 0, 0),
    (0, 6, 3, 4), (0, 0, 0, 0), (0, 2, 3, 4), (0, 5, 1, 4), (3, 4, 0, 0), (0, 0, 4, 4, 0, 0, 4, 0),
    (0, 0, 0, 0, 3, 3, 0, 0, 4, 3, 0, 4), (0, 4, 5, 2, 3, 0, 3, 4), (0, 6, 5, 4), (0, 3, 1, 4, 2, 5, 1, 4),
)  # fmt: skip
"""Degrees of the scale, counted from 0."""
CHORDS_PER_BAR = (0.5, 1, 1, 1, 1, 2)


@dataclass(frozen=True)
class Harmony:
    """A key and what chords follow each other: `degrees` change `per_bar` times in a bar."""

    tonic: int
    scale: tuple[int, ...]
    degrees: tuple[int, ...]
    per_bar: float
    has_sevenths: bool

    def degree(self, bar: int, position: float) -> int:
        """Return the chord's degree in `bar` at `position`, its share of the bar."""
        step = int(np.floor((bar + min(position, 0.999)) * self.per_bar + 1e-6))
        return self.degrees[step % len(self.degrees)]

    def pitch(self, degree: int, lowest: int) -> int:
        """Return the MIDI pitch of a `degree` of the scale above `lowest`, whose octave begins there."""
        octave, step = divmod(degree, len(self.scale))
        return lowest + (self.tonic - lowest) % 12 + self.scale[step] + 12 * octave

    def chord(self, degree: int, lowest: int) -> list[int]:
        """Return the pitches of the chord on `degree`."""
        steps = (0, 2, 4, 6) if self.has_sevenths else (0, 2, 4)
        return [self.pitch(degree + step, lowest) for step in steps]


def any_harmony(rng: np.random.Generator, beats: int) -> Harmony:
    """Return a harmony at random for bars of so many `beats`."""
    per_bar = float(rng.choice(CHORDS_PER_BAR))
    return Harmony(
        tonic=int(rng.integers(12)),
        scale=(MAJOR, MAJOR, MINOR, MINOR, DORIAN)[rng.integers(5)],
        degrees=PROGRESSIONS[rng.integers(len(PROGRESSIONS))],
        per_bar=1.0 if per_bar == 2 and beats == 3 else per_bar,
        has_sevenths=bool(rng.random() < 0.35),
    )
