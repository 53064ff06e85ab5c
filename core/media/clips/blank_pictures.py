"""Tells pictures that show nothing, as a clip does before it fades in: no thumbnail is one of them."""

from pathlib import Path

from PIL import Image, ImageStat

NEARLY_BLACK = 24  # of 255: what all but the brightest twentieth of a picture stays under when all is dark
ONE_COLOUR = 3.0  # of 255: how far brightness may deviate (RMS) where there is one colour and noise
BRIGHTEST_SHARE = 0.05


def is_blank(thumbnail: Path) -> bool:
    """Tell whether a JPEG of ours is empty, nearly black all over or of one colour."""
    if thumbnail.stat().st_size == 0:
        return True
    with Image.open(thumbnail, formats=["JPEG"]) as picture:
        brightness = picture.convert("L")
    bright = sum(brightness.histogram()[NEARLY_BLACK:])
    if bright < BRIGHTEST_SHARE * brightness.width * brightness.height:
        return True
    return ImageStat.Stat(brightness).stddev[0] < ONE_COLOUR
