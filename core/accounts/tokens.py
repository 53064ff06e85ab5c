"""Tokens: what scripts sign in with. Each has a name, what it may do, and an end.

As with sessions, only the hash is kept: who loses a token makes another one.
"""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.accounts import audit
from core.accounts.sessions import token_hash
from core.errors import NotFoundError
from core.schemas import SCOPES, Scope
from core.store.db import utc_now
from core.store.models import ApiToken, User

PREFIX = "bst_"  # lets scanners of source code find tokens that were published by mistake
DEFAULT_DAYS, MOST_DAYS = 90, 3650
USED_EVERY = timedelta(minutes=1)


class TokenCreate(BaseModel):
    """A request for a token; `read` sees all, `edit` changes it, `render` orders and cancels videos."""

    name: str = Field(min_length=1, max_length=100)
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(SCOPES))] = list(SCOPES)
    expires_days: int = Field(default=DEFAULT_DAYS, ge=1, le=MOST_DAYS)


class TokenResponse(BaseModel):
    id: str
    name: str
    scopes: list[Scope]
    created_at: AwareDatetime
    expires_at: AwareDatetime
    last_used_at: AwareDatetime | None = None


class TokenCreated(TokenResponse):
    """A new token with its secret, which is shown this once."""

    token: str


class TokenUser(BaseModel):
    """Whom a token stands for, and what it may do."""

    token_id: str
    user_id: str
    username: str
    scopes: frozenset[Scope]
    is_long_unused: bool


def add_token(
    session: Session, user_id: str, request: TokenCreate, *, now: datetime | None = None
) -> TokenCreated:
    """Make a token for an account and return it with its secret."""
    token, now = PREFIX + secrets.token_urlsafe(32), now or utc_now()
    row = ApiToken(
        token_hash=token_hash(token),
        user_id=user_id,
        name=request.name,
        scopes=" ".join(_ordered(request.scopes)),
        created_at=now,
        expires_at=now + timedelta(days=request.expires_days),
    )
    session.add(row)
    session.flush()
    audit.note(session, "token_made", row.user.username, label=request.name)
    return TokenCreated(**_described(row).model_dump(), token=token)


def list_tokens(session: Session, user_id: str) -> list[TokenResponse]:
    """Return the tokens of an account, the newest first; those that have expired too, to be seen."""
    mine = select(ApiToken).where(ApiToken.user_id == user_id)
    rows = session.scalars(mine.order_by(ApiToken.created_at.desc(), ApiToken.id))
    return [_described(row) for row in rows]


def revoke_token(session: Session, user_id: str, token_id: str) -> None:
    """End a token of an account at once; NotFoundError when it has none of that id."""
    row = session.get(ApiToken, token_id)
    if row is None or row.user_id != user_id:
        raise NotFoundError(what="This token")
    audit.note(session, "token_revoked", row.user.username, label=row.name)
    session.delete(row)


def user_of_token(session: Session, token: str, *, now: datetime | None = None) -> TokenUser | None:
    """Return whom `token` stands for, None when it was revoked, has expired or never was."""
    now = now or utc_now()
    found = select(ApiToken, User.username).join(User).where(ApiToken.token_hash == token_hash(token))
    row = session.execute(found).first()
    if row is None or row[0].expires_at <= now:
        return None
    kept, username = row
    used_at = kept.last_used_at
    return TokenUser(
        token_id=kept.id,
        user_id=kept.user_id,
        username=username,
        scopes=frozenset(_described(kept).scopes),
        is_long_unused=used_at is None or now - used_at > USED_EVERY,
    )


def note_used(session: Session, token_id: str, *, now: datetime | None = None) -> None:
    """Note that a token is in use."""
    row = session.get(ApiToken, token_id)
    if row is not None:
        row.last_used_at = now or utc_now()


def forget_expired_tokens(session: Session, before: datetime) -> None:
    """Delete the tokens that expired before this moment."""
    session.execute(delete(ApiToken).where(ApiToken.expires_at < before))


def _ordered(scopes: Iterable[Scope]) -> Sequence[Scope]:
    wanted = set(scopes)
    return [scope for scope in SCOPES if scope in wanted]


def _described(row: ApiToken) -> TokenResponse:
    return TokenResponse(
        id=row.id,
        name=row.name,
        scopes=[scope for scope in SCOPES if scope in row.scopes.split()],
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
    )
