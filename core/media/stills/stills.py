"""Turns any still into the one form that everything else works with: upright, opaque, sRGB, bounded."""

import re
import struct
import warnings
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pillow_heif
from PIL import ExifTags, Image, ImageFile, UnidentifiedImageError

from core.errors import FileDamagedError, FormatUnknownError, MediaRefusedError, PictureFormUnreadError
from core.files import disk_full_named
from core.media.capture.coordinates import still_coordinates
from core.media.capture.still_time import content_id, still_time, tags_of
from core.media.colour import to_eight_bit, to_srgb
from core.media.geometry import Orientation, display_aspect_ratio, exif_turn
from core.media.info import MediaInfo
from core.media.isobmff import HeifFacts, heif_facts
from core.media.stills.as_brought import bound, fits, is_drawn_as_brought
from core.media.stills.reduced import draft, remember, turned
from core.media.stills.still_bounds import (
    MOST_DECODED_BYTES,
    JpegStructure,
    check_jpeg,
    check_png,
    check_size,
    check_tiff,
    tiff_form,
)
from core.media.stills.still_memory import bounded_memory

STILL_QUALITY = 95
LONGEST_NAME, LONGEST_SERIAL = 100, 64
BOXED = ("HEIF", "AVIF")
LOOSELY_KNOWN = ("PPM", "BMP")  # a text can begin like one of these
UNREAD_FORMS = re.compile(
    r"unsupported|not supported|unknown (pixel )?mode|unrecogni[sz]ed|not available", re.IGNORECASE
)
HALVED_COEFFICIENT_BYTES = 300_000_000
WITH_ALPHA = ("RGBA", "LA", "PA", "RGBa", "La")
READ_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError)

pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
Image.init()
Image.MAX_IMAGE_PIXELS = None  # our own bound comes first and has its own sentence
ImageFile.LOAD_TRUNCATED_IMAGES = False


@dataclass(frozen=True)
class Decoded:
    """The first picture of a file, with what is still to be done to it."""

    info: MediaInfo
    image: Image.Image
    turn: Orientation
    boxed: HeifFacts


def inspect_still(path: Path, reader: str, mime_type: str, name: str) -> MediaInfo:
    """Return the facts of a still after decoding all of it, so that a damaged one is refused.

    Raises FormatUnknownError, KindUnreadError, PictureFormUnreadError, FileDamagedError,
    TooManyPixelsError, TooManyPartsError, PictureMemoryError.
    """
    with bounded_memory(name):
        return decode(path, reader, mime_type, name).info


def write_still(path: Path, reader: str, mime_type: str, name: str, still: Path) -> MediaInfo:
    """Write the normalised JPEG of a still to `still`, if it needs one, and return the facts of the original.

    It is upright, opaque (alpha over black), 8-bit sRGB, of at most 40 megapixels, quality 95
    without chroma subsampling. What was decoded is remembered for the small pictures of it.
    Raises what `inspect_still` raises, and DiskFullError.
    """
    with bounded_memory(name):
        decoded = decode(path, reader, mime_type, name)
        try:
            picture = upright(decoded)
            picture.load()
        except READ_ERRORS as error:
            raise _refusal(error, path, reader, name) from error
        if not decoded.info.drawn_as_brought:
            with disk_full_named():
                picture.save(still, "JPEG", quality=STILL_QUALITY, subsampling=0)
        remember(path if decoded.info.drawn_as_brought else still, picture)
    return decoded.info


def upright(decoded: Decoded) -> Image.Image:
    """Return the picture as it is to be shown: upright, opaque, 8-bit sRGB, bounded."""
    icc = None if decoded.info.drawn_as_brought else decoded.image.info.get("icc_profile")
    bounded = _bounded(_without_palette(to_eight_bit(decoded.image)))
    if bounded is not decoded.image:
        decoded.image.close()  # gives the memory of the whole picture back
    opaque, alpha = _without_alpha(bounded)
    rgb = to_srgb(opaque, icc, decoded.boxed.primaries, decoded.boxed.transfer)
    if alpha is not None:
        rgb = Image.composite(rgb, Image.new("RGB", rgb.size), alpha)
    return turned(rgb, decoded.turn.rotation_deg, mirrored=decoded.turn.mirrored)


