"""Bounds the work and memory of a still by what its structure asks for, before anything is decoded."""

import mmap
import re
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, TiffImagePlugin

from core.errors import KindUnreadError, PictureFormUnreadError, TooManyPartsError, TooManyPixelsError
from core.media.unread_kinds import raw_kind
from core.settings import settings

MOST_DECODED_BYTES = 400_000_000
# Decoders that hold several copies of the whole picture, so that their part of a GiB ends sooner.
MOST_PIXELS = {"HEIF": 75_000_000, "AVIF": 75_000_000, "WEBP": 50_000_000, "JPEG2000": 40_000_000}
BYTES_PER_PIXEL = {"1": 1, "L": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "I;16N": 2}  # all others take 4
SEE_THROUGH_BYTES_PER_PIXEL = 8  # reducing it takes a second copy, of colours times alpha
MOST_SCANS = 100
MOST_SCANNED_PIXELS = 3_000_000_000
MOST_COEFFICIENT_BYTES = 600_000_000
MOST_CHUNKS = 100_000
MOST_TIFF_PARTS = 200_000
LARGEST_TIFF_PART_BYTES = 256_000_000

# Markers of ITU-T T.81 and what is not one: stuffed zeros and restarts inside a scan.
MARKER_AFTER_SCAN = re.compile(rb"\xff+[\x01-\xcf\xd8-\xfe]")
SOF = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
SOS, EOI, ALONE = 0xDA, 0xD9, {0x01, *range(0xD0, 0xD9)}

# Tags of TIFF 6.0 and DNG.
NEW_SUBFILE_TYPE, WIDTH, HEIGHT, BITS, MAKE = 254, 256, 257, 258, 271
STRIPS, SAMPLES, ROWS_PER_STRIP, PLANAR = 273, 277, 278, 284
TILE_WIDTH, TILE_HEIGHT, TILES, SAMPLE_FORMAT, DNG_VERSION = 322, 323, 324, 339, 50706
SEPARATE_PLANES, REDUCED = 2, 1


@dataclass(frozen=True)
class JpegStructure:
    """What the markers of a JPEG say: `scans`, and the bytes of the coefficients it must hold at once.

    `coding` is the marker of its frame (ITU-T T.81, table B.1), 0 when it has none.
    """

    scans: int
    coefficient_bytes: int
    coding: int = 0


