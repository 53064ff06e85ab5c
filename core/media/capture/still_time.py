"""When a still was taken: EXIF, the satellites' time, XMP, or what a PNG says of its last change."""

import re
import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image

from core.media.capture.capture_time import CaptureTime, exif_time, in_zone_of, instant, iso_time, offset_of

BASE, GPS = ExifTags.Base, ExifTags.GPS
EXIF_TIMES = (
    (BASE.DateTimeOriginal, BASE.SubsecTimeOriginal, BASE.OffsetTimeOriginal),
    (BASE.DateTimeDigitized, BASE.SubsecTimeDigitized, BASE.OffsetTimeDigitized),
)
LAST_CHANGE = (BASE.DateTime, BASE.SubsecTime, BASE.OffsetTime)
OFFSETS = (BASE.OffsetTimeOriginal, BASE.OffsetTimeDigitized, BASE.OffsetTime)
XMP_TIMES = ("exif:DateTimeOriginal", "photoshop:DateCreated", "xmp:CreateDate", "xap:CreateDate")
LARGEST_XMP_BYTES = 1 << 20
PNG_SIGNATURE_BYTES, PNG_CHUNK_FRAME_BYTES = 8, 12
APPLE_NOTE, APPLE_NOTE_HEADER_BYTES, APPLE_CONTENT_ID = b"Apple iOS\0", 14, 0x11
IFD_ENTRY_BYTES, LONGEST_ID_BYTES = 12, 64


def still_time(
    exif: Mapping[int, Any], gps: Mapping[int, Any], xmp: object, png: Path | None = None
) -> CaptureTime | None:
    """Return when a still was taken, with its zone where any of its fields tells that.

    `exif` holds the tags of both of its directories, `gps` those of the satellites' directory; `png`
    is the file itself when it is a PNG.
    """
    satellites = _satellite_time(gps)
    taken = _first_time(exif, EXIF_TIMES) or _xmp_time(xmp) or _first_time(exif, [LAST_CHANGE])
    if taken is None:
        return (satellites and instant(satellites)) or (_png_time(png) if png else None)
    if taken.certainty == "local" and satellites is not None:
        return in_zone_of(taken, satellites)
    return taken


def content_id(exif: Mapping[int, Any]) -> str | None:
    """Return what a Live Photo's picture and clip have in common: tag 17 of Apple's maker note."""
    note = exif.get(BASE.MakerNote)
    if not isinstance(note, bytes) or not note.startswith(APPLE_NOTE):
        return None
    try:
        order = "<" if note[12:14] == b"II" else ">"
        (count,) = struct.unpack_from(f"{order}H", note, APPLE_NOTE_HEADER_BYTES)
        for entry in range(count):
            at = APPLE_NOTE_HEADER_BYTES + 2 + entry * IFD_ENTRY_BYTES
            tag, _kind, length, offset = struct.unpack_from(f"{order}HHII", note, at)
            if tag == APPLE_CONTENT_ID and length <= LONGEST_ID_BYTES:
                return note[offset : offset + length].rstrip(b"\0").decode("ascii") or None
    except (struct.error, UnicodeDecodeError):
        pass
    return None


def _first_time(exif: Mapping[int, Any], fields: Any) -> CaptureTime | None:
    """Return the first time that is one, with its own offset or else that of another field."""
    for moment, subsec, offset in fields:
        offsets = (exif.get(tag) for tag in (offset, *OFFSETS))
        known = next((text for text in offsets if offset_of(text) is not None), None)
        taken = exif_time(exif.get(moment), known, exif.get(subsec))
        if taken is not None:
            return taken
    return None


def _satellite_time(gps: Mapping[int, Any]) -> datetime | None:
    """Return GPSDateStamp and GPSTimeStamp, which are in UTC; None where either is missing or wrong."""
    try:
        day = datetime.strptime(str(gps[GPS.GPSDateStamp]).strip(" \0").replace("-", ":"), "%Y:%m:%d")  # noqa: DTZ007
        hours, minutes, seconds = (float(part) for part in gps[GPS.GPSTimeStamp])
        return day.replace(tzinfo=UTC) + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    except (KeyError, TypeError, ValueError, OverflowError, ZeroDivisionError):
        return None


def _xmp_time(xmp: object) -> CaptureTime | None:
    """Return the first of XMP's times, found without parsing XML from strangers."""
    if not isinstance(xmp, (bytes, str)):
        return None
    text = (xmp if isinstance(xmp, bytes) else xmp.encode())[:LARGEST_XMP_BYTES].decode("utf-8", "replace")
    for name in XMP_TIMES:
        found = re.search(rf"""{name}\s*(?:=\s*["']|>)\s*([0-9T:.,+\-Zz ]{{10,40}})\s*["'<]""", text)
        taken = iso_time(found[1]) if found else None
        if taken is not None:
            return taken
    return None


def _png_time(path: Path) -> CaptureTime | None:
    """Return the time in a PNG's tIME chunk, of its last change, in UTC."""
    with path.open("rb") as file:
        at = PNG_SIGNATURE_BYTES
        while True:
            file.seek(at)
            head = file.read(8)
            if len(head) < 8 or head[4:] == b"IEND":
                return None
            if head[4:] == b"tIME":
                return _chunk_time(file.read(7))
            at += int.from_bytes(head[:4], "big") + PNG_CHUNK_FRAME_BYTES


def _chunk_time(data: bytes) -> CaptureTime | None:
    try:
        return instant(datetime(*struct.unpack(">HBBBBB", data), tzinfo=UTC), "saved")
    except (struct.error, ValueError):
        return None


def tags_of(image: Image.Image) -> tuple[dict[int, Any], dict[int, Any]]:
    """Return the EXIF tags of a picture and those of its satellites' directory."""
    exif = image.getexif()
    return {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}, dict(exif.get_ifd(ExifTags.IFD.GPSInfo))
