"""How much of the disk an account uses, and how much it may use."""

import re
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from core.accounts.opened import OpenAccount
from core.errors import QuotaFullError
from core.files import files_below, free_bytes
from core.store.layout import Layout
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob, User

_MB = 1e6
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmgt]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


def bytes_of(size: str) -> int:
    """Return how many bytes "500 MB" or "1.5g" are; raises ValueError for what is no size."""
    found = _SIZE.fullmatch(size.strip())
    if found is None:
        raise ValueError(size)
    return round(float(found[1]) * _UNITS[found[2].lower()])


def held_bytes(session: Session, user_id: str) -> int:
    """Return the bytes of an account's uploads and videos; deleted ones count until they are swept."""
    tables = (MediaAsset, AudioTrack, RenderJob)
    sizes = union_all(
        *(
            select(table.file_size.label("size")).join(Project).where(Project.owner_id == user_id)
            for table in tables
        )
    ).subquery()
    return session.scalar(select(func.coalesce(func.sum(sizes.c.size), 0))) or 0


@dataclass(frozen=True)
class Storage:
    """The bytes that an account uses and those that it could use; without a quota these are the disk's."""

    used_bytes: int
    room_bytes: int
    has_quota: bool


def storage_of(opened: OpenAccount) -> Storage:
    """Return how much an account stores, and how much more there is room for."""
    used = held_bytes(opened.session, opened.user_id)
    quota = opened.session.get_one(User, opened.user_id).quota_bytes
    room = used + free_bytes(opened.layout.root) if quota is None else quota
    return Storage(used, room, quota is not None)


def arriving_files(session: Session, layout: Layout, user_id: str) -> dict[Path, int]:
    """Return the files, with their bytes, of an account's uploads that have not arrived completely."""
    projects = session.scalars(select(Project.id).where(Project.owner_id == user_id))
    folders = [layout.project(project_id).incoming for project_id in projects]
    return {file: facts.st_size for folder in folders for file, facts in files_below(folder)}


def room_left(session: Session, layout: Layout, user_id: str) -> int:
    """Return how many bytes an account may still bring: its quota's, but no more than the disk has."""
    free = free_bytes(layout.root)
    quota = session.get_one(User, user_id).quota_bytes
    return free if quota is None else min(free, max(0, quota - held_bytes(session, user_id)))


def require_room(session: Session, user_id: str, more_bytes: int, *, arriving: int = 0) -> None:
    """Raise QuotaFullError when `more_bytes` beside those that are `arriving` are too much."""
    quota = session.scalar(select(User.quota_bytes).where(User.id == user_id))
    if quota is None:
        return
    used = held_bytes(session, user_id) + arriving
    if used + more_bytes > quota:
        raise QuotaFullError(needed_mb=more_bytes / _MB, used_mb=used / _MB, quota_mb=quota / _MB)