def check_size(image: Image.Image, reader: str, name: str) -> None:
    """Raise TooManyPixelsError when an opened picture would take more memory than a still may."""
    width, height = image.size
    most = min(settings().max_image_pixels, MOST_PIXELS.get(reader, settings().max_image_pixels))
    if reader != "JPEG":  # that one is decoded at half its size instead
        see_through = "A" in image.mode or "transparency" in image.info
        per_pixel = SEE_THROUGH_BYTES_PER_PIXEL if see_through else BYTES_PER_PIXEL.get(image.mode, 4)
        most = min(most, MOST_DECODED_BYTES // per_pixel)
    if width * height > most:
        raise TooManyPixelsError(file=name, width=width, height=height, limit_mp=round(most / 1e6))


def check_jpeg(path: Path, size: tuple[int, int], name: str) -> JpegStructure:
    """Return the structure of a JPEG; raises TooManyPartsError, TooManyPixelsError."""
    pixels = max(1, size[0] * size[1])
    most_scans = max(1, min(MOST_SCANS, MOST_SCANNED_PIXELS // pixels))
    found = jpeg_structure(path, most_scans)
    if found.scans > most_scans:
        raise TooManyPartsError(file=name, parts="scans for its size", limit=most_scans)
    if found.coefficient_bytes > MOST_COEFFICIENT_BYTES:
        limit = MOST_COEFFICIENT_BYTES * pixels / found.coefficient_bytes
        raise TooManyPixelsError(file=name, width=size[0], height=size[1], limit_mp=int(limit / 1e6))
    return found


def jpeg_structure(path: Path, most_scans: int) -> JpegStructure:
    """Return what the markers of the first picture of a JPEG say, counting scans up to `most_scans` + 1."""
    scans = bytes_ = components = coding = 0
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        at = 2
        while scans <= most_scans:
            found = MARKER_AFTER_SCAN.search(data, at)
            if found is None or data[found.end() - 1] == EOI:
                break
            kind, at = data[found.end() - 1], found.end()
            if kind in ALONE:
                continue
            length = int.from_bytes(data[at : at + 2], "big")
            if kind in SOF:
                coding = kind
                components, bytes_ = _coefficients(data[at : at + length])
                bytes_ = bytes_ if kind not in (0xC0, 0xC1) else -bytes_
            if kind == SOS:
                scans += 1
                # A sequential picture in one scan is decoded row by row, and nothing after it is read; any
                # other is held whole.
                if bytes_ < 0 and data[at + 2 : at + 3] == bytes([components]):
                    break
                bytes_ = abs(bytes_)
            at += max(2, length)
    return JpegStructure(scans, max(0, bytes_), coding)


def _coefficients(frame: bytes) -> tuple[int, int]:
    """Return the number of components of a frame header and the bytes of all their coefficients."""
    height, width = struct.unpack(">HH", frame[3:7]) if len(frame) >= 8 else (0, 0)
    count = frame[7] if len(frame) >= 8 else 0
    factors = [(one >> 4, one & 15) for one in frame[9 : 8 + 3 * count : 3]]
    across, down = max((x for x, _ in factors), default=1) or 1, max((y for _, y in factors), default=1) or 1
    return count, sum(2 * width * height * x * y // (across * down) for x, y in factors)


def check_png(path: Path, name: str) -> None:
    """Raise TooManyPartsError when a PNG is cut into far more chunks than any writer makes."""
    count, at, size = 0, 8, path.stat().st_size
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            at += 12 + int.from_bytes(file.read(4), "big")
            count += 1
            if count > MOST_CHUNKS:
                raise TooManyPartsError(file=name, parts="chunks", limit=MOST_CHUNKS)


def check_tiff(path: Path, name: str) -> None:
    """Refuse a TIFF that is a raw photo, is stored in a form that is read wrongly, or asks for giant parts.

    Raises KindUnreadError, PictureFormUnreadError, TooManyPartsError.
    """
    tags = _tiff_tags(path)
    if DNG_VERSION in tags:
        raise KindUnreadError(file=name, kind="a raw photo (DNG)")
    if tags.get(NEW_SUBFILE_TYPE, 0) == REDUCED:  # what could be read is its thumbnail
        kind = raw_kind(str(tags.get(MAKE, ""))) or "a TIFF that begins with a reduced preview (perhaps raw)"
        raise KindUnreadError(file=name, kind=kind)
    bits, samples = max(_numbers(tags, BITS, 1)), _numbers(tags, SAMPLES, 1)[0]
    if samples > 1 and bits > 8 and _numbers(tags, PLANAR, 1)[0] == SEPARATE_PLANES:
        raise PictureFormUnreadError(file=name, form=f"separate planes of {bits} bits (planar TIFF)")
    parts = max(len(_numbers(tags, STRIPS, 0)), len(_numbers(tags, TILES, 0)))
    if parts > MOST_TIFF_PARTS:
        raise TooManyPartsError(file=name, parts="strips or tiles", limit=MOST_TIFF_PARTS)
    if _part_pixels(tags) * samples * bits // 8 > LARGEST_TIFF_PART_BYTES:
        limit = f"strips or tiles of more than {LARGEST_TIFF_PART_BYTES // 1_000_000} MB"
        raise PictureFormUnreadError(file=name, form=limit)


def tiff_form(path: Path) -> str | None:
    """Return how a TIFF stores its samples, in words, when its tags can be read."""
    tags = _tiff_tags(path)
    if not tags:
        return None
    kinds = {2: "signed", 3: "floating-point", 6: "complex"}
    kind = kinds.get(_numbers(tags, SAMPLE_FORMAT, 1)[0], "")
    samples = _numbers(tags, SAMPLES, 1)[0]
    return " ".join(f"{samples} x {max(_numbers(tags, BITS, 1))}-bit {kind} samples (TIFF)".split())


def _part_pixels(tags: dict[int, Any]) -> int:
    if TILE_WIDTH in tags:
        return _numbers(tags, TILE_WIDTH, 1)[0] * _numbers(tags, TILE_HEIGHT, 1)[0]
    height = _numbers(tags, HEIGHT, 1)[0]
    return _numbers(tags, WIDTH, 1)[0] * min(height, _numbers(tags, ROWS_PER_STRIP, height)[0])


def _tiff_tags(path: Path) -> dict[int, Any]:
    """Return the tags of the first picture, none when they can't be read: its decoder then says why."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
            directory = TiffImagePlugin.ImageFileDirectory_v2(head if 43 in head[2:4] else head[:8])
            file.seek(directory.next)
            directory.load(file)
            return dict(directory)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, IndexError, struct.error, RuntimeError):
        return {}


def _numbers(tags: dict[int, Any], tag: int, default: int) -> tuple[int, ...]:
    value = tags.get(tag, default)
    numbers = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in numbers if isinstance(one, int)) or (default,)
