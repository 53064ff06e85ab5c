"""A database that is missing, empty, older or another's never costs a file, whatever the clock says."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import core.installation.housekeeping
from core.errors import (
    DatabaseDamagedError,
    DatabaseMissingError,
    DataUnrelatedError,
    FilesStrangeError,
    HomeMissingError,
    InstallationsDifferError,
    MarkerMissingError,
)
from core.installation.housekeeping import sweep
from core.installation.identity import is_ours, open_installation
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.layout import MARKER, Layout
from core.store.migrations.running import migrate
from core.store.models import Project
from tests.core.furnish import furnish, plan

TWO_YEARS_S = 2 * 365 * 24 * 3600.0


@pytest.fixture
def two_years_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let housekeeping see every file as two years older than it is."""
    age_s = core.installation.housekeeping._age_s
    monkeypatch.setattr(core.installation.housekeeping, "_age_s", lambda file: age_s(file) + TWO_YEARS_S)


@pytest.fixture
def data(database: Database, project: Project) -> Layout:
    """Return a data folder with a project, whose database is closed."""
    furnish(database, project)
    plan(database, project)
    database.close()
    return database.layout


def contents(layout: Layout) -> list[bytes]:
    """Return what all files of people hold, wherever below the data folder they lie."""
    homes = (*layout.project_homes, *layout.trashes[:1])
    files = [file for home in homes for file in home.rglob("*") if file.is_file() and file.name != MARKER]
    return sorted(file.read_bytes() for file in files)


def names(layout: Layout) -> list[str]:
    return sorted(str(file) for home in layout.project_homes for file in home.rglob("*") if file.is_file())


def remove_database(layout: Layout) -> None:
    for file in layout.root.glob("beatstitch.db*"):
        file.unlink()


def forget_installation(layout: Layout) -> None:
    """Make the folder one of a version that knew neither ids nor markers."""
    before = _columns_of_version(layout.root / "before.db", "0002")
    with closing(sqlite3.connect(layout.database)) as connection, connection:
        for table, columns in _columns(connection).items():
            if table not in before:
                connection.execute(f"DROP TABLE {table}")
                continue
            for column in columns - before[table]:
                connection.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
    for folder in (layout.root, *layout.project_homes):
        (folder / MARKER).unlink(missing_ok=True)


def _columns_of_version(file: Path, version: str) -> dict[str, set[str]]:
    """Return the tables that the migrations up to `version` make, and their columns."""
    engine = create_engine(f"sqlite:///{file}")
    migrate(engine, version)
    engine.dispose()
    with closing(sqlite3.connect(file)) as connection:
        columns = _columns(connection)
    file.unlink()
    return columns


def _columns(connection: sqlite3.Connection) -> dict[str, set[str]]:
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {table: {row[1] for row in connection.execute(f"PRAGMA table_info({table})")} for table in tables}


def opened(layout: Layout, *, adopt: bool = False) -> Iterator[Database]:
    database = Database(layout.root)
    open_installation(database, adopt=adopt)
    yield database
    database.close()


def refused(layout: Layout) -> DataUnrelatedError:
    """Return the error with which opening is refused, after making sure that nothing was changed by it."""
    before = names(layout), contents(layout)
    database = Database(layout.root)
    with pytest.raises(DataUnrelatedError) as caught:
        open_installation(database)
    database.close()
    assert (names(layout), contents(layout)) == before
    return caught.value


def swept(layout: Layout, *, adopt: bool = False) -> None:
    """Open the folder and keep house in it, as its workers do at their start."""
    for database in opened(layout, adopt=adopt):
        sweep(database)


def test_a_deleted_database_is_refused_in_words(data: Layout) -> None:
    remove_database(data)
    error = refused(data)
    assert isinstance(error, DatabaseMissingError)
    assert str(data.database) in error.user_message
    assert "--adopt" in error.user_message


@pytest.mark.usefixtures("two_years_on")
def test_an_empty_database_that_was_adopted_costs_no_file(data: Layout) -> None:
    everything = contents(data)
    saved = data.database.read_bytes()
    remove_database(data)
    data.database.touch()
    assert isinstance(refused(data), DatabaseMissingError)
    swept(data, adopt=True)
    assert contents(data) == everything
    assert not any(data.projects_in(data.project_homes[0]))
    remove_database(data)
    data.database.write_bytes(saved)
    swept(data)
    assert contents(data) == everything


