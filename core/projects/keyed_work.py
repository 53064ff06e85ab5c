"""Imports and videos that are sent: both are ordered with a key, can be stopped, and forget the key later."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import cancel_work_on
from core.store.models import MediaImport, SentVideo


def stop(session: Session, row: MediaImport | SentVideo) -> None:
    """Stop it where it is; what has arrived stays."""
    cancel_work_on(session, row.id)
    session.flush()
    session.refresh(row)


def delete(session: Session, row: MediaImport | SentVideo) -> None:
    """Take it out of its list, stopped if need be; what has arrived stays."""
    cancel_work_on(session, row.id)
    session.delete(row)


def forget_old_keys(session: Session, before: datetime) -> None:
    """Forget the keys of all that ended, or was stopped, and was ordered before this moment."""
    for kind in (MediaImport, SentVideo):
        over = kind.status.not_in(UNFINISHED)
        session.execute(update(kind).where(over, kind.created_at < before).values(secret=None))
