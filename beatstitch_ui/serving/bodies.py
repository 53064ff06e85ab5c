"""Keeps what a request may carry small, before anything holds it in memory; uploads have their own limits."""

from contextlib import suppress

from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.errors import RequestTooLargeError

FORM_BYTES = 64 << 10
EDIT_BYTES = 8 << 20  # an edit of a thousand segments takes half a megabyte
FORMS = ("/api/login", "/api/setup", "/api/logout", "/api/password")
STREAMED = "/uploads/"
TOO_LARGE = 413


class BodyLimit:
    """ASGI middleware: answers 413 to a body that says it is too long, or turns out to be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limit = _limit_bytes(scope)
        if limit is None:
            await self._app(scope, receive, send)
        elif _said_bytes(scope) > limit:
            await _refuse(scope, receive, send)
        else:
            await _counted(self._app, limit, scope, receive, send)


async def _counted(app: ASGIApp, limit: int, scope: Scope, receive: Receive, send: Send) -> None:
    """Run `app` until its body has more than `limit` bytes: then it sees its client go, and we answer."""
    received, refused = 0, False

    async def receive_counted() -> Message:
        nonlocal received, refused
        message = await receive()
        received += len(message.get("body", b""))
        if received <= limit or refused:
            return message
        refused = True
        await _refuse(scope, receive, send)
        return {"type": "http.disconnect"}

    async def send_unless_refused(message: Message) -> None:
        if not refused:
            await send(message)

    with suppress(ClientDisconnect):
        await app(scope, receive_counted, send_unless_refused)


def _limit_bytes(scope: Scope) -> int | None:
    """Return how much the body may hold, None for what is streamed to disk or is no request."""
    if scope["type"] != "http" or STREAMED in scope["path"]:
        return None
    return FORM_BYTES if scope["path"] in FORMS else EDIT_BYTES


def _said_bytes(scope: Scope) -> int:
    said = dict(scope["headers"]).get(b"content-length", b"0")
    return int(said) if said.isdigit() else 0


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    body = {"detail": RequestTooLargeError().user_message}
    await JSONResponse(body, TOO_LARGE, {"Connection": "close"})(scope, receive, send)
