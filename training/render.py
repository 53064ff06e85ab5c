"""Turns a made song into sound, coloured as recordings are."""

import subprocess
import tempfile
from pathlib import Path

import numpy as np
import scipy.signal
import soundfile
from numpy.typing import NDArray

from core.music.decode import ANALYSIS_RATE_HZ
from training.songs.midi import write_midi
from training.songs.songs import LONGEST_S, Song

SOUND_FONTS = tuple(Path("/usr/share/sounds/sf2") / name for name in ("FluidR3_GM.sf2", "TimGM6mb.sf2"))
"""The fonts of Debian's fluid-soundfont-gm and timgm6mb-soundfont."""
LONGEST_RENDER_S = 1800
"""Of waiting for what takes a second: training may run at the lowest priority on a busy machine."""


def render(song: Song, rng: np.random.Generator) -> NDArray[np.float32]:
    """Return `song` as mono samples at the rate of the analysis, played by one of the two sound fonts."""
    font = SOUND_FONTS[int(rng.random() < 0.35)]
    reverb = int(rng.random() < 0.6)
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder, "song.mid"), Path(folder, "song.wav")
        write_midi(song.notes, score)
        command = ["fluidsynth", "-ni", "-q", "-g", "0.4", "-r", str(ANALYSIS_RATE_HZ)]
        command += ["-o", f"synth.reverb.active={reverb}", "-o", "synth.chorus.active=0"]
        subprocess.run(
            [*command, "-F", str(sound), str(font), str(score)],
            check=True, capture_output=True, timeout=LONGEST_RENDER_S,
        )  # fmt: skip
        samples, _ = soundfile.read(sound, dtype="float32", always_2d=True)
    return coloured(samples.mean(axis=1)[: int(LONGEST_S * ANALYSIS_RATE_HZ)], rng)


def coloured(samples: NDArray[np.floating], rng: np.random.Generator) -> NDArray[np.float32]:
    """Return `samples` with a random tone, band, compression and noise."""
    rate = ANALYSIS_RATE_HZ
    if rng.random() < 0.5:
        samples = samples + rng.uniform(-0.9, 0.9) * np.concatenate([[0], samples[:-1]])
    if rng.random() < 0.3:
        samples = filtered(samples, rng.uniform(3000, 8000), "low", rate)
    if rng.random() < 0.2:
        samples = filtered(samples, rng.uniform(60, 250), "high", rate)
    if rng.random() < 0.5:
        samples = np.tanh(samples / (samples.std() + 1e-9) * rng.uniform(0.3, 1.5))
    if rng.random() < 0.3:
        samples = samples + rng.normal(size=len(samples)) * samples.std() * 10 ** rng.uniform(-2.5, -1.2)
    return np.asarray(samples, np.float32)


def filtered(samples: NDArray[np.floating], cut_hz: float, kind: str, rate: int) -> NDArray[np.float32]:
    """Return `samples` through a second-order Butterworth filter."""
    return np.asarray(
        scipy.signal.sosfilt(scipy.signal.butter(2, cut_hz, kind, fs=rate, output="sos"), samples), np.float32
    )
