"""Answers that are kept for a day, so that a request sent twice with one Idempotency-Key happens once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.errors import RequestRepeatedError, RequestUnderWayError
from core.store.db import utc_now
from core.store.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
GIVEN_UP_AFTER = timedelta(hours=1)  # without an answer: the server was stopped meanwhile


@dataclass(frozen=True)
class Answer:
    """What was answered: an HTTP status and a body of JSON."""

    status: int
    body: str


def begin(
    session: Session, user_id: str, key: str, request: str, *, now: datetime | None = None
) -> Answer | None:
    """Return the kept answer to this request, or None when it is to be worked on now.

    `request` stands for what was asked. Raises RequestRepeatedError when the key was used for another
    request, RequestUnderWayError while the first one is being worked on.
    """
    now, row = now or utc_now(), session.get(KeptAnswer, (user_id, key))
    if row is not None and row.created_at < now - (KEPT_FOR if row.status else GIVEN_UP_AFTER):
        session.delete(row)
        session.flush()
        row = None
    if row is None:
        session.add(KeptAnswer(user_id=user_id, key=key, request=request, created_at=now))
        return None
    if row.request != request:
        raise RequestRepeatedError
    if row.status is None:
        raise RequestUnderWayError
    return Answer(row.status, row.body or "")


def keep(session: Session, user_id: str, key: str, answer: Answer | None) -> None:
    """Keep the answer to a request that was begun; None, as it failed: it may be sent again."""
    row = session.get(KeptAnswer, (user_id, key))
    if row is not None and answer is None:
        session.delete(row)
    elif row is not None and answer is not None:
        row.status, row.body = answer.status, answer.body


def forget_old_answers(session: Session, now: datetime) -> None:
    """Delete the answers that nobody will ask for again."""
    session.execute(delete(KeptAnswer).where(KeptAnswer.created_at < now - KEPT_FOR))
