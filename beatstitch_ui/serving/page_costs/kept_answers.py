"""Answers what never changes from memory: NiceGUI reads and compresses each script anew for each browser."""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OF_NICEGUI = "/_nicegui/"
MOST_BYTES = 8_000_000  # all scripts of our pages are 1 MB; what comes after that is answered as before
ASKS_FOR_MORE = ("range", "if-none-match", "if-modified-since")

_Key = tuple[str, bool]


@dataclass(frozen=True)
class _Kept:
    headers: list[tuple[bytes, bytes]]
    body: bytes

    async def send(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": list(self.headers)})
        await send({"type": "http.response.body", "body": self.body})


class KeptAnswers:
    """ASGI middleware: keeps whole answers of NiceGUI's that call themselves immutable, as they were sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[_Key, _Kept] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        kept = self._kept.get(key)
        if kept is not None:
            await kept.send(send)
            return
        answer = _Answer(send)
        await self._app(scope, receive, answer.send)
        self._keep(key, answer)

    def _keep(self, key: _Key, answer: "_Answer") -> None:
        body = bytes(answer.body)
        if not answer.never_changes() or key in self._kept or self._bytes + len(body) > MOST_BYTES:
            return
        length = (b"content-length", str(len(body)).encode())
        headers = [(name, value) for name, value in answer.headers if name.lower() != length[0]]
        self._kept[key] = _Kept([*headers, length], body)
        self._bytes += len(body)


class _Answer:
    """Passes an answer on and notes it."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = bytearray()
        self.is_whole = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            self.is_whole = not message.get("more_body", False)
        await self._send(message)

    def never_changes(self) -> bool:
        """Tell whether this answer is right for everybody from now on."""
        headers = Headers(raw=self.headers)
        is_immutable = "immutable" in headers.get("cache-control", "")
        return self.status == 200 and self.is_whole and is_immutable and "set-cookie" not in headers


def _key(scope: Scope) -> _Key | None:
    """Return what an answer depends on, or None for a request that is not simply for a whole script."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return None
    headers = Headers(scope=scope)
    if not scope["path"].startswith(OF_NICEGUI) or any(name in headers for name in ASKS_FOR_MORE):
        return None
    return scope["path"], "gzip" in headers.get("accept-encoding", "")
