"""The tables of the installation itself: its id, and its trash."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.store.db import Base, UtcDateTime
from core.store.models.columns import created_column, id_column


class Installation(Base):
    """The one row that says which data folder this database belongs to; its markers carry the same id."""

    __tablename__ = "installation"

    id: Mapped[str] = id_column()
    created_at: Mapped[datetime] = created_column()


class TrashBatch(Base):
    """What one sweep put into the trash; `days_seen` counts the days on which a sweep has met it there."""

    __tablename__ = "trash_batches"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    keep_days: Mapped[int]
    days_seen: Mapped[int] = mapped_column(default=0)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
