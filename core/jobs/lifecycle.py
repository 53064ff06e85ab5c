"""The states of a job and every step between them; each step is one compare-and-set in the database.

submit -> queued -> claim -> running -> complete | failed | cancelled
             ^------------- requeue ------'
"""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, event, or_, select, update
from sqlalchemy.orm import Session

from core.errors import JobCancelledError
from core.jobs.kinds import PRIORITIES, UNFINISHED, Kind
from core.jobs.queue import sender
from core.jobs.status import mirror
from core.store.db import Database, utc_now
from core.store.models import STATUS_CHARS, Job, new_id

LEASE = timedelta(seconds=10)
MOST_FAILURES = 3
RETRY_AFTER = timedelta(seconds=1)
MOST_LATER, LATER_AFTER = 6, timedelta(minutes=1)  # 1, 4, 16, 64, 256 minutes: nearly six hours in all

Save = Callable[[Session], None]


@dataclass(frozen=True)
class Claim:
    """One attempt at a job; every write it makes is refused once another attempt has begun."""

    job_id: str
    attempt: int
    kind: str
    priority: int
    project_id: str | None
    subject_id: str | None
    payload: dict[str, Any]


def submit(
    session: Session,
    kind: Kind,
    *,
    project_id: str | None = None,
    subject_id: str | None = None,
    payload: dict[str, Any] | None = None,
) -> Job:
    """Add a job; its message leaves when the session commits, so a job is never without its subject."""
    job = Job(
        id=new_id(),
        kind=kind,
        project_id=project_id,
        subject_id=subject_id,
        payload=json.dumps(payload or {}),
        priority=PRIORITIES[kind],
        status="queued",
        sent_at=utc_now(),
    )
    session.add(job)
    session.flush()
    _mirror(session, job)
    send_after_commit(session, job)
    return job


def _mirror(session: Session, job: Job) -> None:
    """Show the state of a job on what it works on, and order the work that follows from it."""
    for follow_up in mirror(session, job):
        submit(session, follow_up.kind, subject_id=follow_up.subject_id)


def send_after_commit(session: Session, job: Job) -> None:
    """Send the job's message once its row can be seen; if that fails, the reconciler sends it later."""
    database: Database = session.info["database"]
    job_id, priority = job.id, job.priority

    def send(_session: Session) -> None:
        with suppress(sqlite3.OperationalError):
            sender(database.layout.queue).send(job_id, priority)

    event.listen(session, "after_commit", send, once=True)


def _step(session: Session, *conditions: ColumnElement[bool], **values: Any) -> Job | None:
    """Change the one job that meets the conditions and mirror it; None when no job does."""
    job = _changed(session, *conditions, **values)
    if job is not None:
        _mirror(session, job)
    return job


def _changed(session: Session, *conditions: ColumnElement[bool], **values: Any) -> Job | None:
    """Change the one job that meets the conditions; None when no job does."""
    changed = update(Job).where(*conditions).values(**values).returning(Job)
    return session.scalars(changed, execution_options={"populate_existing": True}).one_or_none()


def _owned(claim: Claim) -> tuple[ColumnElement[bool], ...]:
    return (Job.id == claim.job_id, Job.attempt == claim.attempt, Job.status == "running")


