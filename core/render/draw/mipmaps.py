"""The scaled copies of a picture that frames are sampled from."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import cv2

from core.errors import SourceUnreadableError
from core.media.geometry import Orientation
from core.render.draw.planes import Plane, Planes, from_bgr
from core.render.draw.sampling import FINE, QUICK, Precision

# warpAffine addresses its source with 16-bit integers; the area bounds what one level may occupy.
LONGEST_SIDE_PX = 32_000
LARGEST_AREA_PX = 64_000_000

CACHED_LEVELS = 4
UPRIGHT = Orientation()
# What a resize may need of a level beyond its edge (see `core.render.draw.sampling`).
RIM_PX = 128


@dataclass(frozen=True)
class Level:
    """A picture scaled to the density at which it is shown.

    `scale_x` and `scale_y` are level pixels per display pixel; they differ a little because
    levels have even sizes. `outer` is the picture with a rim of `rim_px`, an even number, that
    repeats its edge. `precision` is that of the frames drawn from it.
    """

    outer: Planes
    scale_x: float
    scale_y: float
    rim_px: int = 0
    precision: Precision = FINE

    @cached_property
    def planes(self) -> Planes:
        """The picture without its rim."""
        luma, half = self.rim_px, self.rim_px // 2
        return Planes(*(_inner(plane, px) for plane, px in zip(self.outer, (luma, half, half), strict=True)))


def _inner(plane: Plane, rim_px: int) -> Plane:
    height, width = plane.shape
    return plane[rim_px : height - rim_px, rim_px : width - rim_px]


def with_rim(planes: Planes) -> Planes:
    """Return a copy of planes with `RIM_PX` around the luma, half of that around the chroma."""

    def widened(plane: Plane, px: int) -> Plane:
        return cv2.copyMakeBorder(plane, px, px, px, px, cv2.BORDER_REPLICATE)

    half = RIM_PX // 2
    return Planes(widened(planes.luma, RIM_PX), widened(planes.cb, half), widened(planes.cr, half))


def even_size(size: tuple[int, int], scale: float) -> tuple[int, int]:
    """Return the even size nearest to `size * scale`."""
    return max(2, 2 * round(size[0] * scale / 2)), max(2, 2 * round(size[1] * scale / 2))


def level_size(size: tuple[int, int], scale: float) -> tuple[int, int]:
    """Return the even size nearest to `size * scale`, or the largest that a level may have."""
    width, height = size
    bound = min(LONGEST_SIDE_PX / max(size), math.sqrt(LARGEST_AREA_PX / (width * height)))
    return even_size(size, min(scale, bound))


def _reduction(scale: float) -> int:
    """Return the flag of the JPEG decoder's reduction that still holds `scale`."""
    flags = {
        8: cv2.IMREAD_REDUCED_COLOR_8,
        4: cv2.IMREAD_REDUCED_COLOR_4,
        2: cv2.IMREAD_REDUCED_COLOR_2,
        1: cv2.IMREAD_COLOR,
    }
    return flags[next(factor for factor in flags if scale <= 1 / factor or factor == 1)]


@lru_cache(maxsize=CACHED_LEVELS)
def still_level(
    path: Path,
    size: tuple[int, int],
    level: tuple[int, int],
    name: str,
    *,
    is_proxy: bool = False,
    turn: Orientation = UPRIGHT,
) -> Level:
    """Return a photo of display `size` at the given level size, after its `turn`; `name` is for sentences.

    A proxy is smaller than the display size already.

    Raises:
        SourceUnreadableError: the still is gone or damaged.
    """
    scale = max(level[0] / size[0], level[1] / size[1])
    reduction = cv2.IMREAD_COLOR if is_proxy else _reduction(scale)
    picture = cv2.imread(str(path), reduction | cv2.IMREAD_IGNORE_ORIENTATION)
    if picture is None:
        raise SourceUnreadableError(file=name, reason="the picture is gone or damaged")
    outer = with_rim(from_bgr(_turned(picture, turn), level))
    precision = precision_of(is_proxy=is_proxy)
    return Level(outer, level[0] / size[0], level[1] / size[1], RIM_PX, precision)


def precision_of(*, is_proxy: bool) -> Precision:
    """Return how precisely frames are drawn from a source: previews are drawn from proxies."""
    return QUICK if is_proxy else FINE


_TURNS = {
    90: cv2.ROTATE_90_CLOCKWISE,
    180: cv2.ROTATE_180,
    270: cv2.ROTATE_90_COUNTERCLOCKWISE,
}


def upright(planes: Planes, rotation_deg: int, *, mirrored: bool) -> Planes:
    """Turn planes clockwise by `rotation_deg`, then mirror them left to right."""
    turn = Orientation(rotation_deg, mirrored)
    return planes if turn == UPRIGHT else Planes(*(_turned(plane, turn) for plane in planes))


def _turned(picture: Plane, turn: Orientation) -> Plane:
    turned = cv2.rotate(picture, _TURNS[turn.rotation_deg]) if turn.rotation_deg else picture
    return cv2.flip(turned, 1) if turn.mirrored else turned
