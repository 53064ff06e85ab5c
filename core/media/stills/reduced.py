"""A photo at the scale from which everything small is made of it, decoded once in a process."""

import os
from pathlib import Path

from PIL import Image, ImageOps

REDUCED_SIDE = 1280
"""What is decoded for small pictures has at least this many pixels along its longer side, if it can."""
SCALES = (8, 4, 2)  # those at which a JPEG is decoded faster than whole, by parts of its transform

Size = tuple[int, int]


class _Last:
    """The picture that was decoded last, by the content of the file that is drawn."""

    identity: tuple[int, ...] = ()
    picture: Image.Image | None = None


def reduction_of(size: Size) -> int:
    """Return by how much a picture can be divided without getting too small: 8, 4, 2 or 1."""
    return next((scale for scale in SCALES if max(size) // scale >= REDUCED_SIDE), 1)


def draft(image: Image.Image) -> None:
    """Have an opened JPEG decoded at the reduced scale; all of its data is read and checked even so."""
    scale = reduction_of(image.size)
    image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))


def remember(drawn: Path, picture: Image.Image) -> None:
    """Keep what was decoded, upright, of the file that is drawn, for what else is made in this process."""
    scale = reduction_of(picture.size)
    _Last.identity, _Last.picture = _identity(drawn), picture.reduce(scale) if scale > 1 else picture


def reduced_still(drawn: Path, rotation_deg: int = 0, *, mirrored: bool = False) -> Image.Image:
    """Return the file that is drawn of a photo, reduced and turned upright as told; raises OSError."""
    identity = _identity(drawn)
    if _Last.picture is None or _Last.identity != identity:
        with Image.open(drawn, formats=["JPEG"]) as image:
            draft(image)
            _Last.picture = turned(image.convert("RGB"), rotation_deg, mirrored=mirrored)
        _Last.identity = identity
    return _Last.picture


def turned(image: Image.Image, rotation_deg: int, *, mirrored: bool) -> Image.Image:
    """Return a picture turned clockwise, then mirrored left to right."""
    upright = image.rotate(-rotation_deg, expand=True) if rotation_deg else image
    return ImageOps.mirror(upright) if mirrored else upright


def _identity(file: Path) -> tuple[int, ...]:
    """Return what stays the same when a file is given its final name."""
    found = os.stat(file)  # noqa: PTH116 - the identity of whatever `file` leads to
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns
