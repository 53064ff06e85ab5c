"""Draws landscapes: a sky, a sun or moon, and ridges that fade into the distance."""

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageColor

Colour = str  # as "#rrggbb"
RIDGES = 6
JPEG_QUALITY = 88


@dataclass(frozen=True)
class Scene:
    """One landscape; `sun` is the place and radius of the light as shares of width, height and height."""

    name: str
    size: tuple[int, int]
    top: Colour
    horizon: Colour
    ground: Colour
    light: Colour
    sun: tuple[float, float, float]
    seed: int


WIDE, UPRIGHT, SQUARE = (1620, 1080), (1080, 1620), (1200, 1200)
SCENES = (
    Scene("First light", WIDE, "#26345c", "#f7b088", "#1c1a34", "#ffe2b4", (0.68, 0.52, 0.06), 3),
    Scene("Ridge", WIDE, "#548cbe", "#e2eef0", "#183e42", "#fffce6", (0.25, 0.22, 0.05), 8),
    Scene("Pine slope", UPRIGHT, "#78acbe", "#eef0dc", "#123a2c", "#fffad6", (0.6, 0.2, 0.05), 13),
    Scene("Noon", WIDE, "#2878c8", "#bee2f4", "#265c3c", "#fffff0", (0.8, 0.14, 0.05), 21),
    Scene("Dunes", WIDE, "#ecaa6e", "#fce2b0", "#8c4628", "#fff4d2", (0.4, 0.3, 0.09), 34),
    Scene("Red rock", SQUARE, "#c45c46", "#fabe8c", "#541a1e", "#ffe4be", (0.3, 0.35, 0.08), 55),
    Scene("Haze", WIDE, "#a8bac4", "#e8e4dc", "#465a64", "#fffaf0", (0.5, 0.36, 0.05), 89),
    Scene("Lilac hour", WIDE, "#5c5096", "#f4bec8", "#2c204a", "#ffe2e2", (0.75, 0.46, 0.07), 144),
    Scene("Last light", UPRIGHT, "#3c2854", "#fa8c5c", "#1e1024", "#ffce8c", (0.5, 0.5, 0.06), 233),
    Scene("Blue hour", WIDE, "#0e1a3e", "#5c82b4", "#080e22", "#ecf0ff", (0.2, 0.2, 0.03), 377),
    Scene("Moonrise", SQUARE, "#0a0e24", "#424a7c", "#060816", "#f6f2e2", (0.62, 0.34, 0.1), 610),
    Scene("Night", WIDE, "#060816", "#28345c", "#03050e", "#f0f0fa", (0.84, 0.18, 0.025), 987),
)  # fmt: skip


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
