"""Whether anything has changed of a person's projects that a page shows, and what is at work on them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.jobs.kinds import UNFINISHED
from core.jobs.messages import News
from core.store.db import Database
from core.store.models import (
    DECIDED_COLUMNS,
    AudioTrack,
    Job,
    MediaAsset,
    Project,
    RecurringFilm,
    RecurringRun,
    RenderJob,
    Timeline,
)

LISTED_JOBS = 50
Mark = tuple[object, ...]


@dataclass(frozen=True)
class Work:
    """A job that runs or waits; `percent` is None while it waits, `phase` may be empty."""

    id: str
    kind: str
    project_id: str | None
    project_name: str
    phase: str
    percent: int | None


@dataclass(frozen=True, kw_only=True)
class Marks:
    """What pages follow: equal marks mean that nothing shown has changed.

    `waiting` is how many jobs run or wait of each project. `projects` is the mark of the person's
    projects, `films` that of those that make themselves; `media`, `song` and `renders` are those of one
    project, `revision` its current timeline, 0 for none.
    """

    waiting: dict[str, int]
    projects: Mark
    films: Mark = ()
    media: Mark = ()
    song: Mark = ()
    revision: int = 0
    renders: Mark = ()


@dataclass(frozen=True, kw_only=True)
class Changes(Marks):
    """The marks, and the first of the jobs that run or wait."""

    work: tuple[Work, ...]


def changes_of(database: Database, user_id: str, project_id: str | None) -> Changes:
    """Return the marks of a person's projects, and of one of them more closely."""
    with database.reading() as session:
        waiting = _waiting(session, user_id)
        work = _work(session, user_id) if waiting else ()
        projects = _projects(session, user_id)
        if project_id is None:
            films = _films(session, user_id)
            return Changes(work=work, waiting=waiting, projects=projects, films=films)
        timeline = session.scalar(select(Timeline.revision).where(Timeline.project_id == project_id))
        return Changes(
            work=work,
            waiting=waiting,
            projects=projects,
            media=_media(session, project_id),
            song=_song(session, project_id),
            revision=timeline or 0,
            renders=_renders(session, project_id),
        )


def _waiting(session: Session, user_id: str) -> dict[str, int]:
    """Return how many jobs run or wait, by the id of their project."""
    rows = session.execute(
        select(Job.project_id, func.count())
        .join(Project, Job.project_id == Project.id)
        .where(Project.owner_id == user_id, Project.deleted_at.is_(None), Job.status.in_(UNFINISHED))
        .group_by(Job.project_id)
    )
    return {project_id: count for project_id, count in rows if project_id is not None}


def _work(session: Session, user_id: str) -> tuple[Work, ...]:
    rows = session.execute(
        select(Job, Project.name)
        .join(Project, Job.project_id == Project.id)
        .where(Project.owner_id == user_id, Project.deleted_at.is_(None), Job.status.in_(UNFINISHED))
        .order_by(Job.created_at, Job.id)
        .limit(LISTED_JOBS)
    )
    return tuple(
        Work(
            id=job.id,
            kind=job.kind,
            project_id=job.project_id,
            project_name=name,
            phase=News.read(job.progress_message).phase,
            percent=job.progress_percent if job.status == "running" else None,
        )
        for job, name in rows
    )


def _projects(session: Session, user_id: str) -> Mark:
    mine = select(Project.id, Project.name, Project.status, Project.updated_at).where(
        Project.owner_id == user_id, Project.deleted_at.is_(None)
    )
    return tuple(map(tuple, session.execute(mine.order_by(Project.id))))


def _films(session: Session, user_id: str) -> Mark:
    films = select(RecurringFilm.id, RecurringFilm.paused).where(RecurringFilm.user_id == user_id)
    runs = (
        select(RecurringRun.id, RecurringRun.state, RecurringRun.problem, RecurringRun.not_before)
        .join(RecurringFilm, RecurringFilm.id == RecurringRun.film_id)
        .where(RecurringFilm.user_id == user_id)
    )
    rows = (
        *session.execute(films.order_by(RecurringFilm.id)),
        *session.execute(runs.order_by(RecurringRun.id)),
    )
    return tuple(map(tuple, rows))


def _media(session: Session, project_id: str) -> Mark:
    columns = (
        MediaAsset.id,
        MediaAsset.processing_status,
        MediaAsset.thumbnail_path,
        MediaAsset.analysis.is_not(None),
        *(getattr(MediaAsset, name) for name in DECIDED_COLUMNS),
        Project.media_order,
    )
    mine = (
        select(*columns)
        .join(Project)
        .where(MediaAsset.project_id == project_id, MediaAsset.deleted_at.is_(None))
    )
    return tuple(map(tuple, session.execute(mine.order_by(MediaAsset.id))))


def _song(session: Session, project_id: str) -> Mark:
    columns = (AudioTrack.id, AudioTrack.analysis_status, AudioTrack.analyzed_at, Project.updated_at)
    mine = select(*columns).join(Project).where(AudioTrack.project_id == project_id)
    return tuple(map(tuple, session.execute(mine)))


def _renders(session: Session, project_id: str) -> Mark:
    columns = (RenderJob.id, RenderJob.status, RenderJob.progress_percent, RenderJob.progress_message)
    mine = select(*columns).where(RenderJob.project_id == project_id)
    return tuple(map(tuple, session.execute(mine.order_by(RenderJob.id))))
