"""A short look at the database, to see whether anything has changed that an open page shows."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from beatstitch_ui import texts
from beatstitch_ui.components.job_indicator import RunningJob
from core.jobs.kinds import UNFINISHED
from core.jobs.messages import News
from core.store.db import database
from core.store.models import AudioTrack, Job, MediaAsset, Project, RenderJob, Timeline

LISTED_JOBS = 50
TABS = {"ingest": "media", "analyze": "music"}
Mark = tuple[object, ...]


@dataclass(frozen=True)
class Pulse:
    """What pages follow: equal marks mean that nothing shown has changed.

    `jobs` are the first of those that run or wait, `waiting` is how many there are of each project.
    `projects` is the mark of the person's projects, `media`, `song` and `renders` are those of one
    project, `revision` its current timeline, 0 for none.
    """

    jobs: tuple[RunningJob, ...]
    waiting: dict[str, int]
    projects: Mark
    media: Mark = ()
    song: Mark = ()
    revision: int = 0
    renders: Mark = ()


def pulse_of(user_id: str, project_id: str | None) -> Pulse:
    """Return the pulse of a person's projects, and of one of them more closely."""
    with database().reading() as session:
        waiting = _waiting(session, user_id)
        jobs = _jobs(session, user_id) if waiting else ()
        projects = _projects(session, user_id)
        if project_id is None:
            return Pulse(jobs, waiting, projects)
        timeline = session.scalar(select(Timeline.revision).where(Timeline.project_id == project_id))
        return Pulse(
            jobs,
            waiting,
            projects,
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


def _jobs(session: Session, user_id: str) -> tuple[RunningJob, ...]:
    rows = session.execute(
        select(Job, Project.name)
        .join(Project, Job.project_id == Project.id)
        .where(Project.owner_id == user_id, Project.deleted_at.is_(None), Job.status.in_(UNFINISHED))
        .order_by(Job.created_at, Job.id)
        .limit(LISTED_JOBS)
    )
    return tuple(_running(job, name) for job, name in rows)


def _running(job: Job, project_name: str) -> RunningJob:
    phase = News.read(job.progress_message).phase
    return RunningJob(
        id=job.id,
        project_id=job.project_id,
        title=texts.shell.JOB_TITLES.get(job.kind, job.kind).format(project=project_name),
        message=texts.render.PHASES.get(phase, phase),
        percent=job.progress_percent if job.status == "running" else None,
        url=f"/p/{job.project_id}/{TABS.get(job.kind, 'render')}",
    )


def _projects(session: Session, user_id: str) -> Mark:
    mine = select(Project.id, Project.name, Project.status, Project.updated_at).where(
        Project.owner_id == user_id, Project.deleted_at.is_(None)
    )
    return tuple(map(tuple, session.execute(mine.order_by(Project.id))))


def _media(session: Session, project_id: str) -> Mark:
    columns = (
        MediaAsset.id,
        MediaAsset.sort_order,
        MediaAsset.processing_status,
        MediaAsset.thumbnail_path,
        MediaAsset.hidden,
        MediaAsset.starred,
        MediaAsset.unstacked,
        MediaAsset.regions,
        MediaAsset.focus_x,
        MediaAsset.in_ms,
        MediaAsset.out_ms,
        MediaAsset.live_shows,
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
