"""Shows a job's state on what it works on: the render, photo, clip or song, and the project."""

from sqlalchemy.orm import Session

from core.jobs.kinds import RENDERS
from core.models import AudioTrack, Job, MediaAsset, RenderJob
from core.project_status import refresh_status

ERROR_CHARS = 500
_PROCESSING = {
    "queued": "pending",
    "running": "processing",
    "complete": "ready",
    "failed": "failed",
    "cancelled": "failed",
}
_ANALYSIS = _PROCESSING | {"running": "analyzing", "complete": "complete"}


def mirror(session: Session, job: Job) -> None:
    """Copy the state of `job` to its subject, in the transaction that changes the job."""
    if job.kind in RENDERS:
        _to_render(job, session.get(RenderJob, job.subject_id))
    elif job.kind == "ingest":
        asset = session.get(MediaAsset, job.subject_id)
        if asset is not None:
            asset.processing_status = _PROCESSING[job.status]
            asset.processing_error = job.error_message and job.error_message[:ERROR_CHARS]
    elif job.kind == "analyze":
        track = session.get(AudioTrack, job.subject_id)
        if track is not None:
            track.analysis_status = _ANALYSIS[job.status]
            track.analysis_error = job.error_message and job.error_message[:ERROR_CHARS]
    if job.project_id is not None:
        refresh_status(session, job.project_id)


def _to_render(job: Job, render: RenderJob | None) -> None:
    if render is None:
        return
    render.status = job.status
    render.progress_percent = job.progress_percent
    render.progress_message = job.progress_message
    render.error_message = job.error_message
    render.started_at = job.started_at
    render.completed_at = job.completed_at
