"""Chooses which packets of a costly clip are decoded, so that looking at it costs no more than it may."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from typing import Any

from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

# What decoding a frame costs on a core, for each megapixel and kilobyte, as measured on H.264, VP9 and
# AV1, and on HEVC of 10 bits; and what a second of clip may cost.
USUAL_COST_MS, COSTS_MS = (2.2, 0.07), {"hevc": (3.0, 0.1)}
AFFORDED_MS_A_S, HEAD_START_S = 55.0, 0.5
SKIPPED_SHARE = 0.5  # of a stream with B-frames: no other needs every second one
MOST_UNSEEN_S = 2.0
SHORTEST_GROUP_S = 0.75  # neighbours tell how the camera moves: key frames close together count as one group


@dataclass(frozen=True)
class PacketFacts:
    """A packet of a stream: its decoding time stamp, its size, and whether it can be decoded by itself."""

    stamp: int
    size_bytes: int
    is_key: bool


def packets_of(stream: VideoStream) -> list[PacketFacts]:
    """Return the packets as a complete index names them; none where there is no such index."""
    index: Any = stream.index_entries
    if len(index) != stream.frames:
        return []
    return [PacketFacts(one.timestamp, one.size, one.is_keyframe) for one in index]


def packets_read(container: InputContainer, stream: VideoStream) -> list[PacketFacts]:
    """Return the packets as the file has them, up to where it is damaged; it is read to its end."""
    found: list[PacketFacts] = []
    packets: Any = container.demux(stream)
    with suppress(FFmpegError):  # what came before the damage counts
        found.extend(
            PacketFacts(packet.dts, packet.size, packet.is_keyframe)
            for packet in packets
            if packet.size and packet.dts is not None
        )
    return found


def left_out(packets: Sequence[PacketFacts], base: Fraction, costs_ms: Sequence[float]) -> frozenset[int]:
    """Return the time stamps of the packets that are not decoded, none of a clip that costs little.

    Of each group of pictures the first part is decoded, as far as its time affords; what is left out is at
    most two seconds in a row. `base` is the unit of the stamps in seconds, `costs_ms` is what each costs.
    """
    seconds = [float(packet.stamp * base) for packet in packets]
    if not packets or sum(costs_ms) <= AFFORDED_MS_A_S * (seconds[-1] - seconds[0] + HEAD_START_S):
        return frozenset()
    out: set[int] = set()
    spent_ms, seen_s = 0.0, -inf
    for first, last in _groups(packets, seconds):
        end_s = seconds[min(last, len(seconds) - 1)]
        allowed_ms = AFFORDED_MS_A_S * (end_s - seconds[0] + HEAD_START_S)
        for place in range(first, last):
            needed = end_s - (seen_s if place == first else seconds[place]) > MOST_UNSEEN_S
            if not needed and spent_ms + costs_ms[place] > allowed_ms:
                out.update(packet.stamp for packet in packets[place:last])
                break
            spent_ms, seen_s = spent_ms + costs_ms[place], seconds[place]
    return frozenset(out)


def decoding_costs_ms(packets: Sequence[PacketFacts], stream: VideoStream) -> list[float]:
    """Return about what each packet of a stream costs where frames that no other needs are skipped."""
    context: Any = stream.codec_context
    share = SKIPPED_SHARE if context.has_b_frames else 1.0
    a_megapixel, a_kilobyte = COSTS_MS.get(context.name, USUAL_COST_MS)
    a_frame_ms = a_megapixel * stream.width * stream.height / 1e6
    return [share * (a_frame_ms + a_kilobyte * packet.size_bytes / 1e3) for packet in packets]


def _groups(packets: Sequence[PacketFacts], seconds: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield from which to which packet the groups go that can be decoded by themselves."""
    first = 0
    for place, packet in enumerate(packets):
        if packet.is_key and seconds[place] - seconds[first] >= SHORTEST_GROUP_S:
            yield first, place
            first = place
    yield first, len(packets)
