"""The tables by which ffmpeg turns the colours of an HDR or wide-gamut clip into those of an ordinary one."""

from functools import lru_cache
from typing import Literal

import numpy as np

from core.media.colour import (
    BT2020,
    DISPLAY_P3,
    HLG,
    PQ,
    TO_BT709,
    Floats,
    hdr_to_srgb,
    srgb_code,
    srgb_light,
)

GRID = 65  # steps along each axis; between them the filter interpolates
CURVE_POINTS = 4096
TRANSFERS = {"pq": PQ, "hlg": HLG}
PRIMARIES = {"bt2020": BT2020, "p3": DISPLAY_P3}


@lru_cache(maxsize=2)
def hdr_cube(transfer: Literal["pq", "hlg"], primaries: Literal["bt2020", "p3"]) -> str:
    """Return a .cube file (red runs fastest) from PQ or HLG to sRGB."""
    axis = np.linspace(0, 1, GRID)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    codes = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    rgb = hdr_to_srgb(codes, PRIMARIES[primaries], TRANSFERS[transfer])
    lines = (f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in rgb)
    return "\n".join([f"LUT_3D_SIZE {GRID}", *lines, ""])


@lru_cache(maxsize=1)
def light_curve() -> str:
    """Return a .cube file of one dimension from sRGB code values to light."""
    return _curve(srgb_light(np.linspace(0, 1, CURVE_POINTS)))


@lru_cache(maxsize=1)
def code_curve() -> str:
    """Return a .cube file of one dimension from light to sRGB code values."""
    return _curve(srgb_code(np.linspace(0, 1, CURVE_POINTS)))


def gamut_mix(primaries: Literal["bt2020", "p3"]) -> dict[str, float]:
    """Return how much of each light of wide primaries goes into each of BT.709: "rg" is green into red."""
    rows = zip("rgb", TO_BT709[PRIMARIES[primaries]], strict=True)
    return {into + of: share for into, row in rows for of, share in zip("rgb", row, strict=True)}


def _curve(values: Floats) -> str:
    return "\n".join([f"LUT_1D_SIZE {len(values)}", *(f"{v:.8f} {v:.8f} {v:.8f}" for v in values), ""])
