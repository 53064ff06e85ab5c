"""The copies of the sound of clips that were taken in before the preview played it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from core.render.sound.sound_copy import sound_copy_of
from core.store.db import Database
from core.store.models import MediaAsset


@dataclass(frozen=True)
class MissingCopy:
    """A clip that has sound, which its owner knows as `name`, and where the copy of that is to lie."""

    clip: Path
    name: str
    copy: Path


def missing_sound_copies(database: Database) -> Iterator[MissingCopy]:
    """Yield the ready clips with sound whose upload is there and the copy of their sound is not."""
    layout = database.layout
    sounding = select(MediaAsset).where(
        MediaAsset.has_sound, MediaAsset.processing_status == "ready", MediaAsset.deleted_at.is_(None)
    )
    with database.reading() as session:
        clips = session.scalars(sounding).all()
    for clip in clips:
        original = layout.absolute(clip.file_path)
        copy = sound_copy_of(layout.project(clip.project_id).stills, clip.checksum or clip.id)
        if original.is_file() and not copy.exists():
            yield MissingCopy(original, clip.original_filename, copy)
