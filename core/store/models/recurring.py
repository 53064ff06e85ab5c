"""The tables of films that make themselves: the rules, and what became of each time."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.store.db import Base, UtcDateTime, utc_now
from core.store.models.columns import created_column, id_column


class RecurringFilm(Base):
    """A rule: `rhythm`, `source` and `look` are JSON of when, of which pictures, and how.

    What was due before `since` is not made. `secret` is the key of the source.
    """

    __tablename__ = "recurring_films"

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    rhythm: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    secret: Mapped[str | None] = mapped_column(String(500))
    look: Mapped[str] = mapped_column(Text)
    song_path: Mapped[str] = mapped_column(String(1000))
    paused: Mapped[bool] = mapped_column(default=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime, default=utc_now)
    created_at: Mapped[datetime] = created_column()


class RecurringRun(Base):
    """One time of a rule, never twice: "begun", "gathering", "rendering", then "made" or "failed".

    It is "waiting" when its pictures could not be brought in, until that is tried again.
    `tries` counts how often its next step was begun in vain; none is begun before `not_before`. Neither its
    project nor its render is a foreign key: both can be deleted, and what was made is not made again.
    """

    __tablename__ = "recurring_runs"
    __table_args__ = (UniqueConstraint("film_id", "period"),)

    id: Mapped[str] = id_column()
    film_id: Mapped[str] = mapped_column(ForeignKey("recurring_films.id", ondelete="CASCADE"), index=True)
    period: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(60))
    number: Mapped[int]
    begin: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(10), default="begun")
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(String(500))
    project_id: Mapped[str | None] = mapped_column(String(36), index=True)
    render_id: Mapped[str | None] = mapped_column(String(36))
    created_at: Mapped[datetime] = created_column()
