"""The table by which ffmpeg turns the colours of an HDR clip into those of an ordinary one."""

from functools import lru_cache
from typing import Literal

import numpy as np

from core.media.colour import HLG, PQ, hdr_to_srgb

GRID = 65  # steps along each axis; between them the filter interpolates, to within one code value
CODE_POINTS = {"pq": PQ, "hlg": HLG}


@lru_cache(maxsize=2)
def hdr_cube(transfer: Literal["sdr", "pq", "hlg"]) -> str:
    """Return a .cube file (red runs fastest) from PQ or HLG with BT.2020 primaries to sRGB."""
    axis = np.linspace(0, 1, GRID)
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    codes = np.stack([red, green, blue], axis=-1).reshape(-1, 3)
    lines = (f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in hdr_to_srgb(codes, CODE_POINTS[transfer]))
    return "\n".join([f"LUT_3D_SIZE {GRID}", *lines, ""])
