"""Songs whose beats are known: clicks, drums and chords made with numpy."""

from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

RATE_HZ = 44100
Samples = NDArray[np.float64]


def beat_times_s(bpm: float, seconds: float, offset_s: float = 0.0) -> Samples:
    return np.arange(offset_s, seconds - 0.05, 60 / bpm)


def place(song: Samples, sound: Samples, time_s: float) -> None:
    start = round(time_s * RATE_HZ)
    end = min(len(song), start + len(sound))
    song[start:end] += sound[: end - start]


def click(hz: float = 1000.0, loudness: float = 0.8) -> Samples:
    t = np.arange(1500) / RATE_HZ
    return loudness * np.sin(2 * np.pi * hz * t) * np.exp(-t * 180)


def click_track(bpm: float, seconds: float, offset_s: float = 0.0) -> Samples:
    song = np.zeros(round(seconds * RATE_HZ))
    for time_s in beat_times_s(bpm, seconds, offset_s):
        place(song, click(), time_s)
    return song


def band(bpm: float, seconds: float, metre: int) -> Samples:
    """Return a song with a bass drum and a new chord on every "one" and a snare on every beat."""
    noise = np.random.default_rng(0).normal(size=4000) * np.exp(-np.arange(4000) / 700)
    drum_t = np.arange(9000) / RATE_HZ
    bass_drum = 0.8 * np.sin(2 * np.pi * 60 * drum_t) * np.exp(-drum_t * 18)
    song = np.zeros(round(seconds * RATE_HZ))
    bar_t = np.arange(round(metre * 60 / bpm * RATE_HZ)) / RATE_HZ
    for index, time_s in enumerate(beat_times_s(bpm, seconds)):
        place(song, 0.12 * noise, time_s)
        if index % metre == 0:
            root = (220.0, 261.6, 196.0, 174.6)[index // metre % 4]
            chord = sum(np.sin(2 * np.pi * root * ratio * bar_t) for ratio in (0.5, 1, 1.25, 1.5))
            place(song, bass_drum, time_s)
            place(song, 0.06 * chord * np.exp(-bar_t), time_s)
    return song


def write_song(path: Path, song: NDArray[Any], *, subtype: str | None = None, rate_hz: int = RATE_HZ) -> Path:
    soundfile.write(path, song, rate_hz, subtype=subtype)
    return path
