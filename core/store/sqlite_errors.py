"""Tells in a sentence why SQLite could not write or read: a full disk, a read-only folder, a damaged file."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from core.errors import BeatStitchError, DatabaseDamagedError, DiskFullError, FolderUnusableError

PRIMARY = 0xFF  # the low byte of an extended result code
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
UNUSABLE = {
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "the database in it can't be opened",
    sqlite3.SQLITE_PERM: "the database in it can't be opened",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
}
LEAST_FREE_BYTES = 1 << 20  # with less, SQLite may report an input/output error instead of a full disk


@contextmanager
def sqlite_errors_named(database: Path) -> Iterator[None]:
    """Turn SQLite's errors about disk, folder and file into errors with a sentence; others pass."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        named = named_error(error, database)
        if named is None:
            raise
        raise named from error


def named_error(error: DBAPIError | sqlite3.Error, database: Path) -> BeatStitchError | None:
    """Return the error with a sentence for what SQLite reported of the file `database`, None for the rest."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None:
        return None
    code &= PRIMARY
    if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(database.parent)):
        return DiskFullError()
    if code in DAMAGED:
        return DatabaseDamagedError(file=str(database))
    if code in UNUSABLE:
        return FolderUnusableError(folder=str(database.parent), reason=UNUSABLE[code])
    return None


def _is_full(folder: Path) -> bool:
    return folder.exists() and shutil.disk_usage(folder).free < LEAST_FREE_BYTES
