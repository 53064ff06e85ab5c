"""The tables of what is open to people without an account: shared videos, and links by which guests add."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.store.db import Base, UtcDateTime
from core.store.models.columns import created_column, id_column


class ShareLink(Base):
    """The right of everybody who knows `token` to see one video, until it expires or is revoked.

    `render_id` is no foreign key: a render that is deleted and brought back keeps its links.
    """

    __tablename__ = "share_links"

    id: Mapped[str] = id_column()
    token: Mapped[str] = mapped_column(String(64), unique=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    render_id: Mapped[str] = mapped_column(String(36), index=True)
    password_hash: Mapped[str | None] = mapped_column(String(128))
    views: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = created_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DropLink(Base):
    """The right of everybody who knows `token` to add pictures to one project, within its limits."""

    __tablename__ = "drop_links"

    id: Mapped[str] = id_column()
    token: Mapped[str] = mapped_column(String(64), unique=True)
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    greeting: Mapped[str] = mapped_column(String(100))
    most_files: Mapped[int]
    most_bytes: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = created_column()
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class GuestUpload(Base):
    """A picture that a guest has added; it stays when its link is revoked or the picture deleted."""

    __tablename__ = "guest_uploads"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    drop_id: Mapped[str] = mapped_column(String(36), index=True)
    asset_id: Mapped[str] = mapped_column(String(36))
    guest: Mapped[str] = mapped_column(String(60))
    filename: Mapped[str] = mapped_column(String(255))
    file_size: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = created_column()
