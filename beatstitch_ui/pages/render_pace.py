"""How fast a render goes and when it will be done, from what was seen of it so far."""

from collections import deque

SEEN_AT_MOST = 12
SHORTEST_S = 2.0


class Pace:
    """The last frame counts of one render and when they were first seen.

    Frames from the cache count as done at once, so only what happens while somebody looks says how
    fast frames are drawn.
    """

    def __init__(self, frames_total: int) -> None:
        self.frames_total = frames_total
        self._seen: deque[tuple[float, float]] = deque(maxlen=SEEN_AT_MOST)

    def note(self, percent: float, at_s: float) -> None:
        """Note that `percent` of the frames were done at `at_s`, in seconds of a clock that only rises."""
        done = percent / 100 * self.frames_total
        if not self._seen or done != self._seen[-1][1]:
            self._seen.append((at_s, done))

    @property
    def frames_per_s(self) -> float | None:
        """The frames drawn in a second, or None while too little was seen."""
        if not self._seen:
            return None
        (began_s, began), (now_s, now) = self._seen[0], self._seen[-1]
        return (now - began) / (now_s - began_s) if now_s - began_s >= SHORTEST_S and now > began else None

    def seconds_left(self, at_s: float) -> float | None:
        """Return how long the rest will take from `at_s` on, or None while too little was seen."""
        rate = self.frames_per_s
        if rate is None:
            return None
        last_s, done = self._seen[-1]
        return max(0.0, (self.frames_total - done) / rate - (at_s - last_s))
