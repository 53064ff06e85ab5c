"""A second project that starts out as the first one is now: settings, media, song, beats and edit."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from core.accounts.quota import require_room
from core.edit.planning.staleness import renamed
from core.edit.revisions.revision import Revision
from core.files import link_or_copy
from core.jobs.lifecycle import submit
from core.jobs.project_status import refresh_status
from core.media.clips.filmstrip import filmstrip_of
from core.projects.edit.plan_inputs import ready_sources
from core.projects.edit.timelines import content_hash_of, history_of
from core.projects.media.awaited_looks import awaited_looks, order_look
from core.projects.media.media import all_media, song_of
from core.projects.opened import OpenProject
from core.projects.projects import clean_name, owned_project
from core.render.sound.sound_copy import sound_copy_of
from core.store.db import Base, Database, utc_now
from core.store.layout import Layout, ProjectFolders
from core.store.models import AudioTrack, MediaAsset, Project, Timeline, new_id

ASSET_PATHS = ("file_path", "draw_path", "thumbnail_path", "proxy_path")
TRACK_PATHS = ("file_path", "playable_path", "beat_grid_path")


def duplicate_project(database: Database, user_id: str, project_id: str, name: str) -> Project:
    """Return a copy of a project under a new name; files share their bytes where the disk can.

    The copy has the current edit, but neither its history nor the renders; corrections of its song can
    be undone as in the original. Its uploads count again in what the account holds, as they do when
    they are brought twice. Raises NotFoundError, ProjectNameError, QuotaFullError, StorageError.
    """
    name = clean_name(name)
    with database.reading() as session:
        original = owned_project(session, user_id, project_id)
        revision = history_of(database.layout, original).current()
        assets = [*all_media(session, project_id), *_shown_still(session, original, revision)]
        track = song_of(session, project_id)
        needed_bytes = sum(row.file_size for row in (*assets, *([track] if track else ())))
        require_room(session, user_id, needed_bytes)
    copying = _Copying(database.layout, original, name, revision)
    try:
        copying.assets = [copying.asset(asset) for asset in assets]
        copying.track = copying.song(track) if track else None
        with database.writing() as session:
            owned_project(session, user_id, project_id)
            require_room(session, user_id, needed_bytes)
            return _stored(session, copying)
    except BaseException:
        copying.undo()
        raise


def _shown_still(session: Session, original: Project, revision: Revision | None) -> list[MediaAsset]:
    """Return the deleted photos and clips that the edit shows until it is planned again."""
    shown = set(revision.edl.asset_ids) if revision else set[str]()
    deleted = select(MediaAsset).where(
        MediaAsset.project_id == original.id,
        MediaAsset.id.in_(shown),
        MediaAsset.deleted_at.is_not(None),
        MediaAsset.processing_status == "ready",
    )
    return list(session.scalars(deleted))


def _facts(row: Base) -> dict[str, Any]:
    """Return the columns of a row by name."""
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).columns}


@dataclass
class _Copying:
    """One project being copied: new rows for old ones, and new names for their files."""

    layout: Layout
    original: Project
    name: str
    revision: Revision | None
    copy_id: str = field(default_factory=new_id)
    asset_ids: dict[str, str] = field(default_factory=dict)
    assets: list[MediaAsset] = field(default_factory=list)
    track: AudioTrack | None = None

    @property
    def _target(self) -> ProjectFolders:
        return self.layout.project(self.copy_id)

    def undo(self) -> None:
        """Take away the names given so far."""
        for folder in (self._target.uploads, self._target.derived):
            shutil.rmtree(folder, ignore_errors=True)

    def asset(self, asset: MediaAsset) -> MediaAsset:
        """Return a copy of an asset whose files are the copy's own."""
        copied_id = self.asset_ids[asset.id] = new_id()
        facts = _facts(asset) | {"id": copied_id, "project_id": self.copy_id}
        if asset.processing_status != "ready":
            facts |= {"processing_status": "pending", "processing_error": None}
        if asset.checksum:
            stills = self.layout.project(self.original.id).stills
            for shown_of in (sound_copy_of, filmstrip_of):
                self._link(shown_of(stills, asset.checksum), shown_of(self._target.stills, asset.checksum))
        return MediaAsset(**self._with_files(facts, ASSET_PATHS, {asset.id: copied_id}))

    def song(self, track: AudioTrack) -> AudioTrack:
        """Return a copy of the song with its beats, their corrections and its waveform."""
        facts = _facts(track) | {"id": new_id(), "project_id": self.copy_id}
        source, target = self.layout.project(self.original.id), self._target
        corrections, copied = source.corrections_of(track.id), target.corrections_of(facts["id"])
        # The note of the steps, last by name, comes first: what it refers to is there already.
        for file in sorted(corrections.glob("*.json"), reverse=True):
            self._link(file, copied / file.name)
        if track.analysis_status != "complete":
            facts |= {"analysis_status": "pending", "analysis_error": None}
        for result, copy in zip(source.song_results, target.song_results, strict=True):
            self._link(result, copy)
        return AudioTrack(**self._with_files(facts, TRACK_PATHS, {}))

    def _with_files(
        self, facts: dict[str, Any], columns: tuple[str, ...], renamed: Mapping[str, str]
    ) -> dict[str, Any]:
        """Link the files that `columns` name and put their new paths, with `renamed` ids, into `facts`."""
        for column in columns:
            path = facts[column]
            if path is not None:
                for before, after in {self.original.id: self.copy_id, **renamed}.items():
                    path = path.replace(before, after)
                self._link(self.layout.absolute(facts[column]), self.layout.absolute(path))
                facts[column] = path
        return facts

    def _link(self, source: Path, target: Path) -> None:
        if source.exists() and not target.exists():
            link_or_copy(source, target)


