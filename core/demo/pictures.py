"""Draws landscapes: a sky, a sun or moon, and ridges that fade into the distance."""

import io

import numpy as np
from PIL import Image, ImageColor

from core.demo.scenes import Colour, Scene

RIDGES = 6
JPEG_QUALITY = 88


def draw(scene: Scene) -> bytes:
    """Return a landscape as a JPEG; the same scene gives the same picture."""
    width, height = scene.size
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    picture = _between(scene.top, scene.horizon, np.repeat(np.minimum(1, down * 1.5), width, axis=1))
    picture += _light(scene)
    for ridge in range(RIDGES):
        line = _ridge_px(scene, ridge)
        top, bottom = max(0, int(line.min())), max(0, min(height, int(line.max()) + 2))
        colour = _between(scene.horizon, scene.ground, np.full(1, ((ridge + 1) / RIDGES) ** 0.8, np.float32))
        below = np.clip(np.arange(top, bottom, dtype=np.float32)[:, None] - line + 0.5, 0, 1)[..., None]
        picture[top:bottom] += below * (colour - picture[top:bottom])
        picture[bottom:] = colour
    grain = np.random.default_rng(scene.seed).standard_normal((height, width, 1), np.float32)
    out = io.BytesIO()
    Image.fromarray(np.clip(picture + 2 * grain, 0, 255).astype(np.uint8)).save(
        out, "JPEG", quality=JPEG_QUALITY
    )
    return out.getvalue()


def _between(first: Colour, second: Colour, share: np.ndarray) -> np.ndarray:
    start, end = (np.array(ImageColor.getrgb(colour), np.float32) for colour in (first, second))
    return (start + (end - start) * share).astype(np.float32)


def _light(scene: Scene) -> np.ndarray:
    """Return what the sun or moon adds: a disc with a soft edge, and its glow."""
    (width, height), (x, y, radius) = scene.size, scene.sun
    across = (np.arange(width, dtype=np.float32) - np.float32(x * width)) / height
    down = (np.arange(height, dtype=np.float32) - np.float32(y * height)) / height
    distance = np.hypot(across, down[:, None])
    disc = np.clip((radius - distance) * height / 2, 0, 1)
    glow = 0.35 * np.exp(-distance / (4 * radius))
    return (np.maximum(disc, glow)[..., None] * np.array(ImageColor.getrgb(scene.light)) * 0.6).astype(
        np.float32
    )


def _ridge_px(scene: Scene, ridge: int) -> np.ndarray:
    """Return the height of a ridge's line at each column, in pixels from the top."""
    width, height = scene.size
    chance = np.random.default_rng([scene.seed, ridge])
    across = np.linspace(0, width / height, width)
    waves = 2.0 ** np.arange(7)
    sizes, phases = chance.normal(0, 1, 7) / waves**0.9, chance.uniform(0, 2 * np.pi, 7)
    line = (sizes[:, None] * np.sin(2.4 * waves[:, None] * across + phases[:, None])).sum(axis=0)
    base = 0.5 + 0.42 * (ridge + 1) / RIDGES
    return (height * (base - 0.07 * line * (1.15 - ridge / RIDGES))).astype(np.float32)
