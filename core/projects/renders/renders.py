"""What a person does with renders: order one, cancel it, try it again, find the finished ones."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from core.errors import (
    NotFoundError,
    PictureNotReadyError,
    RenderNotRetryableError,
    RenderStaleError,
    SongNotReadyError,
)
from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import request_cancel, submit
from core.jobs.project_status import refresh_status
from core.media.songs.song_facts import COPY_READER
from core.projects.edit.timelines import current
from core.projects.media.media import assets_by_id, song_of
from core.projects.media.sources import source_of
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.projects.renders.order_settings import settings_in_shapes
from core.projects.renders.render_shapes import shaped
from core.projects.renders.render_snapshot import Drawn, Snapshot, load_snapshot, save_snapshot
from core.render.sound.song import Song
from core.schemas import JobType, RenderJobCreate
from core.store.db import Database
from core.store.layout import Layout
from core.store.models import AudioTrack, Job, MediaAsset, Project, RenderJob, new_id

Seen = TypeVar("Seen")


def order_render(database: Database, user_id: str, project_id: str, request: RenderJobCreate) -> RenderJob:
    """Start a render of the project's edit and return it; of several the first. See `order_renders`."""
    return order_renders(database, user_id, project_id, request)[0]


def order_renders(
    database: Database, user_id: str, project_id: str, request: RenderJobCreate
) -> list[RenderJob]:
    """Start the renders of the project's edit as it is now, one for each shape that was asked for.

    The edit and its files are written down first; whatever happens to the project afterwards, this
    is what will be rendered. An equal render that is under way already is returned instead.

    Raises:
        NotFoundError, NoEditError, PictureNotReadyError, SongNotReadyError.
        RenderStaleError: the edit is no longer the one that `request.content_hash` names.
    """
    with database.reading() as session:
        project = owned_project(session, user_id, project_id)
        snapshot = snapshot_of(session, project, database.layout)
        if request.content_hash not in (None, snapshot.identity):
            raise RenderStaleError(content_hash=snapshot.identity)
        opened = OpenProject(session, database.layout, project)
        shown = {
            settings.model_dump_json(): shaped(opened, snapshot, settings)
            for settings in settings_in_shapes(snapshot.edl, request)
        }
    for one in shown.values():
        save_snapshot(one, database.layout.project(project_id).snapshot(one.identity))
    with database.writing() as session:
        owned_project(session, user_id, project_id)
        return _together(
            _started(session, _ordered(project_id, request.job_type, settings, one, snapshot.identity))
            for settings, one in shown.items()
        )


def _together(started: Iterable[RenderJob]) -> list[RenderJob]:
    order_id, renders = new_id(), [*started]
    for render in renders:
        render.order_id = order_id
    return renders


def _ordered(project_id: str, job_type: JobType, settings: str, shown: Snapshot, edit_hash: str) -> RenderJob:
    return RenderJob(
        project_id=project_id,
        job_type=job_type,
        edl_hash=shown.edl.edl_hash or "",
        content_hash=shown.identity,
        edit_hash=edit_hash if edit_hash != shown.identity else None,
        render_settings_json=settings,
    )


def _started(session: Session, render: RenderJob) -> RenderJob:
    """Add a render and its job, unless the same one is waiting or running: then return that."""
    same = select(RenderJob).where(
        RenderJob.project_id == render.project_id,
        RenderJob.job_type == render.job_type,
        RenderJob.content_hash == render.content_hash,
        RenderJob.render_settings_json == render.render_settings_json,
        RenderJob.status.in_(UNFINISHED),
    )
    under_way = session.scalars(same).first()
    if under_way is not None:
        return under_way
    session.add(render)
    session.flush()
    kind: JobType = "preview" if render.job_type == "preview" else "final"
    render.queue_task_id = submit(session, kind, project_id=render.project_id, subject_id=render.id).id
    return render


def snapshot_of(session: Session, project: Project, layout: Layout) -> Snapshot:
    """Return the edit as it is now with all that it shows; raises what `order_render` raises."""
    edl = current(layout, project).edl
    found = assets_by_id(session, edl.asset_ids)
    return Snapshot(
        edl=edl,
        drawn=[_resolved(found.get(asset_id), project, layout) for asset_id in sorted(set(edl.asset_ids))],
        song=song_played(OpenProject(session, layout, project)),
    )


def song_played(opened: OpenProject) -> Song:
    """Return the song that a project's videos play, its path relative to the root; SongNotReadyError."""
    track = song_of(opened.session, opened.project.id)
    if track is None or track.checksum is None or track.sample_rate is None:
        raise SongNotReadyError
    return _played(track, track.checksum, track.sample_rate)


def _played(track: AudioTrack, checksum: str, rate_hz: int) -> Song:
    """Return the song by the file that is heard of it; one from before it was read once, by its upload."""
    if track.reader is None or track.channels is None:
        return Song(Path(track.file_path), checksum, rate_hz, track.original_filename)
    copied = track.playable_path is not None
    return Song(
        Path(track.playable_path or track.file_path),
        checksum,
        rate_hz,
        track.original_filename,
        COPY_READER if copied else track.reader,
        track.channels,
    )


