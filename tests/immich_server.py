"""A stand-in for Immich on a real port: it speaks as much of its REST API as imports use."""

import base64
import hashlib
import io
import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from PIL import Image

from tests.http_server import answering
from tests.immich_shelf import ALBUM, Shelf

KEY = "the key of ada"
PERSON = "7e1f0000-0000-4000-8000-00000000000b"
BEGIN = datetime(2026, 7, 1, 8, tzinfo=UTC)
AHEAD = timedelta(hours=2)


def photo(number: int) -> bytes:
    """Return a small JPEG without a capture time, unlike those of other numbers."""
    drawn = io.BytesIO()
    Image.new("RGB", (64, 48), (number % 256, number // 256, 40)).save(
        drawn, "JPEG", comment=f"photo {number}".encode()
    )
    return drawn.getvalue()


@dataclass
class Library:
    """What the server holds: photos by their id, each a minute after the one before."""

    size: int
    asked: Counter[str] = field(default_factory=Counter)
    breaks_after: int | None = None  # bytes of every `breaks_each`th original, at the first try
    breaks_each: int = 1
    missing: set[str] = field(default_factory=set)
    endless: bool = False  # its albums
    drips_at: int | None = None  # an original that comes byte by byte until `released`
    released: threading.Event = field(default_factory=threading.Event)
    holds_at: int | None = None  # an original that is not given before `released`
    shelf: Shelf = field(default_factory=Shelf)

    def id_of(self, number: int) -> str:
        return f"00000000-0000-4000-8000-{number:012x}"

    def asset(self, number: int) -> dict[str, Any]:
        taken, content = BEGIN + timedelta(minutes=number), photo(number)
        return {
            "id": self.id_of(number),
            "type": "IMAGE",
            "originalFileName": f"IMG_{(number * 7919) % 10_000:04}.jpg",  # names tell nothing of the order
            "fileCreatedAt": taken.isoformat().replace("+00:00", ".000Z"),
            "localDateTime": (taken + AHEAD).isoformat().replace("+00:00", ".000Z"),
            "isFavorite": number % 10 == 0,
            "isTrashed": False,
            "checksum": base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode(),
            "exifInfo": {"fileSizeInByte": len(content), "description": f"No. {number}"},
            "people": [{"id": PERSON, "name": "Grandma"}] if number % 5 == 0 else [],
        }

    def search(self, wish: dict[str, Any]) -> dict[str, Any]:
        numbers = [number for number in range(self.size) if self._fits(number, wish)]
        begin = (wish["page"] - 1) * wish["size"]
        page = numbers[begin : begin + wish["size"]]
        following = str(wish["page"] + 1) if begin + len(page) < len(numbers) else None
        items = [self.asset(number) for number in page]
        return {"assets": {"total": len(page), "count": len(page), "items": items, "nextPage": following}}

    def _fits(self, number: int, wish: dict[str, Any]) -> bool:
        taken = BEGIN + timedelta(minutes=number)
        return (
            ("personIds" not in wish or (number % 5 == 0 and wish["personIds"] == [PERSON]))
            and ("albumIds" not in wish or wish["albumIds"] == [ALBUM])
            and ("takenAfter" not in wish or taken >= datetime.fromisoformat(wish["takenAfter"]))
            and ("takenBefore" not in wish or taken <= datetime.fromisoformat(wish["takenBefore"]))
        )

    def faces(self, asset_id: str) -> list[dict[str, Any]]:
        number = int(asset_id[-12:], 16)
        if number % 5:
            return []
        box = {"boundingBoxX1": 320, "boundingBoxY1": 120, "boundingBoxX2": 480, "boundingBoxY2": 360}
        return [{"id": "f", "imageWidth": 640, "imageHeight": 480, **box}]


@contextmanager
def serving(library: Library, port: int = 0) -> Iterator[str]:
    """Serve a library on this machine; yield the address."""
    handler = type("Bound", (_Handler,), {"library": library})
    with answering(handler, port) as address:
        try:
            yield address
        finally:
            library.released.set()


class _Handler(BaseHTTPRequestHandler):
    library: Library
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the name it has

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/api/search/metadata":
            self._answer(lambda: self.library.search(json.loads(body)))
        elif self._may_ask():
            self._tell(*self.library.shelf.asked(self.command, self.path, self.headers, body))
        else:
            self._answer(lambda: None)

    def do_PUT(self) -> None:
        self.do_POST()

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.library.asked[parts.path] += 1
        if parts.path.endswith("/original") and self._may_ask():
            self._original(parts.path.split("/")[-2])
            return
        if parts.path == "/api/albums" and self.library.endless:
            self._without_end()
            return
        told = {
            "/api/albums": lambda: [
                {"id": ALBUM, "albumName": "Norway", "assetCount": self.library.size},
                *self.library.shelf.listed(),
            ],
            "/api/people": lambda: {"people": [{"id": PERSON, "name": "Grandma"}, {"id": "x", "name": ""}]},
            "/api/faces": lambda: self.library.faces(parse_qs(parts.query)["id"][0]),
        }
        self._answer(told.get(parts.path, lambda: None))

    def _drip(self, content: bytes) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked has stopped
            for place in range(len(content)):
                self.wfile.write(content[place : place + 1])
                self.library.released.wait(0.05)

    def _without_end(self) -> None:
        self.send_response(200)
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked has had enough
            while True:
                self.wfile.write(b"[" * (1 << 20))

    def _may_ask(self) -> bool:
        return self.headers.get("x-api-key") == KEY

    def _answer(self, tell: Any) -> None:
        told = tell() if self._may_ask() else {"message": "Invalid API key"}
        self._tell(401 if not self._may_ask() else 200 if told is not None else 404, told)

    def _tell(self, status: int, told: Any) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked was killed
            self.wfile.write(body)

    def _original(self, asset_id: str) -> None:
        number = int(asset_id[-12:], 16)
        if number == self.library.holds_at:
            self.library.released.wait(60)
        if asset_id in self.library.missing:
            self._answer(lambda: None)
            return
        content, begin = photo(number), 0
        wanted = self.headers.get("Range", "")
        if wanted:
            begin = int(wanted.removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(content) - begin))
        self.end_headers()
        if number == self.library.drips_at:
            self._drip(content[begin:])
            return
        stop = self.library.breaks_after
        if stop is not None and not begin and number % self.library.breaks_each == 0:
            self.wfile.write(content[:stop])
            self.close_connection = True
            return
        with suppress(BrokenPipeError, ConnectionResetError):  # who asked was killed
            self.wfile.write(content[begin:])
