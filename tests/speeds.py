"""The speed of a clip at a moment, told from its curve: what has played must be the sum of it."""

from fractions import Fraction

from core.speed_curve import SpeedCurve


def percent_at(curve: SpeedCurve, time: Fraction | int) -> Fraction:
    """Return the speed at a moment."""
    since = time - curve.peak_at
    over = curve.before if since < 0 else curve.after
    peaks = bool(curve.before or curve.after)
    nearness = 1 - Fraction(abs(since)) / over if over else Fraction(since == 0 and peaks)
    return curve.percent + (curve.peak_percent - curve.percent) * max(Fraction(0), nearness)
