"""Brings the colours of any still to 8-bit sRGB."""

import io
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

STRIP_ROWS = 256
GRID_STEPS = 9
SAME_WITHIN_LEVELS = 1  # what rounding does to sRGB itself
BT2020, DISPLAY_P3 = 9, 12  # ISO 23091-2, ColourPrimaries
PQ, HLG = 16, 18  # ISO 23091-2, TransferCharacteristics
DIFFUSE_WHITE_NITS = 203  # ITU-R BT.2408
HLG_PEAK_NITS, HLG_GAMMA = 1000, 1.2
BT2020_LUMA = (0.2627, 0.6780, 0.0593)
KNEE = np.float32(0.8)

# Linear light of wider primaries to that of BT.709, all with a D65 white.
TO_BT709 = {
    DISPLAY_P3: ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)),
    BT2020: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
}
IDENTITY = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))

Floats = npt.NDArray[np.float32]


def to_srgb(
    image: Image.Image, icc: bytes | None, primaries: int | None, transfer: int | None
) -> Image.Image:
    """Return an opaque picture as 8-bit sRGB.

    An ICC profile wins over the code points of an HEIF or AVIF file; a profile that does not fit
    its picture is ignored.
    """
    if icc:
        return _by_profile(image, icc) or _plain_rgb(image)
    rgb = _plain_rgb(image)
    if primaries in TO_BT709 or transfer in (PQ, HLG):
        return _by_code_points(rgb, primaries, transfer)
    return rgb


def is_srgb(icc: bytes, mode: str) -> bool:
    """Tell whether a profile leaves the colours of a picture of `mode`, "RGB" or "L", as they are.

    What it does to colours counts, not what it is called; one that does not fit is ignored, as in `to_srgb`.
    """
    levels = Image.new(mode, (256, 1)) if mode == "L" else Image.new(mode, (GRID_STEPS**2, GRID_STEPS))
    levels.putdata(_grid(mode))
    converted = _by_profile(levels, icc)
    if converted is None:
        return True
    before, after = np.asarray(_plain_rgb(levels), np.int16), np.asarray(converted, np.int16)
    return int(np.abs(after - before).max()) <= SAME_WITHIN_LEVELS


def _grid(mode: str) -> list[Any]:
    """Return colours from all over the cube, or all greys."""
    if mode == "L":
        return list(range(256))
    steps = [round(255 * step / (GRID_STEPS - 1)) for step in range(GRID_STEPS)]
    return list(product(steps, repeat=3))


def to_eight_bit(image: Image.Image) -> Image.Image:
    """Return pictures of 16- and 32-bit grey levels as 8-bit grey, others as they are."""
    if not image.mode.startswith(("I", "F")):
        return image
    peak = max(float(levels.max(initial=0)) for _, levels in _strips(image))
    if image.mode.startswith("F"):
        white = 1.0 if peak <= 1 else max(peak, 255.0)
    else:
        white = 255.0 if image.mode == "I" and peak <= 255 else max(peak, 65535.0)
    grey = np.empty((image.height, image.width), np.uint8)
    for top, levels in _strips(image):
        grey[top : top + STRIP_ROWS] = (np.clip(levels / white, 0, 1) * 255 + 0.5).astype(np.uint8)
    return Image.fromarray(grey)


def _strips(image: Image.Image) -> Iterator[tuple[int, Floats]]:
    """Yield the levels of a grey picture strip by strip, with the row where each begins."""
    for top in range(0, image.height, STRIP_ROWS):
        strip = image.crop((0, top, image.width, min(image.height, top + STRIP_ROWS)))
        yield top, np.asarray(strip, dtype=np.float32)


def _plain_rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _by_profile(image: Image.Image, icc: bytes) -> Image.Image | None:
    try:
        source = ImageCms.getOpenProfile(io.BytesIO(icc))
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.PERCEPTUAL,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _by_code_points(image: Image.Image, primaries: int | None, transfer: int | None) -> Image.Image:
    """Convert in linear light, strip by strip so that memory stays bounded."""
    linear = _linear_light(np.linspace(0, 1, 256), transfer)
    pixels = np.array(image)
    for top in range(0, len(pixels), STRIP_ROWS):
        code = _srgb(linear[pixels[top : top + STRIP_ROWS]], primaries, transfer)
        pixels[top : top + STRIP_ROWS] = (np.clip(code, 0, 1) * 255 + 0.5).astype(np.uint8)
    return Image.fromarray(pixels)


def hdr_to_srgb(code: npt.NDArray[np.floating], primaries: int, transfer: int) -> Floats:
    """Return the sRGB code values of PQ or HLG ones in 0..1; n x 3 both.

    They are below 0 where sRGB can't show a colour: a table that clipped them itself would be
    wrong for the colours between such a point of it and the next.
    """
    return _srgb(_linear_light(code, transfer), primaries, transfer)


def srgb_light(code: npt.NDArray[np.floating]) -> Floats:
    """Return the light, 0..1, of sRGB code values in 0..1 (IEC 61966-2-1)."""
    return np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4).astype(np.float32)


def srgb_code(light: npt.NDArray[np.floating]) -> Floats:
    """Return the sRGB code values of light, 0..1 as a rule (IEC 61966-2-1)."""
    code = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** np.float32(1 / 2.4) - 0.055)
    return code.astype(np.float32)


def _srgb(light: Floats, primaries: int | None, transfer: int | None) -> Floats:
    """Return the sRGB code values of light in the file's own primaries, beyond 0..1 what sRGB hasn't."""
    if transfer == HLG:
        light = _displayed(light)
    matrix = np.array(TO_BT709.get(primaries or 0, IDENTITY), dtype=np.float32).T
    changed: Floats = light @ matrix
    amount = _rolled_off(np.abs(changed)) if transfer in (PQ, HLG) else np.abs(changed)
    return np.copysign(srgb_code(amount), changed)


def _displayed(scene: Floats) -> Floats:
    """Return what a 1000-nit display makes of HLG's scene light (ITU-R BT.2100, OOTF).

    The system gamma applies to the luminance, so that colours keep their saturation.
    """
    luminance = scene @ np.array(BT2020_LUMA, dtype=np.float32)
    gain = HLG_PEAK_NITS / DIFFUSE_WHITE_NITS * luminance ** np.float32(HLG_GAMMA - 1)
    return (scene * gain[..., np.newaxis]).astype(np.float32)


def _linear_light(code: npt.NDArray[np.floating], transfer: int | None) -> Floats:
    """Return the light of code values 0..1: relative to diffuse white, HLG's that of the scene."""
    if transfer == PQ:  # SMPTE ST 2084
        power = code ** (1 / 78.84375)
        nits = 10000 * (np.maximum(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (
            1 / 0.1593017578125
        )
        light = nits / DIFFUSE_WHITE_NITS
    elif transfer == HLG:  # ARIB STD-B67
        light = np.where(
            code <= 0.5, code**2 / 3, (np.exp((code - 0.55991073) / 0.17883277) + 0.28466892) / 12
        )
    else:
        return srgb_light(code)
    return light.astype(np.float32)


def _rolled_off(light: Floats) -> Floats:
    """Bend what is brighter than most of diffuse white into 0..1, smoothly, instead of clipping it."""
    room = 1 - KNEE
    over = np.maximum(light - KNEE, 0)
    return np.where(light > KNEE, KNEE + room * over / (over + room), light)
