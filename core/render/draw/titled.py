"""Lays titles over frames: the little that they cover, blended in place on a copy."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
from numpy.typing import NDArray

from core.render.draw.planes import BLACK, WHITE, Canvas, Plane, Planes
from core.render.titles.shown import ShownTitle

if TYPE_CHECKING:
    from core.render.titles.paint import Painted

NEUTRAL = 128


def titled(shown: Iterator[Canvas], titles: Sequence[ShownTitle], size: tuple[int, int]) -> Iterator[Canvas]:
    """Yield the frames with the titles over them; a canvas is reused for later frames."""
    from core.render.titles.paint import paint  # noqa: PLC0415 - it is slow to load, and few spans have a title

    copy = Canvas(*size)
    overlays = [(title, _Overlay(paint(title.look, size))) for title in titles]
    for number, canvas in enumerate(shown):
        seen = [(overlay, title.opacity_at(number)) for title, overlay in overlays]
        if not any(opacity for _, opacity in seen):
            yield canvas
            continue
        for source, target in zip(canvas.planes, copy.planes, strict=True):
            np.copyto(target, source)
        for overlay, opacity in seen:
            if opacity:
                overlay.draw(copy.planes, opacity)
        yield copy


class _Overlay:
    """A painted title as what is left of a plane and what is added to it, kept while it stands still."""

    def __init__(self, painted: "Painted") -> None:
        rows, columns = painted.cover.shape
        cover, light = painted.cover.astype(np.float32) / 255, painted.light.astype(np.float32) / 255
        half = cv2.resize(cover, (columns // 2, rows // 2), interpolation=cv2.INTER_AREA)
        luma = cover * BLACK[0] + light * (WHITE[0] - BLACK[0])
        self._layers = ((cover, luma), (half, half * NEUTRAL), (half, half * NEUTRAL))
        self._left, self._top, self._size = painted.left, painted.top, (rows, columns)
        self._opacity = -1.0
        self._ready: list[tuple[NDArray[Any], NDArray[Any]]] = []

    def draw(self, planes: Planes, opacity: float) -> None:
        """Blend the title into the planes, `opacity` of it."""
        if opacity != self._opacity:
            self._opacity = opacity
            self._ready = [_prepared(cover, added, opacity) for cover, added in self._layers]
        for plane, (kept, added), halving in zip(planes, self._ready, (1, 2, 2), strict=True):
            part = self._part(plane, halving)
            cv2.multiply(part, kept, dst=part, scale=1 / 255)
            cv2.add(part, added, dst=part)

    def _part(self, plane: Plane, halving: int) -> Plane:
        top, left = self._top // halving, self._left // halving
        rows, columns = self._size
        return plane[top : top + rows // halving, left : left + columns // halving]


def _prepared(cover: NDArray[Any], added: NDArray[Any], opacity: float) -> tuple[NDArray[Any], NDArray[Any]]:
    kept = np.rint(255 - cover * (opacity * 255)).astype(np.uint8)
    return kept, np.rint(added * opacity).astype(np.uint8)
