"""Tells which photos can be drawn from the very file that was brought, so that nothing is encoded again."""

from math import sqrt

from PIL import Image

from core.media.colour import is_srgb
from core.media.stills.still_bounds import JpegStructure

MOST_STILL_PIXELS = 40_000_000
MOST_STILL_SIDE = 16384
# ITU-T T.81: baseline, extended sequential and progressive, all by Huffman codes.
DRAWN_CODINGS = (0xC0, 0xC1, 0xC2)
# A progressive picture is put together again for each shot of it; encoders write about ten scans.
MOST_DRAWN_SCANS = 16


def is_drawn_as_brought(image: Image.Image, structure: JpegStructure) -> bool:
    """Tell whether an opened JPEG is all that a normalised still is, but for its turn.

    That is 8-bit sRGB or grey, within the bounds of a still, and of a coding that every decoder reads.
    """
    icc = image.info.get("icc_profile")
    return (
        image.mode in ("RGB", "L")
        and fits(image.size)
        and structure.coding in DRAWN_CODINGS
        and structure.scans <= MOST_DRAWN_SCANS
        and (not icc or is_srgb(icc, image.mode))
    )


def fits(size: tuple[int, int]) -> bool:
    """Tell whether a still may be as large as this."""
    return max(size) <= MOST_STILL_SIDE and size[0] * size[1] <= MOST_STILL_PIXELS


def bound(size: tuple[int, int]) -> tuple[int, int]:
    """Return the largest size of the same shape that a still may have."""
    share = min(1, MOST_STILL_SIDE / max(size), sqrt(MOST_STILL_PIXELS / (size[0] * size[1])))
    return max(1, int(size[0] * share)), max(1, int(size[1] * share))
