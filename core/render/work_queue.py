"""Which span each drawing process takes next: neighbours, as they share photos, clips and transitions."""

from collections.abc import Sequence
from itertools import pairwise
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")


class WorkQueue(Generic[Item]):
    """Items in order, dealt to several hands: each works through a stretch of its own.

    A hand with nothing left takes the second half of the longest stretch of another.
    """

    def __init__(self, items: Sequence[Item], hands: int) -> None:
        edges = [len(items) * hand // hands for hand in range(hands + 1)]
        self._items = items
        self._stretches = [range(start, end) for start, end in pairwise(edges)]
        self._lock = Lock()

    def next_for(self, hand: int) -> Item | None:
        """Return the next item for a hand, or None when all are dealt."""
        with self._lock:
            if not self._stretches[hand]:
                self._take_over(hand)
            mine = self._stretches[hand]
            self._stretches[hand] = mine[1:]
            return self._items[mine[0]] if mine else None

    def _take_over(self, hand: int) -> None:
        other = max(range(len(self._stretches)), key=lambda n: len(self._stretches[n]))
        theirs = self._stretches[other]
        middle = len(theirs) // 2
        self._stretches[other], self._stretches[hand] = theirs[:middle], theirs[middle:]
