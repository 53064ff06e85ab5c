"""The plain border around a scanned print or a saved screenshot: what of a picture lies within it."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision.analysis import Box
from core.vision.picture import Pixels, at_side

SIDE = 400
PLAIN = 14.0  # Lab units by which a border's pixels differ from its colour at most
MOSTLY = 0.97  # of a line's pixels are of that colour
# Of the first line within, so much differs: a picture begins, not something before a plain wall.
ABRUPT, ABRUPT_BAR = 0.5, 0.75
UNEVEN = 1.6  # times the other margins: so wide a border is only below (a Polaroid), elsewhere it is sky
LEAST, LEAST_BAR, MOST = 0.006, 0.03, 0.3  # of a side: all around; on two sides only; on any side
INSET = 0.004  # of a side: the soft edge between border and picture
DIGITS = 3
BLOCK_LINES = 8
BELOW = 1  # among the sides: top, bottom, left, right


@dataclass(frozen=True)
class _Edge:
    """The plain lines along one edge, and how much of the next one is of another colour."""

    lines: int
    abrupt: float
    colour: NDArray[np.float32]


def find_content(pixels: Pixels) -> Box | None:
    """Return what lies within a plain border on all sides or within bars on two; None without one."""
    if min(pixels.shape[:2]) < SIDE // 10:
        return None
    lab = cv2.cvtColor(at_side(pixels, SIDE), cv2.COLOR_BGR2LAB).astype(np.float32)
    height, width = lab.shape[:2]
    turned = lab.transpose(1, 0, 2)
    edges = [_edge(lab), _edge(lab[::-1]), _edge(turned), _edge(turned[::-1])]
    top, bottom, left, right = _around(edges) or (*_bars(edges[:2], height), *_bars(edges[2:], width))
    if not any((top, bottom, left, right)):
        return None
    return Box(
        left=_within(left, width),
        top=_within(top, height),
        right=round(1 - _within(right, width), DIGITS),
        bottom=round(1 - _within(bottom, height), DIGITS),
    )


def _edge(lab: NDArray[np.float32]) -> _Edge:
    """Return the plain lines at the top of a picture."""
    height = len(lab)
    colour = np.median(lab[0], axis=0)
    lines = _plain_lines(lab, colour)
    inside = min(height - 1, lines + max(1, round(INSET * height)))
    abrupt = 1 - float(_near(lab[inside : inside + 1], colour)[0]) if lines <= MOST * height else 0.0
    return _Edge(lines, abrupt, colour)


def _plain_lines(lab: NDArray[np.float32], colour: NDArray[np.float32]) -> int:
    """Return how many lines from the top are of a colour; most pictures have none, and cost a few lines."""
    for first in range(0, len(lab), BLOCK_LINES):
        plain = _near(lab[first : first + BLOCK_LINES], colour) >= MOSTLY
        if not plain.all():
            return first + int(np.argmin(plain))
    return len(lab)


def _near(lines: NDArray[np.float32], colour: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return which share of each line is of a colour."""
    return (np.linalg.norm(lines - colour, axis=2) <= PLAIN).mean(axis=1)


def _around(edges: Sequence[_Edge]) -> tuple[int, ...] | None:
    """Return the border's lines on all sides; on one of them a bright sky may go on behind it."""
    sure = [edge.lines for edge in edges if edge.abrupt >= ABRUPT and edge.lines]
    if len(sure) < len(edges) - 1 or not _alike(edges):
        return None
    usual = int(np.median(sure))
    lines = [edge.lines if edge.abrupt >= ABRUPT else min(edge.lines, usual) for edge in edges]
    lines = tuple(n if n <= UNEVEN * usual or side == BELOW else usual for side, n in enumerate(lines))
    return lines if min(lines) >= max(LEAST * SIDE, usual / 2) else None


def _bars(edges: Sequence[_Edge], length: int) -> tuple[int, int]:
    """Return the lines of two bars that face each other, 0 without them."""
    lines = edges[0].lines, edges[1].lines
    is_there = (
        all(edge.abrupt >= ABRUPT_BAR for edge in edges)
        and min(lines) >= LEAST_BAR * length
        and _alike(edges)
    )
    return lines if is_there else (0, 0)


def _alike(edges: Sequence[_Edge]) -> bool:
    return all(float(np.linalg.norm(edge.colour - edges[0].colour)) <= 2 * PLAIN for edge in edges)


def _within(lines: int, length: int) -> float:
    """Return where the picture begins, in shares of its side, beyond the soft edge of its border."""
    return round(lines / length + INSET, DIGITS) if lines else 0.0
