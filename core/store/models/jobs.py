"""The tables of jobs and renders."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.store.db import Base, UtcDateTime
from core.store.models.columns import STATUS_CHARS, created_column, id_column
from core.store.models.projects import Project


class Job(Base):
    """A piece of background work and the only truth about its state.

    `subject_id` names the asset, song or render it works on. `attempt` rises with each claim and
    fences off earlier runs; `failures` counts runs that ended in an error, `deaths` runs whose
    worker died since the job last got further than ever before.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_status_priority", "status", "priority"),)

    id: Mapped[str] = id_column()
    kind: Mapped[str] = mapped_column(String(20))
    project_id: Mapped[str | None] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    subject_id: Mapped[str | None] = mapped_column(String(36), index=True)
    payload: Mapped[str] = mapped_column(Text, default="{}")
    priority: Mapped[int] = mapped_column(default=0)

    status: Mapped[str] = mapped_column(String(20), default="queued")
    attempt: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    deaths: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancel: Mapped[bool] = mapped_column(default=False)

    progress_percent: Mapped[int] = mapped_column(default=0)
    progress_message: Mapped[str | None] = mapped_column(String(STATUS_CHARS))
    error_message: Mapped[str | None] = mapped_column(Text)

    created_at: Mapped[datetime] = created_column()
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RenderJob(Base):
    """An ordered video; its state mirrors the job that `queue_task_id` names.

    `content_hash` is what it shows; `edit_hash` that of the edit it was ordered from, None where they are
    the same. Those that were ordered together, one for each shape, have one `order_id`; an order that finds
    the same video under way takes it over.
    """

    __tablename__ = "render_jobs"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    job_type: Mapped[str] = mapped_column(String(20))
    edl_hash: Mapped[str] = mapped_column(String(64))
    content_hash: Mapped[str] = mapped_column(String(64))
    edit_hash: Mapped[str | None] = mapped_column(String(64))
    order_id: Mapped[str | None] = mapped_column(String(36))
    render_settings_json: Mapped[str] = mapped_column(Text)

    status: Mapped[str] = mapped_column(String(20), default="queued")
    progress_percent: Mapped[int] = mapped_column(default=0)
    progress_message: Mapped[str | None] = mapped_column(String(STATUS_CHARS))
    output_path: Mapped[str | None] = mapped_column(String(500))
    poster_path: Mapped[str | None] = mapped_column(String(500))
    duration_ms: Mapped[int | None]
    file_size: Mapped[int | None] = mapped_column(BigInteger)
    error_message: Mapped[str | None] = mapped_column(Text)
    queue_task_id: Mapped[str | None] = mapped_column(String(50), unique=True)

    created_at: Mapped[datetime] = created_column()
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    completed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    project: Mapped[Project] = relationship(back_populates="render_jobs")
