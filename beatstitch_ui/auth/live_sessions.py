"""Which sessions have not ended: asked off the event loop, and believed for a moment."""

import asyncio
import time
from collections.abc import Callable, Iterable
from weakref import WeakValueDictionary

BELIEVED_S = 1.0  # how long a session that was seen alive is taken to be


class LiveSessions:
    """What is known of sessions; for the event loop's thread.

    `look` returns which of some sessions have not ended. It reads the database, so it runs in a thread.
    """

    def __init__(self, look: Callable[[Iterable[str]], set[str]]) -> None:
        self._look = look
        self._seen_alive: dict[str, float] = {}
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def is_alive(self, session_id: str) -> bool:
        """Tell whether a session has not ended; who asks about one is answered in the order of asking.

        It goes on without a pause where the answer is known and nobody waits for it.
        """
        turn = self._turns.setdefault(session_id, asyncio.Lock())
        async with turn:
            return self._is_believed(session_id) or await self._ask(session_id)

    def _is_believed(self, session_id: str) -> bool:
        return time.monotonic() - self._seen_alive.get(session_id, -BELIEVED_S) < BELIEVED_S

    async def _ask(self, session_id: str) -> bool:
        known, asked_at = self._seen_alive, time.monotonic()
        is_alive = session_id in await asyncio.to_thread(self._look, [session_id])
        if is_alive:
            known[session_id] = asked_at  # in vain if all was forgotten meanwhile: it may have ended since
        return is_alive

    async def ended(self, sessions: set[str]) -> set[str]:
        """Return which of these have ended by now, and forget what was known of any."""
        self._seen_alive = {}
        return sessions - await asyncio.to_thread(self._look, sessions) if sessions else set()
