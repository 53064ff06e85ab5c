"""What the networks listen to: flux and energy in twelve bands and changes of harmony, at 50 Hz."""

import numpy as np
import scipy.ndimage

from core.music.analysis.spectra import CHROMA_PER_S, FRAMES_PER_S, Floats, Spectra

FINE_BANDS = 12
STRONGEST_FLUX = 6
CHANGE_WINDOWS = (4, 10)
"""Lengths, in chroma frames of 0.1 s, of what is compared before and after each moment."""


def rhythm_features(song: Spectra) -> Floats:
    """Return (frames at 50 Hz, 28): twelve bands of flux, twelve of energy, four changes of harmony.

    All are scaled to the song, so that neither level nor equalisation matters much.
    """
    return every_second(rhythm_frames(song))


def rhythm_frames(song: Spectra) -> Floats:
    """Return the same at the full rate, (frames at 100 Hz, 28)."""
    flux, energy = song.fine_flux, song.fine_energy
    flux = np.minimum(flux / (flux.std(axis=0) * 0.5 + flux.std() * 0.5 + 1e-4), STRONGEST_FLUX)
    energy = energy - energy.mean(axis=0)
    energy = energy / (energy.std(axis=0) * 0.5 + energy.std() * 0.5 + 1e-3)
    return np.hstack([flux, energy, harmony_changes(song)]).astype(np.float32)


def every_second(frames: Floats, stretch: float = 1.0) -> Floats:
    """Return one frame for every two times `stretch`: the greater flux of a pair, the mean of the rest."""
    first = np.arange(0, len(frames) - 2, 2 * stretch).astype(int)
    one, other = frames[first], frames[np.minimum(first + 1, len(frames) - 1)]
    mean = (one + other) / 2
    mean[:, :FINE_BANDS] = np.maximum(one, other)[:, :FINE_BANDS]
    return np.asarray(mean, np.float32)


def harmony_changes(song: Spectra) -> Floats:
    """Return (frames, 4): how the harmony differs before and after, upper and bass, short and long."""
    at = np.arange(song.frames) * (CHROMA_PER_S / FRAMES_PER_S)
    columns = [
        np.interp(at, np.arange(len(song.chroma)), change_around(song.chroma[:, half], window))
        for half in (slice(0, 12), slice(12, 24))
        for window in CHANGE_WINDOWS
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def change_around(chroma: Floats, window: int) -> Floats:
    """Return 1 - the cosine similarity of `chroma` half a `window` before and after each frame, scaled."""
    half = window // 2
    smooth = np.asarray(scipy.ndimage.uniform_filter1d(chroma, window, axis=0), np.float32)
    before, after = np.roll(smooth, half, axis=0), np.roll(smooth, -half, axis=0)
    length = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    change = 1 - (before * after).sum(axis=1) / (length + 1e-6)
    change[:half] = change[-half:] = 0
    return change / (change.std() + np.float32(0.02))
