"""Lets the newest request for an upload take over from older ones, whose connections may be long dead."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar
from weakref import WeakValueDictionary

from core.errors import UploadOffsetError

P = ParamSpec("P")
R = TypeVar("R")


class _Queue:
    """Where the requests for one file queue up."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.newest: UploadLock | None = None


_queues: WeakValueDictionary[Path, _Queue] = WeakValueDictionary()


class UploadLock:
    """The right of a request to write to `part`, until a newer one comes; for the event loop's thread."""

    def __init__(self, part: Path) -> None:
        self._queue = _queues.setdefault(part, _Queue())
        self._queue.newest = self

    async def run(self, work: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Return what `work` returns; it runs in a thread, after that of earlier requests.

        Raises UploadOffsetError when a newer request has taken over.
        """
        async with self._queue.lock:
            if self._queue.newest is not self:
                raise UploadOffsetError(held=0)
            return await asyncio.to_thread(work, *args, **kwargs)
