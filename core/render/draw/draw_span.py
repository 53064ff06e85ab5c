"""The drawing process: draws the frames of one span and encodes them as they are drawn."""

import itertools
from base64 import b64encode
from dataclasses import asdict
from typing import Any

import cv2
from av.error import FFmpegError

from core.errors import DrawingFailedError
from core.files import disk_full_named
from core.render.cover_frames import best_frame
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.draw.malloc_trim import release_memory
from core.render.draw.mipmaps import still_level
from core.render.draw.poster import PosterFrame
from core.render.spans import ORDER
from core.render.video.encode import encode
from core.sandbox.events import emit

# An event per frame would cost more than it tells.
EVENT_FRAMES = 12
# Giving memory back after each span would cost more than a hundredth of a render: it is filled again at once.
SPANS_BETWEEN_GIVING_BACK = 8

_clips = ClipReaderCache()
_spans = itertools.count(1)


def draw_span(order: dict[str, Any]) -> dict[str, Any]:
    """Draw and encode the span of `order` (see `SpanOrder`) into its file.

    Returns the fields of `Encoded`, and a JPEG of the span in base64 as `picture`. Emits
    `{"frames": n}` while it works.

    Raises:
        SourceUnreadableError, DiskFullError, DrawingFailedError: one of their sentences.
    """
    cv2.setNumThreads(1)
    work = ORDER.validate_python(order)
    span, encoding = work.span, work.encoding

    told = 0

    def on_frame(done: int) -> None:
        nonlocal told
        if done >= told + EVENT_FRAMES:
            told = done
            emit({"frames": done})

    try:
        with disk_full_named():
            canvases = frames(span, (encoding.width, encoding.height), encoding.rate_hz, _clips)
            posed = PosterFrame(canvases, best_frame(span))
            encoded = encode(posed, encoding, work.out, on_frame)
    except (FFmpegError, cv2.error, MemoryError) as error:
        last = span.start_frame + span.frames - 1
        raise DrawingFailedError(first=span.start_frame, last=last, reason=_reason(error)) from error
    finally:
        if next(_spans) % SPANS_BETWEEN_GIVING_BACK == 0:
            release_memory()
    return asdict(encoded) | {"picture": b64encode(posed.jpeg).decode("ascii")}


def rest() -> None:
    """Close the clips and forget the photos of the spans drawn so far: nothing is drawn for a while."""
    _clips.close()
    still_level.cache_clear()
    release_memory()


def _reason(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "the memory allowed for drawing is used up"
    return str(getattr(error, "strerror", None) or error)
