"""The open websockets by the session whose cookie opened them, so that they can be closed with it."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from starlette.types import Send

SESSION_ENDED = 4401  # a close code of ours, after HTTP's 401

_open: defaultdict[str, list[Send]] = defaultdict(list)


@contextmanager
def held_open(session_id: str, send: Send) -> Iterator[None]:
    """Keep a websocket in the list for the length of the block."""
    _open[session_id].append(send)
    try:
        yield
    finally:
        _open[session_id].remove(send)
        if not _open[session_id]:
            del _open[session_id]


def sessions_with_sockets() -> set[str]:
    return set(_open)


async def close_sockets_of(session_id: str) -> None:
    """Close the websockets of a session; their handlers then see that the client has gone."""
    for send in list(_open.get(session_id, ())):
        with suppress(RuntimeError):  # one that is being closed already
            await send({"type": "websocket.close", "code": SESSION_ENDED})
