"""Tells pictures that show nothing, as a clip does before it fades in: no thumbnail is one of them."""

import threading
from pathlib import Path
from statistics import pstdev
from tempfile import TemporaryFile

import ffmpeg

from core.sandbox.ffmpeg import FfmpegCancelledError, FfmpegError, run

SIZE_PX = (64, 36)
NEARLY_BLACK = 24  # of 255: what all but the brightest twentieth of a picture stays under when all is dark
ONE_COLOUR = 3.0  # of 255: how far brightness may deviate (RMS) where there is one colour and noise
BRIGHTEST_SHARE = 0.05
LIMIT_S = 20.0


def is_blank(thumbnail: Path, *, cancelled: threading.Event | None = None) -> bool:
    """Tell whether a JPEG is empty, unreadable, nearly black all over or of one colour.

    It was made of a file that nobody trusts, so a confined process reads it. Raises FfmpegCancelledError.
    """
    if thumbnail.stat().st_size == 0:
        return True
    picture = (
        ffmpeg.input(f"file:{thumbnail.absolute()}", f="mjpeg")
        .filter("scale", *SIZE_PX, flags="area")
        .output("pipe:1", f="rawvideo", pix_fmt="gray", **{"frames:v": 1})
    )
    with TemporaryFile() as small:
        try:
            run(picture, time_limit_s=LIMIT_S, cancelled=cancelled, stdout=small)
        except FfmpegCancelledError:
            raise
        except FfmpegError:
            return True
        small.seek(0)
        return shows_nothing(small.read())


def shows_nothing(brightness: bytes) -> bool:
    """Tell whether a grey picture, a byte for each pixel, is nearly black all over or of one colour."""
    bright = sum(level >= NEARLY_BLACK for level in brightness)
    return bright < BRIGHTEST_SHARE * len(brightness) or pstdev(brightness) < ONE_COLOUR
