"""The frames of a clip as whoever decodes it hands them over, so that it is decoded once."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame

from core.errors import FileDamagedError
from core.vision.clips.clip_frames import ClipFrame
from core.vision.clips.hand_over import CONTAINER
from core.vision.clips.trail import Trail
from core.vision.files import ClipFile

STDIN = "pipe:0"


class HandedClip:
    """A clip whose frames come on the standard input, upright, every one of them in the order of time."""

    def __init__(self, file: ClipFile) -> None:
        self._file = file
        self.trail = Trail(is_whole=True)

    def samples(self) -> Iterator[ClipFrame]:
        """Yield the samples; what is between them goes into the trail. Raises FileDamagedError."""
        try:
            with av.open(STDIN, format=CONTAINER, container_options={"protocol_whitelist": "pipe"}) as frames:
                yield from self._samples(frames)
        except FFmpegError as error:
            raise FileDamagedError(file=self._file.name, reason="its frames can't be read") from error

    def close(self) -> None:
        """Do nothing: the frames are read to their end."""

    def between(self, begin_s: float, end_s: float) -> Iterator[ClipFrame]:  # noqa: ARG002
        """Yield nothing: no frame was left out, so that a second look would see the same."""
        return iter(())

    def _samples(self, container: Any) -> Iterator[ClipFrame]:
        passing, sampled, _ = container.streams.video
        keys_s: list[float] = []
        self.trail.frame_s = 1 / float(passing.average_rate or 30)
        first: Any = None
        for packet in container.demux():
            for frame in packet.decode():
                at = Fraction(frame.pts or 0) * packet.stream.time_base
                first = at if first is None else first
                time_s = float(at - first)
                if packet.stream_index == passing.index:
                    self.trail.add(frame, time_s)
                elif packet.stream_index == sampled.index:
                    yield ClipFrame(time_s, _pixels(frame))
                else:
                    keys_s.append(time_s)
        self.trail.mark_keys(keys_s)


def _pixels(frame: VideoFrame) -> np.ndarray:
    return np.ascontiguousarray(frame.to_ndarray(), dtype=np.uint8)
