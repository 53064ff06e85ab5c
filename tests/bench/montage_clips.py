"""Makes clips of good and bad stretches out of real ones, with the truth about where they are spoiled."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import av
import cv2
import numpy as np

from core.vision.picture import Pixels
from tests.make_media import clip_mp4

RATE_HZ = 30
LONGEST_SIDE = 640
CUT_SHARE = 0.35
MARGIN = 0.09  # of each side, which a shaken or trembling window needs
Spoil = Callable[[int, Pixels], Pixels]
Spoiling = Callable[[Random, int], Spoil]


def frames_of(clip: Path) -> Iterator[Pixels]:
    """Yield the frames of a clip (red first), again from its beginning when it has ended."""
    while True:
        with av.open(str(clip)) as container:
            for frame in container.decode(video=0):
                scale = min(1.0, LONGEST_SIDE / max(frame.width, frame.height))
                wide, high = (round(side * scale / 2) * 2 for side in (frame.width, frame.height))
                pixels: Any = frame.to_ndarray(format="rgb24", width=wide, height=high)
                yield pixels


def make_clip(path: Path, clips: Sequence[Path], rng: Random) -> dict[str, list[Any]]:
    """Write a clip of two to five stretches, good ones between bad ones; return its truth.

    Some good ones are followed by a hard cut to another good one.

    {"good": [[start_s, end_s]], "cuts": [seconds], "bad": [[start_s, end_s, kind]]}
    """
    source = frames_of(rng.choice(clips))
    for _ in islice(source, rng.randrange(30)):
        pass
    size = next(source).shape[1::-1]
    truth: dict[str, list[Any]] = {"good": [], "cuts": [], "bad": []}
    drawn: list[Pixels] = []
    good = rng.random() < 0.4
    count = rng.randint(2, 5)
    for number in range(count):
        kind = rng.choice(sorted(SPOILED))
        good = True if number == count - 1 and not truth["good"] else good
        length_s = rng.uniform(2.8, 6) if good else rng.uniform(0.9, 3.5)
        begin_s = len(drawn) / RATE_HZ
        spoil = _hand_held(rng, size[0]) if good else SPOILED[kind](rng, size[0])
        drawn += [spoil(at, pixels) for at, pixels in enumerate(islice(source, round(length_s * RATE_HZ)))]
        end_s = len(drawn) / RATE_HZ
        truth["good" if good else "bad"].append([begin_s, end_s] if good else [begin_s, end_s, kind])
        if good and rng.random() < CUT_SHARE:
            other = islice(frames_of(rng.choice(clips)), round(rng.uniform(2.8, 6) * RATE_HZ))
            drawn += [_sized(pixels, size) for pixels in other]
            truth["good"].append([end_s, len(drawn) / RATE_HZ])
            truth["cuts"].append(end_s)
        good = not good
    options = {"crf": str(rng.randint(19, 27)), "preset": "veryfast"} | rng.choice(
        [{}, {"bf": "0", "g": "30"}, {"g": "60"}]
    )
    clip_mp4(path, size, RATE_HZ, len(drawn), picture=lambda at: drawn[at], options=options)
    return truth


def _blacked(rng: Random, _side: int) -> Spoil:
    level = rng.uniform(0, 10)
    grain = np.random.default_rng(rng.randrange(1 << 30))
    return lambda _at, pixels: _held(level + grain.normal(0, 2, pixels.shape))


def _frozen(_rng: Random, _side: int) -> Spoil:
    held: list[Pixels] = []

    def spoil(_at: int, pixels: Pixels) -> Pixels:
        if not held:
            held.append(pixels)
        return held[0]

    return spoil


def _smeared(rng: Random, side: int) -> Spoil:
    sigma = side * rng.uniform(0.008, 0.02)
    return lambda _at, pixels: np.asarray(cv2.GaussianBlur(pixels, (0, 0), sigma), dtype=np.uint8)


def _swept(rng: Random, side: int) -> Spoil:
    """Blur along one direction, as a camera that is swung does."""
    length = round(side * rng.uniform(0.04, 0.09)) | 1
    kernel = np.zeros((length, length), np.float32)
    kernel[length // 2] = 1
    turn = cv2.getRotationMatrix2D((length / 2 - 0.5, length / 2 - 0.5), rng.uniform(0, 180), 1)
    kernel = np.asarray(cv2.warpAffine(kernel, turn, (length, length)))
    kernel /= kernel.sum()
    return lambda _at, pixels: np.asarray(cv2.filter2D(pixels, -1, kernel), dtype=np.uint8)


def _shaken(rng: Random, side: int) -> Spoil:
    """Move the window to and fro, two to seven times a second, or from one place to another at random."""
    reach = side * rng.uniform(0.025, 0.07)
    if rng.random() < 0.5:
        rates, phases = [rng.uniform(2, 7) for _ in "xy"], [rng.uniform(0, 6) for _ in "xy"]
        return lambda at, pixels: _moved(
            pixels,
            *(
                reach * np.sin(2 * np.pi * rate * at / RATE_HZ + phase)
                for rate, phase in zip(rates, phases, strict=True)
            ),
        )
    path = np.random.default_rng(rng.randrange(1 << 30)).normal(0, 1, (600, 2))
    smooth = np.asarray(cv2.GaussianBlur(path, (1, 0), 0.1, sigmaY=rng.uniform(0.8, 2.5)))
    smooth *= reach / smooth.std()
    return lambda at, pixels: _moved(pixels, float(smooth[at, 0]), float(smooth[at, 1]))


def _hand_held(rng: Random, side: int) -> Spoil:
    """Let a good stretch tremble a little or drift slowly, as anything does that is held."""
    if rng.random() < 0.4:
        return lambda _at, pixels: pixels
    reach, rate = side * rng.uniform(0.002, 0.006), rng.uniform(0.3, 1.2)
    drift = side * rng.uniform(-0.03, 0.03)
    return lambda at, pixels: _moved(
        pixels,
        reach * np.sin(2 * np.pi * rate * at / RATE_HZ) + drift * min(at / RATE_HZ, 2) / 2,
        reach * np.cos(2 * np.pi * rate * 0.7 * at / RATE_HZ),
    )


def _burnt(rng: Random, _side: int) -> Spoil:
    gain, lift = rng.uniform(2, 4), rng.uniform(120, 200)
    return lambda _at, pixels: _held(pixels * gain + lift)


def _too_dark(rng: Random, _side: int) -> Spoil:
    gain = rng.uniform(0.02, 0.09)
    return lambda _at, pixels: _held(pixels * gain)


def _noisy(rng: Random, _side: int) -> Spoil:
    grain, sigma = np.random.default_rng(rng.randrange(1 << 30)), rng.uniform(35, 70)
    return lambda _at, pixels: _held(pixels * 0.7 + grain.normal(0, sigma, pixels.shape))


SPOILED: dict[str, Spoiling] = {
    "black": _blacked,
    "frozen": _frozen,
    "smeared": _smeared,
    "swept": _swept,
    "shaken": _shaken,
    "burnt": _burnt,
    "too_dark": _too_dark,
    "noisy": _noisy,
}


def _moved(pixels: Pixels, right: float, down: float) -> Pixels:
    """Return what a window sees that is smaller by a margin and moved, at the size of the whole."""
    high, wide = pixels.shape[:2]
    scale = 1 - 2 * MARGIN
    left, top = MARGIN * wide + right, MARGIN * high + down
    window = np.array([[scale, 0, left], [0, scale, top]], np.float32)
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpAffine(pixels, window, (wide, high), flags=how, borderMode=cv2.BORDER_REFLECT), dtype=np.uint8
    )


def _sized(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _held(values: np.ndarray) -> Pixels:
    return np.clip(values, 0, 255).astype(np.uint8)
