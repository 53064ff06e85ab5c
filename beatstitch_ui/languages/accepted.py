"""Speaks to each visitor in their own language: what the account says, else what the browser accepts."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from beatstitch_ui.languages.catalogues import ENGLISH, NAMES
from beatstitch_ui.languages.current import speaking

MOST_CHARS = 500


class AcceptedLanguage:
    """ASGI middleware: whatever a request or a socket sets going speaks what its browser accepts first."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        with speaking(accepted(Headers(scope=scope).get("accept-language", ""))):
            await self._app(scope, receive, send)


def accepted(header: str) -> str:
    """Return the language to speak to who sends this Accept-Language (RFC 9110, 12.5.4)."""
    preferences = [_preference(part) for part in header[:MOST_CHARS].split(",")]
    wanted = [tag for tag, weight in sorted(preferences, key=lambda preference: -preference[1]) if weight > 0]
    return next((tag for tag in wanted if tag in NAMES), ENGLISH)


def _preference(part: str) -> tuple[str, float]:
    """Return the language of one part and its weight; what can't be read weighs nothing."""
    tag, _, parameter = part.partition(";")
    name, _, weight = parameter.strip().partition("=")
    try:
        return tag.strip().partition("-")[0].lower(), float(weight) if name == "q" else 1.0
    except ValueError:
        return "", 0.0
