"""Counts what is asked of the database, so that a list is known to cost the same however long it is."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from core.store.db import Database


def statements(database: Database, work: Callable[[], object]) -> list[str]:
    """Return the statements that `work` executes."""
    asked: list[str] = []

    def note(*call: Any) -> None:
        asked.append(call[2])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return asked
