"""Whether anything has changed of a person's projects that a page shows, and what is at work on them."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.jobs.kinds import UNFINISHED
from core.jobs.messages import ProgressMessage
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


class ProjectMark(NamedTuple):
    """What is shown of a project in lists; `updated_at` is when a person last worked on it."""

    id: str
    name: str
    status: str
    updated_at: datetime


class FilmMark(NamedTuple):
    """What is shown of a film that makes itself."""

    id: str
    paused: bool


class RunMark(NamedTuple):
    """What is shown of one run of such a film."""

    id: str
    state: str
    problem: str | None
    not_before: datetime | None


class MediaMark(NamedTuple):
    """What is shown of a photo or clip, how the project orders it, and what a person `decided` about it."""

    id: str
    processing_status: str
    thumbnail_path: str | None
    is_looked_at: bool
    media_order: str
    decided: tuple[object, ...]


class SongMark(NamedTuple):
    """What is shown of a song; corrections of it leave their trace in when its project was worked on."""

    id: str
    analysis_status: str
    analyzed_at: datetime | None
    project_updated_at: datetime

    @property
    def analysis(self) -> tuple[str, str, datetime | None]:
        """The part that corrections leave alone."""
        return self.id, self.analysis_status, self.analyzed_at


class RenderMark(NamedTuple):
    """What is shown of a render while it waits or is made."""

    id: str
    status: str
    progress_percent: int
    progress_message: str | None

    @classmethod
    def of(cls, render: RenderJob) -> "RenderMark":
        """Return the mark of a render that was read as a whole."""
        return cls(render.id, render.status, render.progress_percent, render.progress_message)

    @property
    def standing(self) -> tuple[str, str]:
        """The part that progress leaves alone."""
        return self.id, self.status

    @property
    def is_under_way(self) -> bool:
        """Whether the render waits or is made."""
        return self.status in UNFINISHED


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

    `waiting` is how many jobs run or wait of each project. `projects` are the marks of the person's
    projects, `films` and `runs` those of what makes itself; `project`, `media`, `song` and `renders` are
    those of one project, `revision` its current timeline, 0 for none.
    """

    waiting: dict[str, int]
    projects: tuple[ProjectMark, ...]
    films: tuple[FilmMark, ...] = ()
    runs: tuple[RunMark, ...] = ()
    project: ProjectMark | None = None
    media: tuple[MediaMark, ...] = ()
    song: SongMark | None = None
    revision: int = 0
    renders: tuple[RenderMark, ...] = ()


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
            films, runs = _films(session, user_id), _runs(session, user_id)
            return Changes(work=work, waiting=waiting, projects=projects, films=films, runs=runs)
        timeline = session.scalar(select(Timeline.revision).where(Timeline.project_id == project_id))
        return Changes(
            work=work,
            waiting=waiting,
            projects=projects,
            project=next((mark for mark in projects if mark.id == project_id), None),
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
            phase=ProgressMessage.read(job.progress_message).phase,
            percent=job.progress_percent if job.status == "running" else None,
        )
        for job, name in rows
    )


def _projects(session: Session, user_id: str) -> tuple[ProjectMark, ...]:
    mine = select(Project.id, Project.name, Project.status, Project.updated_at).where(
        Project.owner_id == user_id, Project.deleted_at.is_(None)
    )
    return tuple(ProjectMark(*row) for row in session.execute(mine.order_by(Project.id)))


def _films(session: Session, user_id: str) -> tuple[FilmMark, ...]:
    mine = select(RecurringFilm.id, RecurringFilm.paused).where(RecurringFilm.user_id == user_id)
    return tuple(FilmMark(*row) for row in session.execute(mine.order_by(RecurringFilm.id)))


def _runs(session: Session, user_id: str) -> tuple[RunMark, ...]:
    mine = (
        select(RecurringRun.id, RecurringRun.state, RecurringRun.problem, RecurringRun.not_before)
        .join(RecurringFilm, RecurringFilm.id == RecurringRun.film_id)
        .where(RecurringFilm.user_id == user_id)
    )
    return tuple(RunMark(*row) for row in session.execute(mine.order_by(RecurringRun.id)))


def _media(session: Session, project_id: str) -> tuple[MediaMark, ...]:
    facts = (
        MediaAsset.id,
        MediaAsset.processing_status,
        MediaAsset.thumbnail_path,
        MediaAsset.analysis.is_not(None),
        Project.media_order,
    )
    decided = [getattr(MediaAsset, name) for name in DECIDED_COLUMNS]
    mine = (
        select(*facts, *decided)
        .join(Project)
        .where(MediaAsset.project_id == project_id, MediaAsset.deleted_at.is_(None))
    )
    return tuple(
        MediaMark(asset_id, status, thumbnail, is_looked_at, order, tuple(choices))
        for asset_id, status, thumbnail, is_looked_at, order, *choices in session.execute(
            mine.order_by(MediaAsset.id)
        )
    )


def _song(session: Session, project_id: str) -> SongMark | None:
    columns = (AudioTrack.id, AudioTrack.analysis_status, AudioTrack.analyzed_at, Project.updated_at)
    mine = select(*columns).join(Project).where(AudioTrack.project_id == project_id)
    row = session.execute(mine).one_or_none()
    return SongMark(*row) if row is not None else None


def _renders(session: Session, project_id: str) -> tuple[RenderMark, ...]:
    columns = (RenderJob.id, RenderJob.status, RenderJob.progress_percent, RenderJob.progress_message)
    mine = select(*columns).where(RenderJob.project_id == project_id)
    return tuple(RenderMark(*row) for row in session.execute(mine.order_by(RenderJob.id)))
