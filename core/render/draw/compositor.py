"""The finished frames of a span: pictures, and the blends between them."""

from collections.abc import Iterator
from fractions import Fraction

import cv2

from core.render.draw.clips import ClipReaderCache
from core.render.draw.pictures import picture_of
from core.render.draw.planes import BLACK, WHITE, Canvas, Planes
from core.render.draw.titled import titled
from core.render.spans import FlashFrames, Span


def frames(span: Span, size: tuple[int, int], rate_hz: Fraction, clips: ClipReaderCache) -> Iterator[Canvas]:
    """Yield the canvas of each frame of the span in turn; a canvas is reused for later frames."""
    shown = _blended(span, size, rate_hz, clips)
    if span.flash:
        shown = _flashing(shown, span.flash, size)
    if span.titles:
        shown = titled(shown, span.titles, size)
    return _fading(shown, span, size) if span.fade_frames else shown


def _flashing(shown: Iterator[Canvas], flash: FlashFrames, size: tuple[int, int]) -> Iterator[Canvas]:
    """Lay the colour of a flash over its frames."""
    lit = Canvas(*size)
    for number, canvas in enumerate(shown):
        strength = flash.strength_at(number)
        if not strength:
            yield canvas
            continue
        _tint(canvas.planes, BLACK if flash.colour == "black" else WHITE, 1 - strength, lit.planes)
        yield lit


def _fading(shown: Iterator[Canvas], span: Span, size: tuple[int, int]) -> Iterator[Canvas]:
    """Dim the frames of the closing fade, the last of them to black."""
    dimmed = Canvas(*size)
    for number, canvas in enumerate(shown, span.fade_offset + 1):
        if number <= 0:
            yield canvas
            continue
        _tint(canvas.planes, BLACK, 1 - number / span.fade_frames, dimmed.planes)
        yield dimmed


def _blended(
    span: Span, size: tuple[int, int], rate_hz: Fraction, clips: ClipReaderCache
) -> Iterator[Canvas]:
    canvas = Canvas(*size)
    picture = picture_of(span.layer, size, rate_hz, clips)
    blended = min(span.frames, span.blend_frames - span.blend_offset) if span.under else 0
    if span.under is not None and blended:
        beneath, mixed = Canvas(*size), Canvas(*size)
        twice = span.under.source.path == span.layer.source.path
        under = picture_of(span.under, size, rate_hz, clips, "under" if twice else "")
        for frame in range(blended):
            picture.draw(frame, canvas)
            under.draw(frame, beneath)
            share = (span.blend_offset + frame + 0.5) / span.blend_frames
            _blend(span, beneath.planes, canvas.planes, share, mixed.planes)
            yield mixed
    for frame in range(blended, span.frames):
        picture.draw(frame, canvas)
        yield canvas


def _blend(span: Span, before: Planes, after: Planes, share: float, out: Planes) -> None:
    """Mix at `share` (0..1) of a transition; in gamma space, as a browser's opacity does."""
    if span.blend == "crossfade":
        for a, b, target in zip(before, after, out, strict=True):
            cv2.addWeighted(a, 1 - share, b, share, 0, dst=target)
        return
    colour = BLACK if span.blend == "fade_black" else WHITE
    shown, strength = (before, 1 - 2 * share) if share < 0.5 else (after, 2 * share - 1)
    _tint(shown, colour, strength, out)


def _tint(shown: Planes, colour: tuple[int, int, int], strength: float, out: Planes) -> None:
    """Mix `strength` (0..1) of a picture with the rest of one colour."""
    for plane, value, target in zip(shown, colour, out, strict=True):
        cv2.addWeighted(plane, strength, plane, 0, value * (1 - strength), dst=target)
