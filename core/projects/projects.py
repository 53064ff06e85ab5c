"""What a person does with projects: make, find, rename, set up, delete and bring back."""

from collections.abc import Mapping
from datetime import timedelta
from itertools import chain, count
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.edit.styles.presets import settings_of_style
from core.effects import one_line
from core.errors import NotFoundError, ProjectNameError
from core.jobs.kinds import RENDERS, UNFINISHED
from core.jobs.lifecycle import request_cancel
from core.jobs.project_status import refresh_status
from core.schemas import Pacing, ProjectCreate, ProjectResponse, ProjectSettings, ProjectStatus
from core.store.db import utc_now
from core.store.models import AudioTrack, Job, MediaAsset, Project, Timeline

UNDO_FOR = timedelta(hours=24)
NAME_CHARS = 100
DESCRIPTION_CHARS = 500
NEW_PACING: Pacing = "directed"
SHORT_FADES_MS = {"fade_out_ms": 2000, "picture_fade_ms": 1000}
COUNTED = {"beats_per_cut", "beats_per_cut_auto"}
_SETTINGS = tuple(ProjectSettings.model_fields)


def owned_project(session: Session, user_id: str, project_id: str) -> Project:
    """Return a project of this user; anyone else's looks as if it didn't exist (NotFoundError)."""
    project = session.get(Project, project_id)
    if project is None or project.owner_id != user_id or project.deleted_at is not None:
        raise NotFoundError(what="This project")
    return project


def list_projects(session: Session, user_id: str) -> list[Project]:
    """Return the user's projects, the one worked on last first."""
    mine = select(Project).where(Project.owner_id == user_id, Project.deleted_at.is_(None))
    return list(session.scalars(mine.order_by(Project.updated_at.desc(), Project.id)))


def create_project(
    session: Session, user_id: str, request: ProjectCreate, *, is_named: bool = True
) -> Project:
    """Make an empty project; `is_named` is False for a name that nobody gave, which is made unlike others."""
    name = clean_name(request.name)
    project = Project(
        owner_id=user_id,
        name=name if is_named else _free_name(session, user_id, name),
        is_named=is_named,
        description=request.description,
        status="draft",
        pacing=NEW_PACING,
    )
    session.add(project)
    session.flush()
    return project


def _free_name(session: Session, user_id: str, name: str) -> str:
    """Return the name, with a number behind it where the person has a project of that name."""
    taken = {project.name for project in list_projects(session, user_id)}
    numbered = (f"{name} ({number})" for number in count(2))
    return next(one for one in chain([name], numbered) if one not in taken)


def rename_project(project: Project, name: str, description: str | None = None) -> None:
    cleaned = clean_name(name)
    project.is_named = project.is_named or cleaned != project.name
    project.name = cleaned
    project.description = (description or "").strip()[:DESCRIPTION_CHARS] or None
    touch(project)


def clean_name(name: str) -> str:
    """Return the name without needless white space; ProjectNameError when nothing or too much is left."""
    name = one_line(name)
    if not 1 <= len(name) <= NAME_CHARS:
        raise ProjectNameError(maximum=NAME_CHARS)
    return name


def delete_project(session: Session, project: Project) -> None:
    """Hide a project and stop its renders; `restore_project` brings it back until it is swept away."""
    project.deleted_at = utc_now()
    renders = select(Job.id).where(
        Job.project_id == project.id, Job.kind.in_(RENDERS), Job.status.in_(UNFINISHED)
    )
    for job_id in session.scalars(renders).all():
        request_cancel(session, job_id)


def restore_project(session: Session, user_id: str, project_id: str) -> Project:
    """Undo a deletion; NotFoundError when it is someone else's or was swept away."""
    project = session.get(Project, project_id)
    if project is None or project.owner_id != user_id:
        raise NotFoundError(what="This project")
    project.deleted_at = None
    return project


def settings_of(project: Project) -> ProjectSettings:
    return ProjectSettings.model_validate({name: getattr(project, name) for name in _SETTINGS})


def changed_settings(now: ProjectSettings, changes: Mapping[str, Any]) -> ProjectSettings:
    """Return the settings with `changes`; who asks the director for a number of beats per cut, gets it.

    A style that is among them sets all that belongs to it first. A film that is made shorter than its
    song ends with a fade, unless that is set already. Raises pydantic's ValidationError.
    """
    asked = (settings_of_style(changes["style"]) if "style" in changes else {}) | dict(changes)
    if now.pacing == "directed" and "pacing" not in asked and COUNTED & asked.keys():
        asked["pacing"] = "steady"
    if asked.get("film_length_ms") and now.film_length_ms is None:
        asked = {name: ms for name, ms in SHORT_FADES_MS.items() if not getattr(now, name)} | asked
    return ProjectSettings.model_validate(now.model_dump() | asked)


def update_settings(project: Project, settings: ProjectSettings) -> None:
    for name in _SETTINGS:
        setattr(project, name, getattr(settings, name))
    touch(project)


def set_song_range(project: Project, start_ms: int, duration_ms: int | None) -> None:
    """Choose which part of the song is used; a duration of None reaches to its end."""
    project.song_start_ms = start_ms
    project.song_duration_ms = duration_ms
    touch(project)


def touch(project: Project) -> None:
    """Note that a person has worked on the project."""
    project.updated_at = utc_now()


def note_change(session: Session, project: Project) -> None:
    """Note that a person has worked on the project, and where it stands with that."""
    touch(project)
    refresh_status(session, project.id)


def describe_project(session: Session, project: Project) -> ProjectResponse:
    """Return the project as the API shows it."""
    visible = select(func.count(MediaAsset.id)).where(
        MediaAsset.project_id == project.id, MediaAsset.deleted_at.is_(None)
    )
    songs = select(func.count(AudioTrack.id)).where(AudioTrack.project_id == project.id)
    timelines = select(func.count(Timeline.id)).where(Timeline.project_id == project.id)
    return ProjectResponse(
        id=project.id,
        name=project.name,
        description=project.description,
        status=ProjectStatus(project.status),
        status_message=project.status_message,
        settings=settings_of(project),
        media_count=session.scalar(visible) or 0,
        has_audio=bool(session.scalar(songs)),
        has_timeline=bool(session.scalar(timelines)),
        created_at=project.created_at,
        updated_at=project.updated_at,
    )
