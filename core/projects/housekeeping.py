"""Takes away for good what nobody can bring back any more, and never what a job still needs."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.accounts.login_throttle import forget_old_tries
from core.accounts.sessions import forget_expired
from core.accounts.users import forget_setup_tokens
from core.files import STRAY_AGE_S, sweep_parts
from core.jobs.kinds import RENDERS, UNFINISHED
from core.jobs.liveness import is_dead
from core.projects.projects import UNDO_FOR
from core.projects.song_trash import KEPT
from core.render.cache import SpanCache
from core.settings import settings
from core.store.db import Database, utc_now
from core.store.layout import Layout, ProjectFolders
from core.store.models import AudioTrack, Job, MediaAsset, Project, RenderJob

JOBS_KEPT_FOR = timedelta(days=7)


def sweep(database: Database) -> None:
    """Do all of the housekeeping once; it may be interrupted anywhere and begun again."""
    layout = database.layout
    with database.reading() as session:
        project_ids = session.scalars(select(Project.id)).all()
    for project_id in project_ids:
        if _has_litter(database, project_id) and not _swept(database, project_id):
            _remove_folders(layout.project(project_id))
    _sweep_homeless(layout, set(project_ids))
    with database.writing() as session:
        _forget_old_entries(session, utc_now())
    sweep_parts(layout.root)
    for presence in layout.workers.glob("*"):
        is_dead(layout.workers, presence.name)  # takes the file of a dead worker away
    SpanCache(layout.spans).evict(settings().span_cache_bytes, time.time())


def _has_litter(database: Database, project_id: str) -> bool:
    """Tell whether there is anything to sweep, without keeping anybody from writing meanwhile."""
    too_old, folders = utc_now() - UNDO_FOR, database.layout.project(project_id)
    with database.reading() as session:
        project = session.get(Project, project_id)
        if project is None or (project.deleted_at is not None and project.deleted_at < too_old):
            return project is not None
        gone = select(MediaAsset.id).where(
            MediaAsset.project_id == project_id, MediaAsset.deleted_at < too_old
        )
        return (
            session.scalar(gone.limit(1)) is not None
            or next(_unclaimed(session, database.layout, folders), None) is not None
        )


def _swept(database: Database, project_id: str) -> bool:
    """Sweep one project, unless a job is at work on it; return whether the project itself stays.

    The write lock is held meanwhile, so no job can begin; one that was ordered just before is seen.
    """
    live = select(Job.id).where(Job.project_id == project_id, Job.status.in_(UNFINISHED)).limit(1)
    folders, too_old = database.layout.project(project_id), utc_now() - UNDO_FOR
    with database.writing() as session:
        project = session.get(Project, project_id)
        if project is None or session.scalar(live) is not None:
            return True
        if project.deleted_at is not None and project.deleted_at < too_old:
            session.delete(project)
            return False
        session.execute(
            delete(MediaAsset).where(MediaAsset.project_id == project_id, MediaAsset.deleted_at < too_old)
        )
        for file in _unclaimed(session, database.layout, folders):
            file.unlink(missing_ok=True)
    return True


def _remove_folders(folders: ProjectFolders) -> None:
    """Take away all files of a project that is gone; what a crash leaves is homeless then."""
    for folder in (folders.uploads, folders.derived, folders.outputs):
        shutil.rmtree(folder, ignore_errors=True)


def _sweep_homeless(layout: Layout, project_ids: set[str]) -> None:
    """Take away the folders of projects that are gone, as when an account was deleted."""
    for home in layout.project_homes:
        for folder in home.glob("*"):
            if folder.name not in project_ids and _age_s(folder) > STRAY_AGE_S:
                shutil.rmtree(folder, ignore_errors=True)


def _unclaimed(session: Session, layout: Layout, folders: ProjectFolders) -> Iterator[Path]:
    """Yield the files of a project that no row refers to and that did not just arrive."""
    assets = session.scalars(select(MediaAsset).where(MediaAsset.project_id == folders.project_id)).all()
    tracks = session.scalars(select(AudioTrack).where(AudioTrack.project_id == folders.project_id)).all()
    renders = session.scalars(select(RenderJob).where(RenderJob.project_id == folders.project_id)).all()
    stored = [path for a in assets for path in (a.file_path, a.draw_path, a.thumbnail_path, a.proxy_path)]
    stored += [path for track in tracks for path in (track.file_path, track.playable_path)]
    stored += [path for render in renders for path in (render.output_path, render.poster_path)]
    claimed = {layout.absolute(path) for path in stored if path is not None}
    claimed |= {folders.snapshot(render.content_hash) for render in renders}
    by_content = tuple(asset.checksum for asset in assets if asset.checksum)
    for file in _sweepable(folders):
        kept = file in claimed or (file.parent == folders.stills and file.name.startswith(by_content))
        if not kept and _age_s(file) > STRAY_AGE_S:
            yield file
    songs = {track.id for track in tracks}
    for file in folders.corrections.glob("*/*"):
        wanted = file.parent.name in songs and not file.name.startswith(KEPT)
        if not wanted and _age_s(file) > STRAY_AGE_S:
            yield file


def _sweepable(folders: ProjectFolders) -> Iterator[Path]:
    """Yield the files that exist for a row each; parts have a sweep of their own."""
    homes = (
        folders.uploads / "media",
        folders.uploads / "audio",
        folders.stills,
        folders.song_copies,
        folders.derived / "thumbnails",
        folders.derived / "proxies",
        folders.derived / "posters",
        folders.derived / "edl",
        folders.outputs / "preview",
        folders.outputs / "final",
    )
    for home in homes:
        yield from (file for file in home.glob("*") if file.is_file() and file.suffix != ".part")


def _age_s(file: Path) -> float:
    """Return how long ago the file got its name or content; a hard link counts as new, and what is gone."""
    try:
        return time.time() - file.stat().st_ctime
    except FileNotFoundError:
        return 0.0


def _forget_old_entries(session: Session, now: datetime) -> None:
    """Delete what nobody asks for any more; the jobs of renders stay with their render."""
    forget_expired(session, now)
    forget_setup_tokens(session, now)
    forget_old_tries(session, now)
    old = Job.completed_at < now - JOBS_KEPT_FOR
    session.execute(delete(Job).where(old, Job.kind.not_in(RENDERS)))
