"""Keeps request bodies from holding the server up: nobody sends for ever, and a refusal ends the connection.

How much a body may hold is said where its route is declared (FastAPI's `max_body_size`).
"""

import asyncio
import time
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_BYTES = 64 << 10
EDIT_BYTES = 4 << 20  # an edit of a thousand segments takes half a megabyte
UPLOAD_BYTES = 1 << 62  # uploads are bounded by what they say their size is
MESSAGE_BYTES = 1 << 20
API = "/api/"
PATIENCE_S = 30.0
SLOWEST_BYTES_S = 1000.0
LINGER_S, LINGER_BYTES = 1.0, 1 << 20


class BodyGuard:
    """ASGI middleware: a body that comes too slowly is taken for a client that has gone.

    As in Apache's mod_reqtimeout, a body may take 30 s and a second more for each 1000 bytes; only the
    time that is spent waiting for it counts. A client that is answered before its whole body was read has
    its connection closed after the answer, so that the rest need not be received.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(scope):
            await self._app(scope, receive, send)
            return
        body = _Body(scope, receive, send)
        await self._app(scope, body.receive, body.send)


class _Body:
    """The body of one request while it is received."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._limit = UPLOAD_BYTES if scope["path"].startswith(API) else MESSAGE_BYTES
        self._received, self._waited_s = 0, 0.0
        self._ended = False

    async def receive(self) -> Message:
        if self._ended:
            return await self._receive()
        begun = time.monotonic()
        patience_s = PATIENCE_S + self._received / SLOWEST_BYTES_S - self._waited_s
        try:
            async with asyncio.timeout(max(0.0, patience_s)):  # without a task for each piece of the body
                message = await self._receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._waited_s += time.monotonic() - begun
        self._received += len(message.get("body", b""))
        if self._received > self._limit:
            return {"type": "http.disconnect"}
        self._ended = not message.get("more_body", False)
        return message

    async def send(self, message: Message) -> None:
        if self._ended:
            await self._send(message)
        elif message["type"] == "http.response.start":
            await self._send({**message, "headers": [*message["headers"], (b"connection", b"close")]})
        elif message["type"] != "http.response.body" or message.get("more_body"):
            await self._send(message)
        else:
            await self._send({**message, "more_body": True})
            with suppress(TimeoutError):  # what is on its way would reset the connection before it is read
                await asyncio.wait_for(self._linger(), LINGER_S)
            await self._send({"type": "http.response.body", "body": b""})

    async def _linger(self) -> None:
        discarded = 0
        while discarded < LINGER_BYTES:
            message = await self._receive()
            discarded += len(message.get("body", b""))
            if not message.get("more_body", False):
                return


def _has_body(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
