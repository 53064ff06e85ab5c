"""An album, a person or a stretch of time of an Immich server, by its REST API and a key of its user's."""

import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from pydantic import BaseModel, ValidationError

from core.errors import (
    FileTooLargeError,
    ItemDamagedError,
    ItemGoneError,
    PlaceRefusedError,
    PlaceUnreachableError,
    TooMuchToImportError,
)
from core.files import disk_full_named
from core.gathering.immich_assets import Asset, item_of, region_of
from core.gathering.items import MOST_ITEMS, MOST_PEOPLE, FoundItem
from core.media.capture.order import natural
from core.vision.regions import Region

PAGE = 500
MOST_TEXT_BYTES, LONGEST_TEXT_S = 16 << 20, 60.0
PLAIN = {"Accept-Encoding": "identity"}  # what is packed small may be large
TRIES, FIRST_WAIT_S = 6, 0.5
GONE, FORBIDDEN, BUSY = (400, 404), (401, 403), (429, 500, 502, 503, 504)
PARTIAL, UNSATISFIABLE, REDIRECTS = 206, 416, range(300, 400)
FIRST_REFUSAL = 400


class Choice(BaseModel):
    """An album or a person that can be imported."""

    id: str
    name: str
    count: int | None = None


@dataclass(frozen=True)
class Chosen:
    """What is imported: an album, a person, a stretch of time, or what all that are given have in common."""

    album_id: str | None = None
    person_id: str | None = None
    taken_after: datetime | None = None
    taken_before: datetime | None = None