def _stored(session: Session, copying: _Copying) -> Project:
    """Add the rows of the copy, and the jobs that finish what the original had not finished."""
    fresh = {"id": copying.copy_id, "name": copying.name, "created_at": utc_now(), "updated_at": utc_now()}
    project = Project(**_facts(copying.original) | fresh)
    session.add(project)
    session.flush()
    session.add_all(copying.assets)
    session.add_all([copying.track] if copying.track else [])
    session.flush()
    unseen = awaited_looks(session, copying.original.id)
    awaited = {copied_id for asset_id, copied_id in copying.asset_ids.items() if asset_id in unseen}
    for asset in copying.assets:
        if asset.processing_status == "pending":
            submit(session, "ingest", project_id=project.id, subject_id=asset.id)
        elif asset.id in awaited:
            order_look(session, asset)
    if copying.track is not None and copying.track.analysis_status == "pending":
        submit(session, "analyze", project_id=project.id, subject_id=copying.track.id)
    if copying.revision is not None:
        _copy_edit(session, copying, project, copying.revision)
    refresh_status(session, project.id)
    return project


def _copy_edit(session: Session, copying: _Copying, project: Project, revision: Revision) -> None:
    """Make the current edit the copy's first revision, showing the copy's own media."""
    ids = copying.asset_ids
    offered = ready_sources(OpenProject(session, copying.layout, copying.original))
    inputs = revision.inputs and renamed(revision.inputs, ids, offered)
    segments = [segment.renamed(ids) for segment in revision.edl.segments]
    audio_path = revision.edl.audio.file_path.replace(copying.original.id, project.id)
    edl = revision.edl.model_copy(
        update={
            "project_id": project.id,
            "segments": segments,
            "audio": revision.edl.audio.model_copy(update={"file_path": audio_path}),
            "edl_hash": inputs.edl_hash if inputs else revision.edl.edl_hash,
        }
    )
    made = history_of(copying.layout, project).append(
        edl, revision.operation, made_at=utc_now(), inputs=inputs
    )
    session.add(
        Timeline(
            project_id=project.id,
            edl_path=copying.layout.relative(copying.layout.project(project.id).edl),
            total_duration_ms=edl.total_duration_ms,
            segment_count=len(edl.segments),
            edl_hash=edl.edl_hash or "",
            content_hash=content_hash_of(session, project, edl),
            revision=made.number,
            last_revision=made.number,
            opening_ids=json.dumps(edl.opening_ids),
        )
    )
