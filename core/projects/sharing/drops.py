"""Links for guests: who knows one adds pictures to one project within its limits, and does nothing else."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, Field, StringConstraints
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.errors import DropVoidError, NotFoundError
from core.projects.opened import OpenProject
from core.store.db import Database, utc_now
from core.store.models import DropLink, GuestUpload, Project

DEFAULT_DAYS, MOST_DAYS = 14, 365
DEFAULT_FILES, MOST_FILES = 200, 5000
DEFAULT_MB, MOST_MB = 4000, 1_000_000


class DropCreate(BaseModel):
    """A request for a link by which guests add pictures, and its limits."""

    greeting: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] = Field(
        default="", description="what guests read above the button; the project's name stays unsaid"
    )
    expires_days: int = Field(default=DEFAULT_DAYS, ge=1, le=MOST_DAYS)
    most_files: int = Field(default=DEFAULT_FILES, ge=1, le=MOST_FILES)
    most_mb: int = Field(default=DEFAULT_MB, ge=1, le=MOST_MB)


class DropResponse(BaseModel):
    """A link for guests with its limits, and how much came in by it; see `ShareResponse` for `path`."""

    id: str
    path: str
    url: str | None = None
    greeting: str
    files: int
    most_files: int
    used_mb: float
    most_mb: float
    created_at: AwareDatetime
    expires_at: AwareDatetime


class GuestUploadResponse(BaseModel):
    """A picture that a guest has added; who it was is what they said."""

    id: str
    asset_id: str
    guest: str
    filename: str
    file_size: int
    created_at: AwareDatetime


@dataclass(frozen=True)
class OpenDrop:
    """What a link lets its guests do now: so many more files with so many bytes."""

    id: str
    project_id: str
    owner_id: str
    greeting: str
    files_left: int
    bytes_left: int


def create_drop(opened: OpenProject, request: DropCreate) -> DropResponse:
    """Make a link by which guests add pictures to a project."""
    now = utc_now()
    link = DropLink(
        token=secrets.token_urlsafe(32),
        project_id=opened.project.id,
        greeting=request.greeting,
        most_files=request.most_files,
        most_bytes=request.most_mb * 1_000_000,
        created_at=now,
        expires_at=now + timedelta(days=request.expires_days),
    )
    opened.session.add(link)
    opened.session.flush()
    return _described(opened.session, link)


def list_drops(opened: OpenProject) -> list[DropResponse]:
    """Return a project's links for guests, the newest first; those that have expired too, to be seen."""
    mine = select(DropLink).where(DropLink.project_id == opened.project.id)
    rows = opened.session.scalars(mine.order_by(DropLink.created_at.desc(), DropLink.id))
    return [_described(opened.session, row) for row in rows]


def drop_of(opened: OpenProject, drop_id: str) -> DropResponse:
    """Return one of a project's links for guests; NotFoundError when it has none of that id."""
    return _described(opened.session, _own(opened, drop_id))


def revoke_drop(opened: OpenProject, drop_id: str) -> None:
    """End a link at once; what came in by it stays."""
    opened.session.delete(_own(opened, drop_id))


def list_guest_uploads(opened: OpenProject) -> list[GuestUploadResponse]:
    """Return what guests have added to a project, by whichever link, the newest first."""
    mine = select(GuestUpload).where(GuestUpload.project_id == opened.project.id)
    rows = opened.session.scalars(mine.order_by(GuestUpload.created_at.desc(), GuestUpload.id))
    return [GuestUploadResponse.model_validate(row, from_attributes=True) for row in rows]


def open_drop(database: Database, token: str) -> OpenDrop:
    """Return what `token` allows at this moment; raises DropVoidError."""
    with database.reading() as session:
        return opened_drop(session, token)


def opened_drop(session: Session, token: str) -> OpenDrop:
    """Return what `token` allows, in a session that is open; raises DropVoidError."""
    link = session.scalar(select(DropLink).where(DropLink.token == token))
    project = session.get(Project, link.project_id) if link else None
    if link is None or project is None or link.expires_at <= utc_now() or project.deleted_at is not None:
        raise DropVoidError
    files, used = _came_in(session, link.id)
    return OpenDrop(
        link.id,
        project.id,
        project.owner_id,
        link.greeting,
        max(0, link.most_files - files),
        max(0, link.most_bytes - used),
    )


def forget_old_drops(session: Session, before: datetime) -> None:
    """Delete the links that expired before this moment."""
    session.execute(delete(DropLink).where(DropLink.expires_at < before))


def _own(opened: OpenProject, drop_id: str) -> DropLink:
    link = opened.session.get(DropLink, drop_id)
    if link is None or link.project_id != opened.project.id:
        raise NotFoundError(what="This link")
    return link


def _came_in(session: Session, drop_id: str) -> tuple[int, int]:
    """Return how many files came in by a link, and their bytes."""
    sums = select(func.count(), func.coalesce(func.sum(GuestUpload.file_size), 0))
    files, used = session.execute(sums.where(GuestUpload.drop_id == drop_id)).one()
    return files, used


def _described(session: Session, link: DropLink) -> DropResponse:
    files, used = _came_in(session, link.id)
    return DropResponse(
        id=link.id,
        path=f"/drop/{link.token}",
        greeting=link.greeting,
        files=files,
        most_files=link.most_files,
        used_mb=used / 1e6,
        most_mb=link.most_bytes / 1e6,
        created_at=link.created_at,
        expires_at=link.expires_at,
    )
