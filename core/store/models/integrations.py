"""The tables of links for people without an account, of imports, and of videos that are sent."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text
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


class MediaImport(Base):
    """Photos and clips that come from elsewhere: `source` is the JSON of where from, `secret` its key.

    `is_listed` says that its items are known. The key is forgotten as soon as nothing is left to fetch.
    """

    __tablename__ = "media_imports"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(String(500))
    is_listed: Mapped[bool] = mapped_column(default=False)
    first_position: Mapped[int] = mapped_column(default=0)
    status: Mapped[str] = mapped_column(String(20), default="queued")
    error_message: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = created_column()


class ImportItem(Base):
    """One photo or clip of an import: "waiting", "taken", "known" (it was there already) or "refused"."""

    __tablename__ = "import_items"

    import_id: Mapped[str] = mapped_column(
        ForeignKey("media_imports.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    facts: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    reason: Mapped[str | None] = mapped_column(String(500))


class SentVideo(Base):
    """A finished video that goes to Immich or is there; `secret` is the key until it is.

    `render_id` is no foreign key: a render that is deleted and brought back keeps what was sent of it.
    """

    __tablename__ = "sent_videos"

    id: Mapped[str] = id_column()
    project_id: Mapped[str] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"), index=True)
    render_id: Mapped[str] = mapped_column(String(36), index=True)
    url: Mapped[str] = mapped_column(String(500))
    secret: Mapped[str | None] = mapped_column(String(500))
    album_id: Mapped[str | None] = mapped_column(String(64))
    album_name: Mapped[str | None] = mapped_column(String(200))
    asset_id: Mapped[str | None] = mapped_column(String(64))
    was_there: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(20), default="queued")
    error_message: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = created_column()
