"""Pictures that are shown again, where there are fewer than a song has shots."""

from collections.abc import Sequence

from core.edit.directing.takes import Take


def with_again(takes: Sequence[Take], count: int, apart: int) -> list[int]:
    """Return the places of `takes`, in their order, and from the first on again until there are `count`.

    The last round shows the strongest, still in their order. Between two showings of a picture lie at
    least `apart` others, or as many as there are.
    """
    every = list(range(len(takes)))
    shown = list(every)
    while len(shown) < count:
        lacking = count - len(shown)
        if lacking >= len(every):
            shown += every
            continue
        shown += _last_round(takes, lacking, min(apart, len(every) - 1))
    return shown[:count]


def _last_round(takes: Sequence[Take], count: int, apart: int) -> list[int]:
    """Return the strongest takes that have been away long enough when they come again."""
    total = len(takes)
    by_strength = sorted(range(total), key=lambda place: (-takes[place].strength, place))
    chosen: list[int] = []
    for place in by_strength:
        tried = sorted([*chosen, place])
        if all(total - shown + at > apart for at, shown in enumerate(tried)):
            chosen = tried
        if len(chosen) == count:
            return chosen
    return list(range(count))
