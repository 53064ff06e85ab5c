"""The background work of a project as the API shows it."""

from pydantic import AwareDatetime, BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.jobs.kinds import Kind
from core.jobs.messages import ProgressMessage
from core.schemas import JobStatus
from core.store.models import Job


class JobResponse(BaseModel):
    """`subject_id` is the photo, clip, song or render that the job works on, or the import it does."""

    id: str
    kind: Kind
    subject_id: str | None = None
    status: JobStatus
    progress_percent: int
    progress_message: str | None = None
    error_message: str | None = None
    created_at: AwareDatetime
    started_at: AwareDatetime | None = None
    completed_at: AwareDatetime | None = None


def list_jobs(session: Session, project_id: str) -> list[JobResponse]:
    """Return the jobs of a project, the newest first; finished ones are forgotten after a week."""
    mine = select(Job).where(Job.project_id == project_id).order_by(Job.created_at.desc(), Job.id)
    return [_described(job) for job in session.scalars(mine)]


def _described(job: Job) -> JobResponse:
    facts = {name: getattr(job, name) for name in JobResponse.model_fields}
    return JobResponse.model_validate(
        facts | {"progress_message": ProgressMessage.read(job.progress_message).phase or None}
    )
