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


@dataclass(frozen=True)
class Shadow:
    """Letters made thicker by `wide` and blurred by `blur`, shares of the unit; `dark` of what is below."""

    wide: float
    blur: float
    dark: float


# They follow the letters on every side: what is plain around a title shows no patch of another shape.
EDGE = Shadow(wide=0.0045, blur=0.0032, dark=0.5)
GLOW = Shadow(wide=0.014, blur=0.012, dark=0.4)
HAZE = Shadow(wide=0.03, blur=0.042, dark=0.3)  # captions have the ground instead
CARD_DARK = 0.42
GROUND_SHARE, GROUND_DARK = 0.42, 0.6  # captions stand on a bottom that darkens
SOFT_SCALE = 4  # wide shadows are drawn this much smaller
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
    kept = 1 - _shadows(letters, (GLOW, HAZE) if title.place == "centre" else (GLOW,), size)
    if title.place != "centre":
        kept = kept * (1 - _ground(size))
    if title.card:
        kept = kept * (1 - CARD_DARK)
    return _trimmed(1 - kept * (1 - letters), letters)


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


def _shadows(letters: Mask, soft: tuple[Shadow, ...], size: tuple[int, int]) -> Mask:
    """Return how dark the edge of the letters and the soft shadows around it make what lies below."""
    unit = unit_px(size)
    small = max(1, size[0] // SOFT_SCALE), max(1, size[1] // SOFT_SCALE)
    thick = _thickened(letters, EDGE.wide * unit)
    kept = 1 - _blurred(thick, EDGE.blur * unit) * EDGE.dark
    outline = cv2.resize(thick, small, interpolation=cv2.INTER_AREA)
    kept_small = np.ones_like(outline)
    for shadow in soft:
        wider = _thickened(outline, (shadow.wide - EDGE.wide) * unit / SOFT_SCALE)
        kept_small *= 1 - _blurred(wider, shadow.blur * unit / SOFT_SCALE) * shadow.dark
    return 1 - kept * cv2.resize(kept_small, size, interpolation=cv2.INTER_LINEAR)


def _thickened(mask: Mask, by_px: float) -> Mask:
    """Return a mask that reaches further on every side; thin letters get as dark a shadow as thick ones."""
    reach = max(1, round(by_px))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    return cv2.dilate(mask, disc)


def _blurred(mask: Mask, by_px: float) -> Mask:
    return np.clip(cv2.GaussianBlur(mask, (0, 0), max(0.5, by_px)), 0, 1)


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
