"""A photo or clip that is being ingested: what its worker reads and writes, and what is kept of it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.files import empty_parts
from core.hashing import file_checksum
from core.jobs.lifecycle import Save
from core.media.clips.filmstrip import filmstrip_of, write_filmstrip
from core.media.info import OriginalFile
from core.media.ingest import PreparedMedia, derive_all, is_seen, looked_at, prepare
from core.media.made_files import base_of, pictures_of
from core.projects.media.awaited_looks import is_looked_at_once, order_look
from core.projects.media.camera_clocks import inherit_clock
from core.projects.media.sources import keep_facts
from core.render.sound.preview_copy import copy_sound
from core.render.sound.sound_copy import sound_copy_of
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child
from core.store.db import Database
from core.store.layout import Layout
from core.store.models import MediaAsset


@dataclass(frozen=True)
class Ingestion:
    """The upload `original`, which its owner knows as `name`, and where what is made of it goes.

    `checksum` is the upload's SHA-256 in hex. What is not `looked_at_once` is looked at later, by a job of
    its own.
    """

    layout: Layout
    asset_id: str
    name: str
    original: Path
    checksum: str
    stills: Path
    thumbnail: Path
    proxy: Path
    looked_at_once: bool = True

    @property
    def sound_copy(self) -> Path:
        """Where the preview's copy of a clip's sound goes."""
        return sound_copy_of(self.stills, self.checksum)

    @property
    def permitted_names(self) -> list[Path]:
        """What the process that reads the upload makes, or reads when it is there already."""
        return [*pictures_of(base_of(self.stills, self.checksum)), self.sound_copy, self.thumbnail]

    @contextmanager
    def permitted(self, tag: str) -> Iterator[Permissions]:
        """Permit the upload and its own files, in folders that hold those of the whole project."""
        with empty_parts(self.permitted_names, tag) as parts:
            yield Permissions(read=[self.original, *self.permitted_names], write=parts)

    def take_in(
        self,
        child: Child,
        tag: str,
        *,
        on_share: Callable[[float], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> PreparedMedia:
        """Make all that is drawn, shown and heard of the upload, and return its facts.

        `child` is permitted what `permitted(tag)` says. `on_share` is told which share of a clip is done,
        0 .. 1. Raises MediaRefusedError with a sentence for the person.
        """
        prepared = prepare(
            OriginalFile(self.original, self.name, self.asset_id, self.checksum),
            folder=self.stills,
            child=child,
            looks=False,
            tag=tag,
            cancelled=cancelled,
        )
        length_s = max(0.001, (prepared.info.duration_ms or 0) / 1000)
        prepared = derive_all(
            prepared,
            thumbnail=self.thumbnail,
            proxy=self.proxy,
            child=child,
            tag=tag,
            on_progress=None if on_share is None else lambda done_s: on_share(done_s / length_s),
            cancelled=cancelled,
        )
        if self.looked_at_once or is_seen(prepared):
            prepared = looked_at(prepared, child, cancelled=cancelled)
        if prepared.info.kind == "video":
            filmstrip = filmstrip_of(self.stills, self.checksum)
            if not filmstrip.exists():
                write_filmstrip(self.proxy, filmstrip, prepared.info.duration_ms or 0, cancelled=cancelled)
        if prepared.source.sound_path is not None:
            copy_sound(prepared.source.sound_path, prepared.name, self.sound_copy, child, tag)
        return prepared

    def keep(self, prepared: PreparedMedia) -> Save:
        """Return what stores the facts of the photo or clip, once its files are there."""

        def save(session: Session) -> None:
            stored = session.get_one(MediaAsset, self.asset_id)
            keep_facts(stored, prepared.info, prepared.source, self.layout)
            inherit_clock(session, stored)
            stored.thumbnail_path = self.layout.relative(self.thumbnail)
            proxy = self.proxy if prepared.info.kind == "video" else prepared.still_proxy
            stored.proxy_path = proxy and self.layout.relative(proxy)
            if stored.analysis is None:
                order_look(session, stored)

        return save


def ingestion_of(database: Database, asset_id: str) -> Ingestion:
    """Return an upload to be ingested, with the folders for its files made; raises NotFoundError."""
    with database.reading() as session:
        asset = session.get(MediaAsset, asset_id)
        if asset is None:
            raise NotFoundError(what="This photo or clip")
        looked_at_once = asset.media_type == "video" or is_looked_at_once(session, asset.project_id)
    folders = database.layout.project(asset.project_id)
    original = database.layout.absolute(asset.file_path)
    ingestion = Ingestion(
        layout=database.layout,
        asset_id=asset.id,
        name=asset.original_filename,
        original=original,
        checksum=asset.checksum or file_checksum(original),
        stills=folders.stills,
        thumbnail=folders.thumbnail(asset.id),
        proxy=folders.proxy(asset.id),
        looked_at_once=looked_at_once,
    )
    for written in (ingestion.stills, ingestion.thumbnail.parent):
        written.mkdir(parents=True, exist_ok=True)
    return ingestion
