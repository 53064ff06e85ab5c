"""Who may use BeatStitch: accounts, signing in and out, and the slowing down of guesses."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.db import Database, utc_now
from core.errors import (
    NotFoundError,
    SetupTokenError,
    SignInFailedError,
    SignInThrottledError,
    UsernameInvalidError,
    UsernameTakenError,
)
from core.models import SetupToken, SignIn, SignInFailures, User
from core.passwords import check_password, hash_password, matches

NAME_CHARS = 50
LABEL_CHARS = 120
SEEN_EVERY = timedelta(minutes=5)
SIGNED_IN_FOR = timedelta(days=30)
SETUP_VALID_FOR = timedelta(hours=24)
FREE_TRIES = 5
LONGEST_WAIT_S = 15 * 60
FORGOTTEN_AFTER = timedelta(hours=24)

_NAME = re.compile(rf"[\w.@-]{{1,{NAME_CHARS}}}")


def _named(session: Session, username: str) -> User | None:
    return session.scalar(select(User).where(func.lower(User.username) == username.lower()))


def create_user(session: Session, username: str, password: str) -> User:
    """Add an account; names differ by more than case."""
    if not _NAME.fullmatch(username):
        raise UsernameInvalidError(maximum=NAME_CHARS)
    check_password(password)
    if _named(session, username):
        raise UsernameTakenError(username=username)
    user = User(username=username, password_hash=hash_password(password))
    session.add(user)
    session.flush()
    return user


def set_password(session: Session, username: str, password: str) -> None:
    """Give an account a new password and sign it out everywhere."""
    user = _named(session, username)
    if user is None:
        raise NotFoundError(what=f"The account {username}")
    check_password(password)
    user.password_hash = hash_password(password)
    sign_out_everywhere(session, user.id)


def limit_storage(session: Session, username: str, quota_bytes: int | None) -> None:
    """Say how much an account may store; None: as much as the disk holds."""
    user = _named(session, username)
    if user is None:
        raise NotFoundError(what=f"The account {username}")
    user.quota_bytes = quota_bytes


def list_users(session: Session) -> list[User]:
    return list(session.scalars(select(User).order_by(User.username)))


# The first account -----------------------------------------------------------------------------------


def needs_setup(session: Session) -> bool:
    return session.scalar(select(func.count(User.id))) == 0


def new_setup_token(session: Session) -> str:
    """Return a fresh one-time token for creating the first account; earlier ones become void."""
    token = secrets.token_urlsafe(24)
    session.execute(delete(SetupToken))
    session.add(SetupToken(token_hash=_digest(token), expires_at=utc_now() + SETUP_VALID_FOR))
    return token


def is_setup_token(session: Session, token: str) -> bool:
    """Tell whether `token` gives the right to create the first account."""
    stored = session.get(SetupToken, _digest(token))
    return stored is not None and stored.expires_at >= utc_now() and needs_setup(session)


def set_up(session: Session, token: str, username: str, password: str) -> User:
    """Create the first account with the set-up token, which is used up by it."""
    if not is_setup_token(session, token):
        raise SetupTokenError
    user = create_user(session, username, password)
    session.execute(delete(SetupToken))
    return user


# Signing in and out ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class SignedIn:
    """An account and the secret that its browser keeps; only the secret's hash is stored."""

    user: User
    token: str
    session_id: str


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _throttle_keys(username: str, address: str) -> list[str]:
    return [f"name:{username.lower()[:NAME_CHARS]}", f"address:{address[:60]}"]


def _refuse_while_waiting(session: Session, keys: list[str], now: datetime) -> None:
    blocked = session.scalars(select(SignInFailures.blocked_until).where(SignInFailures.key.in_(keys)))
    wait_s = max(((until - now).total_seconds() for until in blocked if until), default=0.0)
    if wait_s > 0:
        raise SignInThrottledError(wait_s=max(1.0, wait_s))


