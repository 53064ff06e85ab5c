"""Bring a database to the newest schema, safely beside other processes that try the same."""

from pathlib import Path

from sqlalchemy import Engine, inspect

from core.errors import DataNewerError

FOLDER = Path(__file__).parent
VERSION = "alembic_version"


class BrokenReferencesError(RuntimeError):
    """A migration would have left rows that point to nothing; it was undone."""


def upgrade(engine: Engine) -> None:
    """Run the missing migrations in one immediate transaction: all of them happen, or none.

    Raises DataNewerError when the database knows migrations that this BeatStitch does not.
    """
    version = _version(engine) or ""
    if version == newest():
        return
    if version > newest():
        raise DataNewerError
    from core.store.migrations.running import migrate  # noqa: PLC0415 - seldom needed, and slow to load

    migrate(engine, "head")


def is_newest(engine: Engine) -> bool:
    """Tell whether the database has all migrations."""
    return _version(engine) == newest()


def newest() -> str:
    """Return the newest revision; the file of each begins with its revision."""
    return max(path.stem.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*.py"))


def _version(engine: Engine) -> str | None:
    with engine.execution_options(write=False).connect() as connection:
        if not inspect(connection).has_table(VERSION):
            return None
        return connection.exec_driver_sql(f"SELECT version_num FROM {VERSION}").scalar()  # noqa: S608 - a constant
