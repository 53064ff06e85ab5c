"""Analyses pictures that are not analysed yet, or by an older version or older models."""

import threading
from pathlib import Path

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from core.jobs.lifecycle import Save
from core.media.info import Source
from core.media.looking import look_at
from core.media.sniff import sniff_file
from core.projects.media.sources import analysis_of, source_of
from core.sandbox.worker_process import Child
from core.store.db import Database
from core.store.models import MediaAsset
from core.vision.analysis import MOST_LOOKS, VISION_VERSION
from core.vision.analyze import is_current, models_at_hand


def due_analyses(database: Database) -> dict[str, list[str]]:
    """Return by project the ids of the ready photos and clips to look at again, oldest first."""
    models = models_at_hand()
    version = func.json_extract(MediaAsset.analysis, "$.version")
    made_with = func.json_extract(MediaAsset.analysis, "$.models")
    failed = func.coalesce(func.json_extract(MediaAsset.analysis, "$.failed_looks"), 0)
    at_hand = func.json_array(*sorted(models))
    doubtful = select(MediaAsset).where(
        MediaAsset.processing_status == "ready",
        MediaAsset.deleted_at.is_(None),
        or_(
            version.is_distinct_from(VISION_VERSION),
            made_with.is_distinct_from(at_hand),
            failed.between(1, MOST_LOOKS - 1),
        ),
    )
    with database.reading() as session:
        assets = session.scalars(doubtful.order_by(MediaAsset.created_at, MediaAsset.id)).all()
    due: dict[str, list[str]] = {}
    for asset in assets:
        if not _is_current(asset, models):
            due.setdefault(asset.project_id, []).append(asset.id)
    return due


def look(database: Database, asset_id: str, child: Child, cancelled: threading.Event) -> Save:
    """Look at one photo or clip in `child`; return what stores what is seen.

    One that is gone is left alone. Raises ReadingCrashedError when it was cancelled.
    """
    found = _ready(database, asset_id)
    if found is None:
        return lambda _session: None
    source, project_id = found
    reader = sniff_file(source.path, source.name).reader
    folder = database.layout.project(project_id).stills
    analysis = look_at(source, reader, folder, child, cancelled=cancelled)

    def save(session: Session) -> None:
        stored = session.get(MediaAsset, asset_id)
        if stored is not None and stored.checksum == source.checksum:
            stored.analysis = analysis.model_dump_json()

    return save


def look_again(database: Database, asset_id: str, child: Child, cancelled: threading.Event) -> None:
    """Look at one photo or clip and store what is seen at once; else as `look`."""
    save = look(database, asset_id, child, cancelled)
    with database.writing() as session:
        save(session)


def looked_at(database: Database, asset_id: str) -> list[Path]:
    """Return the files that `look` has a process open; none for what is gone."""
    found = _ready(database, asset_id)
    if found is None:
        return []
    source, _ = found
    return [path for path in (source.path, source.sound_path) if path is not None]


def _ready(database: Database, asset_id: str) -> tuple[Source, str] | None:
    """Return what is drawn of a photo or clip that is there, and its project's id."""
    with database.reading() as session:
        asset = session.get(MediaAsset, asset_id)
        if asset is None or asset.processing_status != "ready":
            return None
        source, project_id = source_of(asset, database.layout), asset.project_id
    return (source, project_id) if source.path.is_file() else None


def _is_current(asset: MediaAsset, models: dict[str, Path]) -> bool:
    analysis = analysis_of(asset)
    return analysis is not None and is_current(analysis, models)
