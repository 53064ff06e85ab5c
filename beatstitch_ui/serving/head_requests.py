"""Answers HEAD wherever GET is answered, with the same head and no body (RFC 9110, 9.3.2)."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.responses import StreamingResponse
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send

GET, HEAD = "GET", "HEAD"
_ASKED = "beatstitch.head"
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class AnswersHead(APIRoute):
    """A route that takes HEAD for GET, as Starlette's own do; the description names GET alone."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(self._as_get(scope))

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await super().handle(self._as_get(scope), receive, send)

    def _as_get(self, scope: Scope) -> Scope:
        methods = self.methods or ()
        if scope.get("method") != HEAD or GET not in methods or HEAD in methods:
            return scope
        return {**scope, "method": GET, _ASKED: True}

    def get_route_handler(self) -> Handler:
        handler = super().get_route_handler()

        async def answer(request: Request) -> Any:
            response = await handler(request)
            return head_of(response) if _ASKED in request.scope else response

        return answer


def head_of(response: Response) -> ASGIApp:
    """Return what sends the head of a response; a file is not read for it, and a stream not begun."""
    if isinstance(response, StreamingResponse):
        return Response(status_code=response.status_code, headers=dict(response.headers))

    async def send_head(scope: Scope, receive: Receive, send: Send) -> None:
        await response({**scope, "method": HEAD}, receive, send)

    return send_head
