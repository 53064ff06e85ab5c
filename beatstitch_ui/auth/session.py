"""Knows who sends a request: a cookie in the browser or a token, both looked up in the database."""

import asyncio
from html import escape
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Send
from starlette.types import Scope as ASGIScope

from beatstitch_ui.api.protocol.problems import answer
from beatstitch_ui.auth.open_sockets import held_open
from beatstitch_ui.languages.current import speaking
from beatstitch_ui.serving.reverse_proxies import is_from_trusted_proxy
from core.accounts.first_account import awaits_first_account
from core.accounts.sessions import SIGNED_IN_FOR, Browser, SignedIn
from core.accounts.user_agent import name_browser
from core.accounts.users import is_same_name
from core.accounts.visitors import (
    Visitor,
    still_signed_in,
    visitor_in_browser,
    visitor_with_token,
)
from core.errors import NotSignedInError
from core.installation.current import installation
from core.settings import settings

COOKIE = "beatstitch_session"
OPEN_PAGES = {"/login", "/setup", "/join"}
API, SOCKET = "/api/", "/_nicegui_ws"
SIGN_IN_ELSEWHERE = "/auth/"
FOR_EVERYBODY = ("/static/", "/_nicegui/", "/favicon.ico", "/share/", "/drop/", "/api/drop/")
FOR_MACHINES = {"/healthz", "/readyz", "/metrics"}


class SessionGate:
    """ASGI middleware: puts the visitor into the request's state, and sends strangers to sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: ASGIScope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] not in ("http", "websocket") or _is_for_everybody(path):
            await self._app(scope, receive, send)
            return
        visitor = await asyncio.to_thread(_sender, scope)
        scope.setdefault("state", {})["visitor"] = visitor
        with speaking(visitor and visitor.language):
            await self._let_through(visitor, scope, receive, send)

    async def _let_through(
        self, visitor: Visitor | None, scope: ASGIScope, receive: Receive, send: Send
    ) -> None:
        path = scope["path"]
        if path.startswith(SOCKET) and scope["type"] == "http" and visitor is None:
            await answer(NotSignedInError())(scope, receive, send)  # polling would hold what strangers send
        elif scope["type"] == "websocket" and visitor is not None:
            with held_open(visitor.session_id, send):
                await self._app(scope, receive, send)
        elif path.startswith((SOCKET, API, SIGN_IN_ELSEWHERE)) or (visitor is None) == (path in OPEN_PAGES):
            await self._app(scope, receive, send)
        else:
            redirect = _landing(scope) if visitor else await _entrance(scope)
            await redirect(scope, receive, send)


def _is_for_everybody(path: str) -> bool:
    return path.startswith(FOR_EVERYBODY) or path in FOR_MACHINES


def _landing(scope: ASGIScope) -> Response:
    """Lead somebody who is signed in already from the sign-in to where they wanted to go."""
    wanted = QueryParams(scope["query_string"]).get("next")
    return RedirectResponse(local_path(wanted), status_code=303)


async def _entrance(scope: ASGIScope) -> Response:
    """Lead a stranger to the sign-in.

    A browser that follows a link on another site keeps the cookie to itself, in the redirects that
    follow too. A page of ours that goes on by itself is asked for with it: who is signed in arrives.
    """
    if await asyncio.to_thread(awaits_first_account, installation()):
        target = "/setup"
    else:
        query = scope["query_string"].decode("latin-1")
        wanted = scope["path"] + (f"?{query}" if query else "")
        sign_in = "/auth/proxy" if named_by_proxy(scope) else "/login"
        target = sign_in if wanted == "/" else f"{sign_in}?next={quote(wanted, safe='')}"
    if _may_come_from_elsewhere(Headers(scope=scope)):
        return going_on(target)
    return RedirectResponse(target, status_code=303)


def going_on(url: str) -> Response:
    """Return a page of ours that goes on to another one by itself: that request is ours, with the cookie."""
    return HTMLResponse(_GO_ON.format(url=escape(url)), headers={"Cache-Control": "no-store"})


_GO_ON = '<!doctype html><title>BeatStitch</title><meta http-equiv="refresh" content="0; url={url}">'


def _may_come_from_elsewhere(headers: Headers) -> bool:
    """Tell whether a page was asked for by a link on another site; over plain HTTP browsers don't say so."""
    site = headers.get("sec-fetch-site")
    if site is None:
        return "text/html" in headers.get("accept", "")
    return site in ("cross-site", "same-site")


def _sender(scope: ASGIScope) -> Visitor | None:
    """Return who sends a request; a token counts in the API only, and there before the cookie."""
    bearer = _bearer(scope) if scope["path"].startswith(API) else None
    if bearer is not None:
        return visitor_with_token(installation(), bearer)
    token = _token(scope)
    visitor = visitor_in_browser(installation(), token) if token else None
    named = named_by_proxy(scope)
    if named is not None and visitor is not None and not is_same_name(named, visitor.name):
        return None  # somebody else has signed in at the proxy since
    return visitor


def named_by_proxy(scope: ASGIScope) -> str | None:
    """Return whom a trusted proxy says it has signed in, if it was configured to say so."""
    header = settings().proxy_user_header
    if header is None or not is_from_trusted_proxy(scope):
        return None
    told = Headers(scope=scope).get(header, "").encode("latin-1").decode("utf-8", "replace").strip()
    return told or None


def _bearer(scope: ASGIScope) -> str | None:
    """Return the token of the Authorization header (RFC 6750), None when there is no such header."""
    scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _token(scope: ASGIScope) -> str | None:
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
    return cookies[COOKIE].value if COOKIE in cookies else None


def visitor_of(request: Request) -> Visitor | None:
    """Return who sent a request, None for a stranger."""
    return getattr(request.state, "visitor", None)


def is_signed_in(visitor: Visitor) -> bool:
    """Tell whether the session of a visitor still exists; an open page may outlive it."""
    return bool(still_signed_in(installation(), [visitor.session_id]))


def local_path(wanted: str | None) -> str:
    """Return `wanted` when it is a path on this site, else the dashboard's."""
    try:
        parts = urlsplit(wanted or "")
    except ValueError:
        return "/"
    is_local = not parts.scheme and not parts.netloc and parts.path.startswith("/")
    return (
        wanted if wanted and is_local and not wanted.startswith(("//", "/\\")) and "\\" not in wanted else "/"
    )


def keep_session(response: Response, request: Request, signed_in: SignedIn, *, stay: bool) -> None:
    """Give the browser its session; without `stay` it forgets it when it is closed."""
    response.set_cookie(
        COOKIE,
        signed_in.token,
        max_age=int(SIGNED_IN_FOR.total_seconds()) if stay else None,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def browser_of(request: Request) -> Browser:
    """Return the browser that sent a request, with the token that it holds."""
    address = request.client.host if request.client else ""
    label = name_browser(request.headers.get("user-agent", ""))
    return Browser(address, label, request.cookies.get(COOKIE))
