"""What every decoded frame of a clip tells cheaply: how far it is from the one before, and what moved."""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter
from numpy.typing import NDArray

from core.vision.clips.motion import Plane, camera_shift

SIDE = 128
PLANAR = frozenset(("yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray"))
# Frames further apart show where the camera went, not how it moved; some pairs a second are enough.
LONGEST_PAIR_S, PAIR_EVERY_S = 0.12, 0.05
OUT_OF_TURN_S = 0.06
ONE_FRAME = 1.6  # frames; more between two means that others were skipped
BEFORE, AFTER = 3, 2  # frames around a step, that tell a flash from a cut


@dataclass(frozen=True)
class Step:
    """From one decoded frame to the next, which is at `time_s` and `gap_s` later.

    `change` is the mean difference in grey values, `lasting` that between frames a little before and
    after. `velocity` is the camera's in shares of the longer side a second, right and down, None where it
    was not measured or is not sure.
    """

    time_s: float
    gap_s: float
    change: float
    lasting: float
    is_key: bool
    velocity: tuple[float, float] | None = None


class Trail:
    """The steps between the decoded frames of a clip, taken while the frames pass by."""

    def __init__(self) -> None:
        self.frame_s = 1 / 30
        self.steps: list[Step] = []
        self.keys_s: list[float] = []
        self._planes: deque[tuple[float, Plane]] = deque(maxlen=BEFORE + AFTER + 1)
        self._measured_s = -PAIR_EVERY_S
        self._reformatter = VideoReformatter()

    def add(self, frame: VideoFrame, time_s: float) -> None:
        """Take a frame in, in the order of time."""
        plane = self._plane(frame)
        if frame.key_frame:
            self.keys_s.append(time_s)
        if self._planes:
            self.steps.append(self._step(plane, time_s, is_key=frame.key_frame))
        self._planes.append((time_s, plane))
        if len(self._planes) > BEFORE + AFTER:
            lasting = float(cv2.absdiff(self._planes[0][1], plane).mean())
            self.steps[-1 - AFTER] = replace(self.steps[-1 - AFTER], lasting=lasting)

    def is_exact(self, step: Step) -> bool:
        """Tell whether what changes with a step changes at its very frame, without another in between."""
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

    def _step(self, plane: Plane, time_s: float, *, is_key: bool) -> Step:
        before_s, before = self._planes[-1]
        gap_s = max(1e-3, time_s - before_s)
        change = float(cv2.absdiff(before, plane).mean())
        velocity = None
        if gap_s <= LONGEST_PAIR_S and time_s >= self._measured_s + PAIR_EVERY_S:
            self._measured_s = time_s
            shift = camera_shift(before, plane)
            velocity = shift and (shift[0] / gap_s, shift[1] / gap_s)
        return Step(time_s, gap_s, change, change, is_key, velocity)

    def _plane(self, frame: VideoFrame) -> Plane:
        """Return the brightness of a frame as it is stored, reduced to 128 pixels."""
        scale = SIDE / max(frame.width, frame.height)
        size = max(16, round(frame.width * scale)), max(16, round(frame.height * scale))
        if frame.format.name in PLANAR:
            stored: Any = frame.planes[0]
            rows = np.frombuffer(stored, np.uint8).reshape(-1, stored.line_size)
            bright = rows[: frame.height, : frame.width]
            return cv2.resize(bright, size, interpolation=cv2.INTER_AREA).astype(np.float32)
        small = self._reformatter.reformat(frame, *size, format="gray", threads=1)
        return small.to_ndarray().astype(np.float32)


Velocities = NDArray[np.float64]


def velocities(steps: Sequence[Step]) -> Velocities:
    """Return rows of time, right and down for the steps whose velocity is known."""
    known = [(step.time_s, *step.velocity) for step in steps if step.velocity is not None]
    return np.array(known, dtype=np.float64).reshape(-1, 3)