def _resolved(asset: MediaAsset | None, project: Project, layout: Layout) -> Drawn:
    """Return an asset of the edit; one that was deleted since stays usable until it is swept."""
    if asset is None or asset.project_id != project.id or asset.processing_status != "ready":
        raise PictureNotReadyError(file=asset.original_filename if asset else "A photo or clip")
    source = source_of(asset, layout).as_drawn
    sound = source.sound_path and Path(layout.relative(source.sound_path))
    return Drawn(
        source=replace(source, path=Path(layout.relative(source.path)), sound_path=sound, analysis=None),
        proxy_path=Path(asset.proxy_path) if asset.proxy_path else None,
    )


def owned_render(session: Session, user_id: str, render_id: str) -> RenderJob:
    """Return a render of one of this user's projects; anyone else's looks as if it didn't exist."""
    render = session.get(RenderJob, render_id)
    project = render and session.get(Project, render.project_id)
    if render is None or project is None or project.owner_id != user_id or project.deleted_at is not None:
        raise NotFoundError(what="This render")
    return render


def job_of(session: Session, render: RenderJob) -> Job | None:
    return session.get(Job, render.queue_task_id) if render.queue_task_id else None


def picture_of(layout: Layout, render: RenderJob, job: Job | None) -> Path | None:
    """Return the picture of a render: of one that its job draws the last finished frame, else a good one."""
    folders, paths = layout.project(render.project_id), []
    if job is not None and job.status in UNFINISHED:
        paths = [folders.live_picture(render.id, job.attempt)]
    return next((path for path in (*paths, folders.poster(render.id)) if path.is_file()), None)


def seen_in_picture(
    layout: Layout, render: RenderJob, job: Job | None, see: Callable[[Path], Seen]
) -> Seen | None:
    """Return what `see` finds in the picture of a render, None without one.

    The picture of one that is being drawn may go at any moment, when it is done; then it sees the next.
    """
    while (path := picture_of(layout, render, job)) is not None:
        with suppress(FileNotFoundError):
            return see(path)
    return None


def list_renders(session: Session, project_id: str) -> list[RenderJob]:
    """Return the renders of a project, the newest first."""
    mine = select(RenderJob).where(RenderJob.project_id == project_id)
    return list(session.scalars(mine.order_by(RenderJob.created_at.desc(), RenderJob.id)))


def render_of(opened: OpenProject, render_id: str) -> RenderJob:
    """Return a render of this project; NotFoundError when it is another's."""
    render = owned_render(opened.session, opened.project.owner_id, render_id)
    if render.project_id != opened.project.id:
        raise NotFoundError(what="This render")
    return render


def cancel_render(opened: OpenProject, render_id: str) -> RenderJob:
    """Stop a render and return it; one that is over stays as it is."""
    render = render_of(opened, render_id)
    if render.queue_task_id is not None:
        request_cancel(opened.session, render.queue_task_id)
        opened.session.flush()
        opened.session.refresh(render)
    return render


def delete_render(opened: OpenProject, render_id: str) -> dict[str, Any]:
    """Take a render out of the history; return what `restore_render` brings it back from.

    One that is under way is cancelled. The files stay until housekeeping finds them unclaimed.
    """
    render = cancel_render(opened, render_id)
    facts = {column.key: getattr(render, column.key) for column in inspect(RenderJob).columns}
    opened.session.delete(render)
    refresh_status(opened.session, render.project_id)
    return facts | {"queue_task_id": None}


def restore_render(opened: OpenProject, facts: Mapping[str, Any]) -> None:
    """Bring back a render that was deleted just now; one that was under way is cancelled."""
    render = RenderJob(**facts)
    if render.status in UNFINISHED:
        render.status = "cancelled"
    opened.session.add(render)
    refresh_status(opened.session, render.project_id)


def retry_render(database: Database, user_id: str, render_id: str) -> RenderJob:
    """Start a failed or cancelled render again, from the same snapshot with the same settings.

    Raises NotFoundError, RenderNotRetryableError, and SourcesMissingError when files of it are gone.
    """
    with database.reading() as session:
        render = owned_render(session, user_id, render_id)
    if render.status not in ("failed", "cancelled"):
        raise RenderNotRetryableError
    load_snapshot(database.layout.project(render.project_id).snapshot(render.content_hash), database.layout)
    again = RenderJob(
        project_id=render.project_id,
        job_type=render.job_type,
        edl_hash=render.edl_hash,
        content_hash=render.content_hash,
        edit_hash=render.edit_hash,
        order_id=render.order_id,
        render_settings_json=render.render_settings_json,
    )
    with database.writing() as session:
        owned_project(session, user_id, render.project_id)
        return _started(session, again)
