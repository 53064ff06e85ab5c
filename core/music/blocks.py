"""A file being decoded, as its rate and a stream of blocks of samples."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Samples = NDArray[np.float32] | NDArray[np.float16]

BLOCK_VALUES = 1 << 18


@dataclass(frozen=True)
class Blocks:
    """A file being decoded: its rate in Hz and its successive blocks, each (frames, channels)."""

    rate_hz: int
    blocks: Iterator[Floats]
