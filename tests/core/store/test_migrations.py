"""Migrations bring any database to the newest schema: beside other processes, and through a kill."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

import core.store.models  # noqa: F401
from core.errors import DataNewerError
from core.store.db import Base, Database
from core.store.migrations import BrokenReferencesError, newest, upgrade

UPGRADE = """
import sys
from pathlib import Path
from core.store.db import Database
from core.store.migrations import running, upgrade
print("ready", flush=True)
sys.stdin.readline()
upgrade(Database(Path(sys.argv[1])).engine)
"""


def start_upgrade(root: Path) -> "subprocess.Popen[bytes]":
    """Start a process that upgrades as soon as it is sent a line."""
    process = subprocess.Popen(
        [sys.executable, "-c", UPGRADE, str(root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"ready\n"
    return process


def go(process: "subprocess.Popen[bytes]") -> None:
    assert process.stdin
    process.stdin.write(b"go\n")
    process.stdin.flush()


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Base.metadata)


def test_migrated_database_has_exactly_the_tables_of_the_models(tmp_path: Path) -> None:
    database = Database(tmp_path)
    upgrade(database.engine)
    assert differences(database) == []


def test_upgrading_twice_changes_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path)
    upgrade(database.engine)
    upgrade(database.engine)
    assert differences(database) == []


def test_a_database_of_a_newer_beatstitch_is_refused_in_words_and_left_alone(tmp_path: Path) -> None:
    database = Database(tmp_path)
    upgrade(database.engine)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DataNewerError, match="newer BeatStitch"):
        upgrade(database.engine)
    assert differences(database) == []


def test_the_newest_revision_is_the_one_that_a_migrated_database_has(tmp_path: Path) -> None:
    database = Database(tmp_path)
    upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == newest()


def test_foreign_keys_are_enforced_again_afterwards(tmp_path: Path) -> None:
    database = Database(tmp_path)
    upgrade(database.engine)
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_four_processes_may_upgrade_at_once(tmp_path: Path) -> None:
    processes = [start_upgrade(tmp_path) for _ in range(4)]
    for process in processes:
        go(process)
    assert [process.wait(60) for process in processes] == [0, 0, 0, 0]
    assert differences(Database(tmp_path)) == []


def test_a_killed_upgrade_leaves_all_or_nothing(tmp_path: Path) -> None:
    for round_ in range(3):
        root = tmp_path / str(round_)
        process = start_upgrade(root)
        go(process)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.015 + 0.025 * round_)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        database = Database(root)
        tables = set(inspect(database.engine).get_table_names())
        assert tables in (set(), {*Base.metadata.tables, "alembic_version"})
        upgrade(database.engine)
        assert differences(database) == []


def test_rows_pointing_nowhere_undo_the_upgrade(tmp_path: Path) -> None:
    database = Database(tmp_path)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        connection.exec_driver_sql("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (parent_id INTEGER REFERENCES parent(id))")
    raw = database.engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    raw.cursor().execute("INSERT INTO child VALUES (7)")
    raw.close()
    with pytest.raises(BrokenReferencesError):
        upgrade(database.engine)
    with database.engine.connect() as connection:
        names = (
            connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        )
    assert set(names) == {"parent", "child"}
