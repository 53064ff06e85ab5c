"""The SQLite database: how it is opened, and the two ways in which it is used, reading and writing."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, DateTime, Dialect, Engine, TypeDecorator, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Session

from core.errors import FolderUnusableError
from core.files import part_path, publish
from core.settings import settings
from core.store.layout import Layout
from core.store.sqlite_errors import sqlite_errors_named

BUSY_TIMEOUT_S = 10.0
_PRAGMAS = ("synchronous=NORMAL", "foreign_keys=ON", "temp_store=MEMORY", "trusted_schema=OFF")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: time-zone aware in Python, UTC in the database; naive datetimes are refused."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value}")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value and value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """The root of all tables."""


def utc_now() -> datetime:
    return datetime.now(UTC)


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL; on a new database that may meet another process doing the same, hence the loop."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            return


def _lower(text: str | None) -> str | None:
    return text and text.lower()


def _on_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late, see _on_begin
    connection.create_function("lower", 1, _lower, deterministic=True)  # SQLite's own knows ASCII only
    _use_wal(connection)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _on_begin(connection: Connection) -> None:
    """Take the write lock at the start of a writing transaction.

    A transaction that reads first and upgrades later fails or loses updates when two run at once.
    """
    writes = connection.get_execution_options().get("write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def open_engine(path: Path) -> Engine:
    """Return an engine on the SQLite file `path`, creating its folder; FolderUnusableError if it can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderUnusableError(folder=str(path.parent), reason=error.strerror or str(error)) from error
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


class Database:
    """One data root's database; its sessions are synchronous: call them off the event loop.

    What SQLite reports of a full disk, a read-only folder or a damaged file becomes DiskFullError,
    FolderUnusableError or DatabaseDamagedError.
    """

    def __init__(self, root: Path) -> None:
        self.layout = Layout(root)
        self.engine = open_engine(self.layout.database)
        self._reading = self.engine.execution_options(write=False)
        self._looking = threading.Lock()
        self._onlooker: sqlite3.Connection | None = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session on one consistent view of the data; it takes no write lock."""
        with self._named(), Session(self._reading, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session that holds the write lock throughout, committed at the end, undone on an error."""
        made = Session(self.engine, expire_on_commit=False, info={"database": self})
        with self._named(), made as session, session.begin():
            session.connection()  # begins the transaction now, not with the first statement
            yield session

    def version(self) -> int:
        """Return a number that changes when any connection, of this process or another, has committed.

        It is SQLite's `PRAGMA data_version` on a connection that never writes, and takes microseconds.
        """
        with self._looking, self._named():
            if self._onlooker is None:
                self._onlooker = sqlite3.connect(
                    self.layout.database, timeout=BUSY_TIMEOUT_S, check_same_thread=False
                )
            return int(self._onlooker.execute("PRAGMA data_version").fetchone()[0])

    def _named(self) -> AbstractContextManager[None]:
        return sqlite_errors_named(self.layout.database)

    def close(self) -> None:
        self.engine.dispose()
        with self._looking:
            if self._onlooker is not None:
                self._onlooker.close()
                self._onlooker = None


@lru_cache(maxsize=4)
def _database(root: Path) -> Database:
    return Database(root)


def database() -> Database:
    """Return this process's database, opened once for each data root."""
    return _database(settings().root)


def backup(source: Engine, target: Path) -> None:
    """Write a consistent copy of the database to `target` while it stays in use."""
    part = part_path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    connection = source.raw_connection()  # VACUUM refuses to run in a transaction, even an empty one
    try:
        with sqlite_errors_named(target):
            connection.cursor().execute("VACUUM INTO ?", (str(part),))
        publish(part, target)
    finally:
        connection.close()
        part.unlink(missing_ok=True)
