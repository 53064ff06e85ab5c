"""Concurrent writers lose nothing, moments are UTC, and a backup is whole while the database is in use."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, StatementError

from core.errors import DiskFullError, FolderUnusableError
from core.store.db import Database, backup
from core.store.models import Project, User


def pragma(database: Database, name: str) -> object:
    with database.engine.connect() as connection:
        return connection.exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_database_is_opened_as_measured_best(database: Database) -> None:
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 1
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "busy_timeout") == 10_000


def test_updates_that_read_first_lose_nothing(database: Database, project: Project) -> None:
    def add_one(_: int) -> None:
        with database.writing() as session:
            found = session.get_one(Project, project.id)
            found.song_start_ms = found.song_start_ms + 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_one, range(200)))
    with database.reading() as session:
        assert session.get_one(Project, project.id).song_start_ms == 200


def test_an_error_undoes_the_whole_transaction(database: Database, user: User) -> None:
    def add_then_fail() -> None:
        with database.writing() as session:
            session.add(Project(owner_id=user.id, name="lost"))
            session.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_then_fail()
    with database.reading() as session:
        assert session.query(Project).count() == 0


def test_readers_are_not_held_up_by_a_writer(database: Database, user: User) -> None:
    with database.writing() as writer:
        writer.add(Project(owner_id=user.id, name="unfinished"))
        writer.flush()
        with database.reading() as reader:
            assert reader.query(Project).count() == 0


def test_the_write_lock_is_held_from_the_start_of_the_block(database: Database) -> None:
    other = sqlite3.connect(database.layout.database, timeout=0)
    with database.writing(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_full_disk_is_said_to_be_full(database: Database) -> None:
    def fill() -> None:
        with database.writing() as session:
            session.connection().exec_driver_sql("PRAGMA max_page_count=1")
            session.add_all(User(username=f"user {n}", password_hash="x" * 100) for n in range(1000))

    with pytest.raises(DiskFullError):
        fill()
    database.engine.dispose()
    with database.reading() as session:
        assert session.query(User).count() == 0


def test_a_folder_that_is_read_only_is_named(database: Database) -> None:
    def write() -> None:
        with database.writing() as session:
            session.connection().exec_driver_sql("PRAGMA query_only=ON")
            session.add(User(username="ada", password_hash="not a hash"))  # noqa: S106

    with pytest.raises(FolderUnusableError, match="read-only"):
        write()
    database.engine.dispose()


def test_a_place_where_no_folder_can_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderUnusableError, match="file/data"):
        Database(tmp_path / "file" / "data")


def test_a_child_row_without_its_parent_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as session:
        session.add(Project(owner_id="nobody", name="orphan"))


def test_a_naive_moment_is_refused(database: Database, user: User) -> None:
    with pytest.raises(StatementError, match="naive"), database.writing() as session:
        session.get_one(User, user.id).created_at = datetime(2026, 1, 1)  # noqa: DTZ001


def test_a_moment_comes_back_in_utc(database: Database, user: User) -> None:
    in_tokyo = datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9)))
    with database.writing() as session:
        session.get_one(User, user.id).created_at = in_tokyo
    with database.reading() as session:
        stored = session.get_one(User, user.id).created_at
    assert stored == in_tokyo
    assert stored.tzinfo is UTC


def test_a_backup_is_whole_while_someone_writes(database: Database, project: Project, tmp_path: Path) -> None:
    target = tmp_path / "backups" / "copy.db"
    with database.writing() as session:
        session.get_one(Project, project.id).name = "not yet"
        session.flush()
        backup(database.engine, target)
    copy = sqlite3.connect(target)
    assert copy.execute("SELECT name FROM projects").fetchall() == [("Summer",)]
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]


def test_the_database_refuses_a_schema_that_runs_code(database: Database) -> None:
    with database.engine.connect() as connection:
        assert connection.execute(text("PRAGMA trusted_schema")).scalar() == 0