@pytest.mark.usefixtures("two_years_on")
def test_files_that_an_older_database_does_not_know_come_back_with_the_right_one(
    database: Database, project: Project
) -> None:
    layout = database.layout
    older = shutil.copy(layout.database, layout.root / "older")
    furnish(database, project)
    with database.writing() as session:
        newer = create_project(session, project.owner_id, ProjectCreate(name="Newer"))
    furnish(database, newer)
    plan(database, newer)
    sweep(database)
    database.close()
    before, everything = names(layout), contents(layout)
    right = shutil.copy(layout.database, layout.root / "right")
    remove_database(layout)
    shutil.copy(older, layout.database)
    swept(layout)
    assert contents(layout) == everything
    remove_database(layout)
    shutil.copy(right, layout.database)
    swept(layout)
    assert (names(layout), contents(layout)) == (before, everything)


def test_a_swapped_database_is_refused_in_words(data: Layout, tmp_path: Path) -> None:
    other = Layout(tmp_path / "other")
    for _ in opened(other):
        pass
    remove_database(data)
    shutil.copy(other.database, data.database)
    assert isinstance(refused(data), InstallationsDifferError)


def test_a_swapped_database_of_a_version_without_ids_is_refused_as_well(data: Layout, tmp_path: Path) -> None:
    other = Layout(tmp_path / "other")
    for _ in opened(other):
        pass
    forget_installation(other)
    remove_database(data)
    shutil.copy(other.database, data.database)
    assert isinstance(refused(data), FilesStrangeError)


def test_files_without_a_marker_are_refused_until_a_person_adopts_them(data: Layout) -> None:
    (data.root / MARKER).unlink()
    assert isinstance(refused(data), MarkerMissingError)
    for database in opened(data, adopt=True):
        assert is_ours(database)
    for database in opened(data):
        assert is_ours(database)


@pytest.mark.parametrize("place", [0, 1], ids=["uploads", "corrected beats"])
def test_a_disk_that_is_not_mounted_is_refused(data: Layout, place: int) -> None:
    with closing(sqlite3.connect(data.database)) as connection, connection:
        connection.execute("UPDATE media_assets SET draw_path = NULL, thumbnail_path = NULL")
    home = data.project_homes[place]
    home.rename(data.root / "elsewhere")
    assert isinstance(refused(data), HomeMissingError)
    home.mkdir()
    error = refused(data)
    assert isinstance(error, HomeMissingError)
    assert str(home) in error.user_message


@pytest.mark.usefixtures("two_years_on")
def test_housekeeping_leaves_files_alone_while_a_disk_is_gone(database: Database, project: Project) -> None:
    furnish(database, project)
    before = names(database.layout)
    (database.layout.project_homes[2] / MARKER).unlink()
    sweep(database)
    assert set(before) - set(names(database.layout)) == {str(database.layout.project_homes[2] / MARKER)}


def test_a_folder_of_the_version_before_opens_by_itself_and_once(data: Layout) -> None:
    forget_installation(data)
    everything = contents(data)
    for database in opened(data):
        assert is_ours(database)
    assert contents(data) == everything
    (data.root / MARKER).unlink()
    assert isinstance(refused(data), MarkerMissingError)


def test_a_folder_of_the_version_before_with_a_database_that_lost_its_projects_is_refused(
    data: Layout,
) -> None:
    forget_installation(data)
    with closing(sqlite3.connect(data.database)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM projects")
    assert isinstance(refused(data), FilesStrangeError)


def test_a_start_that_broke_off_before_its_end_is_begun_again(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "new")
    for _ in opened(layout):
        pass
    with closing(sqlite3.connect(layout.database)) as connection, connection:
        connection.execute("DELETE FROM installation")
    (layout.project_homes[1] / MARKER).unlink()
    for database in opened(layout):
        assert is_ours(database)


def test_a_damaged_database_is_refused_and_the_way_out_is_said(data: Layout) -> None:
    with data.database.open("r+b") as file:
        for page in range(2, data.database.stat().st_size // 4096, 3):
            file.seek(page * 4096)
            file.write(os.urandom(4096))
    with pytest.raises(DatabaseDamagedError, match="backups"):
        open_installation(Database(data.root))
