"""The next best picture for a shot, for who wants another one there."""

from collections.abc import Collection, Sequence

from core.edit.directing.direction import CLASSIC
from core.edit.directing.events import events_of
from core.edit.directing.takes import takes_of
from core.media.info import Source


def next_best(sources: Sequence[Source], used: Collection[str], unwanted: Collection[str]) -> dict[str, str]:
    """Return for each used asset the best that is not used: of its own hour, else of the nearest one.

    Those in `unwanted` come only when there is nothing else.
    """
    takes = takes_of(sources, {}, CLASSIC)
    hour_of = {place: hour for hour, event in enumerate(events_of(takes)) for place in event.takes}
    free = [place for place, take in enumerate(takes) if take.key not in used]

    def cost(place: int, instead_of: int) -> tuple[bool, int, float, int]:
        take, apart = takes[place], abs(hour_of[place] - hour_of[instead_of])
        return take.key in unwanted, apart, -take.strength, abs(place - instead_of)

    return {
        take.key: takes[min(free, key=lambda other: cost(other, place))].key
        for place, take in enumerate(takes)
        if take.key in used and free
    }
