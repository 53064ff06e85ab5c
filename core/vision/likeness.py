"""How alike pictures look, on a scale: for variety, where near-copies are out already."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import Fingerprint

Values = NDArray[np.float64]
# So many of 64 bits differ between strangers; colours count from half of them shared.
STRANGERS_BITS, SAME_BITS = 31, 7
COLOURS_FROM = 0.5


def likeness(ones: Sequence[Fingerprint | None], others: Sequence[Fingerprint | None]) -> Values:
    """Return how alike each of `ones` and each of `others` are, from 0 to 1; unseen is like nothing."""
    one_hashes, one_colours, one_known = _arrays(ones)
    hashes, colours, known = _arrays(others)
    bits = np.bitwise_count(one_hashes[:, None] ^ hashes[None, :]).astype(np.float64)
    shape = np.clip((STRANGERS_BITS - bits) / (STRANGERS_BITS - SAME_BITS), 0, 1)
    # Of two histograms that sum to 1, half of what differs is not shared.
    rows = [1 - 0.5 * np.abs(colours - row).sum(axis=1) for row in one_colours]
    shared = np.array(rows).reshape(len(ones), len(others))
    colour = np.clip((shared - COLOURS_FROM) / (1 - COLOURS_FROM), 0, 1)
    return (0.5 * shape + 0.5 * colour) * (one_known[:, None] & known[None, :])


def _arrays(prints: Sequence[Fingerprint | None]) -> tuple[NDArray[np.uint64], Values, NDArray[np.bool_]]:
    hashes = np.array([int(one.difference_hash, 16) if one else 0 for one in prints], dtype=np.uint64)
    colours = np.array([one.histogram if one else (0.0,) * 64 for one in prints]).reshape(len(prints), 64)
    return hashes, colours, np.array([one is not None for one in prints], dtype=np.bool_)
