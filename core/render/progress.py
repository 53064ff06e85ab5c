"""How far a render is, and how long it will still take."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from core.render.eta import EtaEstimator, joining_s, sound_left_s
from core.render.sound.mix import Mix
from core.render.spans import Span

Phase = Literal["drawing", "sound", "joining"]


@dataclass(frozen=True)
class Progress:
    """How far a render is; frames from the cache count as done.

    `seconds_left` is None until enough was drawn to tell, `frames_per_s` also while nothing is drawn.
    """

    phase: Phase
    frames_done: int
    frames_total: int
    seconds_left: float | None = None
    frames_per_s: float | None = None


class ProgressTracker:
    """The course of one render of `frames` frames with the sound `mix`, which is made meanwhile."""

    def __init__(
        self, frames: int, mix: Mix, processes: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin; `clock` counts seconds."""
        self._mix, self._processes, self._clock = mix, processes, clock
        self._frames_total = self._frames_done = frames
        self._eta = EtaEstimator([], processes)
        self._copies: dict[int, int] = {}
        self._began_s = clock()
        self._sound_is_made = False

    def draw(self, groups: Iterable[list[Span]]) -> None:
        """Note that these spans are drawn now: of each group of equal ones the first."""
        missing = list(groups)
        self._copies = {spans[0].start_frame: len(spans) for spans in missing}
        self._frames_done = self._frames_total - sum(len(spans) * spans[0].frames for spans in missing)
        self._eta = EtaEstimator([spans[0] for spans in missing], self._processes)

    def note(self, span: Span, frames: int, seconds: float | None) -> None:
        """Note newly drawn frames of a span; see `EtaEstimator.note`."""
        self._frames_done += frames * self._copies[span.start_frame]
        self._eta.note(span, frames, seconds)

    def sound_is_made(self) -> None:
        """Note that the soundtrack is there."""
        self._sound_is_made = True

    def progress(self, phase: Phase) -> Progress:
        """Return how far the render is in a phase of it."""
        drawing_s = self._eta.seconds_left
        left_s = None
        if drawing_s is not None:
            waiting_s = 0.0 if self._sound_is_made else sound_left_s(self._mix, self._clock() - self._began_s)
            left_s = max(drawing_s, waiting_s) + joining_s(self._frames_total)
        rate_hz = self._eta.frames_per_s if phase == "drawing" else None
        return Progress(phase, self._frames_done, self._frames_total, left_s, rate_hz)
