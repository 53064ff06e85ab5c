"""Children that stay alive between two pieces of work, so that what they imported is imported once."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from core.sandbox.forks.server import ForkServer
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child

KEEP_S = 180.0


@dataclass(frozen=True)
class _Waiting:
    owner: str
    child: Child
    since_s: float


class IdleChildren:
    """A few children that wait for more work of the owner that they worked for.

    An owner is whose files may be read by one process: a hostile file that took it over meets nobody
    else's. Children that nobody took for `keep_s` are ended.
    """

    def __init__(
        self, limits: Limits, *, most: int, keep_s: float = KEEP_S, forks: ForkServer | None = None
    ) -> None:
        self._forks = forks
        self._limits, self._most, self._keep_s = limits, most, keep_s
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._timer: threading.Timer | None = None

    def take(self, owner: str | None, permissions: Permissions | None = None) -> Child:
        """Return a child that worked for this owner before and may do all this, else a fresh one."""
        wanted = permissions or Permissions()
        with self._lock:
            for waiting in self._waiting:
                if waiting.owner == owner and waiting.child.permissions.cover(wanted):
                    self._waiting.remove(waiting)
                    return waiting.child
        return Child(self._limits, wanted, forks=self._forks)

    def release(self, owner: str | None, child: Child) -> None:
        """Keep a child for its owner; without one, or when there are too many, one is ended."""
        if owner is None:
            child.close()
            return
        with self._lock:
            self._waiting.append(_Waiting(owner, child, time.monotonic()))
            self._start_timer()
            leaving = self._waiting[: -self._most]
            self._waiting = self._waiting[-self._most :]
        _end(leaving)

    def close(self) -> None:
        """End all that wait."""
        self._end_those(lambda _: True)

    def _expire(self) -> None:
        too_old_s = time.monotonic() - self._keep_s
        with self._lock:
            self._timer = None
        self._end_those(lambda waiting: waiting.since_s <= too_old_s)
        with self._lock:
            self._start_timer()

    def _start_timer(self) -> None:
        """Look again when the one that waits longest is due; the lock is held."""
        if self._timer is None and self._waiting:
            wait_s = max(0.0, self._waiting[0].since_s + self._keep_s - time.monotonic())
            self._timer = threading.Timer(wait_s, self._expire)
            self._timer.daemon = True
            self._timer.start()

    def _end_those(self, leave: Callable[[_Waiting], bool]) -> None:
        with self._lock:
            leaving = [waiting for waiting in self._waiting if leave(waiting)]
            self._waiting = [waiting for waiting in self._waiting if waiting not in leaving]
        _end(leaving)


def _end(leaving: list[_Waiting]) -> None:
    for waiting in leaving:
        waiting.child.close()
