"""Asks a server over HTTP that people named: again when it is away for a moment, never without an end."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import httpx

from core.errors import (
    BeatStitchError,
    FileTooLargeError,
    ItemGoneError,
    PlaceAwayError,
    PlaceUnreachableError,
)
from core.files import disk_full_named

MOST_TEXT_BYTES, LONGEST_TEXT_S = 16 << 20, 60.0
PLAIN = {"Accept-Encoding": "identity"}  # what is packed small may be large
TRIES, FIRST_WAIT_S = 6, 0.5
GONE, FORBIDDEN, BUSY = (400, 404), (401, 403), (429, 500, 502, 503, 504)
PARTIAL, UNSATISFIABLE, REDIRECTS = 206, 416, range(300, 400)
FIRST_REFUSAL = 400
CHANGED = "the file changes all the time"

Check = Callable[[], None]
Result = TypeVar("Result")


def unchecked() -> None:
    """Stand for a check where nobody can stop the work."""


@dataclass(frozen=True)
class HttpAnswer:
    """What a server answered: a status, the address that was asked, and a short text."""

    status: int
    path: str
    text: bytes


@dataclass(frozen=True)
class Remote:
    """A server at `url`; the client has the credentials and the guard.

    `software` is what should answer there, `refused` what is raised when it does not accept the credentials.
    """

    client: httpx.Client
    url: str
    software: str
    refused: type[BeatStitchError]

    def asked(
        self,
        method: str,
        path: str,
        *,
        check: Check = unchecked,
        hear: Callable[[HttpAnswer], None] | None = None,
        **sent: Any,
    ) -> HttpAnswer:
        """Return a short answer; one who is away or busy is asked again. See `once` for the rest."""
        return self.tried(lambda: self.once(method, path, hear=hear, **sent), check)

    def once(
        self, method: str, path: str, *, hear: Callable[[HttpAnswer], None] | None = None, **sent: Any
    ) -> HttpAnswer:
        """Return a short answer to one request.

        `hear` is told of a refusal first, and may raise what it means. Raises ItemGoneError,
        PlaceUnreachableError, and `refused`.
        """
        headers = PLAIN | sent.pop("headers", {})
        with self.client.stream(method, f"{self.url}{path}", headers=headers, **sent) as answer:
            if hear is not None and answer.is_client_error:
                hear(HttpAnswer(answer.status_code, path, self._text(answer)))
            self._require(answer, path)
            return HttpAnswer(answer.status_code, path, self._text(answer))

    def download(
        self,
        path: str,
        part: Path,
        *,
        name: str,
        most_bytes: int,
        check: Check,
        version: str | None = None,
    ) -> None:
        """Bring a file into `part`, from where it broke off; `name` is what its owner knows it by.

        With `version` (a strong ETag or a date: RFC 9110, If-Range) it begins again when it has changed.
        Raises ItemGoneError, FileTooLargeError, PlaceUnreachableError, and `refused`.
        """

        def go_on() -> None:
            held = part.stat().st_size if part.exists() else 0
            headers = PLAIN | ({"Range": f"bytes={held}-"} if held else {})
            if held and version:
                headers["If-Range"] = version
            with self.client.stream("GET", f"{self.url}{path}", headers=headers) as answer:
                if not _is_of(answer, held, version):
                    part.unlink(missing_ok=True)
                    raise _BusyError(CHANGED)
                if answer.status_code == UNSATISFIABLE:
                    return  # all of it is there
                self._require(answer, name)
                _write(answer, name, part, most_bytes, check)

        self.tried(go_on, check)

    def tried(self, work: Callable[[], Result], check: Check) -> Result:
        """Return what `work` returns; a server that is away or busy for a moment is asked again."""
        wait_s = FIRST_WAIT_S
        for number in range(TRIES):
            try:
                return work()
            except (httpx.TransportError, _BusyError) as error:
                if number == TRIES - 1:
                    raise PlaceAwayError(place=self.url, reason=str(error) or "no answer") from error
                threading.Event().wait(wait_s)
                check()
                wait_s *= 2
        raise AssertionError

    def strange(self) -> PlaceUnreachableError:
        """Return what to raise for an answer that is not that of the software."""
        return PlaceUnreachableError(place=self.url, reason=f"its answer is not that of {self.software}")

    def _text(self, answer: httpx.Response) -> bytes:
        """Return a short text; a server that answers without end, or too slowly, is given up."""
        text, begun_s = bytearray(), time.monotonic()
        for block in answer.iter_raw():
            text += block
            if len(text) > MOST_TEXT_BYTES or time.monotonic() - begun_s > LONGEST_TEXT_S:
                raise self.strange()
        return bytes(text)

    def _require(self, answer: httpx.Response, name: str) -> None:
        status = answer.status_code
        if status in FORBIDDEN:
            raise self.refused(place=self.url)
        if status in BUSY:
            raise _BusyError(f"status {status}")
        if status in REDIRECTS:
            raise PlaceUnreachableError(
                place=self.url, reason="it leads on to another address; give that one"
            )
        if status in GONE:
            raise ItemGoneError(file=name)
        if status >= FIRST_REFUSAL:
            raise PlaceUnreachableError(place=self.url, reason=f"status {status}")


class _BusyError(Exception):
    """A server that asks to be asked again."""


def _is_of(answer: httpx.Response, held: int, version: str | None) -> bool:
    """Tell whether an answer goes on with the bytes that are there, even of a server without If-Range."""
    span, etag = answer.headers.get("content-range", ""), answer.headers.get("etag", "")
    if answer.status_code == UNSATISFIABLE:
        return not span or span == f"bytes */{held}"
    if answer.status_code != PARTIAL:
        return True
    is_same = not (version or "").startswith('"') or not etag or etag == version
    return is_same and (not span or span.startswith(f"bytes {held}-"))


def _write(answer: httpx.Response, name: str, part: Path, most_bytes: int, check: Check) -> None:
    with disk_full_named(), part.open("ab" if answer.status_code == PARTIAL else "wb") as file:
        for block in answer.iter_raw():  # in blocks, the rest of one would be lost with the connection
            check()
            file.write(block)
            if file.tell() > most_bytes:
                raise FileTooLargeError(file=name, size_mb=file.tell() / 1e6, limit_mb=most_bytes / 1e6)
