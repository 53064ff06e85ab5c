"""Reading the frame a clip shows at a given moment, forwards and cheaply."""

from collections import OrderedDict
from collections.abc import Iterator
from fractions import Fraction
from heapq import heappop, heappush
from pathlib import Path

import av
from av.error import FFmpegError, InvalidDataError
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

from core.errors import SourceUnreadableError
from core.media.clips.transparency import decoder_of
from core.media.containers import WITHOUT_TIMES, choose_video, open_container
from core.media.sniff import sniff_file
from core.render.draw.deinterlace import whole_pictures
from core.render.draw.planes import Planes, of_frame, over_black

OPEN_CLIPS = 3
# A jump further ahead than this is made by seeking instead of decoding up to it.
LONGEST_DECODE_AHEAD_S = 3
HIGHEST_SD_LINE = 576
WHOLE_MS, HALF_MS = Fraction(1, 1000), Fraction(1, 2000)

SCALING = Interpolation.BICUBIC | Interpolation.ACCURATE_RND | Interpolation.FULL_CHR_H_INT


class DecodingOrder:
    """Gives frames their times where a container knows only in which order they are decoded.

    Decoders return frames in the order in which they are shown, so the next frame has the earliest
    time that is left.
    """

    def __init__(self) -> None:
        self._times: list[int] = []

    def take(self, packet: av.Packet) -> None:
        """Note the time of a packet that is about to be decoded."""
        if packet.pts is not None and packet.size:
            heappush(self._times, packet.pts)

    def time(self, frame: av.VideoFrame) -> int | None:
        """Return when `frame` is shown."""
        return heappop(self._times) if self._times else frame.pts


class ClipReader:
    """A clip opened for reading; times are seconds since its first frame.

    Raises:
        MediaRefusedError, SourceUnreadableError: the file is gone, damaged or has no picture.
    """

    def __init__(self, path: Path, name: str = "") -> None:
        self._path, self._name = path, name or path.name
        self._open()
        self._first_pts = self._upcoming.pts if self._upcoming and self._upcoming.pts is not None else 0
        # Time stamps in whole milliseconds (Matroska) lie up to half a unit after the true moment;
        # taken by the letter, they would show one frame twice and skip the next.
        self._slack_s = HALF_MS if self._time_base >= WHOLE_MS else Fraction(0)
        self._reformatter = VideoReformatter()

    def _open(self) -> None:
        reader = sniff_file(self._path, self._name).reader
        self._container = open_container(self._path, reader, self._name)
        stream = choose_video(self._container)
        if stream is None:
            raise SourceUnreadableError(file=self._name, reason="it has no moving picture")
        self._stream = stream
        self._decoder = decoder_of(stream)
        self._time_base = Fraction(self._stream.time_base or Fraction(1, 90_000))
        self._frames = whole_pictures(self._decoded(), self._stream)
        self._current: av.VideoFrame | None = None
        self._upcoming: av.VideoFrame | None = next(self._frames, None)

    def _decoded(self) -> Iterator[av.VideoFrame]:
        """Yield the decodable frames that have a time; a damaged packet costs only its own frames."""
        order = DecodingOrder() if self._container.format.name == WITHOUT_TIMES else None
        for packet in self._container.demux(self._stream):
            if order is not None:
                order.take(packet)
            try:
                frames = self._decoder.decode(packet)
            except InvalidDataError:
                continue
            for frame in frames:
                frame.pts = order.time(frame) if order is not None else frame.pts
            yield from (frame for frame in frames if frame.pts is not None)

    def close(self) -> None:
        """Close the file."""
        self._container.close()

    def _time_s(self, frame: av.VideoFrame) -> Fraction:
        return ((frame.pts or 0) - self._first_pts) * self._time_base

    def _seek(self, time_s: Fraction) -> None:
        """Stand before the last key frame at or before `time_s`; start over if the index lies."""
        target = self._first_pts + int(time_s / self._time_base)
        try:
            self._container.seek(target, stream=self._stream, backward=True)
            self._decoder.flush_buffers()
        except FFmpegError:
            self._reopen()
            return
        self._frames, self._current = whole_pictures(self._decoded(), self._stream), None
        self._upcoming = next(self._frames, None)
        if self._upcoming is None or self._time_s(self._upcoming) > time_s + self._slack_s:
            self._reopen()

    def _reopen(self) -> None:
        self.close()
        self._open()

    def frame_at(self, time_s: Fraction) -> av.VideoFrame:
        """Return the last frame that begins at or before `time_s`, the last of all after the end.

        Raises:
            SourceUnreadableError: not a single frame can be decoded.
        """
        behind = self._current is not None and self._time_s(self._current) > time_s + self._slack_s
        ahead = self._upcoming is not None and (
            time_s - self._time_s(self._upcoming) > LONGEST_DECODE_AHEAD_S
        )
        if behind or ahead or (self._current is None and self._upcoming is None):
            self._seek(time_s)
        while self._upcoming is not None and (
            self._current is None or self._time_s(self._upcoming) <= time_s + self._slack_s
        ):
            self._current, self._upcoming = self._upcoming, next(self._frames, None)
        if self._current is None:
            raise SourceUnreadableError(file=self._name, reason="no picture in it can be decoded")
        return self._current

    def planes(self, frame: av.VideoFrame, size: tuple[int, int]) -> Planes:
        """Return `frame` as BT.709 limited-range planes of an even `size`, not yet turned upright.

        What is transparent is laid over black.
        """
        see_through = any(component.is_alpha for component in frame.format.components)
        scaled = self._reformatter.reformat(
            frame,
            *size,
            format="yuva420p" if see_through else "yuv420p",
            src_colorspace=_matrix(frame),
            dst_colorspace=Colorspace.ITU709,
            src_color_range=_range(frame),
            dst_color_range=ColorRange.MPEG,
            interpolation=SCALING,
            threads=1,
        )
        return over_black(scaled) if see_through else of_frame(scaled)


def _matrix(frame: av.VideoFrame) -> Colorspace:
    """Return the frame's colour matrix; untagged pictures of SD size are BT.601, others BT.709."""
    try:
        return Colorspace(frame.colorspace)
    except ValueError:
        sd = min(frame.width, frame.height) <= HIGHEST_SD_LINE
        return Colorspace.ITU601 if sd else Colorspace.ITU709


def _range(frame: av.VideoFrame) -> ColorRange:
    full = frame.color_range == ColorRange.JPEG or frame.format.name.startswith("yuvj")
    return ColorRange.JPEG if full else ColorRange.MPEG


class ClipReaderCache:
    """The few clips that one drawing process keeps open, so that a following span reads on."""

    def __init__(self) -> None:
        self._readers: OrderedDict[tuple[Path, str], ClipReader] = OrderedDict()

    def close(self) -> None:
        """Close all of them."""
        for reader in self._readers.values():
            reader.close()
        self._readers.clear()

    def reader(self, path: Path, use: str, name: str = "") -> ClipReader:
        """Return the open reader of `path` for one `use`, opening it when needed."""
        key = (path, use)
        if key not in self._readers:
            if len(self._readers) >= OPEN_CLIPS:
                self._readers.popitem(last=False)[1].close()
            self._readers[key] = ClipReader(path, name)
        self._readers.move_to_end(key)
        return self._readers[key]
