"""Upright pictures for which a wide film has no shot, beside one of their hour; and the other way round."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from core.edit.directing.direction import Direction
from core.edit.directing.events import events_of
from core.edit.directing.takes import Take, takes_of
from core.edit.framing.aims import cuts_faces
from core.edit.framing.panel_boxes import panel_aspects
from core.edit.framing.panels import misfit
from core.edit.framing.windows import fitted
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import PanelLayout

SHOTS_APART = 8
LEAST_SIDE = Fraction(11, 10)  # longer to shorter side of a frame, and of a picture that stands across it
LARGEST_MISFIT = 0.5  # of the logarithms of a panel's shape and its picture's: a third of it cut off
LEAST_MS = {2: 1500, 3: 2300}
TRIED = 4  # spare pictures of an hour, the strongest first
Slot = tuple[int, int]


@dataclass(frozen=True)
class SplitShot:
    """Shot `number` shows the photos `beside` its own in one line."""

    number: int
    layout: PanelLayout
    beside: tuple[str, ...]


@dataclass(frozen=True)
class _Chance:
    strength: float
    shot: SplitShot


def split_shots(
    sources: Sequence[Source],
    cast: Sequence[str],
    slots: Sequence[Slot],
    song: SongPart,
    aspect: Fraction,
    *,
    kept: Collection[int],
    direction: Direction,
) -> list[SplitShot]:
    """Return the shots of `cast` that photos left over of `sources` share, in order; rarely one in eight.

    All pictures of such a shot stand across the frame and suit their panels with their faces whole. The
    first and the last shot, which bear titles, and those `kept` stay alone. Each photo is used once.
    """
    layout = _line_in(aspect)
    if layout is None:
        return []
    every = takes_of(sources, {}, direction)
    takes = {take.key: take for take in every if _stands_across(take.source, aspect)}
    hour_of = _hours(every)
    spare = _spare_by_hour(takes, set(cast), hour_of)
    edges_ms = song.edges_ms([slot[0] for slot in slots[1:]])
    chances: list[_Chance] = []
    for number in range(1, len(slots) - 1):
        own = takes.get(cast[number])
        if own is None or number in kept:
            continue
        length_ms = edges_ms[number + 1] - edges_ms[number]
        beats = slots[number][1] - slots[number][0]
        rest = spare.get(hour_of[own.key], [])
        fitting = _fitting(own, rest, layout, aspect, most=_most(beats, length_ms))
        chances += [_Chance(strength, SplitShot(number, layout, beside)) for strength, beside in fitting]
    return _apart(chances)


def _line_in(aspect: Fraction) -> PanelLayout | None:
    if aspect >= LEAST_SIDE:
        return "columns"
    return "rows" if 1 / aspect >= LEAST_SIDE else None


def _stands_across(source: Source, aspect: Fraction) -> bool:
    """Whether it is an upright photo in a wide frame, or a wide one in an upright frame."""
    if source.media_type != "image":
        return False
    shape = Fraction(source.display_width, max(1, source.display_height))
    return (1 / shape if aspect > 1 else shape) >= LEAST_SIDE


def _hours(takes: Sequence[Take]) -> dict[str, int]:
    return {takes[place].key: hour for hour, event in enumerate(events_of(takes)) for place in event.takes}


def _spare_by_hour(
    takes: Mapping[str, Take], shown: Collection[str], hour_of: Mapping[str, int]
) -> dict[int, list[Take]]:
    """Return the photos that are not shown by their hour, the strongest of each first."""
    spare: dict[int, list[Take]] = {}
    for take in sorted(takes.values(), key=lambda one: (-one.strength, one.key)):
        if take.key not in shown:
            spare.setdefault(hour_of[take.key], []).append(take)
    return spare


def _most(beats: int, length_ms: int) -> int:
    """Return how many pictures a shot has the time for: each comes in on a beat, and stays for one."""
    return max(
        (count for count, least_ms in LEAST_MS.items() if beats > count and length_ms >= least_ms), default=1
    )


def _fitting(
    own: Take, rest: Sequence[Take], layout: PanelLayout, aspect: Fraction, *, most: int
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield the photos that suit a shot best, for each number of panels, with how strong they are."""
    for beside in range(1, most):
        for others in combinations(rest[:TRIED], beside):
            pictures = [own.source, *(other.source for other in others)]
            if _suits(pictures, layout, aspect):
                fault = misfit(pictures, layout, aspect)
                yield sum(other.strength for other in others) - fault, tuple(other.key for other in others)


def _suits(pictures: Sequence[Source], layout: PanelLayout, aspect: Fraction) -> bool:
    if misfit(pictures, layout, aspect) > LARGEST_MISFIT:
        return False
    shapes = panel_aspects(layout, len(pictures), aspect)
    return not any(
        cuts_faces(
            one.analysis.faces if one.analysis else (),
            fitted((one.display_width, one.display_height), shape, "cover"),
        )
        for one, shape in zip(pictures, shapes, strict=True)
    )


def _apart(chances: Sequence[_Chance]) -> list[SplitShot]:
    """Return the best of the chances, none near another and no photo in two of them."""
    taken: list[SplitShot] = []
    used: set[str] = set()
    for chance in sorted(
        chances, key=lambda one: (-round(one.strength, 6), one.shot.number, one.shot.beside)
    ):
        shot = chance.shot
        is_apart = all(abs(shot.number - other.number) >= SHOTS_APART for other in taken)
        if is_apart and used.isdisjoint(shot.beside):
            taken.append(shot)
            used.update(shot.beside)
    return sorted(taken, key=lambda shot: shot.number)
