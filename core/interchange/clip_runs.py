"""What a clip shows while it lasts, and after: it plays, stands still on its last frame, or begins again."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from core.speed_curve import SpeedCurve

ENDLESS = 1 << 40  # frames of a clip whose length nobody knows


@dataclass(frozen=True)
class ClipRun:
    """One way of a clip from a frame of it on; all is counted at the rate of the video.

    At the frame `begin` of the video the clip shows its frame `source_in`, and plays on at `speed`, or as
    it was taken; `source_end` is the first frame that it has no more: there it stands still. What was
    `skipped` of what has played are the times that a looping clip (`loops`) was over before.
    """

    begin: int
    source_in: int
    source_end: int = ENDLESS
    speed: SpeedCurve | None = None
    loops: bool = False
    skipped: Fraction = Fraction(0)

    def played(self, frame: int | Fraction) -> Fraction:
        """Return how many frames of the clip have played at a moment of the video since `begin`."""
        since = frame - self.begin
        return self.speed.played(since) if self.speed else Fraction(since)

    def moment(self, frame: int | Fraction) -> Fraction:
        """Return the moment of the clip at one of the video, as if the clip had neither beginning nor end."""
        return self.source_in + self.played(frame) - self.skipped

    def reached(self, frame: int | Fraction) -> Fraction:
        """Return the moment of the clip that is reached at one of the video, not beyond the clip's ends."""
        return min(max(self.moment(frame), Fraction(self.source_in)), Fraction(self.source_end))

    def shown(self, frame: int) -> int:
        """Return the frame of the clip that shows at a frame of the video."""
        return min(floor(self.reached(frame)), self.source_end - 1)

    def first_at(self, moment: Fraction | int, frames: range) -> int:
        """Return the first of the frames of the video not before a moment of the clip, or their end."""
        return frames.start + bisect_left(frames, moment, key=self.moment)

    def fitted(self, end: int) -> "ClipRun":
        """Return the run begun earlier in the clip if it is over less than a frame before `end` of the video.

        Lengths and moments are rounded to frames apart, and nobody wants an event of one frame for that.
        """
        over = ceil(self.moment(end)) - self.source_end
        step = ceil(self.moment(end) - self.moment(end - 1))
        return (
            replace(self, source_in=self.source_in - over) if 0 < over <= min(step, self.source_in) else self
        )


def runs_of(
    run: ClipRun, loop_frames: Fraction | None, *, first: int, latest: int, end: int
) -> list[tuple[int, int, ClipRun]]:
    """Return from where to where up to `end` a clip plays, stands still or begins again.

    What blends in, before `first`, is one of its own: as the clip begins. None begins after `latest`, from
    where on the next picture blends in: a transition needs one event on either side.
    """
    begins: dict[int, ClipRun] = {}
    current = run
    for at, following in _changes(run, loop_frames, end):
        if at <= latest:
            current = following
            begins.setdefault(run.begin, current)
            begins[max(first, at)] = current
        else:
            begins.setdefault(latest, current)
    return [(at, to, begins[at]) for at, to in pairwise([*begins, end])]


def _changes(run: ClipRun, loop_frames: Fraction | None, end: int) -> Iterator[tuple[int, ClipRun]]:
    """Yield the frames of the video from which on a clip goes another way, the first one first."""
    if loop_frames is None:
        fitted = run.fitted(end)
        over = fitted.first_at(fitted.source_end, range(run.begin, end))
        yield run.begin, fitted
        if run.begin < over < end:
            yield over, fitted
        return
    at = run.begin
    while at < end:
        turn = replace(run, skipped=run.played(at) // loop_frames * loop_frames)
        again = turn.first_at(turn.source_in + loop_frames, range(at, end))
        yield at, turn.fitted(again)
        at = again
