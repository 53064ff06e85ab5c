"""Mixes sound of any channel layout down to mono or stereo at a level that can't overload."""

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# ITU-R BS.775-3, annex 4, table 2: centre and surrounds at -3 dB, the low-frequency channel left out.
MINUS_3_DB = 1 / sqrt(2)
LEFT = {
    "FL": 1.0,
    "DL": 1.0,
    **dict.fromkeys(("FLC", "SL", "BL", "WL", "TFL", "TBL", "SDL", "TSL"), MINUS_3_DB),
}
RIGHT = {
    "FR": 1.0,
    "DR": 1.0,
    **dict.fromkeys(("FRC", "SR", "BR", "WR", "TFR", "TBR", "SDR", "TSR"), MINUS_3_DB),
}
MIDDLE = {"FC": MINUS_3_DB, **dict.fromkeys(("BC", "TC", "TFC", "TBC"), 0.5)}
# What is heard of a mix at full scale stays below it after coding, which overshoots by a little.
HIGHEST_SUM = 0.97
USUAL_LAYOUTS = {
    6: ("FL", "FR", "FC", "LFE", "BL", "BR"),
    8: ("FL", "FR", "FC", "LFE", "BL", "BR", "SL", "SR"),
}


def mixed(block: Floats, channels: Sequence[str]) -> Floats:
    """Return (samples, 1 or 2) of `block` (samples, channels), whose channels have FFmpeg's names.

    Mono and stereo stay as they are. More channels are added up after ITU-R BS.775, by coefficients
    scaled so that no sum can pass full scale; a layout without names is taken by its usual order.
    """
    if block.shape[1] <= 2:
        return block
    both = block @ stereo_weights(tuple(channels), block.shape[1]).T
    return np.clip(both, -HIGHEST_SUM, HIGHEST_SUM)  # lossy sound decodes beyond full scale now and then


def stereo(block: Floats, channels: Sequence[str] = ()) -> Floats:
    """Return (samples, 2) of `block`, with mono as loud on either side as it is."""
    both = mixed(block, channels)
    return np.repeat(both, 2, axis=1) if both.shape[1] == 1 else both


@lru_cache(maxsize=8)
def stereo_weights(channels: tuple[str, ...], count: int) -> Floats:
    """Return (2, `count`): what each of more than two channels adds to the left and to the right."""
    names = channels
    if len(names) != count or not set(names) & (LEFT.keys() | RIGHT.keys() | MIDDLE.keys()):
        names = USUAL_LAYOUTS.get(count, ())
    weights = np.zeros((2, count))
    for index, name in enumerate(names):
        middle = MIDDLE.get(name, 0.0)
        weights[:, index] = LEFT.get(name, middle), RIGHT.get(name, middle)
    if not names:
        weights[0, 0::2] = weights[1, 1::2] = 1.0
    return (weights * HIGHEST_SUM / weights.sum(axis=1).max()).astype(np.float32)
