"""What clips lack that were taken in before their sound was played and their filmstrip shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from core.media.clips.filmstrip import filmstrip_of
from core.render.sound.sound_copy import sound_copy_of
from core.store.db import Database
from core.store.models import MediaAsset


@dataclass(frozen=True)
class UnmadeFile:
    """A file that is to be made of `source`, for a clip that its owner knows as `name`."""

    source: Path
    name: str
    duration_ms: int
    target: Path


def unmade_sound_copies(database: Database) -> Iterator[UnmadeFile]:
    """Yield the copy of the sound of each ready clip that has sound and no copy, made of its upload."""
    for clip in _ready_clips(database):
        if clip.has_sound:
            yield from _unmade(database, clip, clip.file_path, sound_copy_of)


def unmade_filmstrips(database: Database) -> Iterator[UnmadeFile]:
    """Yield the filmstrip of each ready clip that has none, made of its proxy."""
    for clip in _ready_clips(database):
        if clip.proxy_path is not None:
            yield from _unmade(database, clip, clip.proxy_path, filmstrip_of)


def _ready_clips(database: Database) -> list[MediaAsset]:
    ready = select(MediaAsset).where(
        MediaAsset.media_type == "video",
        MediaAsset.processing_status == "ready",
        MediaAsset.deleted_at.is_(None),
    )
    with database.reading() as session:
        return list(session.scalars(ready))


def _unmade(
    database: Database, clip: MediaAsset, stored: str, target_of: Callable[[Path, str], Path]
) -> Iterator[UnmadeFile]:
    source = database.layout.absolute(stored)
    target = target_of(database.layout.project(clip.project_id).stills, clip.checksum or clip.id)
    if source.is_file() and not target.exists():
        yield UnmadeFile(source, clip.original_filename, clip.duration_ms or 0, target)
