"""Whether this installation can work now: its database, its workers, its disk."""

from collections.abc import Callable
from typing import Literal

import structlog
from sqlalchemy.exc import SQLAlchemyError

from core.errors import BeatStitchError, FolderUnusableError
from core.files import free_bytes
from core.installation.identity import is_ours
from core.jobs.liveness import living_workers
from core.store.db import Database

LEAST_FREE_BYTES = 256 << 20  # besides the reserve; less, and uploads and renders are refused
Verdict = Literal["ok", "failed"]

log = structlog.stdlib.get_logger(__name__)


def readiness(database: Database) -> dict[str, Verdict]:
    """Return for each thing that is needed whether it is there; why not stands in the log."""
    checks: dict[str, Callable[[Database], None]] = {
        "database": _database,
        "workers": _workers,
        "disk": _disk,
    }
    return {name: _verdict(name, check, database) for name, check in checks.items()}


class NotReadyError(Exception):
    """Something that is needed is not there; the text says what."""


def _verdict(name: str, check: Callable[[Database], None], database: Database) -> Verdict:
    try:
        check(database)
    except (BeatStitchError, NotReadyError, OSError, SQLAlchemyError) as error:
        log.warning("not ready", check=name, reason=str(error))
        return "failed"
    return "ok"


def _database(database: Database) -> None:
    """Look for the file first: where a disk was unmounted, SQLite would begin another database."""
    if not database.layout.database.is_file():
        raise FolderUnusableError(folder=str(database.layout.root), reason="the database is not there")
    if not is_ours(database):
        raise NotReadyError("the data folder does not carry the id of the database")


def _workers(database: Database) -> None:
    if not living_workers(database):
        raise NotReadyError("no worker is alive")


def _disk(database: Database) -> None:
    free = free_bytes(database.layout.root)
    if free < LEAST_FREE_BYTES:
        raise NotReadyError(f"{free / 1e6:.0f} MB free besides the reserve")
