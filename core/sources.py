"""A photo or clip of the database as the planner and the renderer see it."""

from fractions import Fraction
from pathlib import PurePosixPath
from typing import Literal

from core.layout import Layout
from core.media.info import Source
from core.models import MediaAsset

QUARTER_TURNS = (90, 270)


def get_display_dimensions(asset: MediaAsset) -> tuple[int, int]:
    """Return the (width, height) in pixels at which a ready asset is shown.

    The pixel aspect comes first, then the rotation; `display_aspect_ratio` is that of the outcome.
    """
    width, height = asset.width or 0, asset.height or 0
    turned = asset.rotation_deg in QUARTER_TURNS
    if asset.display_aspect_ratio:
        across, down = map(int, asset.display_aspect_ratio.split(":"))
        stored_aspect = Fraction(down, across) if turned else Fraction(across, down)
        width = int(height * stored_aspect + Fraction(1, 2))
    return (height, width) if turned else (width, height)
