"""A copy of the database each night, so that a damaged or lost one can be put back."""

from pathlib import Path

from core.store.db import Database, backup, utc_now
from core.store.layout import Layout

PREFIX = "beatstitch-"


def copy_database(database: Database, keep: int) -> Path | None:
    """Copy the database unless today has its copy, keep the newest `keep`; return the new copy, if any."""
    folder = database.layout.database_copies
    today = folder / f"{PREFIX}{utc_now():%Y-%m-%d}.db"
    if keep < 1 or today.exists():
        return None
    backup(database.engine, today)
    others = [file for file in copies(database.layout) if file != today]
    for old in others[: max(0, len(others) + 1 - keep)]:
        old.unlink(missing_ok=True)
    return today


def copies(layout: Layout) -> list[Path]:
    """Return the nightly copies, the oldest first."""
    return sorted(layout.database_copies.glob(f"{PREFIX}*.db"))
