"""The beats of librosa's own tracker, with the memory that a long song needs kept small."""

import librosa
import numpy as np
from numpy.typing import NDArray

from core.music.blocks import Floats, Samples
from core.music.decode import ANALYSIS_RATE_HZ

Doubles = NDArray[np.float64]

HOP_SAMPLES = 512
WINDOW_SAMPLES = 2048
TEMPO_WINDOW_S = 8.0
BLOCK_FRAMES = 1024


def librosa_beats_s(samples: Samples, block_frames: int = BLOCK_FRAMES) -> Doubles:
    """Return the beats of mono `samples` at `ANALYSIS_RATE_HZ` in seconds, (beats,); silence has none.

    They are those of `librosa.beat.beat_track(y=samples)` (Ellis, "Beat tracking by dynamic
    programming", 2007), which holds some 3 GB of spectra and tempograms for an hour; both are made of
    `block_frames` frames at a time here.
    """
    envelope = onset_envelope(samples, block_frames)
    if not envelope.any():
        return np.empty(0)
    bpm = tempo_bpm(envelope, block_frames)
    _, beats_s = librosa.beat.beat_track(
        onset_envelope=envelope, bpm=bpm, sr=ANALYSIS_RATE_HZ, hop_length=HOP_SAMPLES, units="time"
    )
    return np.asarray(beats_s, np.float64)


def onset_envelope(samples: Samples, block_frames: int = BLOCK_FRAMES) -> Floats:
    """Return what `librosa.onset.onset_strength(y=samples, aggregate=numpy.median)` does, (frames,)."""
    frames = 1 + len(samples) // HOP_SAMPLES
    blocks = [
        librosa.feature.melspectrogram(
            y=_around(samples, first, min(block_frames, frames - first)),
            sr=ANALYSIS_RATE_HZ,
            n_fft=WINDOW_SAMPLES,
            hop_length=HOP_SAMPLES,
            center=False,
        )
        for first in range(0, frames, block_frames)
    ]
    return librosa.onset.onset_strength(
        S=librosa.power_to_db(np.hstack(blocks)),
        sr=ANALYSIS_RATE_HZ,
        hop_length=HOP_SAMPLES,
        aggregate=np.median,
    )


def tempo_bpm(envelope: Floats, block_frames: int = BLOCK_FRAMES) -> float:
    """Return what `librosa.feature.tempo(onset_envelope=envelope)` does."""
    window = int(librosa.time_to_frames(TEMPO_WINDOW_S, sr=ANALYSIS_RATE_HZ, hop_length=HOP_SAMPLES))
    padded = np.pad(envelope, window // 2, mode="linear_ramp", end_values=0)
    total = np.zeros(window)
    for first in range(0, len(envelope), block_frames):
        last = min(first + block_frames, len(envelope))
        tempogram = librosa.feature.tempogram(
            onset_envelope=padded[first : last + window - 1],
            sr=ANALYSIS_RATE_HZ,
            hop_length=HOP_SAMPLES,
            win_length=window,
            center=False,
        )
        total += tempogram.sum(axis=1)
    mean = (total / len(envelope))[:, None]
    return float(librosa.feature.tempo(tg=mean, sr=ANALYSIS_RATE_HZ, hop_length=HOP_SAMPLES)[0])


def _around(samples: Samples, first: int, frames: int) -> Floats:
    """Return the samples of so many frames from frame `first` on, each centred, 0 outside the song."""
    begin = first * HOP_SAMPLES - WINDOW_SAMPLES // 2
    block = np.zeros((frames - 1) * HOP_SAMPLES + WINDOW_SAMPLES, np.float32)
    inside = samples[max(0, begin) : begin + len(block)]
    block[max(0, -begin) : max(0, -begin) + len(inside)] = inside
    return block
