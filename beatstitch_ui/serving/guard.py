"""Turns away requests that another website makes a browser send, and adds the security headers."""

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from beatstitch_ui.api.protocol.problems import answer
from core.errors import ForeignRequestError

POLICIES = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # Vue compiles its templates in the browser
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(POLICIES)
SECURITY_HEADERS = [
    (b"content-security-policy", CONTENT_SECURITY_POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
]
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
SOCKET_PATH = "/_nicegui_ws"
SOCKET_FORBIDDEN = 4403


def own_host_names(*more: str) -> frozenset[str]:
    """Return the names under which this machine may be addressed, besides any IP address."""
    name = socket.gethostname().lower()
    return frozenset({"localhost", name, f"{name}.local", *(host.lower() for host in more)})


class OriginGuard:
    """ASGI middleware: the Host must be ours, and whatever changes something must come from our pages.

    An IP address as Host is always accepted: only names can be rebound to point at this machine.
    """

    def __init__(self, app: ASGIApp, *, host_names: Iterable[str]) -> None:
        self._app = app
        self._host_names = frozenset(host_names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif not self._accepts(scope):
            await _refuse(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        else:
            await self._app(scope, receive, _with_headers(send))

    def _accepts(self, scope: Scope) -> bool:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if not self._is_ours(host):
            return False
        if scope["type"] == "http" and scope["method"] in SAFE_METHODS and SOCKET_PATH not in scope["path"]:
            return True
        origin = headers.get(b"origin")
        if origin is None and scope["type"] == "websocket":
            return False
        if origin is not None and _host_of(origin) != host.lower():
            return False
        return headers.get(b"sec-fetch-site", "none") in ("same-origin", "none")

    def _is_ours(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
        except ValueError:
            return False
        return name in self._host_names or _is_ip_address(name)


def _host_of(origin: str) -> str | None:
    """Return host and port of an Origin header, None when it is no address."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def _is_ip_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *SECURITY_HEADERS]
        await send(message)

    return send_with_headers


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": SOCKET_FORBIDDEN})
        return
    await answer(ForeignRequestError())(scope, receive, _with_headers(send))
