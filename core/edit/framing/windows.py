"""Windows on a picture: how much of it a zoom shows, and where the window stands to hold a region."""

from dataclasses import dataclass
from fractions import Fraction
from math import inf

from core.edit.framing.regions import Region
from core.schemas import Fit, KenBurnsEffect

UPPER_THIRD = 1 / 3
TIMES = 16  # at which a move is looked at from start to end
SLACK = 1e-3  # of the picture: positions are kept to four digits


@dataclass(frozen=True)
class Fitted:
    """A picture as a fit puts it into the frame: `across` and `down` are its sides in frames at zoom 1."""

    across: float
    down: float

    def seen(self, zoom: float) -> tuple[float, float]:
        """Return which shares of width and height a window sees; more than 1 is past the picture."""
        return 1 / (self.across * zoom), 1 / (self.down * zoom)

    def holds(self, region: Region, zoom: float = 1.0) -> bool:
        """Whether a window at `zoom` is large enough for `region`."""
        wide, high = self.seen(zoom)
        return region.width <= wide + 1e-9 and region.height <= high + 1e-9

    def largest_zoom(self, region: Region) -> float:
        """Return the zoom from which on a window would be too small for `region`."""
        return min(
            1 / (self.across * max(region.width, 1e-6)),
            1 / (self.down * max(region.height, 1e-6)),
        )


def fitted(size: tuple[int, int], aspect: Fraction, fit: Fit) -> Fitted:
    """Return a picture of `size` in a frame of `aspect`: covering it, or shown as a whole."""
    shape = float(Fraction(*size) / aspect)
    larger = (shape, 1.0) if shape >= 1 else (1.0, 1 / shape)
    scale = 1.0 if fit == "cover" else 1 / max(larger)
    return Fitted(larger[0] * scale, larger[1] * scale)


@dataclass(frozen=True)
class Aim:
    """What windows are placed by: a point, on the upper third where it is an eye line, and what they hold.

    Where `kept` doesn't fit into a window it is held as far as it goes; `least`, a part of it, must
    stay whole all along a move. What is `too_large` for a window is not panned over, for that would lose it.
    No move goes closer than `most_zoom`.
    """

    x: float
    y: float
    kept: Region | None = None
    least: Region | None = None
    is_eye_line: bool = False
    too_large: bool = False
    most_zoom: float = inf


@dataclass(frozen=True)
class View:
    """A window: its zoom, and its place in its free range (0..1 on each axis)."""

    zoom: float
    x: float
    y: float

    def corner(self, shape: Fitted) -> tuple[float, float]:
        """Return the window's left and top in shares of the picture; negative where it sees past it."""
        wide, high = shape.seen(self.zoom)
        return (
            (1 - wide) * (self.x if wide < 1 else 0.5),
            (1 - high) * (self.y if high < 1 else 0.5),
        )

    def region(self, shape: Fitted) -> Region:
        left, top = self.corner(shape)
        wide, high = shape.seen(self.zoom)
        return Region(left, top, left + wide, top + high)


def view_of(shape: Fitted, zoom: float, aim: Aim) -> View:
    """Return the window at `zoom` that does best by `aim`."""
    wide, high = shape.seen(zoom)
    above = UPPER_THIRD if aim.is_eye_line else 0.5
    kept = aim.kept
    return View(
        zoom,
        _place(aim.x - wide / 2, wide, (kept.left, kept.right) if kept else None),
        _place(aim.y - high * above, high, (kept.top, kept.bottom) if kept else None),
    )


def free_range(seen: float, kept: tuple[float, float] | None) -> tuple[float, float]:
    """Return from where to where the near edge of a window may go along one axis."""
    low, high = 0.0, max(0.0, 1 - seen)
    if kept is not None and kept[1] - kept[0] <= seen:
        low, high = max(low, kept[1] - seen), min(high, kept[0])
    elif kept is not None:
        low = high = min(high, max(0.0, (kept[0] + kept[1] - seen) / 2))
    return min(low, high), high


def _place(wanted: float, seen: float, kept: tuple[float, float] | None) -> float:
    if seen >= 1 - 1e-6:
        return 0.5
    low, high = free_range(seen, kept)
    return round(min(high, max(low, wanted)) / (1 - seen), 4)


def effect_of(start: View, end: View) -> KenBurnsEffect:
    """Return the move from one window to the other."""
    return KenBurnsEffect(
        enabled=True,
        start_zoom=round(start.zoom, 4),
        end_zoom=round(end.zoom, 4),
        start_x=start.x,
        start_y=start.y,
        end_x=end.x,
        end_y=end.y,
    )


def view_at(move: KenBurnsEffect, share: float) -> View:
    """Return the window that a move shows after `share` of it (0..1)."""
    return View(
        move.start_zoom + share * (move.end_zoom - move.start_zoom),
        move.start_x + share * (move.end_x - move.start_x),
        move.start_y + share * (move.end_y - move.start_y),
    )


def stays_whole(region: Region, move: KenBurnsEffect, shape: Fitted) -> bool:
    """Whether a move has `region` in its window from start to end."""
    for step in range(TIMES + 1):
        view = view_at(move, step / TIMES).region(shape)
        if region.left < view.left - SLACK or region.right > view.right + SLACK:
            return False
        if region.top < view.top - SLACK or region.bottom > view.bottom + SLACK:
            return False
    return True
