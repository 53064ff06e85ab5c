"""Where a title stands so that its letters cover nobody's face."""

from collections.abc import Sequence
from fractions import Fraction

from core.edit.framing.regions import Region
from core.effects import TitlePlace

# As core.render.titles draws them: sizes of the largest style, as shares of the frame's shorter side.
MAIN, REST = 0.13, 0.07  # height of a line
CHAR = 0.075  # width of a letter of the first line
CAPTION = 0.6  # how large titles are that stand below
SAFE, BOTTOM = 0.08, 0.1
TITLE_PLACES: tuple[TitlePlace, ...] = ("centre", "lower_third", "bottom")
CAPTION_PLACES: tuple[TitlePlace, ...] = ("lower_third", "bottom")
TOUCHED = 0.02  # of a head: so little of it may lie below a title's corner
ENOUGH = 0.5  # of what another place covers: less gain is not worth an unusual place


def clearest_place(
    text: str, places: Sequence[TitlePlace], heads: Sequence[Region], aspect: Fraction
) -> TitlePlace:
    """Return the first of `places` at which `text` covers no head, else the one where it covers least.

    `heads` are in shares of a frame of `aspect`, all that are seen while the title stands.
    """
    covered = [_covered(block_of(text, place, aspect), heads) for place in places]
    usual, least = covered[0], min(covered)
    if usual <= TOUCHED or least > ENOUGH * usual:
        return places[0]
    return places[covered.index(least)]


def place_in_shape(
    text: str, place: TitlePlace, heads: Sequence[Sequence[Region]], aspects: tuple[Fraction, Fraction]
) -> TitlePlace:
    """Return where a title stands in a frame of the second of `aspects` that stands at `place` in the first.

    That is the same place unless it covers more there; `heads` are those seen in both frames.
    """
    had, has = (
        _covered(block_of(text, place, aspect), seen) for seen, aspect in zip(heads, aspects, strict=True)
    )
    if has <= max(had, TOUCHED):
        return place
    others = TITLE_PLACES if place == "centre" else CAPTION_PLACES
    return clearest_place(text, (place, *(one for one in others if one != place)), heads[1], aspects[1])


def block_of(text: str, place: TitlePlace, aspect: Fraction) -> Region:
    """Return about where the letters of a title stand, in shares of the frame."""
    lines = text.split("\n")
    unit = min(1.0, float(aspect))  # of the frame's height
    scale = 1.0 if place == "centre" else CAPTION
    width = max(len(lines[0]) * CHAR, max(map(len, lines[1:]), default=0) * CHAR / 2) * scale * unit
    room = (1 - 2 * SAFE) * float(aspect)
    rows = 1 + int(width / room)
    height = (rows * MAIN + (len(lines) - 1) * REST) * scale * unit
    across = min(width, room) / float(aspect)
    left = SAFE if place == "lower_third" else 0.5 - across / 2
    top = 0.5 - height / 2 if place == "centre" else 1 - BOTTOM - height
    return Region(left, top, left + across, top + height)


def _covered(block: Region, heads: Sequence[Region]) -> float:
    """Return how much of heads lies in a block, each counted by its own size."""
    return sum(_inside(head, block) for head in heads)


def _inside(head: Region, block: Region) -> float:
    wide = min(head.right, block.right) - max(head.left, block.left)
    high = min(head.bottom, block.bottom) - max(head.top, block.top)
    return max(0.0, wide) * max(0.0, high) / max(head.width * head.height, 1e-9)
