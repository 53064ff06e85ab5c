"""Pictures to look at, made in code, and one face: Grace Hopper by the US Navy (public domain)."""

from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from core.vision.picture import Pixels

FACE = Path(__file__).with_name("hopper.jpg")
WORDS = ("the", "quick", "brown", "fox", "jumps", "over", "lazy", "dogs", "and", "buys", "bread")


def face(side: int = 128) -> Pixels:
    """Return the portrait at a size, blue first."""
    with Image.open(FACE) as image:
        rgb = image.convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(rgb)[:, :, ::-1])


def landscape(size: tuple[int, int] = (960, 640), seed: int = 0) -> Pixels:
    """Return sky over textured ground with some hard-edged blocks: sharp, well exposed, nobody in it."""
    rng = np.random.default_rng(seed)
    width, height = size
    coarse = rng.integers(40, 200, (5, 7, 3), dtype=np.uint8)
    picture = cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    picture[height // 2 :] += rng.normal(0, 26, (height - height // 2, width, 3))
    for _ in range(12):
        left, top = int(rng.integers(0, width - 60)), int(rng.integers(height // 3, height - 60))
        picture[top : top + 40, left : left + 50] = rng.integers(0, 255, 3)
    return np.clip(picture, 0, 255).astype(np.uint8)


def with_face(side: int, at: tuple[int, int] = (500, 260), seed: int = 0) -> Pixels:
    """Return the landscape with the portrait pasted in, its left top corner at `at`."""
    picture = landscape(seed=seed)
    picture[at[1] : at[1] + side, at[0] : at[0] + side] = face(side)
    return picture


def turned(pixels: Pixels, angle_deg: float) -> Pixels:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height)), dtype=np.uint8)


def page(size: tuple[int, int], paper: int = 245, ink: int = 30, letters: int = 24) -> Pixels:
    """Return lines of text on plain paper."""
    image = Image.new("RGB", size, (paper, paper, paper))
    pen, font = ImageDraw.Draw(image), ImageFont.load_default(letters)
    rng = np.random.default_rng(2)
    for top in range(letters * 2, size[1] - letters * 2, letters * 2):
        line = " ".join(rng.choice(WORDS, max(3, size[0] // letters // 5)))
        pen.text((letters * 2, top), line, fill=(ink, ink, ink), font=font)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])
