"""The small picture that stands for a span: what is shown of a render before and after it is done."""

from collections.abc import Iterable, Iterator

import cv2
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from core.render.draw.planes import Canvas

LONGEST_SIDE_PX = 480
JPEG_QUALITY = 80


def small_jpeg(canvas: Canvas) -> bytes:
    """Return the frame as a JPEG whose longer side has at most 480 pixels."""
    width, height = canvas.size
    scale = min(1.0, LONGEST_SIDE_PX / max(width, height))
    small = canvas.frame.reformat(
        max(1, round(width * scale)),
        max(1, round(height * scale)),
        format="bgr24",
        src_colorspace=Colorspace.ITU709,
        src_color_range=ColorRange.MPEG,
        dst_color_range=ColorRange.JPEG,
        interpolation=Interpolation.AREA | Interpolation.ACCURATE_RND,
        threads=1,
    )
    _, data = cv2.imencode(".jpg", small.to_ndarray(), [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return data.tobytes()


class PosterFrame:
    """Passes the canvases of a span on, and keeps a small picture of one of them."""

    def __init__(self, canvases: Iterable[Canvas], wanted: int) -> None:
        self.jpeg = b""
        self._canvases, self._wanted = canvases, wanted

    def __iter__(self) -> Iterator[Canvas]:
        for number, canvas in enumerate(self._canvases):
            if number == self._wanted:
                self.jpeg = small_jpeg(canvas)
            yield canvas
