"""The REST API of Immich as far as it is the same for bringing pictures in and sending videos out."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import BaseModel

from core.errors import ItemGoneError, PlaceRefusedError
from core.gathering.remote import Check, HttpAnswer, Remote, unchecked
from core.media.capture.order import natural


class AlbumOrPerson(BaseModel):
    """An album or a person that can be imported."""

    id: str
    name: str
    count: int | None = None


@dataclass(frozen=True)
class ImmichApi:
    """An Immich server, asked with the key of one of its users."""

    remote: Remote

    def json(
        self,
        method: str,
        path: str,
        *,
        check: Check = unchecked,
        hear: Callable[[HttpAnswer], None] | None = None,
        **sent: Any,
    ) -> Any:
        """Return what Immich answers; PlaceRefusedError, PlaceUnreachableError, and what `hear` raises."""
        try:
            return json.loads(self.remote.asked(method, path, check=check, hear=hear, **sent).text)
        except (ItemGoneError, ValueError) as error:
            raise self.remote.strange() from error

    def albums(self, check: Check = unchecked) -> list[AlbumOrPerson]:
        """Return the albums, those of others that are shared among them, by name."""
        told = self.json("GET", "/albums", check=check)
        found = [
            AlbumOrPerson(id=str(one["id"]), name=str(one.get("albumName") or ""), count=_count(one))
            for one in (told if isinstance(told, list) else ())
            if isinstance(one, dict) and "id" in one
        ]
        return sorted(found, key=lambda one: natural(one.name))

    def people(self) -> list[AlbumOrPerson]:
        """Return the people who have a name."""
        told = self.json("GET", "/people", params={"withHidden": "false"})
        listed = told.get("people") if isinstance(told, dict) else None
        people = [one for one in listed or () if isinstance(one, dict) and "id" in one and one.get("name")]
        named = [AlbumOrPerson(id=str(one["id"]), name=str(one["name"])) for one in people]
        return sorted(named, key=lambda one: natural(one.name))


@contextmanager
def api_of(client: httpx.Client, url: str, key: str) -> Iterator[ImmichApi]:
    """Yield the API for the length of the block; `url` is the address with or without /api."""
    client.headers.update({"x-api-key": key, "Accept": "application/json, */*"})
    address = url if url.endswith("/api") else f"{url}/api"
    with client:
        yield ImmichApi(Remote(client, address, "Immich", PlaceRefusedError))


def _count(album: dict[str, Any]) -> int | None:
    count = album.get("assetCount")
    return count if isinstance(count, int) else None
