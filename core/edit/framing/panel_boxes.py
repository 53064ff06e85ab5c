"""Where the panels of a split screen stand in the frame: on even pixels, so that no colour spreads."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.schemas import PanelLayout

BORDERS = 240  # so many borders fill the shorter side of the frame
NOMINAL_PX = 2160  # the height for which shapes are worked out
Size = tuple[int, int]


@dataclass(frozen=True)
class PixelBox:
    """A panel in pixels of the frame, all of them even numbers: chroma has one sample for two pixels."""

    left: int
    top: int
    width: int
    height: int


def panel_boxes(layout: PanelLayout, count: int, frame: Size) -> list[PixelBox]:
    """Return the boxes of `count` panels, in reading order, in a frame of even size.

    Between them lies a border of two pixels or more. In a grid the first of three takes a whole column.
    """
    border = 2 * max(1, min(frame) // (2 * BORDERS))
    across, down = _cells(layout, count)
    columns, rows = _edges(frame[0], across, border), _edges(frame[1], down, border)
    cells = [(row, column) for row in range(down) for column in range(across)]
    boxes = [_box(columns[column], rows[row]) for row, column in cells]
    if layout == "grid" and count == 3:
        tall = _box(columns[0], (rows[0][0], rows[1][1]))
        return [tall, boxes[1], boxes[3]]
    return boxes[:count]


def panel_aspects(layout: PanelLayout, count: int, aspect: Fraction) -> list[Fraction]:
    """Return the shapes of the panels, width to height, in a frame of `aspect`."""
    width = max(2, 2 * round(NOMINAL_PX * aspect / 2))
    return [Fraction(box.width, box.height) for box in panel_boxes(layout, count, (width, NOMINAL_PX))]


def _cells(layout: PanelLayout, count: int) -> tuple[int, int]:
    if layout == "grid" and count > 2:
        return 2, 2
    return (1, count) if layout == "rows" else (count, 1)


def _edges(length: int, count: int, border: int) -> list[tuple[int, int]]:
    """Return where `count` panels begin and end along a side."""
    begins = [2 * ((length + border) * number // (2 * count)) for number in range(count + 1)]
    return [(begin, after - border) for begin, after in pairwise(begins)]


def _box(across: tuple[int, int], down: tuple[int, int]) -> PixelBox:
    return PixelBox(across[0], down[0], across[1] - across[0], down[1] - down[0])
