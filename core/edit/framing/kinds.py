"""The kinds of move: pushing in on somebody, pulling out from a group, panning along what is wide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from core.edit.framing.windows import Aim, Fitted, View, effect_of, free_range, stays_whole, view_of
from core.schemas import KenBurnsEffect

MoveKind = Literal["push", "pull", "pan"]
LEAST_ZOOM = 0.02  # less is no move
FREE_AXIS = 0.05  # hidden picture, in frames, from which on a pan is possible
PAN_ZOOM = 0.4  # of a move's reach, which a pan zooms besides
LEAST_PAN = 0.5  # of a pan's way; where the picture leaves less, it is no pan
In = tuple[View, View]


@dataclass(frozen=True)
class Reach:
    """How far a move goes: by how much it zooms, and over how many frames it pans.

    `forwards` tells to which side. From `least_zoom` on, a photo that is shown whole fills more of the frame.
    """

    zoom: float
    pan: float
    forwards: bool
    least_zoom: float = 1.0


def move_of(kinds: Sequence[MoveKind], shape: Fitted, aim: Aim, reach: Reach) -> KenBurnsEffect:
    """Return the first of `kinds` that the picture has room for while what `aim` names stays whole.

    Where it has room for none, the window stands still.
    """
    for kind in kinds:
        for start, end in _tries(kind, shape, aim, reach):
            move = effect_of(start, end)
            if aim.least is None or not shape.holds(aim.least) or stays_whole(aim.least, move, shape):
                return move
    still = view_of(shape, reach.least_zoom, aim)
    return effect_of(still, still)


def _tries(kind: MoveKind, shape: Fitted, aim: Aim, reach: Reach) -> Iterator[In]:
    if kind == "pan" and aim.too_large:
        return
    if kind == "pan" and aim.kept is None:
        yield from _panned_about(shape, aim, reach)
        return
    if kind == "pan":
        for onwards in (reach.forwards, not reach.forwards):
            yield from _panned(shape, aim, reach, onwards=onwards)
        return
    least = reach.least_zoom
    wide, tight = view_of(shape, least, aim), _tight(shape, aim, least * (1 + reach.zoom))
    if tight.zoom - wide.zoom < LEAST_ZOOM:
        return
    # On an axis that the wide window sees whole, it takes its place from the tight one.
    seen = shape.seen(least)
    wide = View(least, tight.x if seen[0] >= 1 - 1e-6 else wide.x, tight.y if seen[1] >= 1 - 1e-6 else wide.y)
    yield (wide, tight) if kind == "push" else (tight, wide)


def _tight(shape: Fitted, aim: Aim, zoom: float) -> View:
    if aim.kept is not None:
        zoom = max(1.0, min(zoom, shape.largest_zoom(aim.kept)))
    return view_of(shape, min(zoom, aim.most_zoom), aim)


def _panned_about(shape: Fitted, aim: Aim, reach: Reach) -> Iterator[In]:
    """Yield the pan whose middle is where `aim` asks for, or as near to it as the picture allows."""
    sideways = shape.across >= shape.down
    length = max(shape.across, shape.down)
    hidden = length - 1
    if hidden <= FREE_AXIS:
        return
    way = min(hidden, reach.pan) / hidden
    middle = view_of(shape, 1.0, aim)
    first = min(1 - way, max(0.0, (middle.x if sideways else middle.y) - way / 2))
    low, high = (
        replace(middle, **{"x" if sideways else "y": round(share, 4)}) for share in (first, first + way)
    )
    tight = view_of(shape, 1 + PAN_ZOOM * reach.zoom, aim)
    across = {"y" if sideways else "x": tight.y if sideways else tight.x}
    start, end = (low, high) if reach.forwards else (high, low)
    yield replace(start, **across), replace(end, zoom=tight.zoom, **across)


def _panned(shape: Fitted, aim: Aim, reach: Reach, *, onwards: bool) -> Iterator[In]:
    """Yield the pan that ends, or begins, where `aim` asks for, as long as reach and region allow."""
    sideways = shape.across >= shape.down
    length = max(shape.across, shape.down)
    if length - 1 <= FREE_AXIS:
        return
    there = _tight(shape, aim, 1 + PAN_ZOOM * reach.zoom)
    kept = aim.kept
    along = kept and ((kept.left, kept.right) if sideways else (kept.top, kept.bottom))
    seen = 1 / length
    low, high = free_range(seen, along)
    at = view_of(shape, 1.0, aim).corner(shape)[0 if sideways else 1]
    travel = reach.pan / length
    away = max(low, at - travel) if onwards else min(high, at + travel)
    if abs(away - at) < LEAST_PAN * travel:
        return
    share = round(away / (1 - seen), 4)
    start = replace(there, zoom=1.0, **{"x" if sideways else "y": share})
    yield (start, there) if reach.forwards else (there, start)


def kind_of(move: KenBurnsEffect, shape: Fitted) -> MoveKind | None:
    """Return what a move looks like, None for one that stands still."""
    start = View(move.start_zoom, move.start_x, move.start_y).region(shape)
    end = View(move.end_zoom, move.end_x, move.end_y).region(shape)
    across = abs(end.centre[0] - start.centre[0]) * shape.across
    down = abs(end.centre[1] - start.centre[1]) * shape.down
    zoomed = move.end_zoom - move.start_zoom
    if max(across, down) > abs(zoomed):
        return "pan"
    if abs(zoomed) < LEAST_ZOOM / 2:
        return None
    return "push" if zoomed > 0 else "pull"
