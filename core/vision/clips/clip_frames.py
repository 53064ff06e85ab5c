"""Decodes a clip as cheaply as looking at it needs: few frames, small, upright."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
from av.error import FFmpegError
from av.filter import Graph
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from core.media.containers import choose_video, open_container
from core.vision.clips.chosen_frames import LONG_CLIP_S, ChosenFrames, choose_frames, spaced_keys
from core.vision.clips.decode_budget import decoding_costs_ms, within_budget
from core.vision.clips.hand_over import Filters, passing, sample, turned_upright
from core.vision.clips.packet_reading import read_packets
from core.vision.clips.trail import Trail
from core.vision.files import ClipFile
from core.vision.picture import Pixels

RUN_UP_S = 0.5
USUAL_TICK, USUAL_RATE_HZ = Fraction(1, 90_000), 30


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
        upright = turned_upright(file.rotation_deg, mirrored=file.mirrored)
        self._passing = _Reducer([*upright, *passing(file.width, file.height)])
        self._sample = _Reducer([*upright, *sample(file.width, file.height)])
        self._first_pts: int | None = None
        self._container = open_container(file.path, file.reader, file.name)
        self._stream = choose_video(self._container)
        if self._stream is not None:
            context: Any = self._stream.codec_context
            context.thread_count = 1

    @cached_property
    def trail(self) -> Trail:
        """The trail of the frames that `samples` decoded."""
        return Trail(self.chosen)

    @property
    def chosen(self) -> ChosenFrames:
        """The frames that are looked at, whichever process decodes them."""
        return self._choice[1]

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
        decoded, chosen = self._choice
        looked, sampled = set(chosen.looked), set(chosen.sampled)
        for frame in self._decoded(self._stream, "DEFAULT", decoded):
            at = (frame.pts or 0) - chosen.first
            if self._first_pts != chosen.first:  # the beginning is damaged
                self._first_pts = _begin_pts(self._file)
            time_s = self._time_s(frame, self._stream)
            if at in looked:
                self.trail.add(self._passing(frame), time_s)
            if at in sampled:
                yield ClipFrame(time_s, self._pixels(frame))

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
        base = stream.time_base or USUAL_TICK
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
                yield ClipFrame(time_s, self._pixels(frame))
            if time_s >= end_s:
                return

    @cached_property
    def _choice(self) -> tuple[frozenset[int], ChosenFrames]:
        """Return the places of the packets that are decoded, and which frames are looked at."""
        file, packets, tick, frame_s = self._file, [], USUAL_TICK, 1 / USUAL_RATE_HZ
        places: list[int] = []
        with open_container(file.path, file.reader, file.name, pictures=False) as container:
            stream = choose_video(container)
            if stream is not None:
                packets, tick = read_packets(container, stream), stream.time_base or USUAL_TICK
                frame_s = 1 / float(stream.average_rate or USUAL_RATE_HZ)
                costs_ms = decoding_costs_ms(packets, stream.codec_context.name, _megapixels(stream))
                places = within_budget(packets, tick, costs_ms)
        if file.duration_ms > 1000 * LONG_CLIP_S:
            places = spaced_keys(packets, tick, file.duration_ms / 1000)
        return frozenset(places), choose_frames(packets, places, tick, frame_s, file.duration_ms / 1000)

    def _decoded(
        self, stream: VideoStream, skipped: str, wanted: Collection[int] | None = None
    ) -> Iterator[VideoFrame]:
        """Yield the frames that decode and have a time, but for what is skipped, of the `wanted` packets."""
        context: Any = stream.codec_context
        context.skip_frame = skipped if self._first_pts is not None else "DEFAULT"
        packets: Any = self._container.demux(stream)
        place = -1
        while True:
            try:
                packet = next(packets, None)
                if packet is None:
                    return
                place += bool(packet.size)
                if packet.size and wanted is not None and place not in wanted:
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
        base = stream.time_base or USUAL_TICK
        return float(((frame.pts or 0) - (self._first_pts or 0)) * base)

    def _pixels(self, frame: VideoFrame) -> Pixels:
        return np.ascontiguousarray(self._sample(frame).to_ndarray(), dtype=np.uint8)


class _Reducer:
    """Puts frames through filters of FFmpeg, one by one."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._form: dict[str, Any] = {}
        self._graph = Graph()

    def __call__(self, frame: VideoFrame) -> VideoFrame:
        form = {
            "video_size": f"{frame.width}x{frame.height}",
            "pix_fmt": frame.format.name,
            "time_base": frame.time_base or USUAL_TICK,
            "colorspace": int(frame.colorspace),
            "range": int(frame.color_range),
        }
        if form != self._form:
            self._form, self._graph = form, self._made(form)
        self._graph.push(frame)
        reduced: Any = self._graph.pull()
        return reduced

    def _made(self, form: dict[str, Any]) -> Graph:
        graph: Any = Graph()
        graph.threads = 1
        last = graph.add("buffer", _as_text(form))
        for name, options in (*self._filters, ("buffersink", {})):
            added = graph.add(name, _as_text(options))
            last.link_to(added)
            last = added
        graph.configure()
        return graph


def _begin_pts(file: ClipFile) -> int:
    """Return when the first frame of all that can be decoded is shown."""
    with open_container(file.path, file.reader, file.name) as container:
        stream = choose_video(container)
        packets: Any = container.demux(stream) if stream else ()
        for packet in packets:
            with suppress(FFmpegError):
                for frame in packet.decode():
                    if frame.pts is not None:
                        return int(frame.pts)
    return 0


def _as_text(options: dict[str, Any]) -> str:
    return ":".join(f"{option}={value}" for option, value in options.items())


def _megapixels(stream: VideoStream) -> float:
    return stream.width * stream.height / 1e6
