"""What every decoded frame of a clip tells cheaply: how far it is from the one before, and what moved."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from core.vision.clips.chosen_frames import ChosenFrames
from core.vision.clips.motion import Plane, camera_shift, size_at

BRIGHT_SIDE, TINTS_SIZE = 128, (32, 32)
# Frames further apart show where the camera went, not how it moved; some pairs a second are enough.
LONGEST_PAIR_S, PAIR_EVERY_S = 0.12, 0.05
OUT_OF_TURN_S = 0.06
ONE_FRAME = 1.6  # frames; more between two means that others were skipped
BEFORE, AFTER = 3, 2  # frames around a step, that tell a flash from a cut


@dataclass(frozen=True)
class FrameDelta:
    """From one decoded frame to the next, which is at `time_s` and `gap_s` later.

    `change` is the mean difference in grey values, or in colours where that is larger, `lasting` that
    between frames a little before and after. `velocity` is the camera's in shares of the longer side a
    second, right and down, None where it was not measured or is not sure.
    """

    time_s: float
    gap_s: float
    change: float
    lasting: float
    is_key: bool
    velocity: tuple[float, float] | None = None


class _Reduced(NamedTuple):
    """A frame as it is stored: its brightness at 128 pixels, and U above V at 32."""

    bright: Plane
    tints: Plane


class Trail:
    """The steps between the frames of a clip that are looked at, taken while they pass by."""

    def __init__(self, chosen: ChosenFrames) -> None:
        self.steps: list[FrameDelta] = []
        self._frame_s = chosen.frame_s
        self._keys_s = sorted(map(chosen.time_s, chosen.keys))
        self._keys = frozenset(self._keys_s)
        self._seen: deque[tuple[float, _Reduced]] = deque(maxlen=BEFORE + AFTER + 1)
        self._measured_s = -PAIR_EVERY_S

    def add(self, frame: VideoFrame, time_s: float) -> None:
        """Take a frame in that was reduced for `passing`, in the order of time."""
        seen = _reduced(frame)
        if self._seen:
            self.steps.append(self._step(seen, time_s))
        self._seen.append((time_s, seen))
        if len(self._seen) > BEFORE + AFTER:
            lasting = _difference(self._seen[0][1], seen)
            self.steps[-1 - AFTER] = replace(self.steps[-1 - AFTER], lasting=lasting)

    def is_exact(self, step: FrameDelta) -> bool:
        """Tell whether what changes with a step changes at its very frame, without another in between."""
        return step.gap_s <= ONE_FRAME * self._frame_s or self.is_irregular_key(step)

    def is_irregular_key(self, step: FrameDelta) -> bool:
        """Tell whether a step leads to a key frame out of turn: encoders begin a new picture with one."""
        if not step.is_key or len(self._keys_s) < 2:
            return False
        at = bisect_left(self._keys_s, step.time_s)
        if at == 0:
            return False
        longest_s = max(after - before for before, after in pairwise(self._keys_s))
        return step.time_s - self._keys_s[at - 1] < longest_s - OUT_OF_TURN_S

    def _step(self, seen: _Reduced, time_s: float) -> FrameDelta:
        before_s, before = self._seen[-1]
        gap_s = max(1e-3, time_s - before_s)
        change = _difference(before, seen)
        velocity = None
        if gap_s <= LONGEST_PAIR_S and time_s >= self._measured_s + PAIR_EVERY_S:
            self._measured_s = time_s
            shift = camera_shift(before.bright, seen.bright)
            velocity = shift and (shift[0] / gap_s, shift[1] / gap_s)
        return FrameDelta(time_s, gap_s, change, change, time_s in self._keys, velocity)


def _reduced(frame: VideoFrame) -> _Reduced:
    """Return brightness and tints of a frame in which each of them has a plane of its own."""
    bright, *tints = map(_values, frame.planes)
    return _Reduced(
        _averaged(bright, size_at(BRIGHT_SIDE, bright.shape)),
        np.vstack([_averaged(tint, TINTS_SIZE) for tint in tints]),
    )


def _values(plane: Any) -> NDArray[np.uint8]:
    return np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)[: plane.height, : plane.width]


def _averaged(plane: NDArray[np.uint8], size: tuple[int, int]) -> Plane:
    return cv2.resize(plane, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _difference(before: _Reduced, after: _Reduced) -> float:
    """Return how much two frames differ in brightness, or in colour where that is more."""
    bright, tints = (float(cv2.absdiff(one, other).mean()) for one, other in zip(before, after, strict=True))
    return max(bright, 2 * tints)


Velocities = NDArray[np.float64]


def velocities(steps: Sequence[FrameDelta]) -> Velocities:
    """Return rows of time, right and down for the steps whose velocity is known."""
    known = [(step.time_s, *step.velocity) for step in steps if step.velocity is not None]
    return np.array(known, dtype=np.float64).reshape(-1, 3)
