"""Which workers are alive: each holds a lock on a file of its own, which the kernel releases when it dies."""

import fcntl
import os
import platform
import re
import secrets
from pathlib import Path
from typing import Self

from core.files import part_path
from core.store.db import Database

_HOST = re.sub(r"[^A-Za-z0-9-]", "-", platform.node())[:30]


class Presence:
    """A worker's sign of life, held until `close` or the end of the process."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.owner = f"{_HOST}.{os.getpid()}.{secrets.token_hex(4)}"
        self._path = folder / self.owner
        unseen = part_path(folder.parent / self.owner)
        self._file = unseen.open("w")
        fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        unseen.rename(self._path)  # others only ever find it locked, and don't take it for a dead one's

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._path.unlink(missing_ok=True)
        self._file.close()


def is_dead(folder: Path, owner: str) -> bool:
    """Tell whether `owner` is known to be dead; of workers on other hosts nothing is known but the lease."""
    if not owner.startswith(f"{_HOST}."):
        return False
    path = folder / owner
    try:
        file = path.open("r+")
    except FileNotFoundError:
        return True
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        path.unlink(missing_ok=True)
        return True


def living_workers(database: Database) -> int:
    """Return how many workers are not known to be dead."""
    folder = database.layout.workers
    return sum(not is_dead(folder, presence.name) for presence in folder.glob("*"))