@dataclass(frozen=True)
class Immich:
    """An Immich server at `url`; the client has the key and the guard."""

    client: httpx.Client
    url: str
    chosen: Chosen
    most_bytes: int

    def items(self, check: Callable[[], None]) -> list[FoundItem]:
        """Return the chosen photos and clips in the order in which they were taken.

        Raises PlaceRefusedError, PlaceUnreachableError, TooMuchToImportError.
        """
        found: dict[str, Asset] = {}
        for asset in self._assets(check):
            if not asset.isTrashed and asset.type in ("IMAGE", "VIDEO"):
                found[asset.id] = asset
            if len(found) > MOST_ITEMS:
                raise TooMuchToImportError(place=self.url, most=MOST_ITEMS)
        ordered = sorted(found.values(), key=lambda one: (one.fileCreatedAt, natural(one.originalFileName)))
        return [item_of(asset) for asset in ordered]

    def fetch(self, item: FoundItem, part: Path, check: Callable[[], None]) -> FoundItem:
        """Bring the original, from where it broke off, and prove it; return it with its faces.

        Raises ItemGoneError, ItemDamagedError, FileTooLargeError, PlaceUnreachableError.
        """
        for _ in range(2):
            self._bring(item, part, check)
            if item.sha1 is None or _sha1(part) == item.sha1:
                return item.model_copy(update={"regions": self._faces(item, check)})
            part.unlink()
        raise ItemDamagedError(file=item.name)

    def albums(self) -> list[Choice]:
        """Return the albums, those of others that are shared among them, by name."""
        told = self._json("GET", "/albums")
        found = [
            Choice(id=str(one["id"]), name=str(one.get("albumName") or ""), count=_count(one))
            for one in told
            if isinstance(one, dict) and "id" in one
        ]
        return sorted(found, key=lambda one: natural(one.name))

    def people(self) -> list[Choice]:
        """Return the people who have a name."""
        told = self._json("GET", "/people", params={"withHidden": "false"})
        listed = told.get("people") if isinstance(told, dict) else None
        people = [one for one in listed or () if isinstance(one, dict) and "id" in one and one.get("name")]
        named = [Choice(id=str(one["id"]), name=str(one["name"])) for one in people]
        return sorted(named, key=lambda one: natural(one.name))

    def _assets(self, check: Callable[[], None]) -> Iterator[Asset]:
        page: int | None = 1
        while page is not None:
            check()
            wanted = {"page": page, "size": PAGE, "order": "asc", "withExif": True, "withPeople": True}
            told = self._json("POST", "/search/metadata", json=wanted | self._filters(), check=check)
            try:
                listed = told["assets"]
                assets = [Asset.model_validate(one) for one in listed["items"]]
                following = listed.get("nextPage")
                page = int(following) if following else None
            except (KeyError, TypeError, ValueError, ValidationError) as error:
                raise self._strange() from error
            yield from assets

    def _filters(self) -> dict[str, Any]:
        chosen, filters = self.chosen, dict[str, Any]()
        if chosen.album_id:
            filters["albumIds"] = [chosen.album_id]
        if chosen.person_id:
            filters["personIds"] = [chosen.person_id]
        if chosen.taken_after:
            filters["takenAfter"] = chosen.taken_after.isoformat()
        if chosen.taken_before:
            filters["takenBefore"] = chosen.taken_before.isoformat()
        return filters

    def _faces(self, item: FoundItem, check: Callable[[], None]) -> list[Region]:
        try:
            told = self._json("GET", "/faces", params={"id": item.key}, check=check)
        except (PlaceRefusedError, PlaceUnreachableError):
            return []  # an older server, or a key that may not read faces: the eye finds them itself
        regions = [region_of(one) for one in told[:MOST_PEOPLE]] if isinstance(told, list) else []
        return [region for region in regions if region is not None]

    def _bring(self, item: FoundItem, part: Path, check: Callable[[], None]) -> None:
        def go_on() -> None:
            held = part.stat().st_size if part.exists() else 0
            headers = PLAIN | ({"Range": f"bytes={held}-"} if held else {})
            with self.client.stream(
                "GET", f"{self.url}/assets/{item.key}/original", headers=headers
            ) as answer:
                if answer.status_code == UNSATISFIABLE:
                    return  # all of it is there
                self._require(answer, item.name)
                with disk_full_named(), part.open("ab" if answer.status_code == PARTIAL else "wb") as file:
                    for (
                        block
                    ) in answer.iter_raw():  # in blocks, the rest of one would be lost with the connection
                        check()
                        file.write(block)
                        if file.tell() > self.most_bytes:
                            raise FileTooLargeError(
                                file=item.name, size_mb=file.tell() / 1e6, limit_mb=self.most_bytes / 1e6
                            )

        self._tried(go_on, check)

    def _json(self, method: str, path: str, *, check: Callable[[], None] = lambda: None, **sent: Any) -> Any:
        def ask() -> Any:
            with self.client.stream(method, f"{self.url}{path}", headers=PLAIN, **sent) as answer:
                self._require(answer, path)
                return json.loads(self._text(answer))

        try:
            return self._tried(ask, check)
        except (ItemGoneError, ValueError) as error:
            raise self._strange() from error

    def _text(self, answer: httpx.Response) -> bytes:
        """Return a short text; a server that answers without end, or too slowly, is given up."""
        text, begun_s = bytearray(), time.monotonic()
        for block in answer.iter_raw():
            text += block
            if len(text) > MOST_TEXT_BYTES or time.monotonic() - begun_s > LONGEST_TEXT_S:
                raise self._strange()
        return bytes(text)

    def _tried(self, work: Callable[[], Any], check: Callable[[], None]) -> Any:
        """Return what `work` returns; a server that is away or busy for a moment is asked again."""
        wait_s = FIRST_WAIT_S
        for number in range(TRIES):
            try:
                return work()
            except (httpx.TransportError, _BusyError) as error:
                if number == TRIES - 1:
                    raise PlaceUnreachableError(place=self.url, reason=str(error) or "no answer") from error
                threading.Event().wait(wait_s)
                check()
                wait_s *= 2
        raise AssertionError

    def _require(self, answer: httpx.Response, name: str) -> None:
        status = answer.status_code
        if status in FORBIDDEN:
            raise PlaceRefusedError(place=self.url)
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

    def _strange(self) -> PlaceUnreachableError:
        return PlaceUnreachableError(place=self.url, reason="its answer is not that of Immich")


class _BusyError(Exception):
    """A server that asks to be asked again."""


@contextmanager
def signed_in(client: httpx.Client, url: str, key: str, chosen: Chosen, most_bytes: int) -> Iterator[Immich]:
    """Yield an Immich server for the length of the block; `url` is its address with or without /api."""
    client.headers.update({"x-api-key": key, "Accept": "application/json, */*"})
    address = url if url.endswith("/api") else f"{url}/api"
    with client:
        yield Immich(client, address, chosen, most_bytes)


def _count(album: dict[str, Any]) -> int | None:
    count = album.get("assetCount")
    return count if isinstance(count, int) else None


def _sha1(part: Path) -> str:
    with part.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
