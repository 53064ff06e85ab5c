"""Finds what a crash left behind: jobs without a living owner, and queued jobs without a message."""

import sqlite3
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from core.errors import JobDiedError
from core.jobs.hooks import send_due
from core.jobs.lifecycle import fail_after_deaths, is_due, submit
from core.jobs.liveness import is_dead
from core.jobs.queue import sender
from core.store.db import Database, utc_now
from core.store.models import Job

MOST_DEATHS = 3
HOUSEKEEPING_EVERY = timedelta(hours=1)
RESEND_AFTER = timedelta(seconds=2)


def look_after(
    database: Database, *, most_deaths: int = MOST_DEATHS, besides: Callable[[], None] = lambda: None
) -> None:
    """Take care of what others left behind and of housekeeping, and do what is to be done `besides`."""
    reconcile(database, most_deaths=most_deaths)
    plan_housekeeping(database)
    send_due(database)
    besides()


def reconcile(database: Database, *, most_deaths: int = MOST_DEATHS) -> None:
    """Requeue what lost its worker, and send again what lost its message; safe to run anywhere, any time.

    A job that loses its worker for the `most_deaths`-th time without having got further than before is
    ended as failed: it is probably what kills them.
    """
    orphans = _orphans(database)
    if orphans:
        message = JobDiedError(deaths=most_deaths).user_message
        with database.writing() as session:
            for job in orphans:
                fail_after_deaths(session, job.id, job.attempt, most_deaths, message)
    _resend(database)


def _orphans(database: Database) -> list[Job]:
    with database.reading() as session:
        running = session.scalars(select(Job).where(Job.status == "running")).all()
    now, folder = utc_now(), database.layout.workers
    return [
        job
        for job in running
        if job.lease_until is None or job.lease_until < now or is_dead(folder, job.owner or "")
    ]


def _unheard(session: Session) -> list[Job]:
    now = utc_now()
    unsent = or_(Job.sent_at.is_(None), Job.sent_at < now - RESEND_AFTER)
    return list(session.scalars(select(Job).where(Job.status == "queued", unsent, is_due(now))))


def _resend(database: Database) -> None:
    """Send a message for each queued job that has none; being sent twice does no harm."""
    with database.reading() as session:
        unheard = _unheard(session)
    if not unheard:
        return
    queue = sender(database.layout.queue)
    try:
        waiting = queue.waiting_ids()
        for job in unheard:
            if job.id not in waiting:
                queue.send(job.id, job.priority)
    except sqlite3.OperationalError:
        return  # the queue is busy; the next round tries again
    with database.writing() as session:
        session.execute(update(Job).where(Job.id.in_([job.id for job in unheard])).values(sent_at=utc_now()))


def plan_housekeeping(database: Database) -> None:
    """Order housekeeping when the last order is an hour old."""
    with database.reading() as session:
        if _kept_lately(session):
            return
    with database.writing() as session:
        if not _kept_lately(session):
            submit(session, "housekeeping")


def _kept_lately(session: Session) -> bool:
    since = utc_now() - HOUSEKEEPING_EVERY
    lately = select(Job.id).where(Job.kind == "housekeeping", Job.created_at > since)
    return session.scalar(lately.limit(1)) is not None
