"""Shows a job's state on what it works on: the render, photo, clip or song, and the project."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.jobs.kinds import RENDERS, Kind
from core.jobs.project_status import refresh_status
from core.settings import settings
from core.store.models import (
    AudioTrack,
    Job,
    MediaAsset,
    MediaImport,
    Project,
    RenderJob,
    SentVideo,
    Webhook,
    WebhookDelivery,
)

ERROR_CHARS = 500
_PROCESSING = {
    "queued": "pending",
    "running": "processing",
    "complete": "ready",
    "failed": "failed",
    "cancelled": "failed",
}
SHOWN = (*RENDERS, "ingest", "import", "send", "analyze")  # on the row that the job works on
TOLD = {"complete": "render.complete", "failed": "render.failed"}
_ANALYSIS = _PROCESSING | {"running": "analyzing", "complete": "complete"}


@dataclass(frozen=True)
class FollowUp:
    """Work that a job's new state gives rise to, to be ordered in the same transaction."""

    kind: Kind
    subject_id: str


def mirror(session: Session, job: Job) -> list[FollowUp]:
    """Copy the state of `job` to its subject, in the transaction that changes it; return what follows."""
    follow_ups: list[FollowUp] = []
    if job.subject_id is not None and job.kind in SHOWN and not _is_outdated(session, job):
        follow_ups = _to_subject(session, job, job.subject_id)
    if job.project_id is not None:
        refresh_status(session, job.project_id)
    return follow_ups


def _is_outdated(session: Session, job: Job) -> bool:
    """Tell whether newer work on the same subject is what it shows: a song is listened to again."""
    newer = select(Job.id).where(
        Job.subject_id == job.subject_id, Job.kind == job.kind, Job.created_at > job.created_at
    )
    return session.scalar(newer.limit(1)) is not None


def _to_subject(session: Session, job: Job, subject_id: str) -> list[FollowUp]:
    error = job.error_message and job.error_message[:ERROR_CHARS]
    if job.kind in RENDERS and (render := session.get(RenderJob, subject_id)):
        return _to_render(session, job, render)
    if job.kind == "ingest" and (asset := session.get(MediaAsset, subject_id)):
        asset.processing_status, asset.processing_error = _PROCESSING[job.status], error
    elif job.kind == "import" and (gathering := session.get(MediaImport, subject_id)):
        gathering.status, gathering.error_message = job.status, error
    elif job.kind == "send" and (sent := session.get(SentVideo, subject_id)):
        waits_for = job.progress_message if job.status == "queued" else None
        sent.status, sent.error_message = job.status, error or (waits_for and waits_for[:ERROR_CHARS])
    elif job.kind == "analyze" and (track := session.get(AudioTrack, subject_id)):
        track.analysis_status, track.analysis_error = _ANALYSIS[job.status], error
    return []


def _to_render(session: Session, job: Job, render: RenderJob) -> list[FollowUp]:
    """Show a job on its render; whoever is to hear of its end is told once, the operator of final videos."""
    is_over = render.status != job.status and job.status in TOLD
    if is_over:
        _tell_webhooks(session, render, TOLD[job.status])
    render.status = job.status
    render.progress_percent = job.progress_percent
    render.progress_message = job.progress_message
    render.error_message = job.error_message
    render.started_at = job.started_at
    render.completed_at = job.completed_at
    is_told = is_over and job.kind == "final" and settings().notify
    return [FollowUp("notify", render.id)] if is_told else []


def _tell_webhooks(session: Session, render: RenderJob, event: str) -> None:
    """Note what the webhooks of the owner are to be told; it is sent once this is committed."""
    theirs = select(Webhook.id).join(Project, Project.owner_id == Webhook.user_id)
    for webhook_id in session.scalars(theirs.where(Project.id == render.project_id)).all():
        session.add(WebhookDelivery(webhook_id=webhook_id, event=event, render_id=render.id))
