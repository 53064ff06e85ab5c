"""The days and hours that pictures were taken in, so that a film shows a little of each."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.edit.directing.takes import Take

GAP = timedelta(minutes=40)  # without a picture ends an event
DAY_BEGINS = timedelta(hours=4)  # what is taken before is part of the night before
RUN = 12  # pictures without a time are taken in runs of so many
MOSTLY = 0.8  # of the times must go up where the order is one of time


@dataclass(frozen=True)
class Event:
    """What was taken within one hour without a long pause; `takes` are places in the order given.

    `day` tells days apart, None where the times are not known; `is_free` says that the order of its
    takes is the director's to choose.
    """

    takes: tuple[int, ...]
    day: int | None
    hour: int | None
    is_free: bool


def events_of(takes: Sequence[Take]) -> list[Event]:
    """Return the events of `takes`, in their order.

    Takes that are in another order than that of time were put so by a person, and stay so.
    """
    clocks, in_time = _settled([take.clock for take in takes])
    keys: list[tuple[int | None, int, int]] = []
    before: datetime | None = None
    stretch = untimed = 0
    for place, clock in enumerate(clocks):
        if clock is None:
            keys.append((None, untimed // RUN, -1))
            untimed += 1
            continue
        if before is None or abs(clock - before) > GAP:
            stretch = place
        before = clock
        keys.append(((clock - DAY_BEGINS).toordinal(), stretch, clock.hour))
    members: dict[tuple[int | None, int, int], list[int]] = {}
    for place, key in enumerate(keys):
        members.setdefault(key, []).append(place)
    return [
        Event(tuple(places), key[0], key[2] if key[2] >= 0 else None, is_free=in_time and key[0] is not None)
        for key, places in members.items()
    ]


def _settled(clocks: Sequence[datetime | None]) -> tuple[list[datetime | None], bool]:
    """Return times that go up, and whether they do; one that lies has that of the picture before it.

    A clip's time may be in another zone than the photos' around it, so a few may go astray.
    """
    known = [place for place, clock in enumerate(clocks) if clock is not None]
    rising = _longest_rise([clock for clock in clocks if clock is not None])
    if len(rising) < MOSTLY * len(known):
        return list(clocks), False
    steady = {known[at] for at in rising}
    settled: list[datetime | None] = []
    last: datetime | None = None
    for place, clock in enumerate(clocks):
        last = clock if place in steady else last
        settled.append(None if clock is None and place > max(steady, default=-1) else last)
    return settled, True


def _longest_rise(clocks: Sequence[datetime]) -> list[int]:
    """Return the places of a longest run of times of which none goes back."""
    ends: list[datetime] = []
    tails: list[int] = []
    before: list[int] = []
    for place, clock in enumerate(clocks):
        at = bisect_right(ends, clock)
        before.append(tails[at - 1] if at else -1)
        ends[at : at + 1] = [clock]
        tails[at : at + 1] = [place]
    rise: list[int] = []
    place = tails[-1] if tails else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return rise[::-1]
