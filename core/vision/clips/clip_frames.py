"""Decodes a clip as cheaply as looking at it needs: few frames, small, upright."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
from av.container import InputContainer
from av.error import FFmpegError
from av.video.frame import VideoFrame
from av.video.reformatter import Interpolation, VideoReformatter
from av.video.stream import VideoStream

from core.media.containers import choose_video, open_container
from core.vision.clips.hand_over import MOST_SAMPLES, SAMPLE_SIDE, STEP_S
from core.vision.clips.trail import Trail
from core.vision.files import ClipFile
from core.vision.picture import Pixels

LONG_CLIP_S = 600.0  # beyond it only key frames are decoded
AFFORDED_PIXELS_PER_S = 10e6  # a 1080p clip of 30 frames a second has 62 million
SKIPPABLE_GOP_S = 2.0
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
    """A clip opened for looking; frames come upright and reduced.

    Raises FileDamagedError when it can't be opened at all.
    """

    def __init__(self, file: ClipFile) -> None:
        self._file = file
        self._reformatter = VideoReformatter()
        self.trail = Trail()
        self._first_pts = self._find_first()

    def _skipped_from(self, share: float) -> dict[int, int]:
        """Return for each short group's key frame the time stamp from which on the group is left out."""
        if share >= 1:
            return {}
        with open_container(self._file.path, self._file.reader, self._file.name) as container:
            stream = choose_video(container)
            keys = sorted(_key_stamps(container, stream)) if stream else []
            base = (stream and stream.time_base) or Fraction(1, 90_000)
        return {
            key: key + int(share * (following - key))
            for key, following in pairwise(keys)
            if (following - key) * base <= SKIPPABLE_GOP_S
        }

    def samples(self) -> Iterator[ClipFrame]:
        """Yield about four frames a second, fewer of a clip of more than ten minutes.

        Frames that no other needs are not decoded, and of short groups of pictures only as much as the
        clip's size allows.
        """
        duration_s = self._file.duration_ms / 1000
        step_s, due_s = max(STEP_S, duration_s / MOST_SAMPLES), 0.0
        with open_container(self._file.path, self._file.reader, self._file.name) as container:
            stream = choose_video(container)
            if stream is None:
                return
            _decode_cheaply(stream, only_keys=duration_s > LONG_CLIP_S)
            for frame in _decoded(container, stream, self._skipped_from(_affordable(stream))):
                time_s = self._time_s(frame, stream)
                self.trail.add(frame, time_s)
                if time_s >= due_s - step_s / 8:
                    due_s = max(due_s + step_s, time_s + step_s / 2)
                    yield ClipFrame(time_s, self._reduced(frame))

    def between(self, begin_s: float, end_s: float) -> Iterator[ClipFrame]:
        """Yield every frame from the last at or before `begin_s` to the first at or after `end_s`.

        Where a key frame turns out not to decode by itself, all is decoded from the clip's begin.
        """
        try:
            yield from self._from(begin_s, end_s, seeks=True)
        except _CorruptError:
            yield from self._from(begin_s, end_s, seeks=False)

    def _from(self, begin_s: float, end_s: float, *, seeks: bool) -> Iterator[ClipFrame]:
        with open_container(self._file.path, self._file.reader, self._file.name) as container:
            stream = choose_video(container)
            if stream is None:
                return
            _decode_cheaply(stream, only_keys=False)
            base = stream.time_base or Fraction(1, 90_000)
            target = self._first_pts + int(Fraction(max(0.0, begin_s - RUN_UP_S)) / base)
            context: Any = stream.codec_context
            try:
                container.seek(max(0, target) if seeks else 0, stream=stream, backward=True)
            except FFmpegError:
                return
            for number, frame in enumerate(_decoded(container, stream)):
                if seeks and number == 0 and frame.is_corrupt:
                    raise _CorruptError
                time_s = self._time_s(frame, stream)
                if time_s >= begin_s - RUN_UP_S:
                    context.skip_frame = "DEFAULT"
                if time_s >= begin_s - 0.0005:
                    yield ClipFrame(time_s, self._reduced(frame))
                if time_s >= end_s:
                    return

    def _find_first(self) -> int:
        with open_container(self._file.path, self._file.reader, self._file.name) as container:
            stream = choose_video(container)
            if stream is None:
                return 0
            stream.codec_context.thread_count = 1
            self.trail.frame_s = 1 / float(stream.average_rate or 30)
            return next((frame.pts or 0 for frame in _decoded(container, stream)), 0)

    def _time_s(self, frame: VideoFrame, stream: VideoStream) -> float:
        base = stream.time_base or Fraction(1, 90_000)
        return float(((frame.pts or 0) - self._first_pts) * base)

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


def _decode_cheaply(stream: VideoStream, *, only_keys: bool) -> None:
    context: Any = stream.codec_context
    context.thread_count = 1
    context.skip_frame = "NONKEY" if only_keys else "NONREF"
    context.options = {**context.options, "skip_loop_filter": "all"}


def _affordable(stream: VideoStream) -> float:
    """Return which share of each short group of pictures is decoded."""
    rate = float(stream.average_rate or 30)
    return min(1.0, AFFORDED_PIXELS_PER_S / max(1.0, stream.width * stream.height * rate))


def _key_stamps(container: InputContainer, stream: VideoStream) -> Iterator[int]:
    packets: Any = container.demux(stream)
    try:
        yield from (packet.pts for packet in packets if packet.is_keyframe and packet.pts is not None)
    except FFmpegError:
        return


def _decoded(
    container: InputContainer, stream: VideoStream, skipped_from: Mapping[int, int] | None = None
) -> Iterator[VideoFrame]:
    """Yield the frames that decode and have a time, but for what is skipped after a key frame."""
    skipped_from = skipped_from or {}
    limit: int | None = None
    packets: Any = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            if packet.is_keyframe:
                limit = skipped_from.get(packet.pts)
            elif limit is not None and packet.pts is not None and packet.pts > limit:
                continue
            yield from (frame for frame in packet.decode() if frame.pts is not None)
        except FFmpegError:
            continue  # a damaged packet costs only its own frames
