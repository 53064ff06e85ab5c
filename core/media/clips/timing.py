"""Measures when the frames of a clip are shown: by all of its packets, because headers lie."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from av.container import InputContainer
from av.error import FFmpegError

from core.errors import NothingShownError, TooManyFramesError
from core.media.clips.movie_index import most_frames
from core.media.containers import open_container

MICROSECONDS = 1_000_000
USUAL_LENGTH_S = Fraction(1, 25)


@dataclass(frozen=True)
class Timing:
    """When a clip's frames are shown, in seconds of its own clock."""

    first_s: Fraction
    duration_s: Fraction
    frames: int
    fps: Fraction | None


def read_timing(path: Path, reader: str, index: int, name: str, first_pts: int | None = None) -> Timing:
    """Measure a stream from `first_pts`, the time of the first frame that decodes, to its end.

    Packets that an edit list leaves out, at either end or between its pieces, are decoded and never
    shown: they do not count. The last frame ends no later than the container says, where that says
    anything sensible. Raises NothingShownError, TooManyFramesError.
    """
    with open_container(path, reader, name) as container:
        stream = container.streams[index]
        base = stream.time_base or Fraction(1, 1000)
        shown = _shown(container, stream, name)
        shown = [frame for frame in shown if first_pts is None or frame[0] >= first_pts] or shown
        if not shown:
            raise NothingShownError(file=name)
        first, (last, length) = min(shown)[0], max(shown)
        span_s = (last - first) * base
        last_s = length * base or _typical_length_s(span_s, len(shown), stream)
        end_s = _end_s(container, stream, last * base, last_s)
    fps = (len(shown) - 1) / span_s if span_s > 0 else None
    return Timing(first * base, end_s - first * base, len(shown), fps or stream.average_rate)


def _shown(container: InputContainer, stream: Any, name: str) -> list[tuple[int, int]]:
    """Return time and length of every frame that is shown, in the unit of the stream."""
    shown: list[tuple[int, int]] = []
    limit = most_frames()
    for packet in packets(container, stream):
        time = packet.pts if packet.pts is not None else packet.dts
        if time is not None and not packet.is_discard:
            shown.append((time, packet.duration or 0))
            if len(shown) > limit:
                raise TooManyFramesError(file=name, frames=len(shown), limit=limit)
    return shown


def packets(container: InputContainer, stream: Any) -> Iterator[Any]:
    """Yield the packets of one stream, up to the end of the file or to where it is cut off."""
    try:
        yield from (packet for packet in container.demux(stream) if packet.size)
    except FFmpegError:
        return


def _typical_length_s(span_s: Fraction, frames: int, stream: Any) -> Fraction:
    """Return how long a frame without a length of its own lasts."""
    if span_s > 0:
        return span_s / (frames - 1)
    return 1 / stream.average_rate if stream.average_rate else USUAL_LENGTH_S


def _end_s(container: InputContainer, stream: Any, last_s: Fraction, length_s: Fraction) -> Fraction:
    """Return when the last frame, which begins at `last_s`, ends.

    A container that says it ends before its last frame begins is not believed, and one that is off by
    less than half a frame has only added up the lengths of its packets in another order.
    """
    own_s = last_s + length_s
    ends_s = [own_s]
    if stream.duration is not None and stream.time_base:
        ends_s.append(((stream.start_time or 0) + stream.duration) * stream.time_base)
    if container.duration is not None:
        begin = max(0, container.start_time or 0)  # sound that is cut off at its begin lies before zero
        ends_s.append(Fraction(begin + container.duration, MICROSECONDS))
    end_s = min(end_s for end_s in ends_s if end_s > last_s)
    return end_s if own_s - end_s > length_s / 2 else own_s
