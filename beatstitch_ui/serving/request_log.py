"""Gives every request an id, counts its answer, and logs those that change something, fail or take long."""

import re
import time
from uuid import uuid4

import structlog
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from beatstitch_ui.serving import metrics
from core.logs import named_in_log

HEADER = "x-request-id"
SEEING = ("GET", "HEAD", "OPTIONS")
BY_LINK = ("/share/", "/drop/", "/api/drop/")  # whose paths hold what opens them
METHODS = (*SEEING, "POST", "PUT", "PATCH", "DELETE")
SLOW_S = 2.0
BROKEN, FIRST_REFUSAL = 500, 400
_GIVEN = re.compile(r"[A-Za-z0-9._-]{1,64}")

log = structlog.stdlib.get_logger(__name__)


class RequestLog:
    """ASGI middleware: the id comes from `X-Request-ID`, or is made; each line and the answer has it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id, begun_s, status = _request_id(scope), time.perf_counter(), BROKEN

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER.encode(), request_id.encode())]
            await send(message)

        with named_in_log(request=request_id):
            try:
                await self._app(scope, receive, send_named)
            finally:
                _note(scope, status, time.perf_counter() - begun_s)


def _request_id(scope: Scope) -> str:
    given = Headers(scope=scope).get(HEADER, "")
    return given if _GIVEN.fullmatch(given) else uuid4().hex


def _note(scope: Scope, status: int, took_s: float) -> None:
    """Note an answer under the path of its route; secrets in queries and links stay out of the log."""
    method = scope["method"] if scope["method"] in METHODS else "OTHER"
    route = getattr(scope.get("route"), "path", "") or "other"
    metrics.note(method, route, status, took_s)
    if method in SEEING and status < FIRST_REFUSAL and took_s < SLOW_S:
        return
    client = scope.get("client")
    log.info(
        "request",
        method=method,
        path=route if scope["path"].startswith(BY_LINK) else scope["path"],
        status=status,
        ms=round(1000 * took_s),
        address=client[0] if client else None,
    )
