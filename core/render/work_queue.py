"""Which span each drawing process takes next: neighbours, as they share photos, clips and transitions."""

from collections.abc import Sequence
from itertools import pairwise
from threading import Lock
from typing import Generic, TypeVar

Item = TypeVar("Item")


class WorkQueue(Generic[Item]):
    """Items in order for several workers: each works through a stretch of its own.

    A worker with nothing left takes the second half of the longest stretch of another.
    """

    def __init__(self, items: Sequence[Item], workers: int) -> None:
        edges = [len(items) * worker // workers for worker in range(workers + 1)]
        self._items = items
        self._stretches = [range(start, end) for start, end in pairwise(edges)]
        self._lock = Lock()

    def next_for(self, worker: int) -> Item | None:
        """Return the next item for a worker, or None when none is left."""
        with self._lock:
            if not self._stretches[worker]:
                self._take_over(worker)
            mine = self._stretches[worker]
            self._stretches[worker] = mine[1:]
            return self._items[mine[0]] if mine else None

    def _take_over(self, worker: int) -> None:
        other = max(range(len(self._stretches)), key=lambda n: len(self._stretches[n]))
        theirs = self._stretches[other]
        middle = len(theirs) // 2
        self._stretches[other], self._stretches[worker] = theirs[:middle], theirs[middle:]
