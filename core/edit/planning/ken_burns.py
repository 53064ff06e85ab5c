"""The Ken Burns path of each photo: calm, varied, and always the same for the same photo."""

import hashlib
from collections.abc import Iterator
from fractions import Fraction

from core.media.info import Source
from core.schemas import KenBurnsEffect

SHORTEST_REACH, LONGEST_REACH = 0.06, 0.30
FREE_AXIS = 0.05  # from this much hidden picture on, in frames, the move is a pan along it
FOCUS_MARGIN = 0.2  # of the frame, kept between a focus point and the frame's edge
MIDDLE = (0.5, 0.4)  # of the free range; what matters in a photo tends to lie above its middle
WANDER = 0.6  # of the free range, within which the aim of a photo without focus point varies
Pair = tuple[float, float]


def ken_burns(source: Source, occurrence: int, aspect: Fraction, slot_ms: float) -> KenBurnsEffect:
    """Return the move for the `occurrence`-th showing (from 0) of one photo in a timeline.

    `aspect` is the output's width / height, `slot_ms` the usual length of a slot: the move reaches
    further in longer slots, but never runs faster. It depends on nothing else, so a photo keeps its
    path when others come and go. A photo wider or taller than the output is panned along that
    axis; where the source has a focus point, it stays inside the frame.
    """
    chance = chances(source.checksum, occurrence)
    inwards, forwards = next(chance) < 0.5, next(chance) < 0.5
    reach = reach_for(slot_ms) * (0.8 + 0.2 * next(chance))
    size = _covered_size(source, aspect)
    pans = max(size) - 1 > FREE_AXIS
    tight = 1 + (0.4 * reach if pans else reach)
    focus = _focus(source)
    aim = focus or _aim(size, tight, (next(chance), next(chance)))
    if pans:
        step = _along_free_axis(size, reach if forwards else -reach)
        near = _place((aim[0] + step[0], aim[1] + step[1]), focus, size, tight)
        far = _place((aim[0] - step[0], aim[1] - step[1]), focus, size, 1.0, near)
    else:
        near = far = _place(aim, focus, size, tight)
    (start, start_zoom), (end, end_zoom) = (
        ((far, 1.0), (near, tight)) if inwards else ((near, tight), (far, 1.0))
    )
    return KenBurnsEffect(
        enabled=True,
        start_zoom=round(start_zoom, 4),
        end_zoom=round(end_zoom, 4),
        start_x=start[0],
        start_y=start[1],
        end_x=end[0],
        end_y=end[1],
    )


def chances(checksum: str, occurrence: int) -> Iterator[float]:
    """Yield eight numbers in [0, 1) that only this photo, at this showing, gets."""
    state = hashlib.sha256(f"{checksum}:{occurrence}".encode()).digest()
    for place in range(0, len(state), 4):
        yield int.from_bytes(state[place : place + 4], "big") / 2**32


def reach_for(slot_ms: float) -> float:
    """Return how much a move zooms; reach per second never grows with the slot."""
    return min(LONGEST_REACH, max(SHORTEST_REACH, 0.03 + 0.06 * slot_ms / 1000))


def _covered_size(source: Source, aspect: Fraction) -> Pair:
    """Return the picture's width and height in frames when it just covers the frame."""
    shape = float(Fraction(source.display_width, source.display_height) / aspect)
    return (shape, 1.0) if shape >= 1 else (1.0, 1 / shape)


def _focus(source: Source) -> Pair | None:
    if source.focus_x is None or source.focus_y is None:
        return None
    return source.focus_x, source.focus_y


def _aim(size: Pair, zoom: float, chance: Pair) -> Pair:
    """Return the point of the picture, in shares of it, that a window near the middle is centred on."""

    def on_axis(length: float, middle: float, luck: float) -> float:
        left = (middle + WANDER * (luck - 0.5)) * (length * zoom - 1)
        return (left + 0.5) / (length * zoom)

    return on_axis(size[0], MIDDLE[0], chance[0]), on_axis(size[1], MIDDLE[1], chance[1])


def _along_free_axis(size: Pair, frames: float) -> Pair:
    """Return a step of so many frames along the longer axis, as shares of the picture."""
    return (frames / size[0], 0.0) if size[0] > size[1] else (0.0, frames / size[1])


def _place(centre: Pair, focus: Pair | None, size: Pair, zoom: float, otherwise: Pair = (0.5, 0.5)) -> Pair:
    """Return x, y of the window around `centre`, or as near to it as picture and focus allow.

    An axis on which the window can't move takes its place from `otherwise`, so that it stands still.
    """
    return (
        _place_on_axis(centre[0], focus and focus[0], size[0] * zoom, otherwise[0]),
        _place_on_axis(centre[1], focus and focus[1], size[1] * zoom, otherwise[1]),
    )


def _place_on_axis(centre: float, focus: float | None, length: float, otherwise: float) -> float:
    free = length - 1
    if free < 1e-6:
        return otherwise
    left = centre * length - 0.5
    if focus is not None:
        left = min(max(left, focus * length - 1 + FOCUS_MARGIN), focus * length - FOCUS_MARGIN)
    return round(min(1.0, max(0.0, left / free)), 4)
