"""From takes and a song to shots: the whole plan of a directed film, with a reason for each choice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.edit.directing.casting import cast_shots
from core.edit.directing.choosing import chosen_of
from core.edit.directing.direction import CLASSIC, Direction
from core.edit.directing.dividing import divided
from core.edit.directing.events import Event, events_of
from core.edit.directing.lengths import Shot, fewest_shots, natural_count, shots_of
from core.edit.directing.places import Stretch, places_of
from core.edit.directing.showings import with_again
from core.edit.directing.takes import Take, takes_of
from core.edit.directing.whys import whys_of
from core.media.info import Source
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import Why

FEW_AGAIN = 1.2
ROUNDS = 2  # of all pictures: before they come more often, each stands still longer
FEW_MORE = 1.6


@dataclass(frozen=True)
class Directed:
    """The cuts of a film as used beats, and for each shot its asset and the reasons for it.

    Where a segment is kept the asset is None.
    """

    cuts: tuple[int, ...]
    assets: tuple[str | None, ...]
    whys: tuple[tuple[Why, ...], ...]


def direct(
    sources: Sequence[Source],
    copies: Mapping[str, int],
    song: SongPart,
    *,
    sections: Sequence[Section] = (),
    kept: Sequence[Stretch] = (),
    direction: Direction = CLASSIC,
) -> Directed:
    """Return the film of `sources`, in their order, around the kept stretches.

    `copies` counts, by asset, a picture and its near-copies that are not among the sources. The same
    arguments always give the same film. Raises ValueError without sources.
    """
    takes = takes_of(sources, copies, direction)
    places = places_of(song, sections, kept, direction)
    natural = natural_count(places, takes)
    count, stretch = shot_count(len(takes), natural, fewest_shots(places, kept), direction)
    every = events_of(takes)
    chosen = chosen_of(takes, every, count)
    shown = [takes[place] for place in chosen]
    again = with_again(shown, max(count, len(chosen)), direction.apart)
    cast = [shown[place] for place in again]
    shots = shots_of(places, cast, kept, stretch, direction)
    free = [shot for shot in shots if shot.take is not None]
    runs = _runs([chosen[place] for place in again[: len(free)]], every, len(shown))
    order = [cast[place] for place in cast_shots(cast[: len(free)], runs, free)]
    shots, order = divided(shots, order, takes, song, direction)
    whys = whys_of(order, [shot for shot in shots if shot.take is not None], every, takes)
    return _directed(shots, order, whys)


def shot_count(takes: int, natural: float, fewest: int, direction: Direction) -> tuple[int, float]:
    """Return how many shots a film has, and how much longer than usual they stand.

    So many takes as there are, when each can stand a little longer or shorter for it. Where that is
    not enough by little, as many as can be are shown; of many more there is a choice anyway, and each
    stands as long as it should. A few of many that come again would look like a mistake.
    """
    wanted = min(max(float(takes), natural / direction.stretch), natural / direction.squeeze)
    if takes > natural * FEW_MORE:
        wanted = natural
    elif takes < wanted <= takes * FEW_AGAIN:
        wanted = float(takes)
    elif wanted > takes * ROUNDS:
        wanted = max(float(takes * ROUNDS), natural / direction.stretch_again)
    count = max(1, fewest, round(wanted))
    return count, natural / count


def most_shots(song: SongPart, sections: Sequence[Section], direction: Direction = CLASSIC) -> int:
    """Return about how many photos a directed film has room for."""
    places = places_of(song, sections, (), direction)
    return max(1, fewest_shots(places, ()), round(natural_count(places, ()) / direction.squeeze))


def _runs(places: Sequence[int], events: Sequence[Event], firsts: int) -> list[list[int]]:
    """Return the shots whose takes may exchange places: neighbours of one event, at their first showing."""
    event_of = {place: number for number, event in enumerate(events) for place in event.takes}
    runs: list[list[int]] = []
    before: int | None = None
    for shot, place in enumerate(places[:firsts]):
        event = event_of[place]
        if not events[event].is_free:
            before = None
            continue
        if event == before:
            runs[-1].append(shot)
        else:
            runs.append([shot])
        before = event
    return runs


def _directed(shots: Sequence[Shot], cast: Sequence[Take], whys: Sequence[tuple[Why, ...]]) -> Directed:
    takes, reasons = iter(cast), iter(whys)
    assets = [None if shot.take is None else next(takes).key for shot in shots]
    return Directed(
        cuts=tuple(after.begin.beat for _, after in pairwise(shots)),
        assets=tuple(assets),
        whys=tuple(() if shot.take is None else next(reasons) for shot in shots),
    )


def copies_among(instead: Sequence[str | None]) -> dict[str, int]:
    """Return how many pictures each one stands for, itself among them, from what is left out for it."""
    return {asset: count + 1 for asset, count in Counter(one for one in instead if one).items()}
