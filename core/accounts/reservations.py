"""Room that is promised to uploads while they arrive: many at once can't share the same rest of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from core.accounts.quota import arriving_files, require_room
from core.files import require_space
from core.store.db import Database

_lock = threading.Lock()
_promised: list["Reservation"] = []


@dataclass(frozen=True, eq=False)
class Reservation:
    """The promise that `part` may grow to `size_bytes`, whatever has arrived of it."""

    user_id: str
    part: Path
    size_bytes: int

    @property
    def missing_bytes(self) -> int:
        try:
            held = self.part.stat().st_size
        except FileNotFoundError:
            held = 0
        return max(0, self.size_bytes - held)


@contextmanager
def reserved(database: Database, user_id: str, part: Path, size_bytes: int) -> Iterator[None]:
    """Promise an upload its room until the block ends; uploads are received by one process.

    Raises QuotaFullError or NotEnoughSpaceError when what is stored, has been promised to others, and
    lies about of uploads that broke off leaves no room for it.
    """
    wanted = Reservation(user_id, part, size_bytes)
    with _lock:
        _require(database, wanted)
        _promised.append(wanted)
    try:
        yield
    finally:
        with _lock:
            _promised.remove(wanted)


def require_promised_space(folder: Path) -> None:
    """Raise NotEnoughSpaceError when the disk can't hold any more what was promised."""
    with _lock:
        missing = _missing_bytes(_promised)
    require_space(folder, missing)


def _require(database: Database, wanted: Reservation) -> None:
    others = [one for one in _promised if one.part != wanted.part]
    require_space(wanted.part.parent, _missing_bytes([*others, wanted]))
    sizes = {one.part: one.size_bytes for one in others if one.user_id == wanted.user_id}
    with database.reading() as session:
        on_disk = arriving_files(session, database.layout, wanted.user_id)
        arriving = sum((on_disk | sizes | {wanted.part: 0}).values())
        require_room(session, wanted.user_id, wanted.size_bytes, arriving=arriving)


def _missing_bytes(reservations: list[Reservation]) -> int:
    """Return what is still to come; of one part that several requests write to, once."""
    return sum({one.part: one.missing_bytes for one in reservations}.values())
