"""The columns that many tables have, and the ids of rows."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.store.db import UtcDateTime, utc_now

STATUS_CHARS = 200


def new_id() -> str:
    return str(uuid4())


def id_column() -> Mapped[str]:
    return mapped_column(String(36), primary_key=True, default=new_id)


def created_column() -> Mapped[datetime]:
    return mapped_column(UtcDateTime, default=utc_now)
