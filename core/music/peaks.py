"""The waveform as the browser draws it: the least and greatest sample of each hundredth of a second."""

import struct

import numpy as np
from numpy.typing import NDArray

from core.music.blocks import Samples
from core.music.decode import ANALYSIS_RATE_HZ

FINE_SAMPLES = ANALYSIS_RATE_HZ // 100
COARSE_FACTOR = 16
HEADER = struct.Struct("<iIiiI")
VERSION = 1
EIGHT_BITS = 1


def extremes(samples: Samples, per_pair: int) -> NDArray[np.int8]:
    """Return (pairs, 2) of the least and greatest of each `per_pair` samples, full scale = 127."""
    starts = np.arange(0, len(samples), per_pair)
    both = np.stack([np.minimum.reduceat(samples, starts), np.maximum.reduceat(samples, starts)], axis=1)
    return np.round(np.clip(both, -1, 1) * 127).astype(np.int8)


def coarser(pairs: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return `pairs` with every 16 of them joined into one."""
    starts = np.arange(0, len(pairs), COARSE_FACTOR)
    return np.stack(
        [np.minimum.reduceat(pairs[:, 0], starts), np.maximum.reduceat(pairs[:, 1], starts)], axis=1
    )


def level_bytes(pairs: NDArray[np.int8], samples_per_pair: int) -> bytes:
    """Return one level in the binary format of BBC's audiowaveform, version 1."""
    return HEADER.pack(VERSION, EIGHT_BITS, ANALYSIS_RATE_HZ, samples_per_pair, len(pairs)) + pairs.tobytes()


def waveform(samples: Samples) -> bytes:
    """Return the waveform of mono `samples` at `ANALYSIS_RATE_HZ`, as the browser reads it.

    There are two levels one after the other, about 100 and about 6 pairs per second. Each is
    an audiowaveform version 1 record, little-endian: int32 version (1), uint32 flags (1 = 8 bit),
    int32 sample rate in Hz, int32 samples per pair, uint32 number of pairs, then for each pair int8
    least and int8 greatest sample, -127 .. 127. Pair k of a level spans the song from
    k * samples per pair / sample rate seconds.
    """
    fine = extremes(samples, FINE_SAMPLES)
    levels = [(fine, FINE_SAMPLES), (coarser(fine), FINE_SAMPLES * COARSE_FACTOR)]
    return b"".join(level_bytes(pairs, per_pair) for pairs, per_pair in levels)
