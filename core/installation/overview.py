"""What the admin sees of an installation: people, storage by kind, caches, workers, versions."""

import platform
import sqlite3
from importlib.metadata import version

from pydantic import AwareDatetime, BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.accounts import audit
from core.files import used_bytes
from core.installation.figures import figures
from core.sandbox.ffmpeg import find_ffmpeg
from core.settings import settings
from core.store.db import Database
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob, SignIn, User

LIBRARIES = ("nicegui", "av", "librosa", "numba", "opencv-python-headless", "sqlalchemy", "huey", "pillow")


class Account(BaseModel):
    """A person, and the bytes of what they keep by kind."""

    username: str
    is_admin: bool
    projects: int
    photos_bytes: int
    clips_bytes: int
    songs_bytes: int
    videos_bytes: int
    quota_bytes: int | None
    last_seen_at: AwareDatetime | None


class Cache(BaseModel):
    name: str
    used_bytes: int
    limit_bytes: int | None


class Act(BaseModel):
    at: AwareDatetime
    act: str
    username: str
    address: str
    label: str | None


class Overview(BaseModel):
    """Everything at one moment; `jobs` counts by kind and status ("ingest queued")."""

    accounts: list[Account]
    caches: list[Cache]
    jobs: dict[str, int]
    longest_wait_s: float
    workers: int
    free_bytes: int
    database_bytes: int
    versions: dict[str, str]
    acts: list[Act]


def overview(database: Database) -> Overview:
    """Return what there is now; walking the caches may take a second."""
    now = figures(database)
    with database.reading() as session:
        accounts = [_account(session, user) for user in session.scalars(select(User).order_by(User.username))]
        acts = [
            Act(at=row.created_at, act=row.act, username=row.username, address=row.address, label=row.label)
            for row in audit.latest(session, 50)
        ]
    return Overview(
        accounts=accounts,
        caches=_caches(database),
        jobs={f"{kind} {status}": number for (kind, status), number in sorted(now.jobs.items())},
        longest_wait_s=now.longest_wait_s,
        workers=now.workers,
        free_bytes=now.free_bytes,
        database_bytes=now.database_bytes,
        versions=versions(),
        acts=acts,
    )


def versions() -> dict[str, str]:
    """Return what runs here, by name."""
    own = {"beatstitch": version("beatstitch"), "python": platform.python_version()}
    system = {"system": platform.platform(), "sqlite": sqlite3.sqlite_version, "ffmpeg": str(find_ffmpeg())}
    return own | system | {name: version(name) for name in LIBRARIES}


def _account(session: Session, user: User) -> Account:
    def held(
        table: type[MediaAsset] | type[AudioTrack] | type[RenderJob], media_type: str | None = None
    ) -> int:
        size = (
            select(func.coalesce(func.sum(table.file_size), 0))
            .join(Project)
            .where(Project.owner_id == user.id)
        )
        if media_type is not None:
            size = size.where(MediaAsset.media_type == media_type)
        return session.scalar(size) or 0

    mine = select(func.count(Project.id)).where(Project.owner_id == user.id, Project.deleted_at.is_(None))
    return Account(
        username=user.username,
        is_admin=user.is_admin,
        projects=session.scalar(mine) or 0,
        photos_bytes=held(MediaAsset, "image"),
        clips_bytes=held(MediaAsset, "video"),
        songs_bytes=held(AudioTrack),
        videos_bytes=held(RenderJob),
        quota_bytes=user.quota_bytes,
        last_seen_at=session.scalar(select(func.max(SignIn.last_seen_at)).where(SignIn.user_id == user.id)),
    )


def _caches(database: Database) -> list[Cache]:
    layout = database.layout
    return [
        Cache(name="spans", used_bytes=used_bytes(layout.spans), limit_bytes=settings().span_cache_bytes),
        Cache(name="derived", used_bytes=used_bytes(layout.project_homes[1]), limit_bytes=None),
        Cache(name="trash", used_bytes=sum(map(used_bytes, layout.trashes)), limit_bytes=None),
        Cache(name="copies", used_bytes=used_bytes(layout.database_copies), limit_bytes=None),
    ]
