"""Metronomes: nothing but clicks, as people who test a beat tracker play it."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.music.analysis.spectra import spectra
from core.music.decode import ANALYSIS_RATE_HZ
from training.examples import UNKNOWN, store
from training.render import coloured

Doubles = NDArray[np.float64]

LONGEST_CLICK_S = 0.06
SECONDS = (20, 40)
SLOWEST_BPM, FASTEST_BPM = 55, 190
CHANGE_SHARE, ACCENT_SHARE, NOISE_SHARE = 0.5, 0.5, 0.3
METRONOMES = 60


def make_metronomes(folder: Path) -> None:
    """Store metronomes in `folder`; those that are there stay.

    Their bars count as unknown: they would teach nothing that holds for music.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(METRONOMES):
        target = folder / f"click_{number:04d}.npz"
        if not target.exists():
            samples, beats_s = metronome(number)
            heard = spectra(coloured(samples, np.random.default_rng([number, 3])))
            store(target, heard, beats_s, np.full(len(beats_s), UNKNOWN), "metronome")


def metronome(seed: int) -> tuple[NDArray[np.float32], Doubles]:
    """Return the samples of a metronome and its beats in seconds.

    Some change their tempo once, half accent one beat in three or four.
    """
    rng = np.random.default_rng([seed, 2])
    seconds = rng.uniform(*SECONDS)
    beats_s = clicks_s(rng, seconds)
    is_accented = rng.random() < ACCENT_SHARE
    metre = int(rng.integers(3, 5)) if is_accented else 1
    usual, accent = click(rng), 1.5 * click(rng)
    samples = np.zeros(int((seconds + 1) * ANALYSIS_RATE_HZ), np.float32)
    for index, time_s in enumerate(beats_s):
        start = round(time_s * ANALYSIS_RATE_HZ)
        samples[start : start + len(usual)] += accent if is_accented and index % metre == 0 else usual
    return samples, beats_s


def clicks_s(rng: np.random.Generator, seconds: float) -> Doubles:
    """Return when a metronome clicks, in seconds."""
    first, then = 60 / np.exp(rng.uniform(np.log(SLOWEST_BPM), np.log(FASTEST_BPM), 2))
    change_s = seconds / 2 if rng.random() < CHANGE_SHARE else seconds
    before = np.arange(rng.uniform(0, 0.5), change_s, first)
    return np.concatenate([before, np.arange(before[-1] + then, seconds, then)])


def click(rng: np.random.Generator) -> NDArray[np.float32]:
    """Return a short tone or noise that dies away."""
    times_s = np.arange(int(LONGEST_CLICK_S * ANALYSIS_RATE_HZ)) / ANALYSIS_RATE_HZ
    tone = np.sin(2 * np.pi * rng.uniform(300, 3000) * times_s)
    noise = rng.normal(size=len(times_s))
    sound = noise if rng.random() < NOISE_SHARE else tone
    decay = np.exp(-times_s / rng.uniform(0.003, 0.02))
    return (0.5 * sound * decay).astype(np.float32)
