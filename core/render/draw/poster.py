"""The small picture that stands for a span: what is shown of a render before and after it is done."""

from collections.abc import Iterable, Iterator, Sequence

import cv2
from av.video.reformatter import ColorRange, Colorspace, Interpolation

from core.render.draw.planes import Canvas
from core.render.spans import Span

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


def best_frame(span: Span) -> int:
    """Return the frame of the span that shows its picture best: the middle one that is not blended."""
    blended = min(span.frames - 1, max(0, span.blend_frames - span.blend_offset)) if span.under else 0
    return (blended + span.frames) // 2


def cover_spans(spans: Sequence[Span], covers: Sequence[str]) -> list[Span]:
    """Return for each of these assets the longest span that shows it, without a fade to black over it."""
    best: dict[str, Span] = {}
    for span in spans:
        asset_id = span.layer.source.asset_id
        if asset_id not in covers or span.layer.panels or span.fade_frames:
            continue
        if asset_id not in best or span.frames > best[asset_id].frames:
            best[asset_id] = span
    return [best[asset_id] for asset_id in covers if asset_id in best]


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
