"""The browsers that are signed in: each holds a secret of which only the hash is kept.

A session ends after 60 days, after 14 days without use, and when its browser signs in again.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.store.db import utc_now
from core.store.models import SignIn, User

LABEL_CHARS = 120
SEEN_EVERY = timedelta(minutes=5)
SIGNED_IN_FOR = timedelta(days=60)
IDLE_FOR = timedelta(days=14)


@dataclass(frozen=True)
class SignedIn:
    """An account and the secret that its browser keeps."""

    user: User
    token: str
    session_id: str


@dataclass(frozen=True)
class Browser:
    """A browser that asks to be signed in: its address, its name, and the token of its session so far."""

    address: str = ""
    label: str | None = None
    replaces: str | None = None


UNKNOWN_BROWSER = Browser()


@dataclass(frozen=True)
class KnownBrowser:
    """A browser that is signed in, as its owner sees it."""

    id: str
    label: str | None
    created_at: datetime
    seen_at: datetime


def token_hash(token: str) -> str:
    """Return what is stored of a secret: a random one needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(session: Session, user: User, label: str | None, now: datetime) -> SignedIn:
    """Sign a browser in; `label` names it for the account's owner."""
    token = secrets.token_urlsafe(32)
    row = SignIn(
        token_hash=token_hash(token),
        user_id=user.id,
        label=label and label[:LABEL_CHARS],
        created_at=now,
        last_seen_at=now,
        expires_at=now + SIGNED_IN_FOR,
    )
    session.add(row)
    session.flush()
    return SignedIn(user, token, row.id)


def renew_session(row: SignIn, now: datetime) -> SignedIn:
    """Give a session another secret, and its whole time again; its open pages stay."""
    token = secrets.token_urlsafe(32)
    row.token_hash = token_hash(token)
    row.last_seen_at, row.expires_at = now, now + SIGNED_IN_FOR
    return SignedIn(row.user, token, row.id)


def session_of(session: Session, token: str, *, now: datetime | None = None) -> SignIn | None:
    """Return the session whose browser holds `token`, or None when it was signed out or is too old."""
    row = session.scalar(select(SignIn).where(SignIn.token_hash == token_hash(token)))
    return row if row and _is_alive(row, now or utc_now()) else None


def _is_alive(row: SignIn, now: datetime) -> bool:
    return row.expires_at > now and (row.last_seen_at or row.created_at) > now - IDLE_FOR


def live_sessions(session: Session, session_ids: Iterable[str], *, now: datetime | None = None) -> set[str]:
    """Return which of these sessions have not ended."""
    rows = session.scalars(select(SignIn).where(SignIn.id.in_(set(session_ids))))
    return {row.id for row in rows if _is_alive(row, now or utc_now())}


def is_long_unseen(row: SignIn, *, now: datetime | None = None) -> bool:
    """Tell whether it is time to note that a session is in use."""
    return row.last_seen_at is None or (now or utc_now()) - row.last_seen_at > SEEN_EVERY


def note_seen(session: Session, session_id: str, *, now: datetime | None = None) -> None:
    """Note that a session is in use."""
    row = session.get(SignIn, session_id)
    if row is not None:
        row.last_seen_at = now or utc_now()


def list_sessions(session: Session, user_id: str, *, now: datetime | None = None) -> list[KnownBrowser]:
    """Return the sessions of an account, the one seen last first."""
    mine = select(SignIn).where(SignIn.user_id == user_id)
    newest = session.scalars(mine.order_by(SignIn.last_seen_at.desc(), SignIn.created_at.desc()))
    return [
        KnownBrowser(row.id, row.label, row.created_at, row.last_seen_at or row.created_at)
        for row in newest
        if _is_alive(row, now or utc_now())
    ]


def end_session(session: Session, user_id: str, session_id: str) -> None:
    """Sign out one browser of an account; NotFoundError when the account has no such session."""
    row = session.get(SignIn, session_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError(what="This session")
    session.delete(row)


def sign_out(session: Session, token: str) -> None:
    session.execute(delete(SignIn).where(SignIn.token_hash == token_hash(token)))


def sign_out_everywhere(session: Session, user_id: str, *, but: str | None = None) -> None:
    """Sign out every browser of an account, `but` that of one session."""
    session.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.id != (but or "")))


def forget_expired(session: Session, now: datetime) -> None:
    """Delete the sessions that are too old or were not used for too long."""
    seen_at = func.coalesce(SignIn.last_seen_at, SignIn.created_at)
    session.execute(delete(SignIn).where(or_(SignIn.expires_at < now, seen_at < now - IDLE_FOR)))
