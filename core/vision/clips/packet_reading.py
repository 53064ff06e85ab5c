"""Reads what the packets of a clip tell without being decoded: times, sizes, and which no other needs."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from av.container import InputContainer
from av.error import FFmpegError
from av.video.stream import VideoStream

from core.vision.clips.packets import Packet

# NAL units that hold a picture (ISO 14496-10, table 7-1; 23008-2, table 7-1).
H264_PICTURES, HEVC_PICTURES, HEVC_UNREFERENCED = range(1, 6), range(32), range(0, 16, 2)
LOOKED_AT_BYTES = 4096  # of a packet: what comes before its picture is shorter
MOST_UNNEEDED = 0.8  # of the packets; a stream that says so of more is not believed


def read_packets(container: InputContainer, stream: VideoStream) -> list[Packet]:
    """Return the packets that hold something, up to where the file is damaged; it is read to its end."""
    needed = _Needs(stream)
    found: list[Packet] = []
    packets: Any = container.demux(stream)
    with suppress(FFmpegError):  # what came before the damage counts
        for packet in packets:
            if packet.size:
                before = found[-1].decoded_at if found else 0
                found.append(
                    Packet(
                        decoded_at=before if packet.dts is None else packet.dts,
                        shown_at=None if packet.is_discard else packet.pts,
                        size_bytes=packet.size,
                        is_key=packet.is_keyframe,
                        is_needed=packet.is_keyframe or needed.by_others(packet),
                    )
                )
    if sum(not packet.is_needed for packet in found) > MOST_UNNEEDED * len(found):
        return [Packet(p.decoded_at, p.shown_at, p.size_bytes, p.is_key) for p in found]
    return found


class _Needs:
    """Tells of H.264 and HEVC whether a packet's picture is a reference: the head of its NAL unit says so."""

    def __init__(self, stream: VideoStream) -> None:
        context: Any = stream.codec_context
        self._codec: str = context.name
        head = bytes((context.extradata or b"")[:22])
        place = {"h264": 4, "hevc": 21}.get(self._codec, 0)
        # ISO 14496-15: the record of a decoder's configuration begins with its version, 1.
        self._length_bytes = (head[place] & 3) + 1 if len(head) > place and head[0] == 1 else 0

    def by_others(self, packet: Any) -> bool:
        if self._codec not in ("h264", "hevc"):
            return True
        for first in self._heads(bytes(memoryview(packet)[:LOOKED_AT_BYTES])):
            if self._codec == "h264" and first & 31 in H264_PICTURES:
                return bool(first & 96)
            if self._codec == "hevc" and (first >> 1) & 63 in HEVC_PICTURES:
                return (first >> 1) & 63 not in HEVC_UNREFERENCED
        return True

    def _heads(self, data: bytes) -> Iterator[int]:
        """Yield the first byte of each NAL unit, of lengths before them or of start codes between them."""
        at = 0
        while self._length_bytes and at + self._length_bytes < len(data):
            begin = at + self._length_bytes
            yield data[begin]
            at = begin + int.from_bytes(data[at:begin], "big")
        if not self._length_bytes:
            at = data.find(b"\0\0\1")
            while 0 <= at < len(data) - 3:
                yield data[at + 3]
                at = data.find(b"\0\0\1", at + 3)
