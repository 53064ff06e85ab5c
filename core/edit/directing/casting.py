"""Which take of an hour stands in which of its shots: what suits the music, at the least cost."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.edit.directing.lengths import Shot
from core.edit.directing.takes import Take, alike
from core.music.sections.song_sections import Intensity

# What a mismatch costs: of length in octaves squared, of energy, of a part without its strongest shot.
LENGTH, ENERGY, ACCENT, TOO_LONG, SPOILT = 1.0, 0.7, 1.2, 3.0, 30.0
OPENING, CLOSING = 1.0, 0.8
OUT_OF_ORDER = 0.25  # for a shot at the other end of its hour
NEXT_TO_LIKE, NEAR_SHOTS = 1.5, 5
BETTER = 1e-6
LIVELY: dict[Intensity, float] = {"calm": -0.8, "medium": 0.0, "high": 0.6, "drop": 0.9}
Values = NDArray[np.float64]


def cast_shots(takes: Sequence[Take], runs: Sequence[Sequence[int]], shots: Sequence[Shot]) -> list[int]:
    """Return the take of each of the free `shots`; take n of `takes` stands in shot n so far.

    `runs` are stretches of takes whose order is free; the others stay where they are.
    """
    cast = list(range(len(takes)))
    for run in runs:
        if len(run) > 1:
            cost = _costs([takes[place] for place in run], [shots[place] for place in run], run, len(takes))
            order = _matched(cost, alike([takes[place] for place in run]))
            for place, taken in zip(run, order, strict=True):
                cast[place] = run[taken]
    return cast


def _costs(group: Sequence[Take], shots: Sequence[Shot], run: Sequence[int], total: int) -> Values:
    """Return what each take (row) costs in each shot (column)."""
    lengths = np.log2(np.array([max(1, shot.length_ms) for shot in shots], dtype=np.float64))
    usual = np.log2(np.array([shot.begin.photo_ms for shot in shots]))
    hold = np.log2(np.array([take.hold for take in group]))
    most = np.log2(np.array([take.most_ms for take in group]))
    clean = np.log2(np.array([take.clean_ms for take in group]))
    energy = np.array([take.energy for take in group])
    strength = np.array([take.strength for take in group])
    lively = np.array([LIVELY[shot.begin.intensity] for shot in shots])
    # What is long for its place in the song goes to what takes longer to see.
    relative = lengths - usual
    relative = relative - relative.mean() + hold.mean()
    cost = LENGTH * (relative[None, :] - hold[:, None]) ** 2
    cost += TOO_LONG * np.maximum(lengths[None, :] - most[:, None], 0)
    cost += SPOILT * np.maximum(lengths[None, :] - clean[:, None], 0)
    cost += ENERGY * (lively[None, :] - energy[:, None]) ** 2
    accents = np.array([shot.begin.is_wall for shot in shots])
    cost -= ACCENT * accents[None, :] * strength[:, None]
    order = np.arange(len(group)) / max(1, len(group) - 1)
    cost += OUT_OF_ORDER * np.abs(order[:, None] - order[None, :])
    wide = np.array([take.is_wide for take in group])
    if run[0] == 0:
        cost[:, 0] += OPENING * ~wide - OPENING * strength
    if run[-1] == total - 1:
        cost[:, -1] += CLOSING * energy
    return cost


def _matched(cost: Values, same: Values) -> list[int]:
    """Return the row for each column: the order given, its pairs exchanged as long as that costs less."""
    count = len(cost)
    rows = np.arange(count)
    for _ in range(2 * count):
        now = cost[rows]
        gain = now + now.T
        own = np.diagonal(now)
        saved = own[:, None] + own[None, :] - gain
        best = int(np.argmax(np.round(saved, 9)))
        one, other = divmod(best, count)
        if saved[one, other] <= BETTER:
            break
        rows[[one, other]] = rows[[other, one]]
    return _apart(rows, cost, same)


def _apart(rows: NDArray[np.int64], cost: Values, same: Values) -> list[int]:
    """Exchange shots as long as that takes like pictures away from each other at a fair price."""
    count = len(rows)

    def price(order: NDArray[np.int64]) -> float:
        near = sum(
            float(same[order[:-step], order[step:]].sum()) / step
            for step in range(1, min(NEAR_SHOTS, count - 1) + 1)
        )
        return float(cost[order, np.arange(count)].sum()) + NEXT_TO_LIKE * near

    now = price(rows)
    for one in range(count):
        for other in range(one + 1, min(count, one + NEAR_SHOTS + 1)):
            tried = rows.copy()
            tried[[one, other]] = tried[[other, one]]
            then = price(tried)
            if then < now - BETTER:
                rows, now = tried, then
    return [int(row) for row in rows]
