"""The figures of an installation: its work, its workers, its disk."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from core.files import free_bytes
from core.jobs.liveness import living_workers
from core.store.db import Database, utc_now
from core.store.models import Job


@dataclass(frozen=True)
class Figures:
    """`jobs` counts by kind and status; finished jobs are forgotten after a week."""

    jobs: dict[tuple[str, str], int]
    longest_wait_s: float
    workers: int
    free_bytes: int
    database_bytes: int


def figures(database: Database) -> Figures:
    """Return the figures as they are now."""
    layout = database.layout
    with database.reading() as session:
        counted = session.execute(select(Job.kind, Job.status, func.count()).group_by(Job.kind, Job.status))
        jobs = {(kind, status): number for kind, status, number in counted}
        oldest = session.scalar(select(func.min(Job.created_at)).where(Job.status == "queued"))
    return Figures(
        jobs,
        _age_s(oldest),
        living_workers(database),
        free_bytes(layout.root),
        _with_log(layout.database),
    )


def _with_log(database: Path) -> int:
    """Return the bytes of a database and of what is written to it but still lies in its log."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.is_file())


def _age_s(moment: datetime | None) -> float:
    return max(0.0, (utc_now() - moment).total_seconds()) if moment else 0.0
