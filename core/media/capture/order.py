"""The one order of photos and clips, in the browser and on the command line: by capture time, or by name."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, TypeVar

from core.media.capture.capture_time import CaptureTime

Item = TypeVar("Item")
COUNTER = re.compile(r"(?P<before>.*?)(?P<number>\d{4})", re.DOTALL)  # 0001 to 9999, as DCF has it
COUNTER_SIZE, COUNTER_ENDS = 10_000, 100


@dataclass(frozen=True)
class OrderKey:
    """What the order of a photo or clip depends on; `path` is relative, with / between its parts."""

    path: str
    captured: CaptureTime | None


def by_time(
    items: Iterable[Item], shot: Callable[[Item], OrderKey], home: tzinfo | None = None
) -> list[Item]:
    """Return the items in the order in which they were taken.

    A time without a zone is read in the zone of the nearest other item that has one, else in that of
    `home`, None for the machine's. In the same second decimals decide, then the names. What has no time
    comes last, by name. A file's own time counts only between times that are sure: it is as often that
    of a copy.
    """
    listed = list(items)
    shots = [shot(item) for item in listed]
    moments = settled([one.captured for one in shots], home)
    timed = sorted((at for at, moment in enumerate(moments) if moment), key=lambda at: _moment(moments, at))
    order: list[int] = []
    for _, second in groupby(timed, key=lambda at: _moment(moments, at).replace(microsecond=0)):
        order += _within_a_second(list(second), shots)
    untimed = [at for at, moment in enumerate(moments) if moment is None]
    order += sorted(untimed, key=lambda at: natural(shots[at].path))
    return [listed[at] for at in order]


def by_name(items: Iterable[Item], shot: Callable[[Item], OrderKey]) -> list[Item]:
    """Return the items in the order of their names as people count: Slide2 before Slide10."""
    return sorted(items, key=lambda item: natural(shot(item).path))


def natural(path: str) -> tuple[Any, ...]:
    """Return a key by which numbers are compared as numbers, and letters without case and accents.

    What lies in a folder comes before what lies beside it.
    """
    *folders, name = PurePosixPath(unicodedata.normalize("NFC", path)).parts or ("",)
    stem, dot, suffix = name.rpartition(".")
    parts = [(0, _counted(folder)) for folder in folders]
    return (*parts, (1, _counted(stem or dot + suffix))), _counted(suffix), path


def settled(times: Sequence[CaptureTime | None], home: tzinfo | None = None) -> list[datetime | None]:
    """Return the instants of capture times of one set, None for those that tell none; see `by_time`."""
    zones = sorted((one.clock, one.offset_min) for one in times if one and one.certainty == "zoned")
    clocks = [clock for clock, _ in zones]
    mixed = any(one is not None and not one.is_clock and one.certainty != "file" for one in times)

    def settle(one: CaptureTime) -> datetime:
        if not one.is_clock:
            return one.moment
        if not zones:
            return one.moment - (_offset_at_home(one.moment, home) if mixed else timedelta())
        at = bisect_left(clocks, one.moment)
        nearest = min(
            range(max(0, at - 1), min(len(zones), at + 1)), key=lambda n: abs(clocks[n] - one.moment)
        )
        return one.moment - timedelta(minutes=zones[nearest][1] or 0)

    sure = [settle(one) for one in times if one and one.certainty != "file"]
    return [
        None if one is None or (one.certainty == "file" and not _between(one.moment, sure)) else settle(one)
        for one in times
    ]


def _moment(moments: Sequence[datetime | None], at: int) -> datetime:
    return moments[at] or datetime.max.replace(tzinfo=UTC)


def _offset_at_home(clock: datetime, home: tzinfo | None) -> timedelta:
    naive = clock.replace(tzinfo=None)
    at_home = naive.replace(tzinfo=home) if home is not None else naive.astimezone()
    return at_home.utcoffset() or timedelta()


def _between(moment: datetime, sure: Sequence[datetime]) -> bool:
    return bool(sure) and min(sure) <= moment <= max(sure)


def _within_a_second(places: list[int], shots: Sequence[OrderKey]) -> list[int]:
    """Return the items of one second in order: by its decimals if they are told, and then by name."""
    if len(places) == 1:
        return places
    paths = _wrapped({at: shots[at].path for at in places})
    decimals = {at: one.moment.microsecond if (one := shots[at].captured) else 0 for at in places}
    untold = sum(not decimal for decimal in decimals.values())
    told = untold <= 1  # a single zero is one; several are pictures that tell none
    return sorted(places, key=lambda at: (decimals[at] if told else 0, natural(paths[at])))


def _wrapped(paths: dict[int, str]) -> dict[int, str]:
    """Return names by which IMG_9999 comes before the IMG_0001 that a camera made right after it."""
    counters = {at: COUNTER.fullmatch(PurePosixPath(path).stem) for at, path in paths.items()}
    found = {at: counter for at, counter in counters.items() if counter}
    wrapped = dict(paths)
    for before in {counter["before"] for counter in found.values()}:
        numbers = {at: int(one["number"]) for at, one in found.items() if one["before"] == before}
        late = [number for number in numbers.values() if number >= COUNTER_SIZE - COUNTER_ENDS]
        early = [at for at, number in numbers.items() if number < COUNTER_ENDS]
        if late and early and len(late) + len(early) == len(numbers):
            for at in early:
                path = PurePosixPath(paths[at])
                wrapped[at] = str(path.with_stem(f"{before}{numbers[at] + COUNTER_SIZE}"))
    return wrapped


def _counted(name: str) -> tuple[tuple[str | int, ...], str]:
    """Return the parts of a name, letters and numbers in turn, and the name itself."""
    bare = "".join(sign for sign in unicodedata.normalize("NFD", name) if not unicodedata.combining(sign))
    parts = re.split(r"(\d+)", bare.casefold())
    return tuple(int(part) if at % 2 else part for at, part in enumerate(parts)), name
