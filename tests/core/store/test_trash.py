"""The trash empties itself only after days that the same database has counted, not by the clock."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from core.files import write_atomic
from core.installation.housekeeping import empty_trash
from core.store.db import Database, utc_now
from core.store.models import Project, TrashBatch, new_id
from core.store.trash import (
    DELETED_KEPT_DAYS,
    ORPHANS_KEPT_DAYS,
    bring_back,
    count_days,
    empty,
    throw_away,
    trashed,
)

ONE_DAY = timedelta(days=1)


@pytest.fixture
def stray(database: Database, project: Project) -> Path:
    """Return an upload that no row names, in the trash."""
    file = database.layout.project(project.id).media(new_id(), ".jpg")
    write_atomic(file, b"a photo")
    with database.writing() as session:
        throw_away(session, database.layout, [file], ORPHANS_KEPT_DAYS)
    (found,) = (path for path in database.layout.trashes[0].rglob("*.jpg"))
    assert not file.exists()
    return found


def count(database: Database, days: float) -> None:
    """Let a sweep meet the trash `days` from now."""
    with database.writing() as session:
        due = count_days(session, database.layout, utc_now() + days * ONE_DAY)
    empty(due)


def days_left(database: Database) -> list[int]:
    with database.reading() as session:
        return [held.days_left for held in trashed(session, database.layout)]


def test_thirty_days_on_which_it_was_seen_empty_it(database: Database, stray: Path) -> None:
    for day in range(1, ORPHANS_KEPT_DAYS):
        count(database, day + 0.01)
        count(database, day + 0.5)
    assert days_left(database) == [1]
    assert stray.exists()
    count(database, ORPHANS_KEPT_DAYS + 0.01)
    assert not stray.exists()
    count(database, ORPHANS_KEPT_DAYS + 1)
    with database.reading() as session:
        assert session.query(TrashBatch).count() == 0


def test_a_clock_two_years_on_counts_as_one_day(database: Database, stray: Path) -> None:
    count(database, 730)
    count(database, 730)
    assert days_left(database) == [ORPHANS_KEPT_DAYS - 1]
    count(database, 0)
    count(database, 0.5)
    assert days_left(database) == [ORPHANS_KEPT_DAYS - 1]
    count(database, 1)
    assert days_left(database) == [ORPHANS_KEPT_DAYS - 2]
    assert stray.exists()


def test_another_database_begins_to_count_at_nothing(database: Database, stray: Path) -> None:
    for day in range(1, ORPHANS_KEPT_DAYS):
        count(database, day + 0.01)
    with database.writing() as session:
        session.execute(delete(TrashBatch))
    for day in range(1, ORPHANS_KEPT_DAYS):
        count(database, 100 + day)
    assert stray.exists()


def test_what_a_person_deleted_is_kept_for_a_shorter_time(database: Database, project: Project) -> None:
    uploads = database.layout.project(project.id).uploads
    write_atomic(uploads / "media" / "a", b"a")
    with database.writing() as session:
        throw_away(session, database.layout, [uploads], DELETED_KEPT_DAYS)
    assert days_left(database) == [DELETED_KEPT_DAYS]


def test_what_no_row_names_is_not_brought_back(database: Database, stray: Path) -> None:
    with database.writing() as session:
        assert bring_back(session, database.layout) == 0
    assert stray.exists()


def test_a_person_may_empty_it_at_once(database: Database, stray: Path) -> None:
    assert empty_trash(database) == 1
    assert not stray.exists()
    assert days_left(database) == []
