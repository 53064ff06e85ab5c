"""A video goes to Immich: once, by its checksum, and into an album."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import httpx

from core.errors import (
    ImmichAlbumError,
    ImmichFullError,
    ImmichKeyError,
    ImmichPermissionError,
    ImmichTooLargeError,
    ImmichTrashedError,
    ItemGoneError,
)
from core.gathering.immich import sha1_of
from core.gathering.immich_api import ImmichApi
from core.gathering.remote import Check, HttpAnswer

DEVICE = "BeatStitch"
STORING_S = 300.0  # Immich moves and reads a large file before it answers
UNAUTHORISED, FORBIDDEN, TOO_LARGE = 401, 403, 413
_MISSING = re.compile(r"Missing required permission: ([\w.]{1,40})")


@dataclass(frozen=True)
class Video:
    """A video that is sent; `sent_as` is what it is known by on the device that sends it."""

    path: Path
    name: str
    sent_as: str
    made_at: datetime


@dataclass(frozen=True)
class Uploaded:
    """The id that a video has in Immich, and whether Immich had it already."""

    asset_id: str
    was_there: bool


def upload(api: ImmichApi, video: Video, check: Check, tell: Callable[[float], None]) -> Uploaded:
    """Send a video unless Immich has it; `tell` gets the share that is sent, 0 to 1.

    Raises ImmichKeyError, ImmichPermissionError, ImmichFullError, ImmichTooLargeError, ImmichTrashedError,
    PlaceUnreachableError.
    """
    checksum, size = sha1_of(video.path), video.path.stat().st_size
    there = _there(api, checksum, check)
    if there is not None:
        return Uploaded(there, was_there=True)
    fields = {
        "deviceAssetId": video.sent_as,
        "deviceId": DEVICE,
        "fileCreatedAt": video.made_at.isoformat(),
        "fileModifiedAt": video.made_at.isoformat(),
    }

    def send() -> HttpAnswer:
        with video.path.open("rb") as file:
            return api.remote.once(
                "POST",
                "/assets",
                hear=_hearing(api, "asset.upload", size),
                headers={"x-immich-checksum": checksum},
                data=fields,
                files={"assetData": (video.name, _Watched(file, size, check, tell))},
                timeout=httpx.Timeout(api.remote.client.timeout.connect, read=STORING_S),
            )

    try:
        told = json.loads(api.remote.tried(send, check).text)
        return Uploaded(str(told["id"]), was_there=told.get("status") == "duplicate")
    except (ItemGoneError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise api.remote.strange() from error


def album_named(api: ImmichApi, name: str, check: Check) -> str:
    """Return the id of the album of this name; it is made if there is none.

    Raises ImmichKeyError, ImmichPermissionError, PlaceUnreachableError.
    """
    listed = api.json("GET", "/albums", check=check, hear=_hearing(api, "album.read"))
    for album in listed if isinstance(listed, list) else ():
        if isinstance(album, dict) and album.get("albumName") == name:
            return str(album.get("id"))
    made = api.json(
        "POST", "/albums", check=check, hear=_hearing(api, "album.create"), json={"albumName": name}
    )
    if not isinstance(made, dict) or "id" not in made:
        raise api.remote.strange()
    return str(made["id"])


def add_to_album(api: ImmichApi, album_id: str, asset_id: str, check: Check) -> None:
    """Put what is in Immich into an album, where it may be already.

    Raises ImmichAlbumError, ImmichKeyError, ImmichPermissionError, PlaceUnreachableError.
    """

    def hear(told: HttpAnswer) -> None:
        _hearing(api, "albumAsset.create")(told)
        if told.status in (400, 404):
            raise ImmichAlbumError(place=api.remote.url)

    told = api.json("PUT", f"/albums/{album_id}/assets", check=check, hear=hear, json={"ids": [asset_id]})
    results = [one for one in told if isinstance(one, dict)] if isinstance(told, list) else []
    if not any(one.get("success") or one.get("error") == "duplicate" for one in results):
        raise ImmichAlbumError(place=api.remote.url)


def _there(api: ImmichApi, checksum: str, check: Check) -> str | None:
    """Return the id of what Immich has with this checksum, so that nothing is sent in vain."""
    asked = {"assets": [{"id": checksum, "checksum": checksum}]}
    hear = _hearing(api, "asset.upload")
    told = api.json("POST", "/assets/bulk-upload-check", check=check, hear=hear, json=asked)
    try:
        (found,) = told["results"]
        if found["action"] != "reject" or found.get("reason") != "duplicate":
            return None
        if found.get("isTrashed"):
            raise ImmichTrashedError(place=api.remote.url)
        return str(found["assetId"])
    except (ValueError, TypeError, KeyError) as error:
        raise api.remote.strange() from error


def _hearing(api: ImmichApi, permission: str, size: int = 0) -> Callable[[HttpAnswer], None]:
    """Return what says in words why Immich refuses something that takes this permission."""
    place = api.remote.url

    def hear(told: HttpAnswer) -> None:
        said = _message(told.text)
        if told.status == UNAUTHORISED:
            raise ImmichKeyError(place=place)
        if told.status == FORBIDDEN:
            named = _MISSING.search(said)
            raise ImmichPermissionError(place=place, permission=named[1] if named else permission)
        if told.status == TOO_LARGE:
            raise ImmichTooLargeError(place=place, size_mb=size / 1e6)
        if "quota" in said.lower():
            raise ImmichFullError(place=place)

    return hear


def _message(text: bytes) -> str:
    try:
        told = json.loads(text)
    except ValueError:
        return ""
    return str(told.get("message", "")) if isinstance(told, dict) else ""


class _Watched:
    """A file that says how much of it has been read, and ends the work when it has to end."""

    def __init__(self, file: BinaryIO, size: int, check: Check, tell: Callable[[float], None]) -> None:
        self._file, self._size, self._check, self._tell = file, size, check, tell

    def read(self, size: int = -1) -> bytes:
        self._check()
        block = self._file.read(size)
        self._tell(self._file.tell() / max(1, self._size))
        return block

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def fileno(self) -> int:
        return self._file.fileno()
