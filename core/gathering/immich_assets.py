"""What Immich tells of a photo or clip, read as an item and its faces."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, Field

from core.gathering.items import MOST_PEOPLE, FoundItem, known_name
from core.vision.regions import Region


class Asset(BaseModel):
    """What is read of Immich's AssetResponseDto."""

    id: str = Field(max_length=64)
    type: str
    originalFileName: str  # noqa: N815 - Immich's own name
    fileCreatedAt: datetime  # noqa: N815
    localDateTime: datetime | None = None  # noqa: N815
    isFavorite: bool = False  # noqa: N815
    isTrashed: bool = False  # noqa: N815
    checksum: str | None = None
    exifInfo: dict[str, Any] | None = None  # noqa: N815
    people: list[dict[str, Any]] | None = None


def item_of(asset: Asset) -> FoundItem:
    """Return a photo or clip with what is known of it."""
    told = asset.exifInfo or {}
    names = [one.get("name") for one in asset.people or []]
    return FoundItem(
        key=asset.id,
        name=known_name(asset.originalFileName),
        size=_size(told.get("fileSizeInByte")),
        taken_at=asset.fileCreatedAt,
        offset_min=_offset_min(asset),
        starred=asset.isFavorite,
        description=str(told.get("description") or "")[:2000],
        people=[name[:100] for name in names if isinstance(name, str) and name][:MOST_PEOPLE],
        sha1=_hex(asset.checksum),
    )


def _offset_min(asset: Asset) -> int | None:
    """Return how far clocks were ahead of UTC: `localDateTime` is what they showed, written as UTC."""
    if asset.localDateTime is None:
        return None
    ahead = asset.localDateTime.replace(tzinfo=None) - asset.fileCreatedAt.replace(tzinfo=None)
    minutes = round(ahead / timedelta(minutes=1))
    return minutes if -14 * 60 <= minutes <= 14 * 60 else None


def region_of(face: Any) -> Region | None:
    """Return a face as shares of the upright picture that it was found in."""
    try:
        width, height = float(face["imageWidth"]), float(face["imageHeight"])
        left, right = sorted((face["boundingBoxX1"] / width, face["boundingBoxX2"] / width))
        top, bottom = sorted((face["boundingBoxY1"] / height, face["boundingBoxY2"] / height))
        return Region(left=max(0.0, left), top=max(0.0, top), right=min(1.0, right), bottom=min(1.0, bottom))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None


def _size(told: Any) -> int | None:
    return told if isinstance(told, int) and told >= 0 else None


def _hex(checksum: str | None) -> str | None:
    try:
        return base64.b64decode(checksum, validate=True).hex() if checksum else None
    except (binascii.Error, ValueError):
        return None
