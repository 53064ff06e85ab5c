"""Believes what a proxy says about its clients, if it is one of those that were configured."""

import logging
from collections.abc import Iterable
from ipaddress import ip_address, ip_network

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_FORWARDED, _TRUSTED = "beatstitch.forwarded", "beatstitch.trusted"
log = logging.getLogger(__name__)


class TrustedProxies:
    """The addresses of the proxies in front of this server; networks are written like 10.0.0.0/8."""

    def __init__(self, proxies: Iterable[str]) -> None:
        self._networks = [ip_network(proxy) for proxy in proxies]

    def __contains__(self, address: object) -> bool:
        try:
            found = ip_address(str(address))
        except ValueError:
            return False
        return any(found in network for network in self._networks)


class ProxyGate:
    """ASGI middleware: forwarding headers of a trusted proxy are applied, those of anybody else dropped."""

    def __init__(self, app: ASGIApp, *, proxies: tuple[str, ...]) -> None:
        self._app = app
        self._trusted = TrustedProxies(proxies)
        self._forwarded = ProxyHeadersMiddleware(app, list(proxies))  # type: ignore[arg-type]
        self._has_warned = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif (scope.get("client") or ("",))[0] in self._trusted:
            await self._forwarded({**scope, _TRUSTED: True}, receive, send)  # type: ignore[arg-type]
        else:
            await self._app(self._without_claims(scope), receive, send)

    def _without_claims(self, scope: Scope) -> Scope:
        kept = [(name, value) for name, value in scope["headers"] if not _is_claim(name)]
        if len(kept) < len(scope["headers"]) and not self._has_warned:
            self._has_warned = True
            address = (scope.get("client") or ("?",))[0]
            log.warning(
                "%s sends X-Forwarded headers, which are ignored; if it is your proxy, name it in "
                "BEATSTITCH_TRUSTED_PROXIES",
                address,
            )
        return {**scope, "headers": kept, _FORWARDED: len(kept) < len(scope["headers"])}


def was_forwarded(scope: Scope) -> bool:
    """Tell whether a proxy that is not trusted passed a request on, so that its address says nothing."""
    return bool(scope.get(_FORWARDED))


def is_from_trusted_proxy(scope: Scope) -> bool:
    """Tell whether a request came from a proxy that was named, so that what it says of people counts."""
    return bool(scope.get(_TRUSTED))


def _is_claim(name: bytes) -> bool:
    return name == b"forwarded" or name.startswith(b"x-forwarded-")
