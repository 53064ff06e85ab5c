"""Runs the missing migrations; apart from the rest, because Alembic takes half a second to load."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from core.store.migrations import FOLDER, BrokenReferencesError


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration; with a connection, the migrations run in its transaction."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    """Switch enforcement outside any transaction, the only place where SQLite heeds it."""
    cursor = connection.connection.cursor()
    cursor.execute(f"PRAGMA foreign_keys={state}")
    cursor.close()


def migrate(engine: Engine, revision: str) -> None:
    """Run the missing migrations in one immediate transaction: all of them happen, or none.

    Foreign keys are off meanwhile, because a batch migration drops and recreates its table and would
    take the rows of its children along; they are checked before the commit instead.
    """
    with engine.connect() as connection:
        _switch_foreign_keys(connection, "OFF")
        try:
            with connection.begin():
                command.upgrade(config(connection), revision)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise BrokenReferencesError(broken)
        finally:
            _switch_foreign_keys(connection, "ON")