def decode(path: Path, reader: str, mime_type: str, name: str) -> Decoded:
    """Open and decode the first picture of a file; raises what `inspect_still` raises."""
    boxed = heif_facts(path, name) if reader in BOXED else HeifFacts(cut_off=False, turned=False)
    if boxed.cut_off:
        raise FileDamagedError(file=name, reason="it ends early")
    if reader == "TIFF":
        check_tiff(path, name)
    if reader == "PNG":
        check_png(path, name)
    try:
        with warnings.catch_warnings(action="ignore"):
            image = Image.open(path, formats=list(BOXED) if reader in BOXED else [reader])
            check_size(image, reader, name)
            if reader == "PNG":
                _verify(path)
            image.seek(0)
            size, (exif, gps) = image.size, _tags(image)
            turn = exif_turn(_orientation(image, exif, boxed))
            as_brought = reader == "JPEG" and _drafted(image, check_jpeg(path, size, name))
            image.load()
    except MediaRefusedError:
        raise
    except READ_ERRORS as error:
        raise _refusal(error, path, reader, name) from error
    applied = reader == "TIFF"  # Pillow turns these by itself, and gives their upright size
    shown = size if applied or not turn.on_its_side else (size[1], size[0])
    latitude, longitude = still_coordinates(gps) or (None, None)
    info = replace(
        _describe(image, mime_type, shown, turn),
        content_id=content_id(exif),
        camera=_camera(exif),
        camera_serial=_serial(exif),
        drawn_as_brought=as_brought,
        latitude=latitude,
        longitude=longitude,
    )
    xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
    info = info.with_captured(still_time(exif, gps, xmp, path if reader == "PNG" else None))
    return Decoded(info, image, Orientation() if applied else turn, boxed)


def _describe(image: Image.Image, mime_type: str, shown: tuple[int, int], turn: Orientation) -> MediaInfo:
    stored = (shown[1], shown[0]) if turn.on_its_side else shown
    return MediaInfo(
        kind="image",
        mime_type=mime_type,
        width=stored[0],
        height=stored[1],
        rotation_deg=turn.rotation_deg,
        mirrored=turn.mirrored,
        display_width=shown[0],
        display_height=shown[1],
        display_aspect_ratio=display_aspect_ratio(*shown, Fraction(1), Orientation()),
        has_alpha=image.mode in WITH_ALPHA or "transparency" in image.info,
    )


def _drafted(image: Image.Image, structure: JpegStructure) -> bool:
    """Have a JPEG decoded at the scale at which it is needed; tell whether it is drawn as it was brought.

    Then it is reduced for all that is small; one that is too large to be held whole is halved.
    """
    if is_drawn_as_brought(image, structure):
        draft(image)
        return True
    width, height = image.size
    if width * height * 4 > MOST_DECODED_BYTES or structure.coefficient_bytes > HALVED_COEFFICIENT_BYTES:
        image.draft(None, (-(-width // 2), -(-height // 2)))
    return False


def _verify(path: Path) -> None:
    with Image.open(path, formats=["PNG"]) as unread:
        unread.verify()


def _tags(image: Image.Image) -> tuple[dict[int, Any], dict[int, Any]]:
    """Return the EXIF tags of a picture; a photo with broken ones is still a photo."""
    try:
        return tags_of(image)
    except (*READ_ERRORS, struct.error):
        return {}, {}


def _orientation(image: Image.Image, exif: dict[int, Any], boxed: HeifFacts) -> object:
    """Return the EXIF orientation still to be applied.

    pillow-heif resets the one in EXIF, because boxes of the file turn the picture; some cameras
    write EXIF only.
    """
    if image.format == "HEIF":
        return None if boxed.turned else image.info.get("original_orientation")
    return exif.get(ExifTags.Base.Orientation)


def _serial(exif: dict[int, Any]) -> str | None:
    """Return the number of the camera's body, which two of one model have different."""
    number = exif.get(ExifTags.Base.BodySerialNumber) or exif.get(ExifTags.Base.CameraSerialNumber)
    return (number.strip("\0 ")[:LONGEST_SERIAL] or None) if isinstance(number, str) else None


def _camera(exif: dict[int, Any]) -> str | None:
    """Return maker and model of the camera as one name."""
    texts = (exif.get(ExifTags.Base.Make), exif.get(ExifTags.Base.Model))
    words = " ".join(text.strip("\0 ") for text in texts if isinstance(text, str))
    return words[:LONGEST_NAME].strip() or None


def _bounded(image: Image.Image) -> Image.Image:
    if fits(image.size):
        return image
    return image.resize(bound(image.size), Image.Resampling.LANCZOS, reducing_gap=3)


def _without_palette(image: Image.Image) -> Image.Image:
    if image.mode in WITH_ALPHA or "transparency" in image.info:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image.convert("RGB" if image.mode == "P" else "L") if image.mode in ("P", "1") else image


def _without_alpha(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    if image.mode != "RGBA":
        return image, None
    return image.convert("RGB"), image.getchannel("A")


def _refusal(error: Exception, path: Path, reader: str, name: str) -> MediaRefusedError:
    """Return what a decoder's complaint means: damage only where there is some."""
    if isinstance(error, UnidentifiedImageError):
        form = tiff_form(path) if reader == "TIFF" else None
        if form:
            return PictureFormUnreadError(file=name, form=form)
        if reader in LOOSELY_KNOWN:
            return FormatUnknownError(file=name)
        return FileDamagedError(file=name, reason="its header can't be read")
    if isinstance(error, NotImplementedError) or UNREAD_FORMS.search(str(error)):
        form = (tiff_form(path) if reader == "TIFF" else None) or f"an unusual kind of {reader}"
        return PictureFormUnreadError(file=name, form=form)
    reason = "it ends early" if "truncated" in str(error) else "its picture can't be decoded"
    return FileDamagedError(file=name, reason=reason)
