"""How smoothly a Ken Burns move goes: each drawn frame registered to the ideal path, in parts of a pixel."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.media.info import Source
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.draw.motion import CropWindow, pose_at, window
from core.render.draw.planes import Plane
from core.render.spans import Layer, Span
from core.schemas import KenBurnsEffect
from tests.bench.bars import Bar, Say

PHOTO, FRAME = (4200, 2800), (1920, 1080)
FRAMES, RATE_HZ = 120, Fraction(30)
PATCH_PX = 160
PATCHES = ((40, 40), (1720, 40), (880, 460), (40, 880), (1720, 880))
WAVES = 48
# A slow pan with a slow zoom, where whole pixels would be seen, and a quicker one.
MOVES = (
    KenBurnsEffect(start_zoom=1.0, end_zoom=1.08, start_x=0.5, start_y=0.4, end_x=0.5, end_y=0.6),
    KenBurnsEffect(start_zoom=1.25, end_zoom=1.1, start_x=0.2, start_y=0.3, end_x=0.9, end_y=0.7),
)


class Texture:
    """A sum of waves in all directions, known at every point of the photo."""

    def __init__(self) -> None:
        rng = np.random.default_rng(5)
        turn, length_px = rng.uniform(0, 2 * np.pi, WAVES), rng.uniform(16, 70, WAVES)
        self._across, self._down = np.cos(turn) / length_px, np.sin(turn) / length_px
        self._phase = rng.uniform(0, 1, WAVES)

    def at(self, x: NDArray[np.floating], y: NDArray[np.floating]) -> NDArray[np.floating]:
        """Return the brightness, about 0..255, at columns x and rows y of the photo."""
        total: NDArray[np.floating] = np.zeros((len(y), len(x)))
        for across, down, phase in zip(self._across, self._down, self._phase, strict=True):
            wave = np.exp(2j * np.pi * (down * y + phase))[:, None] * np.exp(2j * np.pi * across * x)[None, :]
            total += wave.real
        return 128 + total * (110 / 3 / np.sqrt(WAVES / 2))


def jitter(folder: Path, say: Say) -> Iterator[Bar]:
    """Yield the error of the velocity from frame to frame: its standard deviation and its maximum."""
    texture = Texture()
    photo = texture.at(np.arange(PHOTO[0], dtype=float), np.arange(PHOTO[1], dtype=float))
    path = folder / "texture.jpg"
    grey = np.rint(photo).clip(0, 255).astype(np.uint8)
    cv2.imwrite(str(path), cv2.merge([grey] * 3), [cv2.IMWRITE_JPEG_QUALITY, 98])
    deviation = most = 0.0
    for number, move in enumerate(MOVES):
        errors_px = _errors_px(texture, path, move)
        velocity_px = np.diff(errors_px, axis=0)
        deviation = max(deviation, float(velocity_px.std(axis=0).max()))
        most = max(most, float(np.abs(velocity_px).max()))
        say(f"  move {number + 1}: position off by at most {np.abs(errors_px).max():.3f} px")
    yield Bar("Ken Burns: deviation of the velocity from frame to frame", deviation, 0.02, "px")
    yield Bar("Ken Burns: largest error of the velocity", most, 0.1, "px")


def _errors_px(texture: Texture, path: Path, move: KenBurnsEffect) -> NDArray[np.floating]:
    """Return the error of place (frames x patches x 2), in pixels of the frame."""
    source = Source("texture", "texture", "image", path, *PHOTO)
    span = Span(0, FRAMES, Layer(source, "cover", 0, FRAMES, ken_burns=move))
    found = []
    for number, canvas in enumerate(frames(span, FRAME, RATE_HZ, ClipReaderCache())):
        view = window("cover", pose_at(move, (number + 0.5) / FRAMES), PHOTO, FRAME)
        found.append([_registered(texture, canvas.planes.luma, view, *corner) for corner in PATCHES])
    return np.array(found)


def _registered(texture: Texture, luma: Plane, view: CropWindow, left: int, top: int) -> list[float]:
    """Return by how much a patch of the frame is off, by least squares on the ideal's gradient."""
    step = view.width_px / FRAME[0]
    x = view.left_px + (np.arange(left - 1, left + PATCH_PX + 1) + 0.5) * step - 0.5
    y = view.top_px + (np.arange(top - 1, top + PATCH_PX + 1) + 0.5) * step - 0.5
    ideal = texture.at(x, y)
    along_y, along_x = (np.gradient(ideal, axis=axis)[1:-1, 1:-1].ravel() for axis in (0, 1))
    level = ideal[1:-1, 1:-1].ravel()
    drawn = luma[top : top + PATCH_PX, left : left + PATCH_PX].ravel().astype(float)
    # Drawn = gain * ideal + offset - shift * gradient: filtering lowers the contrast a little.
    unknown = np.column_stack([level, np.ones_like(level), along_x, along_y])
    gain, _, shift_x, shift_y = np.linalg.lstsq(unknown, drawn, rcond=None)[0]
    return [-shift_x / gain, -shift_y / gain]
