"""The picture of a title: white letters over a soft shadow, as light and cover, for frames and pages."""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from core.render.titles.layout import PlacedLine, PlacedTitle, place_title
from core.render.titles.looks import unit_px
from core.render.titles.shown import ShownTitle

Mask = NDArray[Any]  # float32, 0 to 1

# The shadow close to the letters, the haze around them, and how dark what lies below gets.
EDGE_BLUR, EDGE_DARK, EDGE_DROP = 0.0045, 0.5, 0.0028
HAZE_BLUR, HAZE_DARK = 0.045, 0.4
CARD_DARK = 0.42
GROUND_SHARE, GROUND_DARK = 0.42, 0.6  # captions stand on a bottom that darkens
HAZE_SCALE = 4
LEAST_SEEN = 1 / 255


@dataclass(frozen=True)
class Painted:
    """A title's pixels from (`left`, `top`), all even; uint8.

    `cover` says how much of the picture below is hidden, `light` how much of white comes instead; the
    rest of what covers is black.
    """

    left: int
    top: int
    cover: NDArray[Any]
    light: NDArray[Any]


@lru_cache(maxsize=8)
def paint(title: ShownTitle, size: tuple[int, int]) -> Painted:
    """Return the picture of a title's look for frames of `size`."""
    placed = place_title(title, size)
    letters = _letters(placed, size)
    dark = 1 - (1 - _edge(letters, unit_px(size))) * (1 - _haze(placed, size))
    if title.place != "centre":
        dark = 1 - (1 - dark) * (1 - _ground(size))
    if title.card:
        dark = 1 - (1 - dark) * (1 - CARD_DARK)
    return _trimmed(1 - (1 - dark) * (1 - letters), letters)


def png(title: ShownTitle, size: tuple[int, int]) -> bytes:
    """Return the title as a transparent PNG of a whole frame, for the preview in the browser."""
    painted = paint(title, size)
    rows, columns = painted.cover.shape
    shade = np.divide(
        painted.light.astype(np.float32) * 255,
        painted.cover,
        out=np.zeros((rows, columns), np.float32),
        where=painted.cover > 0,
    )
    whole = np.zeros((size[1], size[0], 2), np.uint8)
    part = whole[painted.top : painted.top + rows, painted.left : painted.left + columns]
    part[..., 0], part[..., 1] = np.rint(shade), painted.cover
    file = io.BytesIO()
    Image.fromarray(whole, "LA").save(file, "PNG", compress_level=3)
    return file.getvalue()


def _letters(placed: PlacedTitle, size: tuple[int, int]) -> Mask:
    image = Image.new("L", size, 0)
    draw = ImageDraw.Draw(image)
    for line in placed.lines:
        _draw_line(draw, line)
    if placed.rule_px:
        draw.rectangle([round(edge) for edge in placed.rule_px], fill=255)
    return np.asarray(image, np.float32) / 255


def _draw_line(draw: ImageDraw.ImageDraw, line: PlacedLine) -> None:
    if not line.tracking_px:
        draw.text((line.x_px, line.baseline_px), line.text, fill=255, font=line.font, anchor="ls")
        return
    for number, letter in enumerate(line.text):
        kerned = line.font.getlength(line.text[: number + 1]) - line.font.getlength(letter)
        x = line.x_px + kerned + number * line.tracking_px
        draw.text((x, line.baseline_px), letter, fill=255, font=line.font, anchor="ls")


def _edge(letters: Mask, unit: float) -> Mask:
    """Return how dark the tight shadow below the letters is."""
    dropped = np.roll(letters, round(EDGE_DROP * unit), axis=0)
    return np.clip(cv2.GaussianBlur(dropped, (0, 0), max(0.5, EDGE_BLUR * unit)) * EDGE_DARK, 0, 1)


def _haze(placed: PlacedTitle, size: tuple[int, int]) -> Mask:
    """Return how dark the soft shadow behind the lines is; thin letters need as much as thick ones."""
    unit = unit_px(size)
    image = Image.new("L", (max(1, size[0] // HAZE_SCALE), max(1, size[1] // HAZE_SCALE)), 0)
    draw = ImageDraw.Draw(image)
    for line in placed.lines:
        top, bottom = line.baseline_px - line.size_px, line.baseline_px + 0.3 * line.size_px
        left, right = line.x_px - 0.2 * line.size_px, line.x_px + line.width_px + 0.2 * line.size_px
        draw.rectangle([edge / HAZE_SCALE for edge in (left, top, right, bottom)], fill=255)
    lines = np.asarray(image, np.float32) * np.float32(HAZE_DARK / 255)
    soft = cv2.GaussianBlur(lines, (0, 0), max(0.5, HAZE_BLUR * unit / HAZE_SCALE))
    return cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR)


def _ground(size: tuple[int, int]) -> Mask:
    """Return the darkening towards the bottom, the same in every column."""
    rows = np.arange(size[1], dtype=np.float32)
    share = np.clip((rows / size[1] - 1 + GROUND_SHARE) / GROUND_SHARE, 0, 1)
    soft = share * share * (3 - 2 * share) * GROUND_DARK
    return np.repeat(soft[:, None], size[0], axis=1)


def _trimmed(cover: Mask, light: Mask) -> Painted:
    rows = np.flatnonzero((cover > LEAST_SEEN).any(axis=1))
    columns = np.flatnonzero((cover > LEAST_SEEN).any(axis=0))
    if not rows.size:
        nothing = np.zeros((2, 2), np.uint8)
        return Painted(0, 0, nothing, nothing)
    top, left = rows[0] // 2 * 2, columns[0] // 2 * 2
    bottom, right = rows[-1] // 2 * 2 + 2, columns[-1] // 2 * 2 + 2
    part = np.s_[top:bottom, left:right]
    return Painted(int(left), int(top), _bytes(cover[part]), _bytes(light[part]))


def _bytes(mask: Mask) -> NDArray[Any]:
    return np.rint(mask * 255).astype(np.uint8)
