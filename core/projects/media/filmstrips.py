"""The filmstrips of clips that were taken in before the timeline showed them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from core.media.clips.filmstrip import filmstrip_of
from core.store.db import Database
from core.store.models import MediaAsset


@dataclass(frozen=True)
class MissingFilmstrip:
    """The proxy of a clip, and where the clip's filmstrip is to lie."""

    proxy: Path
    duration_ms: int
    filmstrip: Path


def missing_filmstrips(database: Database) -> Iterator[MissingFilmstrip]:
    """Yield the ready clips whose proxy is there and whose filmstrip is not."""
    layout = database.layout
    ready = select(MediaAsset).where(
        MediaAsset.media_type == "video",
        MediaAsset.processing_status == "ready",
        MediaAsset.deleted_at.is_(None),
        MediaAsset.proxy_path.is_not(None),
        MediaAsset.checksum.is_not(None),
    )
    with database.reading() as session:
        clips = session.scalars(ready).all()
    for clip in clips:
        proxy = layout.absolute(clip.proxy_path or "")
        filmstrip = filmstrip_of(layout.project(clip.project_id).stills, clip.checksum or "")
        if proxy.is_file() and not filmstrip.exists():
            yield MissingFilmstrip(proxy, clip.duration_ms or 0, filmstrip)
