"""Shows what a choice of quality looks like: the same moment of an edit, encoded as each would be."""

import io
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import av
import numpy as np
from PIL import Image

from core.errors import DrawingFailedError
from core.render.cover_frames import best_frame
from core.render.pool import DRAW_SPAN, DRAWING_LIMITS, LONGEST_FRAME_S, SHORTEST_LIMIT_S
from core.render.spans import ORDER, Span, SpanOrder
from core.render.video.encoding import Encoding
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildError

# A rate factor does its work on frames that follow others; the first of a video tells little.
LONGEST_S = Fraction(3, 4)
CROP = (160, 90)  # the page enlarges it, so that the difference can be seen
STEPS = 12
DIED = "the drawing process died"


def moment_of(spans: Sequence[Span], rate_hz: Fraction) -> Span:
    """Return the beginning of the span in the middle of an edit, whose last frame is looked at."""
    span = spans[len(spans) // 2]
    return replace(span, frames=min(span.frames, best_frame(span) + 1, int(LONGEST_S * rate_hz)))


def last_frames(shots: Sequence[tuple[Span, Encoding]], read: Sequence[Path]) -> list[Image.Image]:
    """Return the last frame of each span as its encoding leaves it, drawn in one limited process.

    Raises:
        RenderError: a picture can't be drawn.
    """
    with TemporaryDirectory(prefix="quality-") as folder, _drawing(read, Path(folder)) as child:
        return [
            _drawn(child, span, encoding, Path(folder) / f"{number}")
            for number, (span, encoding) in enumerate(shots)
        ]


def _drawing(read: Sequence[Path], folder: Path) -> Child:
    return Child(DRAWING_LIMITS, Permissions(read, [folder]))


def _drawn(child: Child, span: Span, encoding: Encoding, out: Path) -> Image.Image:
    order = ORDER.dump_python(SpanOrder(span, encoding, out), mode="json")
    try:
        child.call(DRAW_SPAN, order, timeout_s=max(SHORTEST_LIMIT_S, LONGEST_FRAME_S * span.frames))
    except ChildError as error:
        last = span.start_frame + span.frames - 1
        raise DrawingFailedError(first=span.start_frame, last=last, reason=DIED) from error
    with av.open(str(out)) as video:
        *_, last = video.decode(video=0)
        return Image.fromarray(last.to_ndarray(format="rgb24"))


def crops(frames: Sequence[Image.Image]) -> list[bytes]:
    """Return the same part of every frame as PNG, as large as it is in the largest, where most is to see."""
    largest = max(frames, key=lambda frame: frame.width)
    box = _busiest(largest)
    shown = [frame.resize(largest.size, Image.Resampling.BICUBIC).crop(box) for frame in frames]
    return [_png(part) for part in shown]


def _busiest(frame: Image.Image) -> tuple[int, int, int, int]:
    """Return the part of a frame, of the size of a crop, with the strongest edges."""
    grey = np.asarray(frame.convert("L"), dtype=np.float32)
    edges = np.abs(np.diff(grey, axis=0))[:, :-1] + np.abs(np.diff(grey, axis=1))[:-1]
    width, height = min(CROP[0], frame.width), min(CROP[1], frame.height)
    places = [
        (int(x), int(y))
        for y in np.linspace(0, frame.height - height, STEPS)
        for x in np.linspace(0, frame.width - width, STEPS)
    ]
    x, y = max(places, key=lambda at: float(edges[at[1] : at[1] + height, at[0] : at[0] + width].sum()))
    return x, y, x + width, y + height


def _png(part: Image.Image) -> bytes:
    out = io.BytesIO()
    part.save(out, "PNG")
    return out.getvalue()
