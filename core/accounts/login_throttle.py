"""Slows down the guessing of a password: who fails again and again has to wait longer each time.

Tries are counted for a name at an address. So guessing keeps nobody else behind the same address out,
and nobody can keep the owner of a name out who signs in from elsewhere. Someone who tries one name after
the other from an address only makes every sign-in from there slower.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.errors import SignInThrottledError
from core.store.models import SignInFailures

FREE_TRIES, FREE_TRIES_OF_ADDRESS = 5, 20
LONGEST_DELAY_S = 5.0
LONGEST_WAIT_S = 15 * 60
FORGOTTEN_AFTER = timedelta(hours=24)
NAME_CHARS, ADDRESS_CHARS = 50, 60
_ANY = "\n"  # no name


def throttle_key(username: str, address: str) -> str:
    """Return under what a try is counted: the name, in any case, and the address it came from."""
    return f"{username.lower()[:NAME_CHARS]} {address[:ADDRESS_CHARS]}"


def delay_s(session: Session, address: str) -> float:
    """Return how long a try from this address is held up before it is looked at."""
    row = session.get(SignInFailures, throttle_key(_ANY, address))
    excess = row.count - FREE_TRIES_OF_ADDRESS if row else 0
    return min(0.25 * 2.0 ** min(excess, 9), LONGEST_DELAY_S) if excess > 0 else 0.0


def refuse_while_waiting(session: Session, key: str, now: datetime) -> None:
    """Raise SignInThrottledError while `key` has to wait."""
    row = session.get(SignInFailures, key)
    wait_s = (row.blocked_until - now).total_seconds() if row and row.blocked_until else 0.0
    if wait_s > 0:
        raise SignInThrottledError(wait_s=max(1.0, wait_s))


def count_try(session: Session, key: str, now: datetime) -> None:
    """Count one try as failed; from the sixth on, the wait doubles each time."""
    row = _counted(session, key, now)
    if row.count > FREE_TRIES:
        wait_s = min(2.0 ** min(row.count - FREE_TRIES, 10), LONGEST_WAIT_S)
        row.blocked_until = now + timedelta(seconds=wait_s)
    _counted(session, _key_of_address(key), now)


def _key_of_address(key: str) -> str:
    return throttle_key(_ANY, key.rpartition(" ")[2])


def _counted(session: Session, key: str, now: datetime) -> SignInFailures:
    row = session.get(SignInFailures, key) or SignInFailures(key=key, count=0, last_at=now)
    session.add(row)
    row.count = 1 if now - row.last_at > FORGOTTEN_AFTER else row.count + 1
    row.last_at = now
    return row


def forgive(session: Session, key: str) -> None:
    """Forget the tries under this key: the last one was right."""
    session.execute(delete(SignInFailures).where(SignInFailures.key == key))
    row = session.get(SignInFailures, _key_of_address(key))
    if row is not None:
        row.count -= 1


def forget_old_tries(session: Session, now: datetime) -> None:
    """Delete the counts that no longer matter."""
    session.execute(delete(SignInFailures).where(SignInFailures.last_at < now - FORGOTTEN_AFTER))
