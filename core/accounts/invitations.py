"""Invitations: the admin's one-time links with which others create their accounts."""

import secrets
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from core.accounts.sessions import token_hash
from core.accounts.users import create_user
from core.errors import InvitationError, NotFoundError
from core.store.db import Database, utc_now
from core.store.models import Invitation

VALID_FOR = timedelta(days=7)
MOST_OPEN = 100


class InvitationCreate(BaseModel):
    """A request for an invitation: `note` says for whom, `quota_bytes` what the account may store."""

    note: str = Field(min_length=1, max_length=100)
    quota_bytes: Annotated[int, Field(ge=0, lt=2**50)] | None = None


class InvitationResponse(BaseModel):
    id: str
    note: str
    quota_bytes: int | None = None
    expires_at: AwareDatetime


class InvitationCreated(InvitationResponse):
    """A new invitation with its code, which is shown this once."""

    token: str


def invite(session: Session, request: InvitationCreate, *, now: datetime | None = None) -> InvitationCreated:
    """Make an invitation that is valid for a week; the oldest of a hundred makes room for it."""
    token, now = secrets.token_urlsafe(24), now or utc_now()
    row = Invitation(
        token_hash=token_hash(token),
        note=request.note,
        quota_bytes=request.quota_bytes,
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    session.add(row)
    session.flush()
    surplus = select(Invitation.id).order_by(Invitation.created_at.desc()).offset(MOST_OPEN)
    session.execute(delete(Invitation).where(Invitation.id.in_(surplus)))
    return InvitationCreated(**_described(row).model_dump(), token=token)


def list_invitations(session: Session, *, now: datetime | None = None) -> list[InvitationResponse]:
    """Return the invitations that can still be used, the newest first."""
    valid = select(Invitation).where(Invitation.expires_at > (now or utc_now()))
    return [_described(row) for row in session.scalars(valid.order_by(Invitation.created_at.desc()))]


def withdraw(session: Session, invitation_id: str) -> None:
    """Take an invitation back; NotFoundError when there is none of this id."""
    row = session.get(Invitation, invitation_id)
    if row is None:
        raise NotFoundError(what="This invitation")
    session.delete(row)


def is_valid(database: Database, token: str) -> bool:
    """Tell whether `token` gives the right to create an account."""
    with database.reading() as session:
        return _valid(session, token) is not None


def join(database: Database, token: str, username: str, password: str) -> None:
    """Create the account of somebody who was invited; that uses the invitation up.

    Raises InvitationError, and what `create_user` raises: then the invitation stays.
    """
    with database.writing() as session:
        row = _valid(session, token)
        if row is None:
            raise InvitationError
        create_user(session, username, password).quota_bytes = row.quota_bytes
        session.delete(row)


def _valid(session: Session, token: str) -> Invitation | None:
    row = session.scalar(select(Invitation).where(Invitation.token_hash == token_hash(token)))
    return row if row is not None and row.expires_at > utc_now() else None


def _described(row: Invitation) -> InvitationResponse:
    return InvitationResponse(
        id=row.id, note=row.note, quota_bytes=row.quota_bytes, expires_at=row.expires_at
    )
