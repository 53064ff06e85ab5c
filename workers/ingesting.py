"""An uploaded photo or clip becomes an asset: its facts, what is drawn and heard, its thumbnail and proxy."""

import threading

from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.media.ingest import derive_all, prepare
from core.media.probe import MEDIA_LIMITS
from core.projects.media.sources import keep_facts
from core.render.sound.preview_copy import copy_sound, sound_copy_of
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child
from core.store.models import MediaAsset


def ingest(run: Attempt) -> Save:
    """Read the upload in a limited process and make what the browser and the renderer need of it."""
    layout = run.database.layout
    with run.database.reading() as session:
        asset = session.get(MediaAsset, run.subject_id)
    if asset is None:
        raise NotFoundError(what="This photo or clip")
    folders = layout.project(asset.project_id)
    thumbnail, proxy = folders.thumbnail(asset.id), folders.proxy(asset.id)
    for written in (folders.stills, thumbnail.parent):
        written.mkdir(parents=True, exist_ok=True)
    original = layout.absolute(asset.file_path)
    permitted = Permissions(read=[original], write=[folders.stills, thumbnail.parent])
    cancelled = threading.Event()

    def stop() -> None:
        cancelled.set()
        child.kill()

    with Child(MEDIA_LIMITS, permitted) as child, run.stopping_with(stop):
        prepared = prepare(
            original,
            name=asset.original_filename,
            asset_id=asset.id,
            folder=folders.stills,
            child=child,
            cancelled=cancelled,
        )
        length_s = max(0.001, (prepared.info.duration_ms or 0) / 1000)
        derive_all(
            prepared,
            thumbnail=thumbnail,
            proxy=proxy,
            child=child,
            on_progress=lambda done_s: run.progress(100 * done_s / length_s),
            cancelled=cancelled,
        )
        if prepared.source.sound_path is not None:
            copy = sound_copy_of(folders.stills, prepared.source.checksum)
            copy_sound(prepared.source.sound_path, prepared.name, copy, child)

    def save(session: Session) -> None:
        stored = session.get_one(MediaAsset, run.subject_id)
        keep_facts(stored, prepared.info, prepared.source, layout)
        stored.thumbnail_path = layout.relative(thumbnail)
        stored.proxy_path = layout.relative(proxy) if prepared.info.kind == "video" else None

    return save
