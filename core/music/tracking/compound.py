"""Tells compound metres, whose beats divide in three, from simple ones."""

import numpy as np

from core.music.analysis.activations import Activations, Doubles, strongest_near
from core.music.tracking.downbeats import Bars, find_bars

SLOWEST_INTERVAL_S = 0.7
"""Slower beats in three are read as a shuffle in simple metre, as slow blues are written."""
LEAST_STRENGTH = 0.15
LEAST_RATIO = 0.9
SIX_EIGHT = {2: 0.0}
"""Beats per bar; two bars of 6/8 are not told from one of 12/8, and 9/8 not from 3/4."""
TRIPLE = 3


def divides_in_three(hearing: Activations, beats_s: Doubles) -> bool:
    """Return whether notes begin after one third and two thirds of a beat rather than half-way.

    A shuffle or a swing has the second third only.
    """
    intervals = np.diff(beats_s)
    first, second, middle = (
        float(strongest_near(hearing.onsets, beats_s[:-1] + intervals * part).mean())
        for part in (1 / 3, 2 / 3, 1 / 2)
    )
    thirds = min(first, second)
    is_quick = float(np.median(intervals)) < SLOWEST_INTERVAL_S
    return is_quick and thirds >= LEAST_STRENGTH and thirds >= LEAST_RATIO * middle


def bars_and_signature(
    bars: Bars, down_log_odds: Doubles, hearing: Activations, beats_s: Doubles
) -> tuple[Bars, str]:
    """Return `bars` as they are in simple metre, else the bars of 6/8, with the time signature."""
    if bars.metre != TRIPLE and divides_in_three(hearing, beats_s):
        return find_bars(down_log_odds, SIX_EIGHT), "6/8"
    return bars, f"{bars.metre}/4"
