"""Writes the small pictures of a photo, each from the one before: proxy and thumbnail."""

from pathlib import Path

from PIL import Image

from core.files import disk_full_named
from core.media.stills.reduced import reduced_still

# Enough for a preview of 640x360 with the usual moves, from photos up to 3:1 and upright ones.
STILL_PROXY_SIDE = 1280
STILL_PROXY_QUALITY = 90
THUMBNAIL_SIDE = 480
THUMBNAIL_QUALITY = 82


def write_small(drawn: str, turn: tuple[int, bool], proxy: str | None, thumbnail: str | None) -> None:
    """Write the proxy and the thumbnail of a photo, those that are wanted; runs in the limited process.

    `drawn` is the file that is drawn; `turn` makes it upright: degrees clockwise, then whether it is
    mirrored. Raises OSError, DiskFullError.
    """
    rotation_deg, mirrored = turn
    picture = _within(reduced_still(Path(drawn), rotation_deg, mirrored=mirrored), STILL_PROXY_SIDE)
    with disk_full_named():
        if proxy is not None:
            picture.save(proxy, "JPEG", quality=STILL_PROXY_QUALITY)
        if thumbnail is not None:
            _within(picture, THUMBNAIL_SIDE).save(thumbnail, "JPEG", quality=THUMBNAIL_QUALITY)


def _within(picture: Image.Image, side_px: int) -> Image.Image:
    """Return a picture whose longer side is at most so long: averaged by whole numbers, then in between.

    What is left after averaging is less than a half, where two neighbours in each direction are all there is.
    """
    longest = max(picture.size)
    if longest <= side_px:
        return picture
    import cv2  # noqa: PLC0415 - only the limited process draws
    import numpy as np  # noqa: PLC0415

    cv2.setNumThreads(1)  # a process for one photo would start one for each core, and end
    size = [max(1, round(length * side_px / longest)) for length in picture.size]
    averaged = picture.reduce(longest // side_px) if longest >= 2 * side_px else picture
    small = cv2.resize(np.asarray(averaged), size, interpolation=cv2.INTER_LINEAR)
    return Image.fromarray(np.asarray(small, np.uint8))
