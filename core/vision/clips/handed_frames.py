"""Reads the frames that a clip's proxy encode hands over, so that the clip is decoded once."""

from collections.abc import Iterator
from contextlib import closing
from fractions import Fraction
from typing import Any

import av
import numpy as np
from av.error import FFmpegError

from core.errors import FileDamagedError
from core.vision.clips.chosen_frames import ChosenFrames
from core.vision.clips.clip_frames import ClipFrame, OpenClip
from core.vision.clips.hand_over import CONTAINER
from core.vision.clips.trail import Trail
from core.vision.files import ClipFile

STDIN = "pipe:0"


class HandedClip:
    """A clip whose frames come on the standard input, upright: those chosen, and others among them."""

    def __init__(self, file: ClipFile, chosen: ChosenFrames) -> None:
        self._file = file
        self._chosen = chosen
        self.trail = Trail(chosen)

    def samples(self) -> Iterator[ClipFrame]:
        """Yield the samples; what is between them goes into the trail.

        Raises FileDamagedError, also where a chosen frame is missing: then it is not known to be what
        `OpenClip` would see.
        """
        try:
            with av.open(STDIN, format=CONTAINER, container_options={"protocol_whitelist": "pipe"}) as frames:
                yield from self._samples(frames)
        except FFmpegError as error:
            raise FileDamagedError(file=self._file.name, reason="its frames can't be read") from error

    def close(self) -> None:
        """Do nothing: the frames are read to their end."""

    def between(self, begin_s: float, end_s: float) -> Iterator[ClipFrame]:
        """Yield every frame of a stretch, as `OpenClip` does."""
        with closing(OpenClip(self._file)) as clip:
            yield from clip.between(begin_s, end_s)

    def _samples(self, container: Any) -> Iterator[ClipFrame]:
        passing, _ = container.streams.video
        due = {index: set(times) for index, times in enumerate((self._chosen.looked, self._chosen.sampled))}
        for packet in container.demux():
            for frame in packet.decode():
                at = round(Fraction(frame.pts or 0) * packet.stream.time_base / self._chosen.tick_s)
                if at not in due[packet.stream_index]:
                    continue
                due[packet.stream_index].remove(at)
                if packet.stream_index == passing.index:
                    self.trail.add(frame, self._chosen.time_s(at))
                else:
                    pixels = np.ascontiguousarray(frame.to_ndarray(), dtype=np.uint8)
                    yield ClipFrame(self._chosen.time_s(at), pixels)
        if any(due.values()):
            raise FileDamagedError(file=self._file.name, reason="some of its frames were not handed over")
