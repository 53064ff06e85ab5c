"""Decodes a clip as cheaply as looking at it needs: few frames, small, upright."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream

from core.media.containers import choose_video, open_container
from core.vision.clips.afforded import decoding_costs_ms, left_out, packets_of, packets_read
from core.vision.clips.hand_over import MOST_SAMPLES, SAMPLE_SIDE, STEP_S
from core.vision.clips.trail import Trail
from core.vision.files import ClipFile
from core.vision.picture import Pixels

LONG_CLIP_S = 600.0  # beyond it only key frames are decoded
RUN_UP_S = 0.5
SCALING = Interpolation.BILINEAR | Interpolation.ACCURATE_RND


@dataclass(frozen=True)
class ClipFrame:
    """A frame at no more than 480 pixels, `time_s` after the first shown one."""

    time_s: float
    pixels: Pixels


class _CorruptError(Exception):
    """A key frame needs what came before it."""


class OpenClip:
    """A clip opened for looking, once: opening alone decodes a frame; frames come upright and reduced.

    Raises FileDamagedError when it can't be opened at all.
    """

    def __init__(self, file: ClipFile) -> None:
        self._file = file
        self._reformatter = VideoReformatter()
        self.trail = Trail()
        self._first_pts: int | None = None
        self._container = open_container(file.path, file.reader, file.name)
        self._stream = choose_video(self._container)
        if self._stream is not None:
            _decode_cheaply(self._stream)
            self.trail.frame_s = 1 / float(self._stream.average_rate or 30)

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def samples(self) -> Iterator[ClipFrame]:
        """Yield about four frames a second, fewer of a clip of more than ten minutes; to be called first.

        Frames that no other needs are not decoded, and of groups of pictures only as much as a clip may
        cost.
        """
        if self._stream is None:
            return
        duration_s = self._file.duration_ms / 1000
        step_s, due_s = max(STEP_S, duration_s / MOST_SAMPLES), 0.0
        only_keys = duration_s > LONG_CLIP_S
        out: frozenset[int] = frozenset() if only_keys else self._left_out(self._stream)
        for frame in self._decoded(self._stream, "NONKEY" if only_keys else "NONREF", out):
            time_s = self._time_s(frame, self._stream)
            self.trail.add(frame, time_s)
            if time_s >= due_s - step_s / 8:
                due_s = max(due_s + step_s, time_s + step_s / 2)
                yield ClipFrame(time_s, self._reduced(frame))

    def between(self, begin_s: float, end_s: float) -> Iterator[ClipFrame]:
        """Yield every frame from the last at or before `begin_s` to the first at or after `end_s`.

        Where a key frame turns out not to decode by itself, all is decoded from the clip's begin.
        """
        if self._stream is None:
            return
        try:
            yield from self._from(self._stream, begin_s, end_s, seeks=True)
        except _CorruptError:
            yield from self._from(self._stream, begin_s, end_s, seeks=False)

    def _from(self, stream: VideoStream, begin_s: float, end_s: float, *, seeks: bool) -> Iterator[ClipFrame]:
        if self._first_pts is None:
            next(self._decoded(stream, "DEFAULT"), None)
        base = stream.time_base or Fraction(1, 90_000)
        target = (self._first_pts or 0) + int(Fraction(max(0.0, begin_s - RUN_UP_S)) / base)
        try:
            self._container.seek(max(0, target) if seeks else 0, stream=stream, backward=True)
        except FFmpegError:
            return
        context: Any = stream.codec_context
        for number, frame in enumerate(self._decoded(stream, "NONREF")):
            if seeks and number == 0 and frame.is_corrupt:
                raise _CorruptError
            time_s = self._time_s(frame, stream)
            if time_s >= begin_s - RUN_UP_S:
                context.skip_frame = "DEFAULT"
            if time_s >= begin_s - 0.0005:
                yield ClipFrame(time_s, self._reduced(frame))
            if time_s >= end_s:
                return

    def _left_out(self, stream: VideoStream) -> frozenset[int]:
        """Return the time stamps of the packets that this clip can't afford."""
        packets = packets_of(stream)
        if not packets:
            with open_container(self._file.path, self._file.reader, self._file.name) as container:
                same = choose_video(container)
                packets = packets_read(container, same) if same else []
        base = stream.time_base or Fraction(1, 90_000)
        return left_out(packets, base, decoding_costs_ms(packets, stream))

    def _decoded(
        self, stream: VideoStream, skipped: str, out: frozenset[int] = frozenset()
    ) -> Iterator[VideoFrame]:
        """Yield the frames that decode and have a time, but for what is skipped or left out."""
        context: Any = stream.codec_context
        context.skip_frame = skipped if self._first_pts is not None else "DEFAULT"
        packets: Any = self._container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                if packet.dts in out:
                    continue
                for frame in packet.decode():
                    if frame.pts is None:
                        continue
                    if self._first_pts is None:
                        self._first_pts, context.skip_frame = frame.pts, skipped
                    yield frame
            except FFmpegError:
                continue  # a damaged packet costs only its own frames

    def _time_s(self, frame: VideoFrame, stream: VideoStream) -> float:
        base = stream.time_base or Fraction(1, 90_000)
        return float(((frame.pts or 0) - (self._first_pts or 0)) * base)

    def _reduced(self, frame: VideoFrame) -> Pixels:
        """Return the frame in square pixels, turned upright."""
        scale = min(1.0, SAMPLE_SIDE / max(self._file.width, self._file.height))
        upright = round(self._file.width * scale), round(self._file.height * scale)
        wide, high = (max(16, length) for length in upright)
        if self._file.rotation_deg in (90, 270):
            wide, high = high, wide
        small = self._reformatter.reformat(
            frame, wide, high, format="bgr24", interpolation=SCALING, threads=1
        )
        pixels = np.rot90(small.to_ndarray(), -self._file.rotation_deg // 90)
        return np.ascontiguousarray(pixels[:, ::-1] if self._file.mirrored else pixels, dtype=np.uint8)


def _decode_cheaply(stream: VideoStream) -> None:
    context: Any = stream.codec_context
    context.thread_count = 1
    context.options = {**context.options, "skip_loop_filter": "all"}
