"""Joining encoded spans and the soundtrack into one file, packet by packet, with exact times."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
from av.container import InputContainer

from core.files import disk_full_named
from core.render.cache import CachedSpan, SpanCache
from core.render.spans import Span
from core.render.video.encoding import Encoding

FASTEST_TICK_HZ = 10_000
# Packets are only passed on. Otherwise libav decodes a frame of every piece, for facts nobody asks for.
UNDECODED = {"codec_whitelist": "none"}


class SpanLostError(Exception):
    """A span that was drawn is no longer whole in the cache; `span` must be drawn again."""

    def __init__(self, span: Span) -> None:
        self.span = span
        super().__init__(f"span at frame {span.start_frame}")


class SpansDifferError(Exception):
    """Two spans were encoded with different parameter sets: another machine made one of them."""


@dataclass(frozen=True)
class Timed:
    """A packet and when it enters the file, in seconds of decoding time (the order is all it is for)."""

    packet: av.Packet
    decode_s: float


def join(spans: Sequence[Span], encoding: Encoding, cache: SpanCache, soundtrack: Path, out: Path) -> None:
    """Write the video of `spans` and the soundtrack to `out`, a file that is not published yet.

    Every packet is shown at its span's first frame plus its place in the span. Decoding times are
    our own, `index - D` with D the largest reordering of any span: what x264 writes for a span
    shorter than its reorder delay can't be joined.

    Raises:
        SpanLostError: an entry of the cache is gone or damaged.
        SpansDifferError: not all entries were encoded alike.
        DiskFullError: there is no room for the file.
    """
    delay = max(_reordering(cache, span, encoding) for span in spans)
    with (
        disk_full_named(),
        av.open(str(out), "w", format=encoding.container, options=_muxer_options(encoding)) as target,
        av.open(str(soundtrack)) as sound,
    ):
        with av.open(io.BytesIO(_read(cache, spans[0], encoding).data), "r") as first:
            video = target.add_stream_from_template(first.streams.video[0], opaque=encoding.codec == "av1")
        video.time_base = 1 / encoding.rate_hz
        if encoding.codec == "h265":
            video.codec_context.codec_tag = "hvc1"  # what Apple's players insist on
        audio = target.add_stream_from_template(sound.streams.audio[0])
        pictures = _pictures(spans, encoding, cache, delay, video)
        for timed in _interleaved(pictures, _sounds(sound, audio)):
            target.mux(timed.packet)


def _muxer_options(encoding: Encoding) -> dict[str, str]:
    """Return options with a time base in which every frame is a whole number of ticks."""
    ticks = encoding.rate_hz.numerator
    while ticks < FASTEST_TICK_HZ:
        ticks *= 2
    return {"movflags": "+faststart", "video_track_timescale": str(ticks)}


def _reordering(cache: SpanCache, span: Span, encoding: Encoding) -> int:
    facts = cache.facts(span.key(encoding))
    if facts is None:
        raise SpanLostError(span)
    return facts.reorder_frames


def _read(cache: SpanCache, span: Span, encoding: Encoding) -> CachedSpan:
    entry = cache.read(span.key(encoding))
    if entry is None or entry.encoded.frames != span.frames:
        raise SpanLostError(span)
    return entry


def damaged(spans: Sequence[Span], encoding: Encoding, cache: SpanCache) -> list[Span]:
    """Return the spans that are damaged or gone; joining reads only as far as the first of them."""
    return [span for span in spans if cache.read(span.key(encoding)) is None]


def _pictures(
    spans: Sequence[Span], encoding: Encoding, cache: SpanCache, delay: int, stream: av.VideoStream
) -> Iterator[Timed]:
    parameters = None
    frame_s, frame_hz = 1 / encoding.rate_hz, float(encoding.rate_hz)
    for span in spans:
        data = io.BytesIO(_read(cache, span, encoding).data)
        with av.open(data, "r", container_options=UNDECODED) as piece:
            source = piece.streams.video[0]
            parameters = parameters or source.codec_context.extradata
            if source.codec_context.extradata != parameters:
                raise SpansDifferError
            frames_per_tick = (source.time_base or 1) * encoding.rate_hz
            index = 0
            for packet in piece.demux(source):
                if packet.pts is None:
                    continue
                shown = round(packet.pts * frames_per_tick)
                decoded = span.start_frame + index - delay
                packet.stream = stream
                packet.time_base = frame_s
                packet.pts = span.start_frame + shown
                packet.dts = decoded
                packet.duration = 1
                yield Timed(packet, decoded / frame_hz)
                index += 1
            if index != span.frames:
                raise SpanLostError(span)


def _sounds(container: InputContainer, stream: av.AudioStream) -> Iterator[Timed]:
    source = container.streams.audio[0]
    tick_s = float(source.time_base or 1)
    for packet in container.demux(source):
        if packet.dts is not None:
            decode_s = packet.dts * tick_s
            packet.stream = stream
            yield Timed(packet, decode_s)


def _interleaved(pictures: Iterator[Timed], sounds: Iterator[Timed]) -> Iterator[Timed]:
    """Yield both in the order of their decoding times."""
    sound = next(sounds, None)
    for picture in pictures:
        while sound is not None and sound.decode_s <= picture.decode_s:
            yield sound
            sound = next(sounds, None)
        yield picture
    if sound is not None:
        yield sound
        yield from sounds
