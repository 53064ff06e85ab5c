"""How fast a clip plays at every moment of its segment, and how much of it has played, exactly."""

from dataclasses import dataclass
from fractions import Fraction

USUAL_PERCENT = 100


@dataclass(frozen=True)
class SpeedCurve:
    """A clip's speed over the time since its segment's first moment, which may be in ms or in frames.

    It plays at `percent`. Towards the moment `peak_at` its speed changes evenly over `before`, is
    `peak_percent` there, and goes back evenly over `after`.
    """

    percent: int = USUAL_PERCENT
    peak_percent: int = USUAL_PERCENT
    peak_at: int = 0
    before: int = 0
    after: int = 0

    def played(self, time: Fraction | int) -> Fraction:
        """Return how much of the clip plays from the segment's first moment up to `time`, in its unit."""
        gained = self._hat_until(time) - self._hat_until(0)
        return (self.percent * Fraction(time) + (self.peak_percent - self.percent) * gained) / 100

    def _hat_until(self, time: Fraction | int) -> Fraction:
        """Return the integral up to a moment of the nearness to the peak, which is 0 to 1."""
        since = Fraction(time) - self.peak_at
        if since <= 0:
            reached = max(Fraction(0), since + self.before)
            return reached * reached / (2 * self.before) if self.before else Fraction(0)
        left = max(Fraction(0), self.after - since)
        fallen = left * left / (2 * self.after) if self.after else Fraction(0)
        return Fraction(self.before + self.after, 2) - fallen
