"""Recognises sound files that have no header: MP3, AAC and AC-3 are frames from the first byte on."""

from collections.abc import Callable

FRAMES_TO_SEE = 3
LONGEST_JUNK_BYTES = 4096
NEWEST_AC3 = 10  # values of bsid above it are E-AC-3

MPEG_KBPS = {
    (1, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
MPEG_HZ = (44100, 48000, 32000)
AC3_KBPS = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640)


def id3_length(head: bytes) -> int:
    """Return the length in bytes of the ID3v2 tag that `head` begins with, 0 if there is none."""
    if not head.startswith(b"ID3") or len(head) < 10:
        return 0
    a, b, c, d = head[6:10]
    footer = 10 if head[5] & 0x10 else 0
    return 10 + footer + (a << 21 | b << 14 | c << 7 | d)


def has_mpeg_audio_frames(data: bytes) -> bool:
    """Whether MPEG-1 or -2 audio frames (ISO 11172-3) follow each other soon after the start."""
    return _any_chain(data, mpeg_audio_frame_length)


def has_adts_frames(data: bytes) -> bool:
    """Whether AAC frames with ADTS headers (ISO 13818-7) follow each other from the start."""
    return _chain(data, 0, adts_frame_length)


def has_ac3_frames(data: bytes) -> bool:
    """Whether AC-3 or E-AC-3 frames (ATSC A/52) follow each other from the start."""
    return _chain(data, 0, ac3_frame_length)


def mpeg_audio_frame_length(data: bytes, at: int) -> int:
    """Return the length in bytes of the MPEG audio frame at `at`, 0 if none begins there."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE0 != 0xE0:
        return 0
    version, layer = data[at + 1] >> 3 & 3, 4 - (data[at + 1] >> 1 & 3)
    rate_index, hz_index = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or layer == 4 or rate_index in (0, 15) or hz_index == 3:
        return 0
    low = version != 3
    kbps = MPEG_KBPS[(2 if low else 1, min(layer, 2) if low else layer)][rate_index - 1]
    hz = MPEG_HZ[hz_index] >> {3: 0, 2: 1, 0: 2}[version]
    padding = data[at + 2] >> 1 & 1
    if layer == 1:
        return (12000 * kbps // hz + padding) * 4
    return (72000 if low and layer == 3 else 144000) * kbps // hz + padding


def adts_frame_length(data: bytes, at: int) -> int:
    """Return the length in bytes of the ADTS frame at `at`, 0 if none begins there."""
    if len(data) < at + 7 or data[at] != 0xFF or data[at + 1] & 0xF6 != 0xF0:
        return 0
    return (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5


def ac3_frame_length(data: bytes, at: int) -> int:
    """Return the length in bytes of the AC-3 or E-AC-3 frame at `at`, 0 if none begins there."""
    if len(data) < at + 6 or data[at : at + 2] != b"\x0b\x77":
        return 0
    if is_enhanced_ac3(data[at:]):
        return 2 * ((data[at + 2] & 7) << 8 | data[at + 3]) + 2
    code, size = data[at + 4] >> 6, data[at + 4] & 0x3F
    if code == 3 or size >= 2 * len(AC3_KBPS):
        return 0
    kbps = AC3_KBPS[size >> 1]
    words = {0: kbps * 2, 1: kbps * 320 // 147 + (size & 1), 2: kbps * 3}[code]
    return words * 2


def is_enhanced_ac3(frame: bytes) -> bool:
    """Whether the bit stream identification of an AC-3 frame says that it is E-AC-3."""
    return len(frame) > 5 and frame[5] >> 3 > NEWEST_AC3


def _any_chain(data: bytes, length_at: Callable[[bytes, int], int]) -> bool:
    return any(_chain(data, at, length_at) for at in range(min(len(data), LONGEST_JUNK_BYTES)))


def _chain(data: bytes, at: int, length_at: Callable[[bytes, int], int]) -> bool:
    """Whether frames follow each other from `at`, up to the end of `data` if that comes first."""
    for seen in range(FRAMES_TO_SEE):
        length = length_at(data, at)
        if length <= 4:
            return seen > 1 and at >= len(data)
        at += length
    return True
