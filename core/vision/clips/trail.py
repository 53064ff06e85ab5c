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
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from core.vision.clips.hand_over import TRAIL_SIDE
from core.vision.clips.motion import Plane, camera_shift, size_at
from core.vision.picture import coarse

SUBSAMPLINGS = ("420p", "422p", "444p")
# How many bits each value has, of the formats that keep brightness, U and V apart.
DEPTHS = {
    **{f"yuv{kind}": 8 for kind in SUBSAMPLINGS},
    **{f"yuvj{kind}": 8 for kind in SUBSAMPLINGS},
    **{f"yuv{kind}{depth}le": depth for kind in SUBSAMPLINGS for depth in (10, 12)},
}
BYTE = 8
TINTS_SIZE = (32, 32)
# Frames further apart show where the camera went, not how it moved; some pairs a second are enough.
LONGEST_PAIR_S, PAIR_EVERY_S = 0.12, 0.05
OUT_OF_TURN_S = 0.06
ONE_FRAME = 1.6  # frames; more between two means that others were skipped
BEFORE, AFTER = 3, 2  # frames around a step, that tell a flash from a cut


@dataclass(frozen=True)
class Step:
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
    """The steps between the decoded frames of a clip, taken while the frames pass by.

    `is_whole` says that no frame of the clip is left out.
    """

    def __init__(self, *, is_whole: bool = False) -> None:
        self.frame_s = 1 / 30
        self._is_whole = is_whole
        self.steps: list[Step] = []
        self.keys_s: list[float] = []
        self._seen: deque[tuple[float, _Reduced]] = deque(maxlen=BEFORE + AFTER + 1)
        self._measured_s = -PAIR_EVERY_S
        self._reformatter = VideoReformatter()

    def add(self, frame: VideoFrame, time_s: float) -> None:
        """Take a frame in, in the order of time."""
        seen = self._reduced(frame)
        if frame.key_frame:
            self.keys_s.append(time_s)
        if self._seen:
            self.steps.append(self._step(seen, time_s, is_key=frame.key_frame))
        self._seen.append((time_s, seen))
        if len(self._seen) > BEFORE + AFTER:
            lasting = _difference(self._seen[0][1], seen)
            self.steps[-1 - AFTER] = replace(self.steps[-1 - AFTER], lasting=lasting)

    def mark_keys(self, times_s: Sequence[float]) -> None:
        """Note which frames are key frames where they do not say so themselves."""
        self.keys_s, keys = list(times_s), set(times_s)
        self.steps = [replace(step, is_key=step.time_s in keys) for step in self.steps]

    def is_exact(self, step: Step) -> bool:
        """Tell whether what changes with a step changes at its very frame, without another in between."""
        if self._is_whole:
            return True
        return step.gap_s <= ONE_FRAME * self.frame_s or self.is_irregular_key(step)

    def is_irregular_key(self, step: Step) -> bool:
        """Tell whether a step leads to a key frame out of turn: encoders begin a new picture with one."""
        if not step.is_key or len(self.keys_s) < 2:
            return False
        at = bisect_left(self.keys_s, step.time_s)
        if at in (0, len(self.keys_s)) or self.keys_s[at] != step.time_s:
            return False
        longest_s = max(after - before for before, after in pairwise(self.keys_s))
        return step.time_s - self.keys_s[at - 1] < longest_s - OUT_OF_TURN_S

    def _step(self, seen: _Reduced, time_s: float, *, is_key: bool) -> Step:
        before_s, before = self._seen[-1]
        gap_s = max(1e-3, time_s - before_s)
        change = _difference(before, seen)
        velocity = None
        if gap_s <= LONGEST_PAIR_S and time_s >= self._measured_s + PAIR_EVERY_S:
            self._measured_s = time_s
            shift = camera_shift(before.bright, seen.bright)
            velocity = shift and (shift[0] / gap_s, shift[1] / gap_s)
        return Step(time_s, gap_s, change, change, is_key, velocity)

    def _reduced(self, frame: VideoFrame) -> _Reduced:
        size = size_at(TRAIL_SIDE, (frame.height, frame.width))
        depth = DEPTHS.get(frame.format.name)
        if depth is not None:
            tints = np.vstack([_small(frame.planes[number], TINTS_SIZE, depth) for number in (1, 2)])
            return _Reduced(_small(frame.planes[0], size, depth), tints)
        small = self._reformatter.reformat(frame, *size, format="yuv444p", threads=1).to_ndarray()
        tints = np.vstack([cv2.resize(tint, TINTS_SIZE, interpolation=cv2.INTER_AREA) for tint in small[1:]])
        return _Reduced(small[0].astype(np.float32), tints.astype(np.float32))


def _small(plane: Any, size: tuple[int, int], depth: int) -> Plane:
    """Return a plane of a frame, reduced, in values of 8 bits."""
    kind = np.dtype(np.uint8 if depth == BYTE else "<u2")
    stored = np.frombuffer(plane, kind).reshape(-1, plane.line_size // kind.itemsize)
    small = coarse(stored[: plane.height, : plane.width], size)
    return small if depth == BYTE else small / np.float32(1 << (depth - BYTE))


def _difference(before: _Reduced, after: _Reduced) -> float:
    """Return how much two frames differ in brightness, or in colour where that is more."""
    bright, tints = (float(cv2.absdiff(one, other).mean()) for one, other in zip(before, after, strict=True))
    return max(bright, 2 * tints)


Velocities = NDArray[np.float64]


def velocities(steps: Sequence[Step]) -> Velocities:
    """Return rows of time, right and down for the steps whose velocity is known."""
    known = [(step.time_s, *step.velocity) for step in steps if step.velocity is not None]
    return np.array(known, dtype=np.float64).reshape(-1, 3)
