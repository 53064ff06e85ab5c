"""Excerpts of recorded metal songs whose makers gave them a tempo map, for the game Frets on Fire."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.music.decode import ANALYSIS_RATE_HZ, decode

FOLDER = Path("/usr/share/games/fretsonfire/data/songs/muldjord")
MAPS: Mapping[str, tuple[float, int]] = {
    "armygeddon": (170.0, 0),
    "chaos_god": (170.0, 0),
    "internal_degeneration": (190.0, 0),
    "mutilated_mime": (180.0, 1),
}
"""Beats per minute from the start of the file on, and the first one. The songs of the other package
(sectoid) run away from their maps."""
EXCERPTS = 20
EXCERPT_S = 30.0
FIRST_S = 8.0


def has_songs() -> bool:
    """Return whether the songs are here."""
    return FOLDER.exists()


def studio_song(number: int) -> tuple[str, NDArray[np.float32], NDArray[np.float64], NDArray[np.int64]]:
    """Return name, samples, beats in seconds and their numbers in the bar of excerpt `number`."""
    name = sorted(MAPS)[number % len(MAPS)]
    bpm, first = MAPS[name]
    parts = [decode(FOLDER / name / f"{part}.ogg").samples.astype(np.float32) for part in ("song", "guitar")]
    length = min(len(part) for part in parts)
    mixed = np.sum([part[:length] for part in parts], axis=0)
    rng = np.random.default_rng([number, 10])
    from_s = float(rng.uniform(FIRST_S, length / ANALYSIS_RATE_HZ - EXCERPT_S - FIRST_S))
    begin, end = int(from_s * ANALYSIS_RATE_HZ), int((from_s + EXCERPT_S) * ANALYSIS_RATE_HZ)
    beats = np.arange(int(np.ceil(from_s * bpm / 60)), int((from_s + EXCERPT_S - 0.1) * bpm / 60))
    return f"studio {name}", mixed[begin:end], beats * 60 / bpm - from_s, (beats - first) % 4 + 1
