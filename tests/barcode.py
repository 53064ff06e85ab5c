"""Pictures that say which they are: an asset and a frame number in black and white cells."""

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

COLUMNS, ROWS = 8, 4
ASSET_BITS, FRAME_BITS, CHECK_BITS = 8, 16, 8
# The cells fill the middle of the picture, so that a crop to another shape leaves them whole.
MIDDLE = (0.25, 0.75)

Luma = NDArray[np.uint8]


def _check(asset: int, frame: int) -> int:
    return (asset * 31 + (frame >> 8) * 17 + (frame & 0xFF) * 7 + 0x5A) & 0xFF


def paint(size: tuple[int, int], asset: int, frame: int) -> Luma:
    """Return a grey picture (h x w) that reads as `asset`, `frame`."""
    word = asset << (FRAME_BITS + CHECK_BITS) | frame << CHECK_BITS | _check(asset, frame)
    bits = [word >> shift & 1 for shift in reversed(range(COLUMNS * ROWS))]
    cells = np.array(bits, np.uint8).reshape(ROWS, COLUMNS) * 180 + 40
    width, height = size
    picture = np.full((height, width), 60 + asset * 37 % 140, np.uint8)
    left, right = (round(width * share) for share in MIDDLE)
    top, bottom = (round(height * share) for share in MIDDLE)
    block = cv2.resize(cells, (right - left, bottom - top), interpolation=cv2.INTER_NEAREST)
    picture[top:bottom, left:right] = block
    return picture


def read(luma: Luma, area: tuple[float, float, float, float] | None = None) -> tuple[int, int] | None:
    """Return asset and frame number of a picture that lies at `area` (left, top, right, bottom).

    None when what is seen is no barcode, as in the middle of a blend.
    """
    height, width = luma.shape
    left, top, right, bottom = area or (0.0, 0.0, float(width), float(height))
    word = 0
    for row in range(ROWS):
        for column in range(COLUMNS):
            across = MIDDLE[0] + (column + 0.5) / COLUMNS * (MIDDLE[1] - MIDDLE[0])
            down = MIDDLE[0] + (row + 0.5) / ROWS * (MIDDLE[1] - MIDDLE[0])
            x, y = round(left + across * (right - left)), round(top + down * (bottom - top))
            word = word << 1 | int(luma[y - 1 : y + 2, x - 1 : x + 2].mean() > 128)
    asset, frame, check = word >> 24, word >> 8 & 0xFFFF, word & 0xFF
    return (asset, frame) if check == _check(asset, frame) else None


def write_clip(
    path: Path, asset: int, size: tuple[int, int], times: Iterable[int], time_base: Fraction, gop: int = 12
) -> None:
    """Write an mp4 whose n-th frame reads as (asset, n) and is shown from `times[n] * time_base` on."""
    with av.open(str(path), "w") as container:
        options = {"crf": "16", "preset": "ultrafast", "x264-params": f"keyint={gop}:bframes=2"}
        stream = container.add_stream("libx264", rate=Fraction(30), options=options)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        stream.time_base = stream.codec_context.time_base = time_base
        for number, time in enumerate(times):
            frame = av.VideoFrame.from_ndarray(paint(size, asset, number), "gray").reformat(format="yuv420p")
            frame.pts, frame.time_base = time, time_base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_steady_clip(
    path: Path, asset: int, size: tuple[int, int], rate_hz: Fraction, frames: int, gop: int = 12
) -> None:
    """Write a barcode clip of constant frame rate."""
    ticks = range(0, frames * rate_hz.denominator, rate_hz.denominator)
    write_clip(path, asset, size, ticks, Fraction(1, rate_hz.numerator), gop)


def write_photo(path: Path, asset: int, size: tuple[int, int]) -> None:
    """Write a JPEG that reads as (asset, 0)."""
    grey = paint(size, asset, 0)
    assert cv2.imwrite(str(path), cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])


def luma_frames(path: Path) -> Iterable[Luma]:
    """Yield the luma plane of each frame of a video."""
    with av.open(str(path)) as container:
        for frame in container.decode(container.streams.video[0]):
            plane = frame.planes[0]
            yield np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[:, : plane.width]
