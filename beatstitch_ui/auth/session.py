"""Knows who sends a request: a cookie in the browser, the session itself in the database."""

import asyncio
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from urllib.parse import quote, urlsplit

from fastapi import Request, Response
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.accounts.sessions import SIGNED_IN_FOR, SignedIn, is_long_unseen, note_seen, session_of
from core.accounts.users import needs_setup
from core.store.db import database

COOKIE = "beatstitch_session"
OPEN_PAGES = {"/login", "/setup"}
NO_PAGES = ("/api/", "/static/", "/_nicegui", "/favicon.ico")


@dataclass(frozen=True)
class Visitor:
    """A signed-in person and the secret of this one browser."""

    user_id: str
    name: str
    token: str
    session_id: str


class SessionGate:
    """ASGI middleware: puts the visitor into the request's state, and sends strangers to sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(NO_PAGES[1:]):
            await self._app(scope, receive, send)
            return
        visitor = await asyncio.to_thread(_visitor, _token(scope))
        scope.setdefault("state", {})["visitor"] = visitor
        if scope["path"].startswith(NO_PAGES) or (visitor is None) == (scope["path"] in OPEN_PAGES):
            await self._app(scope, receive, send)
            return
        target = "/" if visitor else await _entrance(scope)
        await RedirectResponse(target, status_code=303)(scope, receive, send)


async def _entrance(scope: Scope) -> str:
    if await asyncio.to_thread(_is_empty):
        return "/setup"
    query = scope["query_string"].decode("latin-1")
    wanted = scope["path"] + (f"?{query}" if query else "")
    return "/login" if wanted == "/" else f"/login?next={quote(wanted, safe='')}"


def _token(scope: Scope) -> str | None:
    try:
        cookies = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
    return cookies[COOKIE].value if COOKIE in cookies else None


def _visitor(token: str | None) -> Visitor | None:
    if token is None:
        return None
    with database().reading() as session:
        row = session_of(session, token)
        visitor = Visitor(row.user_id, row.user.username, token, row.id) if row else None
    if row is not None and is_long_unseen(row):
        with database().writing() as session:
            note_seen(session, row.id)
    return visitor


def _is_empty() -> bool:
    with database().reading() as session:
        return needs_setup(session)


def visitor_of(request: Request) -> Visitor | None:
    """Return who sent a request, None for a stranger."""
    return getattr(request.state, "visitor", None)


def is_signed_in(visitor: Visitor) -> bool:
    """Tell whether the session of a visitor still exists; an open page may outlive it."""
    return _visitor(visitor.token) is not None


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
        samesite="lax",
        secure=request.url.scheme == "https",
    )
