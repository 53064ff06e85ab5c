"""A test card: a disc, colour patches that tell every corner from the others, and a word to be read."""

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.media.info import Source
from core.render.draw.clips import ClipReaderCache
from core.render.draw.compositor import frames
from core.render.draw.planes import Planes
from core.render.spans import Layer, Span
from core.sandbox.ffmpeg import run

SIZE = (480, 360)
PATCH_PX = 64
DISC_PX = 220  # its diameter
GROUND, DISC = (96, 96, 96), (228, 228, 228)
# Colours as they are in the picture, by the middle of their patch: skins, sky, leaves, red, grey.
PATCHES = {
    (48, 48): (205, 150, 125),
    (432, 48): (104, 66, 48),
    (48, 312): (110, 165, 220),
    (432, 312): (70, 120, 50),
    (48, 180): (200, 50, 50),
    (432, 180): (40, 40, 40),
}

# Linear light of sRGB to that of wider primaries, written out here apart from the product.
TO_WIDE = {
    "bt2020": [[0.627404, 0.329283, 0.043313], [0.069097, 0.91954, 0.011362], [0.016391, 0.088013, 0.895595]],
    "smpte432": [[0.822462, 0.177538, 0], [0.033194, 0.966806, 0], [0.017083, 0.072397, 0.91052]],  # P3
}

Picture = NDArray[np.uint8]


def card() -> Picture:
    """Return the card, height x width x RGB."""
    picture = np.full((SIZE[1], SIZE[0], 3), GROUND, np.uint8)
    for (x, y), colour in PATCHES.items():
        half = PATCH_PX // 2
        picture[y - half : y + half, x - half : x + half] = colour
    cv2.circle(picture, (SIZE[0] // 2, SIZE[1] // 2), DISC_PX // 2, DISC, -1, cv2.LINE_AA)
    cv2.putText(picture, "READ", (155, 170), cv2.FONT_HERSHEY_SIMPLEX, 2, (20, 20, 20), 6, cv2.LINE_AA)
    return picture


def drawn(source: Source) -> Picture:
    """Return the first frame of a source as the renderer draws it, whole, in a frame of the card's size."""
    span = Span(0, 1, Layer(source, "contain", 0, 1))
    canvas = next(iter(frames(span, SIZE, Fraction(25), ClipReaderCache())))
    return rgb_of(canvas.planes)


def rgb_of(planes: Planes) -> Picture:
    """Return BT.709 limited-range planes as RGB, by the book."""
    luma = (planes.luma.astype(float) - 16) / 219
    size = planes.size
    cb, cr = (cv2.resize(plane, size).astype(float) - 128 for plane in (planes.cb, planes.cr))
    red, blue = luma + 1.5748 * cr / 224, luma + 1.8556 * cb / 224
    green = (luma - 0.2126 * red - 0.0722 * blue) / 0.7152
    return np.rint(np.clip(np.stack([red, green, blue], -1), 0, 1) * 255).astype(np.uint8)


def faults(seen: Picture, tolerance: int = 3) -> list[str]:
    """Return what is wrong with a card as it is shown."""
    wanted = card().astype(float)
    found = []
    for (x, y), colour in PATCHES.items():
        shown = seen[y - 16 : y + 16, x - 16 : x + 16].reshape(-1, 3).mean(axis=0)
        if np.abs(shown - colour).max() > tolerance:
            found.append(f"the patch at {x}, {y} is {shown.round()}, not {colour}")
    bright = seen[:, 100:380, 1] > (GROUND[1] + DISC[1]) / 2
    width, height = (int(bright.any(axis=axis).sum()) for axis in (0, 1))
    if abs(width / height - 1) > 0.01:
        found.append(f"the disc is {width} x {height}")
    if abs(width / DISC_PX - 1) > 0.02:
        found.append(f"the disc is {width} wide, not {DISC_PX}")
    word = np.s_[115:185, 150:340, 1]
    likeness = np.corrcoef(seen[word].ravel(), wanted[word].ravel())[0, 1]
    if likeness < 0.97:
        found.append(f"the word can't be read: {likeness:.2f}")
    return found


def card_clip(path: Path, *options: str, filters: str, pixels: str = "rgb24", raw: bytes = b"") -> Path:
    """Write a clip of the card, or of the `raw` frames of format `pixels`, through filters of ffmpeg."""
    source = path.with_suffix(".raw")
    source.write_bytes(raw or card().tobytes() * 5)
    size = f"{SIZE[0]}x{SIZE[1]}"
    given = ["-f", "rawvideo", "-pix_fmt", pixels, "-s", size, "-r", "10", "-i", f"file:{source}"]
    run([*given, "-vf", filters, *options, f"file:{path}"], time_limit_s=60)
    return path


def in_wide_light(rgb: NDArray[np.integer], primaries: str) -> NDArray[np.float64]:
    """Return the light, 0..1, of 8-bit sRGB colours in the primaries that ffmpeg calls by that name."""
    code = rgb / 255
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return light @ np.array(TO_WIDE[primaries]).T


def in_wide_code(rgb: NDArray[np.integer], primaries: str) -> NDArray[np.float64]:
    """Return the code values, 0..1, of 8-bit sRGB colours in wide primaries, by the curve of sRGB."""
    light = in_wide_light(rgb, primaries)
    return np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)


def wide_clip(path: Path, primaries: str, matrix: str, levels: str, pixels: str) -> Path:
    """Write an SDR clip of the card with wide primaries; an "unknown" matrix is that of BT.2020."""
    raw = np.rint(in_wide_code(card(), primaries) * 65535).astype("<u2").tobytes() * 5
    coded = "bt709" if matrix == "bt709" else "bt2020"
    scaled = f"scale=out_color_matrix={coded}:out_range={levels}:flags=accurate_rnd+full_chroma_int+bicubic"
    tags = f"setparams=colorspace={matrix}:color_primaries={primaries}:color_trc=bt709:range={levels}"
    options = ("-c:v", "libx264", "-preset", "ultrafast", "-crf", "3")
    return card_clip(path, *options, filters=f"{scaled},format={pixels},{tags}", pixels="rgb48le", raw=raw)


def in_hdr_code(rgb: NDArray[np.integer], transfer: str) -> NDArray[np.float64]:
    """Return 8-bit sRGB colours as BT.2020 of "smpte2084" or "arib-std-b67", with 203 nits for white.

    By ITU-R BT.2100 for a display of 1000 nits, written out here apart from the product.
    """
    light = in_wide_light(rgb, "bt2020")
    if transfer == "smpte2084":
        power = (light * 203 / 10_000) ** 0.1593017578125
        return ((0.8359375 + 18.8515625 * power) / (1 + 18.6875 * power)) ** 78.84375
    shown = light * 203 / 1000
    luminance = np.maximum(shown @ [0.2627, 0.678, 0.0593], 1e-9)
    scene = shown * luminance[..., None] ** (1 / 1.2 - 1)
    bright = 0.17883277 * np.log(np.maximum(12 * scene - 0.28466892, 1e-9)) + 0.55991073
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), bright)


def hdr_frame(transfer: str) -> bytes:
    """Return the card as 10-bit frames of `in_hdr_code`."""
    signal = in_hdr_code(card(), transfer)
    luma = signal @ [0.2627, 0.678, 0.0593]
    blue, red = (signal[..., 2] - luma) / 1.8814, (signal[..., 0] - luma) / 1.4746
    planes = [luma * 876 + 64, blue * 896 + 512, red * 896 + 512]
    return b"".join(np.rint(plane).astype("<u2").tobytes() for plane in planes) * 5