def is_due(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a job need not wait any longer."""
    return or_(Job.not_before.is_(None), Job.not_before <= now)


def claim(session: Session, job_id: str, owner: str) -> Claim | None:
    """Take a queued job for the worker `owner`; None when someone else was faster or it is over."""
    now = utc_now()
    job = _step(
        session,
        Job.id == job_id,
        Job.status == "queued",
        Job.cancel.is_(False),
        is_due(now),
        status="running",
        attempt=Job.attempt + 1,
        owner=owner,
        lease_until=now + LEASE,
        started_at=now,
        not_before=None,
        progress_message=None,
        error_message=None,
    )
    if job is None:
        return None
    return Claim(
        job.id, job.attempt, job.kind, job.priority, job.project_id, job.subject_id, json.loads(job.payload)
    )


def renew(session: Session, claim: Claim, percent: int, message: str | None) -> bool:
    """Extend the lease and store the progress; False when the attempt no longer owns its job.

    Progress never goes back. Getting further than any attempt before clears the job of earlier deaths:
    what kills its worker does so at the same point again.
    """
    further = Job.progress_percent < percent
    values: dict[str, Any] = {
        "lease_until": utc_now() + LEASE,
        "progress_percent": case((further, percent), else_=Job.progress_percent),
        "deaths": case((further, 0), else_=Job.deaths),
        "progress_message": message and message[:STATUS_CHARS],
    }
    return _step(session, *_owned(claim), **values) is not None


def finish(session: Session, claim: Claim, save: Save) -> bool:
    """Complete the job and run `save` in the same transaction; False when it has another owner."""
    job = _changed(
        session, *_owned(claim), status="complete", progress_percent=100, progress_message=None, **_over()
    )
    if job is None:
        return False
    save(session)
    _mirror(session, job)
    return True


def fail(session: Session, claim: Claim, message: str) -> bool:
    """End the job as failed, with the sentence for its owner; this failure counts like those before."""
    values = {"status": "failed", "failures": Job.failures + 1, "error_message": message, **_over()}
    return _step(session, *_owned(claim), **values) is not None


def end_cancelled(session: Session, claim: Claim) -> bool:
    """End a job that was running when its cancellation was asked for."""
    return _step(session, *_owned(claim), **_cancelled()) is not None


def requeue(
    session: Session,
    claim: Claim,
    *,
    wait: timedelta = timedelta(0),
    message: str | None = None,
    failures: int = 0,
) -> bool:
    """Put the job back, to be taken up after `wait`; `message` says why to the person who waits for it.

    One that has to wait is sent by the reconciler, as soon as it is due.
    A job whose cancellation was asked for meanwhile is over instead.
    """
    if _step(session, *_owned(claim), Job.cancel.is_(True), **_cancelled()) is not None:
        return True
    now = utc_now()
    job = _step(
        session,
        *_owned(claim),
        status="queued",
        owner=None,
        lease_until=None,
        failures=Job.failures + failures,
        not_before=now + wait if wait else None,
        progress_message=message and message[:STATUS_CHARS],
        sent_at=None if wait else now,
    )
    if job is not None and not wait:
        send_after_commit(session, job)
    return job is not None


def retry_or_fail(session: Session, claim: Claim, message: str) -> bool:
    """Note an unexpected failure: another try, or the end when the budget of failures is spent.

    The job ends with the message of its last failure.
    """
    failures = session.scalar(select(Job.failures).where(Job.id == claim.job_id)) or 0
    if failures + 1 < MOST_FAILURES:
        return requeue(session, claim, wait=RETRY_AFTER, failures=1)
    return fail(session, claim, message)


def retry_later(session: Session, claim: Claim, message: str) -> bool:
    """Note a failure that may pass by itself: another try after ever longer pauses, in the end none."""
    failures = session.scalar(select(Job.failures).where(Job.id == claim.job_id)) or 0
    if failures + 1 < MOST_LATER:
        wait = LATER_AFTER * 4**failures
        return requeue(session, claim, wait=wait, message=message, failures=1)
    return fail(session, claim, message)


def request_cancel(session: Session, job_id: str) -> bool:
    """Cancel a job: a queued one is over at once, a running one is stopped by its worker.

    Returns False when it was over already.
    """
    ended = _step(session, Job.id == job_id, Job.status == "queued", **_cancelled())
    flagged = _step(session, Job.id == job_id, Job.status == "running", cancel=True)
    return ended is not None or flagged is not None


def cancel_work_on(session: Session, subject_id: str) -> None:
    """Cancel whatever is still to be done for a photo, clip, song or render."""
    unfinished = select(Job.id).where(Job.subject_id == subject_id, Job.status.in_(UNFINISHED))
    for job_id in session.scalars(unfinished).all():
        request_cancel(session, job_id)


def fail_after_deaths(session: Session, job_id: str, attempt: int, most_deaths: int, message: str) -> None:
    """Take a job from an owner that is no more: requeue it, or end it after too many deaths."""
    conditions = (Job.id == job_id, Job.attempt == attempt, Job.status == "running")
    job = session.scalars(select(Job).where(*conditions)).one_or_none()
    if job is None:
        return
    deaths = job.deaths + 1
    if job.cancel:
        values = _cancelled()
    elif deaths >= most_deaths:
        values = {"status": "failed", "error_message": message, **_over()}
    else:
        values = {"status": "queued", "owner": None, "lease_until": None, "sent_at": utc_now()}
    buried = _step(session, *conditions, deaths=deaths, **values)
    if buried is not None and buried.status == "queued":
        send_after_commit(session, buried)


def _over() -> dict[str, Any]:
    return {"owner": None, "lease_until": None, "completed_at": utc_now()}


def _cancelled() -> dict[str, Any]:
    return {"status": "cancelled", "error_message": JobCancelledError().user_message, **_over()}


def outranked(session: Session, claim: Claim) -> bool:
    """Tell whether something more urgent than this job is waiting for a worker."""
    waiting = select(Job.id).where(Job.status == "queued", Job.priority > claim.priority, is_due(utc_now()))
    return session.scalar(waiting.limit(1)) is not None
