"""Says what a file is by its bytes, never by its name, and turns away what must not be opened."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from core.errors import (
    FileEmptyError,
    FileMissingError,
    FileTooLargeError,
    FileUnreadableError,
    FormatUnknownError,
    FormatUnsafeError,
)
from core.media.songs.audio_frames import (
    has_ac3_frames,
    has_adts_frames,
    has_mpeg_audio_frames,
    id3_length,
    is_enhanced_ac3,
)
from core.media.unread_kinds import refuse_unread

HEAD_BYTES = 1 << 16
MOST_TAGS = 16
TS_PACKETS = {188: 0, 192: 4}  # packet length: bytes of time stamp before its sync byte
STILL_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"hevx", b"avif", b"avis"}
REFUSED_BRANDS = {b"crx ", b"jxl "}
MOV_ATOMS = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}

Family = Literal["still", "timed"]
Table = tuple[tuple[bytes, str, str], ...]


@dataclass(frozen=True)
class Sniffed:
    """What a file is: `reader` is a demuxer of libavformat, or the format name of a still."""

    family: Family
    reader: str
    mime_type: str


STILLS: Table = (
    (rb"\xff\xd8\xff", "JPEG", "image/jpeg"),
    (rb"\x89PNG\r\n\x1a\n", "PNG", "image/png"),
    (rb"GIF8[79]a", "GIF", "image/gif"),
    (rb"RIFF....WEBP", "WEBP", "image/webp"),
    (rb"BM.{4}\0\0\0\0.{4}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0", "BMP", "image/bmp"),
    (rb"II\*\0|MM\0\*|II\+\0|MM\0\+", "TIFF", "image/tiff"),
    (rb"\0\0\0\x0cjP  \r\n\x87\n|\xff\x4f\xff\x51", "JPEG2000", "image/jp2"),
    (rb"P[1-6]\s", "PPM", "image/x-portable-anymap"),
)
TIMED: Table = (
    (rb"\x1a\x45\xdf\xa3.{1,48}webm", "matroska", "video/webm"),
    (rb"\x1a\x45\xdf\xa3", "matroska", "video/x-matroska"),
    (rb"RIFF....AVI ", "avi", "video/x-msvideo"),
    (rb"RIFF....WAVE|RF64....WAVE", "wav", "audio/wav"),
    (rb"FORM....AIF[FC]", "aiff", "audio/aiff"),
    (rb"fLaC", "flac", "audio/flac"),
    (rb"OggS", "ogg", "audio/ogg"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "asf", "video/x-ms-asf"),
    (rb"FLV\x01", "flv", "video/x-flv"),
    (rb"\0\0\x01\xba", "mpeg", "video/mpeg"),
    (rb"\0\0\x01\xb3", "mpegvideo", "video/mpeg"),
    (rb"caff\0\x01", "caf", "audio/x-caf"),
    (rb"#!AMR", "amr", "audio/amr"),
    (rb"\.snd", "au", "audio/basic"),
    (rb"wvpk", "wv", "audio/x-wavpack"),
    (rb"YUV4MPEG2 ", "yuv4mpegpipe", "video/x-yuv4mpeg"),
    (rb"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02", "mxf", "application/mxf"),
)
UNSAFE = (
    (rb"#EXTM3U", "playlist"),
    (rb"ffconcat version", "concat script"),
    (rb"\[playlist\]", "playlist"),
    (rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*(<!doctype svg.*?>\s*)?<svg|<!doctype svg", "vector drawing (SVG)"),
    (rb"(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(mpd|smil|asx|smoothstreamingmedia)", "streaming manifest"),
    (rb"<\?xml|<!doctype|<!entity", "XML"),
    (rb"v=0\r?\n", "session description"),
    (rb"%!PS|\xc5\xd0\xd3\xc6", "PostScript"),
)


def sniff_file(path: Path, name: str, *, most_bytes: int | None = None) -> Sniffed:
    """Return what the file at `path`, which its owner knows as `name`, is.

    Raises the MediaRefusedError that says why it can't be used: also when it has more than
    `most_bytes`. Never blocks: only regular files are opened.
    """
    head, after_tag = _read_ends(path, name, most_bytes)
    refuse_unread(head, name)
    found = sniff(head, after_tag)
    if found is not None:
        return found
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for pattern, kind in UNSAFE:
        if re.match(pattern, text, re.IGNORECASE | re.DOTALL):
            raise FormatUnsafeError(file=name, format=kind)
    raise FormatUnknownError(file=name)


def sniff(head: bytes, after_tag: bytes = b"") -> Sniffed | None:
    """Return what begins with `head`; `after_tag` is what follows its ID3 tag, if it has one."""
    tables: tuple[tuple[Family, Table], ...] = (("still", STILLS), ("timed", TIMED))
    for family, table in tables:
        for pattern, reader, mime_type in table:
            if re.match(pattern, head, re.DOTALL):
                return Sniffed(family, reader, mime_type)
    return _sniff_boxes(head) or _sniff_transport_stream(head) or _sniff_bare_sound(after_tag or head)


def _sniff_boxes(head: bytes) -> Sniffed | None:
    """Recognise the ISO base media family: MP4 and QuickTime, HEIF and AVIF."""
    kind = head[4:8]
    if kind == b"ftyp":
        length = int.from_bytes(head[:4], "big")
        brands = {head[8:12], *(head[i : i + 4] for i in range(16, min(length, 256), 4))}
        if brands & REFUSED_BRANDS:
            return None
        if head[8:12] in STILL_BRANDS:
            avif = bool(brands & {b"avif", b"avis"})
            return Sniffed("still", "AVIF" if avif else "HEIF", "image/avif" if avif else "image/heic")
        return Sniffed("timed", "mov", "video/quicktime" if head[8:12] == b"qt  " else "video/mp4")
    return Sniffed("timed", "mov", "video/quicktime") if kind in MOV_ATOMS else None


def _sniff_transport_stream(head: bytes) -> Sniffed | None:
    for length, offset in TS_PACKETS.items():
        for start in range(offset, offset + length):
            syncs = head[start : start + 5 * length : length]
            if len(syncs) >= 3 and set(syncs) == {0x47}:
                return Sniffed("timed", "mpegts", "video/mp2t")
    return None


def _sniff_bare_sound(data: bytes) -> Sniffed | None:
    if data.startswith(b"fLaC"):
        return Sniffed("timed", "flac", "audio/flac")
    if has_adts_frames(data):
        return Sniffed("timed", "aac", "audio/aac")
    if has_ac3_frames(data):
        return Sniffed("timed", "eac3" if is_enhanced_ac3(data) else "ac3", "audio/ac3")
    if has_mpeg_audio_frames(data):
        return Sniffed("timed", "mp3", "audio/mpeg")
    return None


def _read_ends(path: Path, name: str, most_bytes: int | None) -> tuple[bytes, bytes]:
    """Return the head of a regular file, and what follows its ID3 tags."""
    try:
        _check_kind_and_size(path.stat(), name, most_bytes)
        # Should the file have become a pipe since, then this does not wait for its writer.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            head = after_tags = file.read(HEAD_BYTES)
            begin = 0
            for _ in range(MOST_TAGS):
                tag = id3_length(after_tags)
                if not tag:
                    break
                begin += tag
                file.seek(begin)
                after_tags = file.read(HEAD_BYTES)
            return head, after_tags.lstrip(b"\0") if begin else b""
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FileMissingError(file=name) from error
    except (OSError, ValueError) as error:
        raise FileUnreadableError(file=name, reason=_why(error)) from error


def _check_kind_and_size(status: os.stat_result, name: str, most_bytes: int | None) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise FileUnreadableError(file=name, reason="it is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise FileUnreadableError(file=name, reason="it is a device or pipe, not a file")
    if status.st_size == 0:
        raise FileEmptyError(file=name)
    if most_bytes is not None and status.st_size > most_bytes:
        raise FileTooLargeError(file=name, size_mb=status.st_size / 1e6, limit_mb=most_bytes / 1e6)


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "you are not allowed to read it"
    return (error.strerror if isinstance(error, OSError) else None) or "its name is not valid"
