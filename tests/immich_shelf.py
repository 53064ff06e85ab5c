"""What the stand-in for Immich does with what is sent to it: assets by their checksum, and albums."""

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from email.message import Message
from typing import Any

ALBUM = "7e1f0000-0000-4000-8000-00000000000a"
FIELD = re.compile(rb'name="(\w+)"(?:; filename="([^"]*)")?')
Answer = tuple[int, Any]


@dataclass
class Shelf:
    """What was sent: assets by SHA-1, and the ids in each album."""

    assets: dict[str, dict[str, Any]] = field(default_factory=dict)
    albums: dict[str, list[str]] = field(default_factory=lambda: {ALBUM: []})
    names: dict[str, str] = field(default_factory=dict)
    bodies: int = 0  # videos that came in whole
    lacking: str | None = None  # a permission that the key does not have
    quota_bytes: int | None = None
    largest_bytes: int | None = None  # that a proxy lets pass
    trashed: set[str] = field(default_factory=set)
    holds: bool = False  # the answer to an upload until `released`
    released: threading.Event = field(default_factory=threading.Event)

    def listed(self) -> list[dict[str, Any]]:
        return [{"id": one, "albumName": name, "assetCount": 0} for one, name in self.names.items()]

    def asked(self, method: str, path: str, headers: Message, body: bytes) -> Answer:
        """Return status and answer of a request that changes something, as Immich gives them."""
        album = re.fullmatch(r"/api/albums/([\w-]+)/assets", path)
        if method == "PUT" and album:
            return self._permitted("albumAsset.create") or self._add(album[1], json.loads(body)["ids"])
        if path == "/api/albums":
            return self._permitted("album.create") or self._make(json.loads(body)["albumName"])
        if path == "/api/assets/bulk-upload-check":
            return self._permitted("asset.upload") or self._check(json.loads(body)["assets"])
        if path == "/api/assets":
            return self._permitted("asset.upload") or self._take(headers, body)
        return 404, {"message": "Cannot POST", "statusCode": 404}

    def _permitted(self, permission: str) -> Answer | None:
        if permission != self.lacking:
            return None
        said = f"Missing required permission: {permission}"
        return 403, {"message": said, "error": "Forbidden", "statusCode": 403}

    def _check(self, asked: list[dict[str, str]]) -> Answer:
        told = []
        for one in asked:
            found = self.assets.get(one["checksum"])
            if found is None:
                told.append({"id": one["id"], "action": "accept"})
            else:
                there = {"assetId": found["id"], "isTrashed": one["checksum"] in self.trashed}
                told.append({"id": one["id"], "action": "reject", "reason": "duplicate"} | there)
        return 200, {"results": told}

    def _take(self, headers: Message, body: bytes) -> Answer:
        if self.largest_bytes is not None and len(body) > self.largest_bytes:
            return 413, "<html>413 Request Entity Too Large</html>"
        sent = _fields(headers["Content-Type"], body)
        name, content = sent.pop("assetData")
        if self.quota_bytes is not None and len(content) > self.quota_bytes:
            return 400, {"message": "Quota has been exceeded!", "error": "Bad Request", "statusCode": 400}
        self.bodies += 1
        checksum = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        assert headers["x-immich-checksum"] == checksum
        status = "duplicate" if checksum in self.assets else "created"
        asset = {"id": f"5e4d0000-0000-4000-8000-{len(self.assets):012x}", "name": name, "size": len(content)}
        told = {key: value.decode() for key, (_, value) in sent.items()}
        kept = self.assets.setdefault(checksum, asset | told)
        if self.holds:
            self.released.wait(60)
        return 201 if status == "created" else 200, {"id": kept["id"], "status": status}

    def _make(self, name: str) -> Answer:
        album_id = f"a1b00000-0000-4000-8000-{len(self.names):012x}"
        self.names[album_id], self.albums[album_id] = name, []
        return 201, {"id": album_id, "albumName": name, "assets": []}

    def _add(self, album_id: str, asset_ids: list[str]) -> Answer:
        if album_id not in self.albums:
            return 400, {"message": "Album not found", "error": "Bad Request", "statusCode": 400}
        album, told = self.albums[album_id], []
        for asset_id in asset_ids:
            is_new = asset_id not in album
            told.append({"id": asset_id, "success": is_new} | ({} if is_new else {"error": "duplicate"}))
            album.extend([asset_id] if is_new else [])
        return 200, told


def _fields(content_type: str, body: bytes) -> dict[str, tuple[str, bytes]]:
    """Return the parts of a form by their names: of each the name of its file, and its bytes."""
    boundary = b"\r\n--" + content_type.partition("boundary=")[2].encode()
    found = {}
    for part in (b"\r\n" + body).split(boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        named = FIELD.search(head)
        assert named is not None
        found[named[1].decode()] = ((named[2] or b"").decode(), content)
    return found