def _count_try(session: Session, keys: list[str], now: datetime) -> None:
    """Count one try as failed; from the sixth on, the wait doubles each time."""
    for key in keys:
        row = session.get(SignInFailures, key) or SignInFailures(key=key, count=0, last_at=now)
        session.add(row)
        row.count = 1 if now - row.last_at > FORGOTTEN_AFTER else row.count + 1
        row.last_at = now
        if row.count > FREE_TRIES:
            wait_s = min(2.0 ** (row.count - FREE_TRIES), LONGEST_WAIT_S)
            row.blocked_until = now + timedelta(seconds=wait_s)


def sign_in(
    database: Database,
    username: str,
    password: str,
    address: str = "",
    *,
    label: str | None = None,
    now: datetime | None = None,
) -> SignedIn:
    """Check name and password and open a session, which `label` names for its owner.

    A try is counted before the slow comparison, so many guesses sent at once count as well; the
    comparison runs outside any transaction. Raises SignInThrottledError while the name or the
    address has to wait, SignInFailedError when the name or the password is wrong.
    """
    now = now or utc_now()
    keys = _throttle_keys(username, address)
    with database.writing() as session:
        _refuse_while_waiting(session, keys, now)
        _count_try(session, keys, now)
        user = _named(session, username)
    if not matches(password, user.password_hash if user else None) or user is None:
        raise SignInFailedError
    with database.writing() as session:
        session.execute(delete(SignInFailures).where(SignInFailures.key.in_(keys)))
        return _open_session(session, user, label, now)


def _open_session(session: Session, user: User, label: str | None, now: datetime) -> SignedIn:
    token = secrets.token_urlsafe(32)
    row = SignIn(
        token_hash=_digest(token),
        user_id=user.id,
        label=label and label[:LABEL_CHARS],
        created_at=now,
        last_seen_at=now,
        expires_at=now + SIGNED_IN_FOR,
    )
    session.add(row)
    session.flush()
    return SignedIn(user, token, row.id)


def session_of(session: Session, token: str, *, now: datetime | None = None) -> SignIn | None:
    """Return the session whose browser holds `token`, or None when it was signed out or is too old."""
    row = session.scalar(select(SignIn).where(SignIn.token_hash == _digest(token)))
    return row if row and row.expires_at > (now or utc_now()) else None


def is_long_unseen(row: SignIn, *, now: datetime | None = None) -> bool:
    """Tell whether it is time to note that a session is in use."""
    return row.last_seen_at is None or (now or utc_now()) - row.last_seen_at > SEEN_EVERY


def note_seen(session: Session, session_id: str, *, now: datetime | None = None) -> None:
    """Note that a session is in use."""
    row = session.get(SignIn, session_id)
    if row is not None:
        row.last_seen_at = now or utc_now()


def list_sessions(session: Session, user_id: str, *, now: datetime | None = None) -> list[SignIn]:
    """Return the sessions of an account, the one seen last first."""
    alive = select(SignIn).where(SignIn.user_id == user_id, SignIn.expires_at > (now or utc_now()))
    return list(session.scalars(alive.order_by(SignIn.last_seen_at.desc(), SignIn.created_at.desc())))


def end_session(session: Session, user_id: str, session_id: str) -> None:
    """Sign out one browser of an account; NotFoundError when the account has no such session."""
    row = session.get(SignIn, session_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError(what="This session")
    session.delete(row)


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(SignIn).where(SignIn.token_hash == _digest(token)))


def sign_out_everywhere(session: Session, user_id: str) -> None:
    session.execute(delete(SignIn).where(SignIn.user_id == user_id))


def forget_expired(session: Session, *, now: datetime | None = None) -> None:
    """Delete sessions, set-up tokens and counts of failures that no longer matter."""
    now = now or utc_now()
    session.execute(delete(SignIn).where(SignIn.expires_at < now))
    session.execute(delete(SetupToken).where(SetupToken.expires_at < now))
    session.execute(delete(SignInFailures).where(SignInFailures.last_at < now - FORGOTTEN_AFTER))
