"""Which takes a film shows: a little of every day and hour, the best of each, and no two alike."""

from collections import Counter
from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from core.edit.directing.events import Event
from core.edit.directing.takes import Take, alike
from core.vision.likeness import likeness

SEEN_FROM = 0.02  # of all takes: an hour with more of them is shown in any case
ALIKE = 0.8  # what looking like one that is chosen costs, in strengths
NEAR_S, NEAR = 30.0, 0.35  # so alike do pictures count that were taken at once
SAME_SCENE = 0.75  # of likeness is a scene that another hour shows already
MIX = 0.25  # what another of a kind that is rare so far is worth
Values = NDArray[np.float64]


def chosen_of(takes: Sequence[Take], events: Sequence[Event], count: int) -> list[int]:
    """Return the places of up to `count` takes, in their order; starred ones are always among them.

    Every day, and every hour with more than a fiftieth of the pictures, is shown while there is room;
    beyond that an hour gets seats by the square root of its size.
    """
    if count >= len(takes):
        return list(range(len(takes)))
    seats = _seats(takes, events, count)
    picked: list[int] = []
    for event, places in zip(events, seats, strict=True):
        picked += _best(takes, event.takes, places, picked)
    return sorted(picked)


def _seats(takes: Sequence[Take], events: Sequence[Event], count: int) -> list[int]:
    """Return how many takes each event gets.

    Seats go one after the other to the event that lacks most (Webster's method), so that one picture
    more moves few of them.
    """
    sizes = [len(event.takes) for event in events]
    seats = [sum(takes[place].source.starred for place in event.takes) for event in events]
    for number in _first_seats(events, len(takes)):
        if sum(seats) < count and not seats[number]:
            seats[number] = 1
    for _ in range(count - sum(seats)):
        open_ = [number for number, size in enumerate(sizes) if seats[number] < size]
        if not open_:
            break
        seats[max(open_, key=lambda number: (sqrt(sizes[number]) / (seats[number] + 0.5), -number))] += 1
    return seats


def _first_seats(events: Sequence[Event], total: int) -> list[int]:
    """Return the events that must be shown, the most important first: each day's largest, then by size."""
    by_size = sorted(range(len(events)), key=lambda number: (-len(events[number].takes), number))
    days: Counter[int | None] = Counter()
    firsts, others = [], []
    for number in by_size:
        day = events[number].day
        (others if days[day] else firsts).append(number)
        days[day] += 1
    return [*firsts, *(number for number in others if len(events[number].takes) > SEEN_FROM * total)]


def _best(takes: Sequence[Take], places: Sequence[int], count: int, before: Sequence[int]) -> list[int]:
    """Return the best `count` of these: strong ones, unlike each other, of all kinds as the set is.

    They are also none of the scenes that those chosen `before` show.
    """
    if count >= len(places):
        return list(places)
    group = [takes[place] for place in places]
    strength = np.array([take.strength + 10 * take.source.starred for take in group])
    kinds = [take.kind for take in group]
    share = {kind: number / len(group) for kind, number in Counter(kinds).items()}
    same = np.maximum(alike(group), _nearness(group))
    nearest = _known(group, [takes[place] for place in before])
    chosen: list[int] = []
    have: Counter[tuple[bool, bool]] = Counter()
    for number in range(count):
        lacking = {kind: share[kind] * (number + 1) - have[kind] for kind in share}
        mix = np.array([min(1.0, max(-1.0, lacking[kind])) for kind in kinds])
        worth = strength - ALIKE * nearest + MIX * mix
        worth[chosen] = -np.inf
        best = int(np.argmax(np.round(worth, 6)))
        chosen.append(best)
        have[kinds[best]] += 1
        nearest = np.maximum(nearest, same[best])
    return [places[at] for at in chosen]


def _known(group: Sequence[Take], before: Sequence[Take]) -> Values:
    """Return how alike each picture is to what other hours show, where it is the same scene, else 0."""
    if not before:
        return np.zeros(len(group))
    prints = [[take.fingerprint for take in part] for part in (group, before)]
    nearest = likeness(*prints).max(axis=1)
    return np.where(nearest >= SAME_SCENE, nearest, 0.0)


def _nearness(group: Sequence[Take]) -> Values:
    """Return how alike pictures are for having been taken at nearly the same time."""
    times = np.array([take.clock.timestamp() if take.clock else np.nan for take in group])
    apart = np.abs(times[:, None] - times[None, :])
    return np.nan_to_num(NEAR * np.clip(1 - apart / NEAR_S, 0, 1))
