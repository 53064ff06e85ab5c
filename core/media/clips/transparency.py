"""Decoders that keep the transparency of VP8 and VP9 clips; FFmpeg's own leave it out."""

from typing import cast

from av.codec.context import CodecContext
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

# Matroska and WebM store transparency beside the picture, for these decoders to put together.
WHOLE_DECODERS = {"vp8": "libvpx", "vp9": "libvpx-vp9"}


def whole_decoder(codec: str, tags: dict[str, str]) -> str | None:
    """Return the decoder that a stream of `codec` with `tags` needs; None when the usual one will do."""
    return WHOLE_DECODERS.get(codec) if tags.get("alpha_mode") == "1" else None


def decoder_of(stream: VideoStream) -> VideoCodecContext:
    """Return what decodes a stream with its transparency, if it has any; one thread."""
    context, name = stream.codec_context, whole_decoder(stream.codec_context.name, stream.metadata)
    if name is not None:
        context = cast("VideoCodecContext", CodecContext.create(name, "r"))
        context.extradata = stream.codec_context.extradata
    context.thread_count = 1
    return context
