"""Ties every websocket to the session that opened it: it acts on pages of that session, and ends with it."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from nicegui import Client, app, core
from socketio.exceptions import ConnectionRefusedError as SocketRefusedError

from beatstitch_ui.auth.live_sessions import LiveSessions
from beatstitch_ui.auth.open_sockets import close_sockets_of, sessions_with_sockets
from beatstitch_ui.auth.session import visitor_of
from core.accounts.visitors import Visitor, still_signed_in
from core.installation.current import installation

WATCHED_EVERY_S = 2.0
EVENTS = ("event", "javascript_response", "ack", "log")
# The page loads itself again when it hears this, which leads to the sign-in.
REFUSED = "Implicit handshake failed"

sessions = LiveSessions(lambda some: still_signed_in(installation(), some))


def guard_sockets() -> None:
    """Let NiceGUI's handlers run only for sockets that may act on the page they name; once per process."""
    handlers = core.sio.handlers["/"]
    if unknown := set(handlers) - {"connect", "disconnect", "handshake", *EVENTS}:
        raise LookupError(f"nobody checks who sends {sorted(unknown)}")
    core.sio.on("connect", _checked_connect(handlers["connect"]))
    core.sio.on("handshake", _checked_handshake(handlers["handshake"]))
    for event in EVENTS:
        core.sio.on(event, _checked(handlers[event]))
    app.on_startup(lambda: app.timer(WATCHED_EVERY_S, close_ended))  # ended by a person or by time


def _checked_connect(handler: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    async def connect(sid: str, environ: dict[str, Any], auth: object = None) -> None:
        wanted = parse_qs(environ.get("QUERY_STRING", "")).get("client_id", [""])[0]
        if not await _may_act(_sender(environ), wanted):
            raise SocketRefusedError(REFUSED)
        await handler(sid, environ, auth)

    return connect


def _checked_handshake(handler: Callable[..., Awaitable[bool]]) -> Callable[..., Awaitable[bool]]:
    async def handshake(sid: str, message: dict[str, Any]) -> bool:
        return await _may_send(sid, message) and await handler(sid, message)

    return handshake


def _checked(handler: Callable[..., None]) -> Callable[..., Awaitable[None]]:
    async def handle(sid: str, message: dict[str, Any]) -> None:
        if await _may_send(sid, message):  # events of a session keep their order while it is looked up
            handler(sid, message)

    return handle


async def _may_send(sid: str, message: object) -> bool:
    page = message.get("client_id") if isinstance(message, dict) else None
    return isinstance(page, str) and await _may_act(_sender(core.sio.get_environ(sid) or {}), page)


def _sender(environ: dict[str, Any]) -> Visitor | None:
    """Return who opened a socket; SessionGate has put it into the scope."""
    return environ.get("asgi.scope", {}).get("state", {}).get("visitor")


def _owner(page: Client) -> Visitor | None:
    return None if page._request is None else visitor_of(page.request)  # noqa: SLF001 - `request` raises


async def _may_act(sender: Visitor | None, page_id: str) -> bool:
    """Tell whether a page is the sender's; strangers have the pages for strangers only."""
    page = Client.instances.get(page_id)
    if page is None:
        return False
    owner = _owner(page)
    if owner is None or sender is None:
        return owner is sender
    return owner.session_id == sender.session_id and await sessions.is_alive(sender.session_id)


async def close_ended() -> None:
    """Delete the pages of sessions that have ended, and close their sockets."""
    owners = {page.id: owner.session_id for page in Client.instances.values() if (owner := _owner(page))}
    ended = await sessions.ended(sessions_with_sockets() | set(owners.values()))
    for page_id, session_id in owners.items():
        page = Client.instances.get(page_id)
        if session_id in ended and page is not None:
            _delete(page)
    for session_id in ended:
        await close_sockets_of(session_id)


def _delete(page: Client) -> None:
    """Delete a page; NiceGUI would do it again where its browser has left and it waits for its return."""
    for waiting in list(page._delete_tasks):  # noqa: SLF001 - it offers no way to end the wait
        page._cancel_delete_task(waiting)  # noqa: SLF001
    page.delete()
