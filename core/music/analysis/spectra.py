"""The song as numbers: spectral flux and energy in bands at 100 frames per second, chroma at 10."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import scipy.fft
import scipy.ndimage
import scipy.sparse
from librosa.core.convert import fft_frequencies
from numpy.typing import NDArray

from core.music.blocks import Floats, Samples
from core.music.decode import ANALYSIS_RATE_HZ

FRAMES_PER_S = 100
CHROMA_PER_S = 10
ONSET_WINDOW = 1024
CHROMA_WINDOW = 4096
BLOCK_VALUES = 1 << 18
FLUX_LAG_FRAMES = 2
START_FRAMES = 4
BAND_EDGES_HZ = np.array([0, 120, 300, 900, 2500, 12000])
FINE_BAND_EDGES_HZ = np.geomspace(40, 10300, 13)
BANDS = len(BAND_EDGES_HZ) - 1
BASS_BELOW_HZ = 262
PITCH_WIDTH = 0.25
CHROMA_RANGE_HZ = (55, 2000)
LEVEL_RMS = 0.1


@dataclass(frozen=True)
class Spectra:
    """What the trackers listen to.

    `flux` and `energy` are (frames, 5 bands) at 100 Hz, `fine_flux` and `fine_energy` (frames,
    12 bands); `chroma` is (chroma frames, 24) at 10 Hz, twelve pitch classes above middle C and
    twelve below; `rms` is the level of the samples.
    """

    flux: Floats
    energy: Floats
    fine_flux: Floats
    fine_energy: Floats
    chroma: Floats
    rms: float

    @property
    def frames(self) -> int:
        return len(self.flux)


def level_rms(samples: Samples) -> float:
    """Return the root mean square of `samples`, summed block by block in double precision."""
    if not len(samples):
        return 0.0
    blocks = (samples[start : start + (1 << 18)] for start in range(0, len(samples), 1 << 18))
    return float(
        np.sqrt(sum(float(np.square(block, dtype=np.float64).sum()) for block in blocks) / len(samples))
    )


def frame_count(samples: int, per_s: int) -> int:
    """Return how many frames a song of so many samples has, the first one centred on its first sample."""
    return int(samples / ANALYSIS_RATE_HZ * per_s) + 1


def magnitudes(samples: Samples, *, window: int, per_s: int) -> Iterator[Floats]:
    """Yield blocks of magnitude spectra (frames, window / 2 + 1), centred on k / `per_s` seconds.

    Frames are gathered at the rounded sample of their exact time, so that no drift builds up over a
    song whatever the ratio of the rates. 0 outside the samples; a full-scale sine has height 1.
    """
    shape = np.hanning(window).astype(np.float32)
    shape *= 2 / shape.sum()
    count = frame_count(len(samples), per_s)
    starts = np.round(np.arange(count) * ANALYSIS_RATE_HZ / per_s).astype(np.int64) - window // 2
    block_frames = BLOCK_VALUES // window
    for first in range(0, count, block_frames):
        block = starts[first : first + block_frames]
        begin, end = int(block[0]), int(block[-1]) + window
        padded = np.zeros(end - begin, np.float32)
        inside = samples[max(0, begin) : max(0, end)].astype(np.float32)
        padded[max(0, -begin) : max(0, -begin) + len(inside)] = inside
        frames = np.lib.stride_tricks.sliding_window_view(padded, window)[block - begin]
        spectrum: NDArray[np.complex64] = np.asarray(scipy.fft.rfft(frames * shape, axis=1))
        yield np.abs(spectrum)


@lru_cache(maxsize=1)
def log_filter_bank() -> tuple[scipy.sparse.csr_array, NDArray[np.float64]]:
    """Return triangular filters, 12 per octave from 30 Hz to 10 kHz, and their centres in Hz.

    The bank of Böck and Widmer's superflux, (bands, bins), each filter summing to 1. Sparse, which
    is quick and adds in one fixed order whatever the number of threads.
    """
    bin_hz = ANALYSIS_RATE_HZ / ONSET_WINDOW
    centres = 30.0 * 2 ** (np.arange(0, np.log2(10000 / 30) * 12 + 2) / 12)
    edges = np.unique(np.round(centres / bin_hz).astype(int))
    edges = edges[edges <= ONSET_WINDOW // 2]
    bins = np.arange(ONSET_WINDOW // 2 + 1)
    bank = np.stack(
        [
            np.interp(bins, [low, mid, high], [0, 1, 0])
            for low, mid, high in zip(edges, edges[1:], edges[2:], strict=False)
        ]
    )
    bank /= bank.sum(axis=1, keepdims=True)
    return scipy.sparse.csr_array(bank.astype(np.float32)), edges[1:-1] * bin_hz


@lru_cache(maxsize=1)
def chroma_bank() -> scipy.sparse.csr_array:
    """Return (24, bins): each bin counts for its nearest pitch class, above or below middle C.

    It counts the less the further it lies from the pitch, by a Gaussian of a quarter of a semitone.
    """
    hz = fft_frequencies(sr=ANALYSIS_RATE_HZ, n_fft=CHROMA_WINDOW)
    low, high = CHROMA_RANGE_HZ
    bins = np.flatnonzero((hz >= low) & (hz <= high))
    pitch = 12 * np.log2(hz[bins] / 440) + 69
    nearest = np.round(pitch).astype(int)
    weight = np.exp(-0.5 * ((pitch - nearest) / PITCH_WIDTH) ** 2).astype(np.float32)
    rows = nearest % 12 + 12 * (hz[bins] < BASS_BELOW_HZ)
    return scipy.sparse.csr_array((weight, (rows, bins)), shape=(24, len(hz)))


def band_means(centres_hz: NDArray[np.float64], edges_hz: NDArray[np.floating]) -> scipy.sparse.csr_array:
    """Return (bands, filters): each row averages the filters of the bank within one band."""
    band = np.searchsorted(edges_hz, centres_hz, side="right") - 1
    chosen = (band == np.arange(len(edges_hz) - 1)[:, None]).astype(np.float32)
    return scipy.sparse.csr_array(chosen / np.maximum(1, chosen.sum(axis=1, keepdims=True)))


def band_flux(samples: Samples, gain: float) -> list[Floats]:
    """Return flux and energy in broad bands, then in fine ones, of `samples` times `gain`.

    Superflux (Böck and Widmer, "Maximum filter vibrato suppression for onset detection", DAFx
    2013): the rise of each log-magnitude against the greatest of its three neighbours two frames
    earlier, averaged over bands.
    """
    bank, centres_hz = log_filter_bank()
    bands = [band_means(centres_hz, edges_hz) for edges_hz in (BAND_EDGES_HZ, FINE_BAND_EDGES_HZ)]
    before = np.zeros((FLUX_LAG_FRAMES, len(centres_hz)), np.float32)
    found: list[list[Floats]] = [[], [], [], []]
    for magnitude in magnitudes(samples, window=ONSET_WINDOW, per_s=FRAMES_PER_S):
        level = np.log10(1 + 3000 * gain * (bank @ magnitude.T).T)
        history = np.vstack([before, level])
        earlier = scipy.ndimage.maximum_filter1d(history[:-FLUX_LAG_FRAMES], 3, axis=1)
        rise = np.maximum(level - earlier, 0)
        products = [(mean @ values.T).T for mean in bands for values in (rise, level)]
        for blocks, block in zip(found, products, strict=True):
            blocks.append(block)
        before = history[-FLUX_LAG_FRAMES:]
    return [np.vstack(blocks) for blocks in found]


def tame_start(flux: Floats) -> Floats:
    """Return `flux` with its first frames no stronger than any later one.

    A song that begins in full sound would otherwise open with an onset beyond all others; one that
    begins with a note keeps it.
    """
    rest = flux[START_FRAMES:]
    flux[:START_FRAMES] = np.minimum(flux[:START_FRAMES], rest.max(axis=0, initial=0))
    return flux


def chromagram(samples: Samples, gain: float) -> Floats:
    """Return log-compressed chroma of `samples` times `gain`, (chroma frames, 24) at 10 Hz."""
    bank = chroma_bank()
    blocks = magnitudes(samples, window=CHROMA_WINDOW, per_s=CHROMA_PER_S)
    return np.vstack([(bank @ np.log1p(200 * gain * magnitude).T).T for magnitude in blocks])


def spectra(samples: Samples) -> Spectra:
    """Return the spectra of mono `samples` at `ANALYSIS_RATE_HZ`, independent of their level."""
    rms = level_rms(samples)
    gain = LEVEL_RMS / rms if rms > 0 else 0.0
    flux, energy, fine_flux, fine_energy = band_flux(samples, gain)
    fine_flux[:FLUX_LAG_FRAMES] = 0
    return Spectra(
        flux=tame_start(flux),
        energy=energy,
        fine_flux=fine_flux,
        fine_energy=fine_energy,
        chroma=chromagram(samples, gain),
        rms=rms,
    )
