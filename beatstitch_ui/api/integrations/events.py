"""What happens, as it happens: Server-Sent Events (WHATWG HTML, 9.2) for scripts and home automation."""

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import AccountAccess, OwnAccount
from beatstitch_ui.shell.change_feed import change_since, data_version
from core.accounts.visitors import Visitor, still_signed_in, visitor_with_token
from core.errors import TooManyRequestsError
from core.installation.current import installation
from core.projects.events import EVENT_KINDS, Event, Seen, changes, look

PING_S, LONGEST_S, AT_ONCE = 15.0, 24 * 3600, 10
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
Seconds = Annotated[
    int, Query(ge=0, le=LONGEST_S, description="end after so long; 0 after the present state")
]
router = APIRouter(prefix="/api/events", route_class=ApiRoute, tags=["Events"])
EVENT = {
    "type": "object",
    "required": ["event", "data"],
    "properties": {
        "event": {"enum": [*EVENT_KINDS]},
        "data": {"type": "string", "contentMediaType": "application/json"},
    },
}
STREAM = {200: {"content": {"text/event-stream": {"schema": EVENT}}}}
_open: Counter[str] = Counter()


@router.get("", response_class=StreamingResponse, responses={**STREAM})
async def events(account: OwnAccount, seconds: Seconds = LONGEST_S) -> StreamingResponse:
    """Follow your projects and what comes of them, as Server-Sent Events: how each is, then each change.

    The events are `project`, `render`, `import` and `send` (a sent video), each with JSON. Who reconnects
    misses nothing: it begins with the present state again.
    """
    if _open[account.visitor.user_id] >= AT_ONCE:
        raise TooManyRequestsError
    return StreamingResponse(_stream(account, seconds), media_type="text/event-stream", headers=HEADERS)


async def _stream(account: AccountAccess, seconds: int) -> AsyncIterator[str]:
    user_id, ends_s = account.visitor.user_id, time.monotonic() + seconds
    seen: Seen = {}
    _open[user_id] += 1
    try:
        while True:
            version = await asyncio.to_thread(data_version)
            now = await asyncio.to_thread(look, installation(), user_id)
            for event in changes(seen, now):
                yield _line(event)
            seen = now
            while (left_s := ends_s - time.monotonic()) > 0:
                try:
                    await asyncio.wait_for(change_since(version), min(left_s, PING_S))
                    break
                except TimeoutError:
                    yield ": still here\n\n"
            if left_s <= 0 or not await asyncio.to_thread(_may_stay, account.visitor):
                return
    finally:
        _open[user_id] -= 1


def _may_stay(visitor: Visitor) -> bool:
    """Tell whether who listens is still signed in, or their token has not ended."""
    if visitor.scopes is not None:
        return visitor_with_token(installation(), visitor.token) is not None
    return bool(still_signed_in(installation(), [visitor.session_id]))


def _line(event: Event) -> str:
    return f"event: {event.kind}\ndata: {json.dumps(event.data)}\n\n"
