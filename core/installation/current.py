"""The installation that this process serves: the one handle that programs pass on to use-cases."""

from typing import TypeAlias

from core.store.db import Database, database

Installation: TypeAlias = Database


def installation() -> Installation:
    """Return the handle on the data folder of this process's settings; only use-cases open its sessions."""
    return database()
