"""Turns the frames of an interlaced clip into whole pictures."""

from collections.abc import Iterator
from itertools import chain

import av
from av.error import BlockingIOError as NothingYet
from av.error import EOFError as Finished
from av.filter import Graph

# One picture per frame, its time unchanged; frames that are progressive pass untouched.
FILTER = ("bwdif", "mode=send_frame:deint=interlaced")


def whole_pictures(frames: Iterator[av.VideoFrame], stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    """Yield `frames` without combing; a clip whose first frame is progressive is passed through."""
    first = next(frames, None)
    if first is None:
        return
    frames = chain([first], frames)
    yield from _filtered(frames, stream) if first.interlaced_frame else frames


def _filtered(frames: Iterator[av.VideoFrame], stream: av.VideoStream) -> Iterator[av.VideoFrame]:
    graph = Graph()
    source = graph.add_buffer(template=stream)
    weave = graph.add(*FILTER)
    sink = graph.add("buffersink")
    source.link_to(weave)
    weave.link_to(sink)
    graph.configure()
    for frame in chain(frames, [None]):
        graph.vpush(frame)
        while True:
            try:
                whole = graph.vpull()
            except (NothingYet, Finished):
                break
            yield _on_time_base(whole, stream)


def _on_time_base(frame: av.VideoFrame, stream: av.VideoStream) -> av.VideoFrame:
    """Give the frame back the time base of its stream: the filter halves it."""
    if frame.pts is not None and frame.time_base and stream.time_base:
        frame.pts = round(frame.pts * frame.time_base / stream.time_base)
        frame.time_base = stream.time_base
    return frame
