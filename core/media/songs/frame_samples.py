"""Decoded frames of sound as floating-point samples, whatever form the decoder gives them."""

from functools import lru_cache

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FEWEST_PLANES_UNENDED = 8
# What half precision can hold with room to spare; nothing that is meant to be heard comes near.
LOUDEST = np.float32(3e4)
INTEGER_SCALES = {np.dtype(np.int16): 1 << 15, np.dtype(np.int32): 1 << 31, np.dtype(np.int64): 1 << 63}


def floats(frame: AudioFrame) -> Floats:
    """Return (samples, channels) of a decoded frame, full scale = 1; what is no number is silence."""
    if frame.format.is_planar and len(frame.layout.channels) >= FEWEST_PLANES_UNENDED:
        frame = _packed(frame)
    stored = frame.to_ndarray()
    stored = stored.T if frame.format.is_planar else stored.reshape(-1, len(frame.layout.channels))
    if stored.dtype == np.uint8:
        return (stored.astype(np.float32) - 128) / np.float32(128)
    if stored.dtype in INTEGER_SCALES:
        return stored.astype(np.float32) * np.float32(1 / INTEGER_SCALES[stored.dtype])
    finite = np.nan_to_num(stored.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    return np.clip(finite, -LOUDEST, LOUDEST)


def _packed(frame: AudioFrame) -> AudioFrame:
    """Return `frame` with its channels interleaved: PyAV reads beyond the last of eight planes."""
    packer = _packer(frame.format.packed.name, frame.layout.name, frame.sample_rate)
    (packed,) = packer.resample(frame)
    return packed


@lru_cache(maxsize=4)
def _packer(sample_format: str, layout: str, rate_hz: int) -> AudioResampler:
    return AudioResampler(sample_format, layout, rate_hz)
