"""The small picture that stands for a span: what is shown of a render before and after it is done."""

from collections.abc import Iterable, Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from core.render.planes import FROM_BGR, Canvas, Planes
from core.render.spans import Span

LONGEST_SIDE_PX = 480
JPEG_QUALITY = 80


def _to_bgr() -> NDArray[np.float32]:
    """Rows B, G, R over columns Y, Cb, Cr, 1: the inverse of what frames are drawn with."""
    inverse = np.linalg.inv(FROM_BGR[:, :3].astype(np.float64))
    return np.column_stack([inverse, -inverse @ FROM_BGR[:, 3]]).astype(np.float32)


_TO_BGR = _to_bgr()


def small_jpeg(planes: Planes) -> bytes:
    """Return the frame as a JPEG whose longer side has at most 480 pixels."""
    width, height = planes.size
    scale = min(1.0, LONGEST_SIDE_PX / max(width, height))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    colours = cv2.merge([cv2.resize(plane, size, interpolation=cv2.INTER_AREA) for plane in planes])
    picture = cv2.transform(colours, _TO_BGR)
    _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
    return data.tobytes()


def best_frame(span: Span) -> int:
    """Return the frame of the span that shows its picture best: the middle one that is not blended."""
    blended = min(span.frames - 1, max(0, span.blend_frames - span.blend_offset)) if span.under else 0
    return (blended + span.frames) // 2


class Posed:
    """Passes the canvases of a span on, and keeps a small picture of one of them."""

    def __init__(self, canvases: Iterable[Canvas], wanted: int) -> None:
        self.jpeg = b""
        self._canvases, self._wanted = canvases, wanted

    def __iter__(self) -> Iterator[Canvas]:
        for number, canvas in enumerate(self._canvases):
            if number == self._wanted:
                self.jpeg = small_jpeg(canvas.planes)
            yield canvas
