"""Where a project stands, derived from its files and jobs in this one place."""

from dataclasses import dataclass

from sqlalchemy import bindparam, func, literal_column, select
from sqlalchemy.orm import Session

from core.jobs.kinds import UNFINISHED
from core.jobs.messages import ProgressMessage
from core.media.capture.belonging import RAW_SUFFIXES, raws_with_picture
from core.schemas import ProjectStatus
from core.store.models import STATUS_CHARS, AudioTrack, Job, MediaAsset, Project, RenderJob

_WORKING = {"pending", "processing", "analyzing"}

_OF_PROJECT = bindparam("project_id")
_SHOWN = MediaAsset.project_id == _OF_PROJECT, MediaAsset.deleted_at.is_(None)
# Each is a dot and three letters.
_RAWS = ", ".join(f"'{suffix}'" for suffix in sorted(RAW_SUFFIXES))
# Built once: this is asked several times for each photo of hundreds, and putting it together takes longer.
_AT_A_GLANCE = select(
    select(func.group_concat(MediaAsset.processing_status.distinct())).where(*_SHOWN).scalar_subquery(),
    select(AudioTrack.analysis_status).where(AudioTrack.project_id == _OF_PROJECT).limit(1).scalar_subquery(),
    select(func.group_concat(RenderJob.status.distinct()))
    .where(RenderJob.project_id == _OF_PROJECT)
    .scalar_subquery(),
    select(Job.id)
    .where(Job.project_id == _OF_PROJECT, Job.kind == "look", Job.status.in_(UNFINISHED))
    .exists(),
    select(MediaAsset.id)
    .where(*_SHOWN, literal_column(f"substr(original_filename, -4) COLLATE NOCASE IN ({_RAWS})"))
    .exists(),
)


@dataclass(frozen=True)
class Standing:
    """What the status of a project depends on.

    `media` are the processing states of its photos and clips, `song` the state of the analysis or
    None without a song, `renders` the states of its renders; `is_looking` while some of its photos are
    still to be looked at. Messages belong to what failed, or to the render in progress.
    """

    media: tuple[str, ...] = ()
    song: str | None = None
    renders: tuple[str, ...] = ()
    is_looking: bool = False
    failure_message: str | None = None
    render_message: str | None = None


def derive_status(standing: Standing) -> tuple[ProjectStatus, str | None]:
    """Return status and message by precedence: rendering, analyzing, error, complete, ready, draft.

    A file that can't be read among others that can is no error: the film goes without it, and says so.
    """
    states = {*standing.media, standing.song}
    if {*standing.renders} & {*UNFINISHED}:
        return ProjectStatus.RENDERING, standing.render_message
    if _WORKING & states or standing.is_looking:
        return ProjectStatus.ANALYZING, None
    if standing.song == "failed" or ("failed" in standing.media and "ready" not in standing.media):
        return ProjectStatus.ERROR, standing.failure_message
    if "complete" in standing.renders:
        return ProjectStatus.COMPLETE, None
    if standing.song == "complete" and "ready" in standing.media:
        return ProjectStatus.READY, None
    return ProjectStatus.DRAFT, None


def _standing(session: Session, project_id: str) -> Standing:
    """Return where a project stands; only what has messages or raw photos is looked at closely."""
    media, song, renders, is_looking, has_raws = session.execute(
        _AT_A_GLANCE, {"project_id": project_id}
    ).one()
    states, rendered = _states(media), _states(renders)
    if has_raws or "failed" in (*states, song) or {*rendered} & {*UNFINISHED}:
        return _closely(session, project_id)
    return Standing(states, song, rendered, is_looking=bool(is_looking))


def _states(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(",")) if joined else ()


def _closely(session: Session, project_id: str) -> Standing:
    media = session.execute(
        select(MediaAsset.processing_status, MediaAsset.processing_error, MediaAsset.original_filename).where(
            MediaAsset.project_id == project_id, MediaAsset.deleted_at.is_(None)
        )
    ).all()
    raws = raws_with_picture(name for _, _, name in media)
    states = [(state, error) for state, error, name in media if name not in raws]
    songs = session.execute(
        select(AudioTrack.analysis_status, AudioTrack.analysis_error).where(
            AudioTrack.project_id == project_id
        )
    ).all()
    renders = session.execute(
        select(RenderJob.status, RenderJob.progress_message).where(RenderJob.project_id == project_id)
    ).all()
    looks = select(Job.id).where(Job.project_id == project_id, Job.kind == "look", Job.status.in_(UNFINISHED))
    return Standing(
        media=tuple(state for state, _ in states),
        song=songs[0][0] if songs else None,
        renders=tuple(state for state, _ in renders),
        is_looking=session.scalar(looks.limit(1)) is not None,
        failure_message=next((error for state, error in [*songs, *states] if state == "failed"), None),
        render_message=next(
            (ProgressMessage.read(line).phase or None for state, line in renders if state in UNFINISHED), None
        ),
    )


def refresh_status(session: Session, project_id: str) -> None:
    """Store the project's derived status; every change of its media, song or jobs ends with this."""
    session.flush()
    project = session.get(Project, project_id)
    if project is None:
        return
    status, message = derive_status(_standing(session, project_id))
    message = message and message[:STATUS_CHARS]
    if (project.status, project.status_message) != (status, message):
        project.status, project.status_message = status.value, message
