"""An album, a person or a stretch of time of an Immich server, by its REST API and a key of its user's."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
from pydantic import ValidationError

from core.errors import ItemDamagedError, PlaceRefusedError, PlaceUnreachableError, TooMuchToImportError
from core.gathering.immich_api import ImmichApi, api_of
from core.gathering.immich_assets import Asset, item_of, region_of
from core.gathering.items import MOST_ITEMS, MOST_PEOPLE, FoundItem
from core.gathering.remote import Check
from core.media.capture.order import natural
from core.vision.regions import Region

PAGE = 500


@dataclass(frozen=True)
class Chosen:
    """What is imported: an album, a person, a stretch of time, or what all that are given have in common."""

    album_id: str | None = None
    person_id: str | None = None
    taken_after: datetime | None = None
    taken_before: datetime | None = None


@dataclass(frozen=True)
class Immich:
    """What was chosen of an Immich server."""

    api: ImmichApi
    chosen: Chosen
    most_bytes: int

    def items(self, check: Check) -> list[FoundItem]:
        """Return the chosen photos and clips in the order in which they were taken.

        Raises PlaceRefusedError, PlaceUnreachableError, TooMuchToImportError.
        """
        found: dict[str, Asset] = {}
        for asset in self._assets(check):
            if not asset.isTrashed and asset.type in ("IMAGE", "VIDEO"):
                found[asset.id] = asset
            if len(found) > MOST_ITEMS:
                raise TooMuchToImportError(place=self.api.remote.url, most=MOST_ITEMS)
        ordered = sorted(found.values(), key=lambda one: (one.fileCreatedAt, natural(one.originalFileName)))
        return [item_of(asset) for asset in ordered]

    def fetch(self, item: FoundItem, part: Path, check: Check) -> FoundItem:
        """Bring the original, from where it broke off, and prove it; return it with its faces.

        Raises ItemGoneError, ItemDamagedError, FileTooLargeError, PlaceUnreachableError.
        """
        for _ in range(2):
            self.api.remote.download(
                f"/assets/{item.key}/original",
                part,
                name=item.name,
                most_bytes=self.most_bytes,
                check=check,
            )
            if item.sha1 is None or sha1_of(part) == item.sha1:
                return item.model_copy(update={"regions": self._faces(item, check)})
            part.unlink()
        raise ItemDamagedError(file=item.name)

    def _assets(self, check: Check) -> Iterator[Asset]:
        page: int | None = 1
        while page is not None:
            check()
            wanted = {"page": page, "size": PAGE, "order": "asc", "withExif": True, "withPeople": True}
            told = self.api.json("POST", "/search/metadata", json=wanted | self._filters(), check=check)
            try:
                listed = told["assets"]
                assets = [Asset.model_validate(one) for one in listed["items"]]
                following = listed.get("nextPage")
                page = int(following) if following else None
            except (KeyError, TypeError, ValueError, ValidationError) as error:
                raise self.api.remote.strange() from error
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

    def _faces(self, item: FoundItem, check: Check) -> list[Region]:
        try:
            told = self.api.json("GET", "/faces", params={"id": item.key}, check=check)
        except (PlaceRefusedError, PlaceUnreachableError):
            return []  # an older server, or a key that may not read faces: core.vision finds them itself
        regions = [region_of(one) for one in told[:MOST_PEOPLE]] if isinstance(told, list) else []
        return [region for region in regions if region is not None]


@contextmanager
def signed_in(client: httpx.Client, url: str, key: str, chosen: Chosen, most_bytes: int) -> Iterator[Immich]:
    """Yield what was chosen for the length of the block; `url` is the address with or without /api."""
    with api_of(client, url, key) as api:
        yield Immich(api, chosen, most_bytes)


def sha1_of(path: Path) -> str:
    """Return the checksum by which Immich and others know a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.sha1(usedforsecurity=False)).hexdigest()
