"""Shared videos: who knows a link sees one finished video, and nothing else of the account."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from core.accounts.login_throttle import count_try, forgive, refuse_while_waiting, throttle_key
from core.accounts.passwords import hash_password, matches
from core.errors import (
    NotFoundError,
    ShareLockedError,
    ShareNotReadyError,
    SharePasswordError,
    ShareVoidError,
)
from core.projects.opened import OpenProject
from core.projects.project_files import video_name
from core.projects.renders.renders import job_of, list_renders, picture_of, render_of
from core.schemas import RenderSettings
from core.store.db import Database, utc_now
from core.store.layout import Layout
from core.store.models import Project, RenderJob, ShareLink

DEFAULT_DAYS, MOST_DAYS = 30, 3650
LEAST_PASSWORD_CHARS, MOST_PASSWORD_CHARS = 6, 200
PLAYABLE = ("h264", "h265", "av1")


class ShareCreate(BaseModel):
    """A request for a link to a finished video."""

    expires_days: int = Field(default=DEFAULT_DAYS, ge=1, le=MOST_DAYS)
    password: str | None = Field(default=None, max_length=1000, description="asked for before it is shown")


class ShareResponse(BaseModel):
    """A link to a video; `path` is where this BeatStitch serves it, `url` the same with its address."""

    id: str
    render_id: str
    path: str
    url: str | None = None
    has_password: bool
    views: int
    created_at: AwareDatetime
    expires_at: AwareDatetime


@dataclass(frozen=True)
class SharedVideo:
    """What is shown of a shared video; `plays` tells whether browsers can play its format."""

    title: str
    video: Path
    poster: Path | None
    filename: str
    width: int
    height: int
    duration_ms: int
    plays: bool


def share(opened: OpenProject, render_id: str, request: ShareCreate) -> ShareResponse:
    """Make a link to a finished video; NotFoundError, ShareNotReadyError, SharePasswordError."""
    render = render_of(opened, render_id)
    if render.status != "complete" or render.output_path is None:
        raise ShareNotReadyError
    now = utc_now()
    link = ShareLink(
        token=secrets.token_urlsafe(32),
        project_id=opened.project.id,
        render_id=render.id,
        password_hash=_hashed(request.password),
        created_at=now,
        expires_at=now + timedelta(days=request.expires_days),
    )
    opened.session.add(link)
    opened.session.flush()
    return _described(link)


def list_shares(opened: OpenProject, render_id: str | None = None) -> list[ShareResponse]:
    """Return the links to a project's videos, or to one of them, the newest first, with expired ones."""
    mine = select(ShareLink).where(ShareLink.project_id == opened.project.id)
    if render_id is not None:
        mine = mine.where(ShareLink.render_id == render_id)
    return [_described(row) for row in opened.session.scalars(mine.order_by(ShareLink.created_at.desc()))]


def revoke_share(opened: OpenProject, share_id: str) -> None:
    """End a link at once; NotFoundError when the project has none of that id."""
    link = opened.session.get(ShareLink, share_id)
    if link is None or link.project_id != opened.project.id:
        raise NotFoundError(what="This link")
    opened.session.delete(link)


def shared_video(database: Database, token: str, key: str | None) -> SharedVideo:
    """Return the video that `token` opens; ShareVoidError, or ShareLockedError without the right `key`."""
    with database.reading() as session:
        link = _link(session, token)
        if link.password_hash is not None and not hmac.compare_digest(key or "", _key(link)):
            raise ShareLockedError
        return _video(session, database.layout, link)


def unlock(database: Database, token: str, password: str, address: str) -> str:
    """Return the key that the right password gives; ShareLockedError, and SignInThrottledError for guessing.

    The key is another one for each link and each password; a visitor with it needs no password any more.
    """
    with database.reading() as session:
        link = _link(session, token)
        if link.password_hash is None:
            return ""
        throttled = throttle_key(f"share:{link.id}", address)
        refuse_while_waiting(session, throttled, utc_now())
    is_right = matches(password, link.password_hash)
    with database.writing() as session:
        if is_right:
            forgive(session, throttled)
        else:
            count_try(session, throttled, utc_now())
    if not is_right:
        raise ShareLockedError
    return _key(link)


def count_view(database: Database, token: str) -> None:
    """Note that a shared video was played from its beginning."""
    with database.writing() as session:
        session.execute(update(ShareLink).where(ShareLink.token == token).values(views=ShareLink.views + 1))


def forget_old_shares(session: Session, before: datetime) -> None:
    """Delete the links that expired before this moment, and those whose video is gone for good."""
    gone = ShareLink.render_id.not_in(select(RenderJob.id))
    old = or_(ShareLink.expires_at < before, gone & (ShareLink.created_at < before))
    session.execute(delete(ShareLink).where(old))


def _hashed(password: str | None) -> str | None:
    if password is None:
        return None
    if not LEAST_PASSWORD_CHARS <= len(password) <= MOST_PASSWORD_CHARS:
        raise SharePasswordError(minimum=LEAST_PASSWORD_CHARS, maximum=MOST_PASSWORD_CHARS)
    return hash_password(password)


def _link(session: Session, token: str) -> ShareLink:
    link = session.scalar(select(ShareLink).where(ShareLink.token == token))
    if link is None or link.expires_at <= utc_now():
        raise ShareVoidError
    return link


def _key(link: ShareLink) -> str:
    """Return what proves that the password was known; only the stored hash and the token give it."""
    return hmac.new((link.password_hash or "").encode(), link.token.encode(), sha256).hexdigest()


def _video(session: Session, layout: Layout, link: ShareLink) -> SharedVideo:
    render, project = session.get(RenderJob, link.render_id), session.get(Project, link.project_id)
    if render is None or project is None or project.deleted_at is not None or render.output_path is None:
        raise ShareVoidError
    path = layout.absolute(render.output_path)
    if not path.is_file():
        raise ShareVoidError
    made = RenderSettings.model_validate_json(render.render_settings_json)
    return SharedVideo(
        project.name,
        path,
        picture_of(layout, render, job_of(session, render)),
        video_name(project, render, path.suffix, list_renders(session, project.id)),
        made.output_width,
        made.output_height,
        render.duration_ms or 0,
        made.codec in PLAYABLE,
    )


def _described(link: ShareLink) -> ShareResponse:
    return ShareResponse(
        id=link.id,
        render_id=link.render_id,
        path=f"/share/{link.token}",
        has_password=link.password_hash is not None,
        views=link.views,
        created_at=link.created_at,
        expires_at=link.expires_at,
    )
