"""The installation that this process serves: the one handle that programs pass on to use-cases."""

from functools import cache
from typing import TypeAlias

from core.store.db import Database, database
from core.store.privacy import keep_private

Installation: TypeAlias = Database


def installation() -> Installation:
    """Return the handle on the data folder of this process's settings; only use-cases open its sessions.

    From then on what this process writes can't be read by other accounts of the machine.
    """
    _keep_process_private()
    return database()


@cache
def _keep_process_private() -> None:
    keep_private()
