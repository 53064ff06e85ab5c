"""How long each shot of a directed film stands: the cuts that cost least over the whole song."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.edit.directing.direction import Direction
from core.edit.directing.places import ENDING, Place, Stretch
from core.edit.directing.takes import Take
from core.edit.planning.section_pace import SHORTEST_MS

REACH_MS = 20_000  # no shot but one without a choice is longer
TOO_SHORT, TOO_LONG, SPOILT = 40.0, 4.0, 40.0
ROUNDS = 9  # of making a length that is too frequent dearer
DEARER = 0.5
FEW = 5  # shots of one length are never too many
Values = NDArray[np.float64]


@dataclass(frozen=True)
class Shot:
    """What stands between two places; `take` counts the film's takes, None for a kept segment."""

    begin: Place
    end: Place
    take: int | None

    @property
    def length_ms(self) -> int:
        return self.end.at_ms - self.begin.at_ms

    @property
    def beats(self) -> int:
        return self.end.beat - max(0, self.begin.beat)


def natural_count(places: Sequence[Place], takes: Sequence[Take]) -> float:
    """Return how many shots a film of such takes has when each stands as long as it would."""
    hold = float(np.mean([take.hold for take in takes])) if takes else 1.0
    return sum((after.at_ms - place.at_ms) / place.photo_ms for place, after in pairwise(places)) / hold


def fewest_shots(places: Sequence[Place], kept: Sequence[Stretch]) -> int:
    """Return how many takes it takes at least to get from the song's start to its end."""
    kept_from = _kept_from(places, kept)
    fewest = [0]
    for number, origins in enumerate(_before(places)[1:], start=1):
        kept_one = kept_from.get(number)
        fewest.append(min(fewest[one] for one in origins) + 1 if kept_one is None else fewest[kept_one])
    return fewest[-1]


def shots_of(
    places: Sequence[Place],
    takes: Sequence[Take],
    kept: Sequence[Stretch],
    stretch: float,
    direction: Direction,
) -> list[Shot]:
    """Return the shots of `takes`, in this order, between the kept segments; each take is shown once.

    There are at least `fewest_shots` takes; where the song has no room for all, the last ones get none.
    `stretch` is how much longer than usual everything stands. A length that is too frequent is made
    dearer until it is not.
    """
    course = _Course.of(places, takes, kept, stretch, direction.least_ms)
    dear: dict[int, float] = {}
    best: list[Shot] = []
    least = 1.0
    for _ in range(ROUNDS):
        shots = course.cheapest(dear)
        share, length = _most_frequent(shots)
        if not best or share < least:
            best, least = shots, share
        if share <= direction.most_alike:
            break
        dear[length] = dear.get(length, 0.0) + DEARER
    return best


def _most_frequent(shots: Sequence[Shot]) -> tuple[float, int]:
    """Return the share of the most frequent length, and it, in beats."""
    counts = Counter(shot.beats for shot in shots if shot.take is not None)
    length, count = max(counts.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return (count / counts.total() if count > FEW else 0.0), length


@dataclass(frozen=True)
class _Course:
    """The ways from the song's start to its end, as arrays; `before[n]` are the places to come from."""

    places: Sequence[Place]
    hold: Values
    most: Values
    clean: Values
    kept_from: dict[int, int]
    before: list[list[int]]
    usual: Values
    least_ms: float

    @classmethod
    def of(
        cls,
        places: Sequence[Place],
        takes: Sequence[Take],
        kept: Sequence[Stretch],
        stretch: float,
        least_ms: float,
    ) -> "_Course":
        kept_from = _kept_from(places, kept)
        return cls(
            places=places,
            hold=np.log2(np.array([take.hold for take in takes], dtype=np.float64)),
            most=np.log2(np.array([take.most_ms for take in takes], dtype=np.float64)),
            clean=np.log2(np.array([take.clean_ms for take in takes], dtype=np.float64)),
            kept_from=kept_from,
            before=_before(places),
            usual=np.log2(np.array([place.photo_ms * stretch for place in places])),
            least_ms=least_ms,
        )

    def cheapest(self, dear: dict[int, float]) -> list[Shot]:
        """Return the shots that cost least together, when lengths in `dear` cost so much more."""
        count = len(self.hold)
        cost = np.full((len(self.places), count + 1), np.inf)
        cost[0, 0] = 0.0
        came = np.zeros((len(self.places), count + 1), dtype=np.int32)
        for number in range(1, len(self.places)):
            if number in self.kept_from:
                cost[number], came[number] = cost[self.kept_from[number]], self.kept_from[number]
                continue
            origins = np.array(self.before[number])
            ways = cost[origins, :-1] + self._costs(origins, number, dear)
            best = np.argmin(ways, axis=0)
            cost[number, 1:] = ways[best, np.arange(count)]
            came[number, 1:] = origins[best]
        return self._back(came, int(np.flatnonzero(np.isfinite(cost[-1]))[-1]))

    def _costs(self, origins: NDArray[np.int64], number: int, dear: dict[int, float]) -> Values:
        """Return what each take costs from each of the places `origins` to place `number`."""
        place = self.places[number]
        ending = np.log2(ENDING) if number == len(self.places) - 1 else 0.0
        lengths_ms = np.array([place.at_ms - self.places[one].at_ms for one in origins], dtype=np.float64)
        beats = [place.beat - max(0, self.places[one].beat) for one in origins]
        length = np.log2(np.maximum(1.0, lengths_ms))
        wanted = np.minimum((self.usual[origins] + ending)[:, None] + self.hold, self.most)
        off = length[:, None] - wanted
        over = np.maximum(length[:, None] - self.most, 0)
        extra = self._short(lengths_ms, length) + np.array([dear.get(one, 0.0) for one in beats])
        spoilt = np.maximum(length[:, None] - self.clean, 0)
        return off * off + TOO_LONG * over + SPOILT * spoilt + extra[:, None]

    def _short(self, lengths_ms: Values, length: Values) -> Values:
        """Return what it costs to be too short, the more the shorter.

        Else a film with too little room for all would have some that flash by, and all others as they like.
        """
        lacking = np.maximum(np.log2(max(1.0, self.least_ms)) - length, 0)
        return TOO_SHORT * ((lengths_ms < SHORTEST_MS) + lacking * lacking)

    def _back(self, came: NDArray[np.int32], shown: int) -> list[Shot]:
        shots: list[Shot] = []
        number = len(self.places) - 1
        while number > 0:
            origin = int(came[number, shown])
            is_kept = self.kept_from.get(number) == origin
            shown -= not is_kept
            shots.append(Shot(self.places[origin], self.places[number], None if is_kept else shown))
            number = origin
        return shots[::-1]


def _kept_from(places: Sequence[Place], kept: Sequence[Stretch]) -> dict[int, int]:
    """Return the place that each kept segment begins at, by the one it ends at."""
    numbers = {place.beat: number for number, place in enumerate(places)}
    return {numbers[one.end]: numbers[one.first] for one in kept}


def _before(places: Sequence[Place]) -> list[list[int]]:
    """Return for each place where a shot that ends there may begin: not beyond a wall."""
    ways: list[list[int]] = [[]]
    for number in range(1, len(places)):
        origins: list[int] = []
        for origin in range(number - 1, -1, -1):
            too_far = places[number].at_ms - places[origin].at_ms > REACH_MS
            if too_far and origins:
                break
            origins.append(origin)
            if places[origin].is_wall:
                break
        ways.append(origins)
    return ways
