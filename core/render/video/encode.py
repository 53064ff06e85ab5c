"""Encoding drawn frames into one self-contained piece of video."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

import av
from av.container import OutputContainer
from av.video.reformatter import ColorPrimaries, ColorRange, Colorspace, ColorTrc, Interpolation

from core.render.draw.planes import Canvas
from core.render.spans import Encoded
from core.render.video.encoding import Encoding

# More frames than any encoder here reorders.
DEEPEST_REORDER = 16
CHROMA_SCALING = Interpolation.BICUBIC | Interpolation.ACCURATE_RND


def open_stream(container: OutputContainer, encoding: Encoding) -> av.VideoStream:
    """Add the video stream of `encoding` to a container, tagged BT.709 limited range."""
    stream = cast(
        "av.VideoStream",
        container.add_stream(encoding.kind.library, rate=encoding.rate_hz, options=encoding.options),
    )
    context = stream.codec_context
    context.width, context.height = encoding.width, encoding.height
    context.pix_fmt = encoding.kind.pixel_format
    context.time_base = 1 / encoding.rate_hz
    context.thread_count = 1
    context.colorspace = Colorspace.ITU709
    context.color_range = ColorRange.MPEG
    context.color_primaries = ColorPrimaries.BT709
    context.color_trc = ColorTrc.BT709
    return stream


def encode(
    canvases: Iterable[Canvas], encoding: Encoding, out: Path, on_frame: Callable[[int], None]
) -> Encoded:
    """Encode canvases one after another into `out`; calls `on_frame` with how many are done.

    A frame is half done when it is drawn: an encoder looks ahead, and gives the last ones all at once.

    Raises:
        OSError: the file can't be written (PyAV's errors are OSErrors with an errno).
    """
    written = shown = reorder = 0
    with av.open(str(out), "w", format=encoding.container) as container:
        stream = open_stream(container, encoding)

        def mux(packets: list[av.Packet]) -> None:
            nonlocal written, reorder
            for packet in packets:
                if packet.pts is not None:  # in frames, the time base of the encoder
                    reorder = max(reorder, written - packet.pts)
                    # x265 gives the packets of one or two frames decoding times made of nothing.
                    packet.dts = written - DEEPEST_REORDER
                    written += 1
                container.mux(packet)

        for canvas in canvases:
            mux(stream.encode(_in_format(canvas.stamped(shown, encoding.rate_hz), encoding)))
            shown += 1
            on_frame((shown + written) // 2)
        mux(stream.encode(None))
    return Encoded(shown, reorder)


def _in_format(frame: av.VideoFrame, encoding: Encoding) -> av.VideoFrame:
    """Return the drawn 8-bit 4:2:0 frame in the encoder's format, untouched where it is that."""
    wanted = encoding.kind.pixel_format
    if frame.format.name == wanted:
        return frame
    return frame.reformat(format=wanted, interpolation=CHROMA_SCALING, threads=1)
