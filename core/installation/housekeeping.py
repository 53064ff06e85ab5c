"""Takes out of the way what nobody can bring back any more, and never what a job still needs."""

import shutil
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from core.accounts.audit import forget_old_acts
from core.accounts.kept_answers import forget_old_answers
from core.accounts.login_throttle import forget_old_tries
from core.accounts.sessions import forget_expired
from core.accounts.tokens import forget_expired_tokens
from core.accounts.users import forget_setup_tokens
from core.accounts.webhooks import forget_old_deliveries
from core.files import STRAY_AGE_S, files_below, sweep_parts
from core.installation.database_copies import copy_database
from core.installation.identity import is_ours
from core.jobs.kinds import RENDERS, UNFINISHED
from core.jobs.liveness import is_dead
from core.projects.keyed_work import forget_old_keys
from core.projects.projects import UNDO_FOR
from core.projects.sharing.drops import forget_old_drops
from core.projects.sharing.shares import forget_old_shares
from core.render.cache import SpanCache
from core.settings import settings
from core.store.claims import claims_of, paths_of
from core.store.db import Database, utc_now
from core.store.layout import Layout
from core.store.models import Job, MediaAsset, Project
from core.store.trash import (
    DELETED_KEPT_DAYS,
    ORPHANS_KEPT_DAYS,
    batches,
    bring_back,
    count_days,
    empty,
    throw_away,
)

JOBS_KEPT_FOR = timedelta(days=7)
TOKENS_KEPT_FOR = timedelta(days=90)  # after they expired, as links are: so that it is seen why they stopped

log = structlog.stdlib.get_logger(__name__)


def sweep(database: Database) -> None:
    """Do all of the housekeeping once; it may be interrupted anywhere and begun again.

    Files are only touched while they carry the id of the database; they go to the trash, never further.
    """
    layout = database.layout
    if is_ours(database):
        with database.writing() as session:
            bring_back(session, layout)
        _sweep_projects(database)
        with database.writing() as session:
            due = count_days(session, layout, utc_now())
        empty(due)
        copy_database(database, settings().database_copies)
    else:
        log.warning("the data folder does not carry the id of the database; its files are left alone")
    with database.writing() as session:
        _forget_old_entries(session, utc_now())
    sweep_parts(layout.root)
    _sweep_attempts(database)
    for presence in layout.workers.glob("*"):
        is_dead(layout.workers, presence.name)  # takes the file of a dead worker away
    SpanCache(layout.spans).evict(settings().span_cache_bytes, time.time())


def empty_trash(database: Database) -> int:
    """Delete all that lies in the trash, as a person asked for; return how many files that were."""
    held = batches(database.layout)
    files = sum(1 for batch in held for _ in files_below(batch))
    empty(held)
    return files


def _sweep_projects(database: Database) -> None:
    with database.reading() as session:
        project_ids = session.scalars(select(Project.id)).all()
    for project_id in project_ids:
        if _has_litter(database, project_id):
            _sweep_project(database, project_id)
    _sweep_homeless(database)


def _has_litter(database: Database, project_id: str) -> bool:
    """Tell whether there is anything to sweep, without keeping anybody from writing meanwhile."""
    too_old = utc_now() - UNDO_FOR
    with database.reading() as session:
        project = session.get(Project, project_id)
        if project is None or (project.deleted_at is not None and project.deleted_at < too_old):
            return project is not None
        return (
            session.scalar(_deleted_long_ago(project_id, too_old).limit(1)) is not None
            or next(_orphans(session, database.layout, project_id), None) is not None
        )


def _sweep_project(database: Database, project_id: str) -> None:
    """Sweep one project, unless a job is at work on it.

    The write lock is held meanwhile, so no job can begin; one that was ordered just before is seen.
    """
    live = select(Job.id).where(Job.project_id == project_id, Job.status.in_(UNFINISHED)).limit(1)
    layout, too_old = database.layout, utc_now() - UNDO_FOR
    with database.writing() as session:
        project = session.get(Project, project_id)
        if project is None or session.scalar(live) is not None:
            return
        if project.deleted_at is not None and project.deleted_at < too_old:
            session.delete(project)
            folders = layout.project(project_id)
            homes = [home for home in (folders.uploads, folders.derived, folders.outputs) if home.exists()]
            throw_away(session, layout, homes, DELETED_KEPT_DAYS)
            return
        doomed = session.scalars(_deleted_long_ago(project_id, too_old)).all()
        named = {layout.absolute(path) for asset in doomed for path in paths_of(asset) if path is not None}
        for asset in doomed:
            session.delete(asset)
        session.flush()
        orphans = set(_orphans(session, layout, project_id))
        throw_away(session, layout, sorted(orphans & named), DELETED_KEPT_DAYS)
        throw_away(session, layout, sorted(orphans - named), ORPHANS_KEPT_DAYS)


def _sweep_homeless(database: Database) -> None:
    """Throw the folders of projects away that no row names, as when an account was deleted."""
    layout = database.layout
    folders = [folder for home in layout.project_homes for folder in layout.projects_in(home)]
    old = [folder for folder in folders if _age_s(folder) > STRAY_AGE_S]
    with database.reading() as session:
        known = set(session.scalars(select(Project.id)))
    if all(folder.name in known for folder in old):
        return
    with database.writing() as session:
        known = set(session.scalars(select(Project.id)))
        homeless = [folder for folder in old if folder.name not in known]
        throw_away(session, layout, homeless, ORPHANS_KEPT_DAYS)


def _sweep_attempts(database: Database) -> None:
    """Delete what attempts that were killed have left of their results."""
    with database.reading() as session:
        running = set(session.scalars(select(Job.id).where(Job.status == "running")))
    for folder in database.layout.attempts():
        if folder.name.partition(".")[0] not in running and _age_s(folder) > STRAY_AGE_S:
            shutil.rmtree(folder, ignore_errors=True)


def _deleted_long_ago(project_id: str, too_old: datetime) -> Select[MediaAsset]:
    return select(MediaAsset).where(MediaAsset.project_id == project_id, MediaAsset.deleted_at < too_old)


def _orphans(session: Session, layout: Layout, project_id: str) -> Iterator[Path]:
    """Yield the files of a project that no row names and that did not just arrive."""
    for file in claims_of(session, layout, project_id).unwanted():
        if _age_s(file) > STRAY_AGE_S:
            yield file


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
    forget_old_acts(session, now)
    forget_old_answers(session, now)
    forget_old_deliveries(session, now - JOBS_KEPT_FOR)
    forget_old_keys(session, now - JOBS_KEPT_FOR)
    for forget in (forget_expired_tokens, forget_old_shares, forget_old_drops):
        forget(session, now - TOKENS_KEPT_FOR)
    old = Job.completed_at < now - JOBS_KEPT_FOR
    session.execute(delete(Job).where(old, Job.kind.not_in(RENDERS)))
