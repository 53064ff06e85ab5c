"""The patterns a bar of a made song is filled with: bass, accompaniment, melody and drums."""

from dataclasses import dataclass

import numpy as np

from training.songs.grooves import LOUDNESS, SOMETIMES, Groove

ALL = -1
"""Stands for all voices of the chord."""


@dataclass(frozen=True)
class Stroke:
    """A note of a pattern.

    `position` and `length` in beats, `step` in the scale or voice, loudness about 1.
    """

    position: float
    length: float
    step: int = 0
    loudness: float = 1.0


@dataclass(frozen=True)
class DrumStroke:
    """A stroke on a drum: `position` in beats, played with `chance`."""

    position: float
    drum: int
    loudness: float
    chance: float = 1.0


def steps_of(beats: int, division: int, every: int = 1, first: int = 0) -> list[float]:
    """Return positions in beats of every so many steps of a bar."""
    return [step / division for step in range(first, beats * division, every)]


def bass_pattern(rng: np.random.Generator, way: str, beats: int, division: int) -> list[Stroke]:  # noqa: C901, PLR0911, PLR0912
    """Return one bar of bass, its steps counted from the root of the chord."""
    half = 2 if division == 4 else 1
    match way:
        case "none":
            return []
        case "long":
            return [Stroke(0, beats * 0.95)]
        case "halves":
            return [Stroke(0, 1.9), Stroke(beats / 2, beats / 2 - 0.1, int(rng.choice([0, 4])))]
        case "quarters":
            return [Stroke(p, 0.85, 0 if p % 2 == 0 else int(rng.choice([0, 4]))) for p in range(beats)]
        case "walking":
            return [Stroke(p, 0.9, int(rng.choice([0, 2, 4, 1, 6])) if p else 0) for p in range(beats)]
        case "eighths":
            return [Stroke(p, 0.9 * half / division) for p in steps_of(beats, division, half)]
        case "octaves":
            return [Stroke(p, 0.4, 7 * (p % 1 >= 0.5)) for p in steps_of(beats, division, half)]
        case "offbeat":
            return [Stroke(p, 0.4) for p in steps_of(beats, division, division, half)]
        case "two beat":
            return [Stroke(p, 0.8, 4 * (i % 2)) for i, p in enumerate(range(0, beats, 1 if beats < 4 else 2))]
        case "shuffle":
            return [Stroke(p + s, 0.3, 0) for p in range(beats) for s in (0, (division - 1) / division)]
        case "bossa":
            return [Stroke(p, 0.45, 0 if p < 2 else 4) for p in (0, 1.5, 2, 3.5)]
        case "push":
            rhythms = ((0, 1.5, 3), (0, 1.5, 2, 3), (0, 2.5), (0, 1.5, 2.5, 3.5))
            return [Stroke(p, 0.8, 0) for p in rhythms[rng.integers(4)]]
        case _:
            later = [
                p for p in steps_of(beats, division, first=1) if rng.random() < (0.5 if p % 1 == 0 else 0.22)
            ]
            start = [0.0] if rng.random() < 0.9 else []
            return [Stroke(p, 0.35, int(rng.choice([0, 0, 0, 4, 6, 7]))) for p in start + later]


