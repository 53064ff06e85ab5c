"""A running BeatStitch as commands ask it: over its API, with every refusal as one sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from core.errors import ServerRefusedError, ServerStrangeError, ServerUnreachableError, TokenRefusedError
from core.files import part_file

CONNECT_S, ANSWER_S = 10.0, 120.0
UNKNOWN, MOST_OF_A_PAGE = 401, 1000
BYTES = "application/octet-stream"
Answer = dict[str, Any]


class Server:
    """One BeatStitch, asked as the account whose token it is."""

    def __init__(self, url: str, token: str) -> None:
        self.url = url.rstrip("/")
        self._client = httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=httpx.Timeout(ANSWER_S, connect=CONNECT_S)
        )

    def close(self) -> None:
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        **query: str | int,
    ) -> Answer:
        """Return what the server answers under /api, nothing for an answer without a body.

        Raises:
            ServerUnreachableError, ServerStrangeError: there is no BeatStitch.
            TokenRefusedError: it does not take the token.
            ServerRefusedError: it refused the request, in its words.
        """
        return _read(self._send(method, path, json=body, params=query), self.url)

    def list(self, path: str) -> list[Answer]:
        """Return all entries of a list, page by page."""
        entries: list[Answer] = []
        following: str | None = f"{path}?limit={MOST_OF_A_PAGE}"
        while following is not None:
            answer = self._send("GET", following)
            entries += _read(answer, self.url)
            link = answer.links.get("next", {}).get("url")
            following = link and link.removeprefix("/api")
        return entries

    def put_bytes(self, path: str, blocks: Iterator[bytes], offset: int, **query: str | int) -> Answer:
        """Send the rest of a file from `offset` on; a connection that breaks is an httpx.TransportError."""
        headers = {"Content-Type": BYTES, "Upload-Offset": str(offset)}
        sent = self._client.put(f"{self.url}/api{path}", content=blocks, params=query, headers=headers)
        return _read(sent, self.url)

    def arrived_bytes(self, path: str) -> int:
        """Return how much of an upload has arrived; a connection that breaks is an httpx.TransportError."""
        return int(self._client.head(f"{self.url}/api{path}").headers.get("Upload-Offset", 0))

    def download(self, path: str, out: Path | None) -> Path:
        """Write a file of the server to `out`, or under its own name into this folder; return where."""
        with self._answering(path) as answer:
            name = Path(_name_of(answer) or path.rpartition("/")[2]).name
            target = (out or Path(name)).absolute()
            with part_file(target) as file:
                for block in answer.iter_bytes():
                    file.write(block)
        return out or Path(name)

    @contextmanager
    def _answering(self, path: str) -> Iterator[httpx.Response]:
        try:
            with self._client.stream("GET", f"{self.url}/api{path}") as answer:
                if not answer.is_success:
                    answer.read()
                    _read(answer, self.url)
                yield answer
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unreachable(self.url, error) from error

    def _send(self, method: str, path: str, **how: Any) -> httpx.Response:
        if how.get("params") == {}:
            del how["params"]  # httpx would drop those of the path
        try:
            return self._client.request(method, f"{self.url}/api{path}", **how)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _unreachable(self.url, error) from error


def _unreachable(url: str, error: Exception) -> ServerUnreachableError:
    reason = str(error).rstrip(".") or type(error).__name__
    return ServerUnreachableError(url=url, reason=reason)


def _read(answer: httpx.Response, url: str) -> Any:
    try:
        told = answer.json() if answer.content else {}
    except ValueError as error:
        raise ServerStrangeError(url=url) from error
    if answer.is_success:
        return told
    if answer.status_code == UNKNOWN:
        raise TokenRefusedError(url=url)
    if not isinstance(told, dict) or "message" not in told:
        raise ServerStrangeError(url=url)
    raise ServerRefusedError(
        message=told["message"].rstrip("."), error=told["error"], status=answer.status_code
    )


def _name_of(answer: httpx.Response) -> str | None:
    """Return the name that an answer gives its file (RFC 6266), in either of its spellings."""
    from email.message import Message  # noqa: PLC0415 - only for downloads

    headers = Message()
    headers["Content-Disposition"] = answer.headers.get("Content-Disposition", "")
    return headers.get_filename()
