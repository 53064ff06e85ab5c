"""Slows down the guessing of passwords: who fails again and again has to wait longer each time."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.errors import SignInThrottledError
from core.store.models import SignInFailures

FREE_TRIES = 5
LONGEST_WAIT_S = 15 * 60
FORGOTTEN_AFTER = timedelta(hours=24)
NAME_CHARS, ADDRESS_CHARS = 50, 60


def throttle_keys(username: str, address: str) -> list[str]:
    """Return under what a try is counted: the name, in any case, and the address it came from."""
    return [f"name:{username.lower()[:NAME_CHARS]}", f"address:{address[:ADDRESS_CHARS]}"]


def refuse_while_waiting(session: Session, keys: Sequence[str], now: datetime) -> None:
    """Raise SignInThrottledError while one of the keys has to wait."""
    blocked = session.scalars(select(SignInFailures.blocked_until).where(SignInFailures.key.in_(keys)))
    wait_s = max(((until - now).total_seconds() for until in blocked if until), default=0.0)
    if wait_s > 0:
        raise SignInThrottledError(wait_s=max(1.0, wait_s))


def count_try(session: Session, keys: Sequence[str], now: datetime) -> None:
    """Count one try as failed; from the sixth on, the wait doubles each time."""
    for key in keys:
        row = session.get(SignInFailures, key) or SignInFailures(key=key, count=0, last_at=now)
        session.add(row)
        row.count = 1 if now - row.last_at > FORGOTTEN_AFTER else row.count + 1
        row.last_at = now
        if row.count > FREE_TRIES:
            wait_s = min(2.0 ** (row.count - FREE_TRIES), LONGEST_WAIT_S)
            row.blocked_until = now + timedelta(seconds=wait_s)


def forgive(session: Session, keys: Sequence[str]) -> None:
    """Forget the tries under these keys: the last one was right."""
    session.execute(delete(SignInFailures).where(SignInFailures.key.in_(keys)))


def forget_old_tries(session: Session, now: datetime) -> None:
    """Delete the counts that no longer matter."""
    session.execute(delete(SignInFailures).where(SignInFailures.last_at < now - FORGOTTEN_AFTER))
