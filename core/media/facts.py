"""Carries a MediaInfo over process borders and into files, as plain JSON values."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from core.media.info import MediaInfo


def to_facts(info: MediaInfo) -> dict[str, Any]:
    """Return `info` as plain JSON values."""
    return {**asdict(info), "taken_at": info.taken_at and info.taken_at.isoformat()}


def from_facts(facts: dict[str, Any]) -> MediaInfo:
    """Return the MediaInfo of plain JSON values; raises TypeError or ValueError for others."""
    info = MediaInfo(**facts)
    return replace(info, taken_at=datetime.fromisoformat(facts["taken_at"])) if facts["taken_at"] else info