def chord_pattern(rng: np.random.Generator, way: str, beats: int, division: int) -> list[Stroke]:  # noqa: C901, PLR0911, PLR0912
    """Return one bar of accompaniment; each step is a voice of the chord or `ALL`."""
    half = max(1, division // 2)
    match way:
        case "none":
            return []
        case "long":
            return [Stroke(0, beats * 0.97, ALL)]
        case "quarters":
            return [Stroke(p, 0.8, ALL, 1.0 if p == 0 else 0.88) for p in range(beats)]
        case "eighths":
            positions = steps_of(beats, division, half)
            return [Stroke(p, 0.4, ALL, 1.0 if p % 1 == 0 else 0.82) for p in positions]
        case "offbeat":
            return [Stroke(p + 0.5, 0.25, ALL) for p in range(beats)]
        case "bubble":
            return [Stroke(p + s, 0.15, ALL, 0.9) for p in range(beats) for s in (0.5, 0.75)]
        case "afterbeat":
            after = (1, 3) if beats == 4 and rng.random() < 0.7 else range(1, beats)
            hits = after if beats > 2 or division == 3 else (0.5, 1.5)
            return [Stroke(p, 0.45, ALL) for p in hits]
        case "jig":
            return [Stroke(p + s, 0.3, ALL, 1 if s == 0 else 0.75) for p in range(beats) for s in (0, 2 / 3)]
        case "arpeggio" | "alberti":
            order = ((0, 1, 2, 1), (0, 2, 1, 2), (0, 1, 2, 3, 2, 1), (2, 1, 0, 1))[rng.integers(4)]
            order = (0, 2, 1, 2) if way == "alberti" else order
            every = half if division == 4 and rng.random() < 0.6 else 1
            return [
                Stroke(p, 1.3 * every / division, order[i % len(order)], 1.1 if p == 0 else 0.9)
                for i, p in enumerate(steps_of(beats, division, every))
            ]
        case "gallop":
            return [
                Stroke(p + s, 0.2, ALL, 1 if s == 0 else 0.85) for p in range(beats) for s in (0, 0.5, 0.75)
            ]
        case "shuffle":
            return [Stroke(p + s, 0.3, ALL, 1 if s == 0 else 0.8) for p in range(beats) for s in (0, 2 / 3)]
        case "push":
            rhythms = ((0, 1.5), (0, 1.5, 3), (0, 2.5), (0, 1.5, 2.5))
            return [Stroke(p, 0.9, ALL) for p in rhythms[rng.integers(4)] if p < beats]
        case _:
            chance = 0.3 if way == "jazz" else 0.22
            positions = steps_of(beats, division, half if way == "jazz" else 1)
            return [Stroke(p, 0.3, ALL) for p in positions if rng.random() < chance]


def melody(rng: np.random.Generator, way: str, beats: int, division: int, bars: int) -> list[Stroke]:
    """Return a melody over so many `bars`, its steps counted from the root of each chord.

    A `tune` runs in the smallest division as folk dances do; `phrases` sing, rest and may begin early.
    """
    total, step = beats * bars, int(rng.integers(-1, 5))
    strokes, position = [], 0.0
    unit = 1 / division
    lengths = (
        [unit * k for k in ((1, 1, 1, 2, 1) if division == 3 else (1, 1, 2, 2, 2, 1))]
        if way == "tune"
        else [0.5, 0.5, 1, 1, 1.5, 2]
        if division != 3
        else [1 / 3, 2 / 3, 1, 1, 2]
    )
    lengths = [length * 2 for length in lengths] if way != "tune" and rng.random() < 0.15 else lengths
    while position < total - 1e-6:
        length = float(rng.choice(lengths))
        ends_phrase = total - position <= 1.01 or (
            position % (beats * 2) >= beats * 2 - 1 and rng.random() < 0.6
        )
        length = min(max(length, 1.0) if ends_phrase else length, total - position)
        step = int(np.clip(step + rng.integers(-2, 3), -3, 9))
        on_beat = position % 1 < 1e-6
        chordal = step - step % 2 if on_beat and rng.random() < 0.6 else step
        if way == "tune" or rng.random() < (0.92 if on_beat else 0.8):
            accent = 1.12 if position % beats < 1e-6 else 1.0 if on_beat else 0.9
            strokes.append(Stroke(position, 0.95 * length, chordal, accent))
        position += length
    return strokes


def drum_pattern(rng: np.random.Generator, groove: Groove) -> list[DrumStroke]:
    """Return one bar of drums: a form of the `groove`, with cymbals slower or left out at times."""
    snare = int(rng.choice(groove.snare))
    cymbal, line = groove.cymbals[rng.integers(len(groove.cymbals))]
    lines = [(36, str(rng.choice(groove.kicks))), (snare, str(rng.choice(groove.snares))), *groove.extras]
    if rng.random() < 0.93:
        lines.append((cymbal, line))
    return [stroke for drum, text in lines for stroke in strokes_of(drum, text, groove.division)]


def strokes_of(drum: int, text: str, division: int) -> list[DrumStroke]:
    """Return the strokes that a line of a groove stands for."""
    return [
        DrumStroke(step / division, drum, LOUDNESS.get(mark, 0.8), 0.5 if mark == SOMETIMES else 1.0)
        for step, mark in enumerate(text)
        if mark in LOUDNESS or mark == SOMETIMES
    ]
