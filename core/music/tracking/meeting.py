"""Which beats of two readings of a song are the same ones."""

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]

SAME_BEAT_S = 0.07
"""How far apart two beats may lie and still be one, as usual in judging beat trackers."""


def nearest(times_s: Doubles, others_s: Doubles) -> NDArray[np.int64]:
    """Return the index of the one of `others_s`, which increase, that lies nearest to each time, (times,)."""
    after = np.clip(np.searchsorted(others_s, times_s), 1, max(1, len(others_s) - 1))
    before = after - 1
    after = np.minimum(after, len(others_s) - 1)
    is_before = np.abs(times_s - others_s[before]) <= np.abs(others_s[after] - times_s)
    return np.where(is_before, before, after)


def agreement(some_s: Doubles, others_s: Doubles) -> float:
    """Return the F-measure of two sets of beats in seconds, each of which may meet one within 70 ms."""
    met = int((np.abs(some_s - others_s[nearest(some_s, others_s)]) <= SAME_BEAT_S).sum())
    return 2 * met / (len(some_s) + len(others_s))


def agreed_confidences(beats_s: Doubles, others_s: Doubles, confidences: Doubles) -> Doubles:
    """Return how sure to be of beats in seconds, from the `confidences` in other beats of the song.

    A beat that meets one of `others_s` is as sure as that. One beside them is right only if the others
    are wrong, and then it may be wrong as well.
    """
    near = nearest(beats_s, others_s)
    sure = confidences[near]
    return np.where(np.abs(beats_s - others_s[near]) <= SAME_BEAT_S, sure, (1 - sure) / 2)
