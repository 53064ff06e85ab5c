"""The exact way from milliseconds to frames, so that no cut can drift."""

from fractions import Fraction
from math import floor

NTSC_FACTOR = Fraction(1000, 1001)


def frame_rate(fps: int, *, ntsc: bool = False) -> Fraction:
    """Return the exact frame rate in Hz of an integer `fps`, slowed by 1000/1001 for ntsc."""
    return Fraction(fps) * NTSC_FACTOR if ntsc else Fraction(fps)


def frame_at(t_ms: int | Fraction, rate_hz: Fraction) -> int:
    """Return the index of the first frame at or after the boundary `t_ms` of the timeline.

    A boundary is `floor(t_ms * rate / 1000 + 1/2)` of the absolute time: always within half a
    frame of `t_ms`, and lengths, being differences of boundaries, never accumulate an error.
    """
    return floor(Fraction(t_ms) * rate_hz / 1000 + Fraction(1, 2))
