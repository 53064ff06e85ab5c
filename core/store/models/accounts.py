"""The tables of accounts: people, their sessions and tokens, and what slows guessing down."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.store.db import Base, UtcDateTime
from core.store.models.columns import created_column, id_column

if TYPE_CHECKING:
    from core.store.models.projects import Project


class User(Base):
    __tablename__ = "users"

    id: Mapped[str] = id_column()
    username: Mapped[str] = mapped_column(String(50), unique=True)
    password_hash: Mapped[str] = mapped_column(String(128))
    quota_bytes: Mapped[int | None] = mapped_column(BigInteger)  # None: no limit but the disk
    is_admin: Mapped[bool] = mapped_column(default=False)
    language: Mapped[str | None] = mapped_column(String(16))  # None: what each browser asks for
    created_at: Mapped[datetime] = created_column()

    projects: Mapped[list["Project"]] = relationship(back_populates="owner", passive_deletes="all")


class SignIn(Base):
    """A signed-in browser; only the hash of its token is kept, and deleting the row signs it out."""

    __tablename__ = "sessions"

    id: Mapped[str] = id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    label: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = created_column()
    last_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class ApiToken(Base):
    """What a script signs in with; only the hash of the secret is kept, `scopes` are joined by spaces."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    scopes: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = created_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class ExternalIdentity(Base):
    """Somebody whom a provider knows as `subject`, and the account that is theirs here."""

    __tablename__ = "external_identities"

    issuer: Mapped[str] = mapped_column(String(300), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = created_column()


class KeptAnswer(Base):
    """The answer to a request with an Idempotency-Key; without `status` while it is worked on."""

    __tablename__ = "kept_answers"

    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None]
    body: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = created_column()


class SignInFailures(Base):
    """How often signing in went wrong lately, for one name or one address."""

    __tablename__ = "sign_in_failures"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    blocked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Invitation(Base):
    """The one-time right of somebody to create an account; only its hash is kept."""

    __tablename__ = "invitations"

    id: Mapped[str] = id_column()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    note: Mapped[str] = mapped_column(String(100))
    quota_bytes: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = created_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditEvent(Base):
    """Something that was done with an account, or tried; it stays when the account is deleted."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_created_at", "created_at"),)

    id: Mapped[str] = id_column()
    act: Mapped[str] = mapped_column(String(30))
    username: Mapped[str] = mapped_column(String(50))
    address: Mapped[str] = mapped_column(String(60))
    label: Mapped[str | None] = mapped_column(String(120))
    created_at: Mapped[datetime] = created_column()


class SetupToken(Base):
    """The one-time right to create the first account; only its hash is kept."""

    __tablename__ = "setup_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    created_at: Mapped[datetime] = created_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
