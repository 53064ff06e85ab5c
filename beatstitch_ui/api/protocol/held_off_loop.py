"""Holds for a request what takes a lock or the database to enter and to leave, off the event loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from types import TracebackType


@asynccontextmanager
async def held_off_loop(held: AbstractContextManager[object]) -> AsyncIterator[None]:
    """Enter and leave in threads; `held` is told of an error, and left even when the request is cancelled.

    A cancellation that comes while it is being entered can't stop the thread: it is left once it is entered.
    """
    entering = asyncio.ensure_future(asyncio.to_thread(held.__enter__))
    try:
        await asyncio.shield(entering)
        yield
    except BaseException as error:
        await asyncio.shield(_left(entering, held, error))
        raise
    await asyncio.shield(_left(entering, held, None))


async def _left(
    entering: asyncio.Future[object], held: AbstractContextManager[object], error: BaseException | None
) -> None:
    try:
        await entering
    except Exception:  # noqa: BLE001 - it was refused, which who waits for it is told
        return
    traceback: TracebackType | None = error.__traceback__ if error else None
    await asyncio.to_thread(held.__exit__, type(error) if error else None, error, traceback)
