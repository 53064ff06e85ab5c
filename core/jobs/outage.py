"""Says in the log when storage stops taking what is written and when it does again, not at each try."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import OperationalError

from core.errors import StorageError

log = structlog.stdlib.get_logger(__name__)


class Outage:
    """Something that is tried over and over, by any thread, and may fail for as long as a disk is full.

    Trying goes on: a caller does without the result until the next time.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._lasts = False

    @contextmanager
    def bridged(self) -> Iterator[None]:
        """Take an error of storage in the block as the beginning of an outage, and no error as its end."""
        try:
            yield
        except (sqlite3.DatabaseError, OperationalError, StorageError) as error:
            if self._turns(lasts=True):
                log.warning("storage fails, trying again until it works", what=self._name, reason=str(error))
        else:
            if self._turns(lasts=False):
                log.info("storage works again", what=self._name)

    def _turns(self, *, lasts: bool) -> bool:
        with self._lock:
            before, self._lasts = self._lasts, lasts
        return before != lasts
