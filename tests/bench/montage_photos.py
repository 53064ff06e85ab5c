"""Makes bursts of one good photo among three spoiled ones, and photos that nobody wants, out of real ones."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import av
import cv2
import numpy as np
import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from core.vision.picture import Pixels
from tests.core.vision.scenes import page

LONGEST_SIDE, SHORTEST_SIDE = 1600, 320
BURST = 4
BEGAN = datetime(2024, 5, 4, 9)  # noqa: DTZ001 - cameras write clock time
Spoil = Callable[[Pixels, Random], Pixels]


def real_pictures(folders: Sequence[Path]) -> Iterator[tuple[str, Pixels]]:
    """Yield the photos in folders that are large enough (red first), no two alike, by name."""
    pillow_heif.register_heif_opener()
    seen: set[bytes] = set()
    for path in sorted(path for folder in folders for path in folder.rglob("*") if path.is_file()):
        try:
            with Image.open(path) as image:
                image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                rgb = ImageOps.exif_transpose(image).convert("RGB")
        except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
            continue
        small = np.asarray(rgb.convert("L").resize((4, 4)))
        key = (small // 24).tobytes()
        if min(rgb.size) >= SHORTEST_SIDE and small.std() > 12 and key not in seen:
            seen.add(key)
            yield path.stem, np.asarray(rgb)


def frames_apart(clips: Sequence[Path], each: int = 2) -> Iterator[tuple[str, Pixels]]:
    """Yield a few frames of each clip, far apart, as photos."""
    for clip in clips:
        with av.open(str(clip)) as container:
            frames: list[Any] = [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]
        if min(frames[0].shape[:2]) < SHORTEST_SIDE:
            continue
        for number in range(each):
            yield f"{clip.stem}_{number}", frames[len(frames) * (2 * number + 1) // (2 * each)]


def make_bursts(folder: Path, pictures: Sequence[tuple[str, Pixels]], rng: Random) -> dict[str, list[Any]]:
    """Write a burst of four of each picture; return {"groups": [[names]], "best": [names]}."""
    truth: dict[str, list[Any]] = {"groups": [], "best": []}
    for number, (stem, pixels) in enumerate(pictures):
        good, names = rng.randrange(BURST), []
        taken = BEGAN + timedelta(minutes=17 * number)
        for shot in range(BURST):
            held = _held_again(pixels, rng)
            drawn = held if shot == good else rng.choice(WORSE)(held, rng)
            names.append(f"b{number:02d}_{stem}_{shot}.jpg")
            _save(drawn, folder / names[-1], taken + timedelta(milliseconds=700 * shot))
        truth["groups"].append(names)
        truth["best"].append(names[good])
    return truth


def make_spoiled(folder: Path, pictures: Sequence[tuple[str, Pixels]], rng: Random) -> list[str]:
    """Write two photos spoiled in each way, a screenshot and a document; return their names."""
    names = []
    for number, spoil in enumerate((*SPOILED, *SPOILED)):
        stem, pixels = rng.choice(pictures)
        names.append(f"x{number:02d}_{stem}.jpg")
        _save(spoil(pixels, rng), folder / names[-1], BEGAN + timedelta(hours=9, minutes=7 * number))
    names += ["x_screen.png", "x_page.jpg"]
    Image.fromarray(_screen()).save(folder / "x_screen.png")
    _save(_page(), folder / "x_page.jpg", BEGAN + timedelta(hours=12))
    return names


def _held_again(pixels: Pixels, rng: Random) -> Pixels:
    """Return the picture as the next of a burst has it: turned and moved a little, a little lighter."""
    high, wide = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), rng.uniform(-1, 1), 1.08)
    matrix[:, 2] += rng.uniform(-0.012, 0.012) * wide, rng.uniform(-0.012, 0.012) * high
    moved = cv2.warpAffine(pixels, matrix, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT)
    return np.clip(moved * rng.uniform(0.95, 1.05), 0, 255).astype(np.uint8)


def _swept(pixels: Pixels, rng: Random, share: tuple[float, float] = (0.012, 0.03)) -> Pixels:
    length = max(5, round(max(pixels.shape) * rng.uniform(*share))) | 1
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = np.asarray(cv2.warpAffine(kernel, turn, (length, length)))
    return np.asarray(cv2.filter2D(pixels, -1, kernel / kernel.sum()), dtype=np.uint8)


def _defocused(pixels: Pixels, rng: Random, share: tuple[float, float] = (0.0025, 0.008)) -> Pixels:
    sigma = max(pixels.shape) * rng.uniform(*share)
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def _soft_and_dark(pixels: Pixels, rng: Random) -> Pixels:
    return (_defocused(pixels, rng, (0.0015, 0.003)) * 0.8).astype(np.uint8)


def _very_dark(pixels: Pixels, rng: Random) -> Pixels:
    return (pixels * rng.uniform(0.01, 0.06)).astype(np.uint8)


def _burnt(pixels: Pixels, rng: Random) -> Pixels:
    return np.clip(pixels * rng.uniform(2.5, 4) + rng.uniform(120, 190), 0, 255).astype(np.uint8)


def _smeared(pixels: Pixels, rng: Random) -> Pixels:
    return _swept(pixels, rng, (0.05, 0.09))


def _out_of_focus(pixels: Pixels, rng: Random) -> Pixels:
    return _defocused(pixels, rng, (0.012, 0.025))


WORSE: tuple[Spoil, ...] = (_swept, _defocused, _soft_and_dark)
SPOILED: tuple[Spoil, ...] = (_very_dark, _burnt, _smeared, _out_of_focus)


def _screen() -> Pixels:
    screen = np.full((2532, 1170, 3), 246, np.uint8)
    screen[:240] = (30, 120, 240)
    screen[300:1700, 60:1110] = page((1050, 1400), paper=255, letters=34)
    return screen


def _page() -> Pixels:
    wood = np.full((1600, 1200, 3), (120, 90, 60), np.uint8)
    wood[140:1460, 150:1050] = page((900, 1320), paper=236, letters=26)
    return wood


def _save(pixels: Pixels, path: Path, taken: datetime) -> None:
    exif = Image.Exif()
    exif[271], exif[272] = "Canon", "EOS"
    exif[306] = taken.strftime("%Y:%m:%d %H:%M:%S")
    exif.get_ifd(0x8769).update({36867: exif[306], 37521: f"{taken.microsecond // 1000:03d}"})
    Image.fromarray(np.ascontiguousarray(pixels)).save(path, quality=92, exif=exif)
