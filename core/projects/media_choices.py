"""What a person says about single photos and clips: hidden, what must stay in view, and which part counts."""

import random
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BoundsTooCloseError, NotAClipFileError
from core.jobs.project_status import refresh_status
from core.projects.media import list_media, media_of, reorder_media
from core.projects.projects import touch
from core.store.models import MediaAsset, Project

SHORTEST_MS = 400
LATEST = datetime.max.replace(tzinfo=UTC)
Arrangement = Literal["taken", "name", "shuffle"]


def set_hidden(session: Session, project: Project, asset_ids: Sequence[str], *, hidden: bool) -> None:
    """Keep photos and clips out of new plans, or let them in again."""
    for asset_id in asset_ids:
        media_of(session, project, asset_id).hidden = hidden
    _changed(session, project)


def set_focus(session: Session, project: Project, asset_id: str, focus: tuple[float, float] | None) -> None:
    """Say which point of a picture must stay in view, as shares of its size; None lets the app choose."""
    asset = media_of(session, project, asset_id)
    asset.focus_x, asset.focus_y = (min(1.0, max(0.0, share)) for share in focus) if focus else (None, None)
    _changed(session, project)


def set_bounds(
    session: Session, project: Project, asset_id: str, in_ms: int | None, out_ms: int | None
) -> None:
    """Say which stretch of a clip counts; None for its own beginning or end.

    Raises NotAClipFileError, and BoundsTooCloseError when less than 0.4 s would be left.
    """
    asset = media_of(session, project, asset_id)
    if asset.media_type != "video":
        raise NotAClipFileError(file=asset.original_filename)
    end_ms = asset.duration_ms or 0
    begin_ms, until_ms = max(0, in_ms or 0), end_ms if out_ms is None else min(out_ms, end_ms)
    if until_ms - begin_ms < min(SHORTEST_MS, end_ms):
        raise BoundsTooCloseError(least_s=SHORTEST_MS / 1000)
    asset.in_ms, asset.out_ms = begin_ms or None, until_ms if until_ms < end_ms else None
    _changed(session, project)


def arrange(session: Session, project: Project, by: Arrangement, seed: int | None = None) -> None:
    """Put all photos and clips in the order of their capture time or name, or in any order.

    What has no capture time comes last, in the order it had; names are compared as people count.
    """
    assets = list_media(session, project.id)
    match by:
        case "taken":
            assets.sort(key=lambda asset: asset.taken_at or LATEST)
        case "name":
            assets.sort(key=lambda asset: _as_counted(asset.original_filename))
        case "shuffle":
            random.Random(seed).shuffle(assets)  # noqa: S311 - an order of pictures
    reorder_media(session, project, [asset.id for asset in assets])


def same_file(session: Session, project: Project, checksum: str) -> MediaAsset | None:
    """Return the photo or clip of a project that has this content already, if there is one."""
    same = select(MediaAsset).where(
        MediaAsset.project_id == project.id, MediaAsset.checksum == checksum, MediaAsset.deleted_at.is_(None)
    )
    return session.scalars(same.order_by(MediaAsset.created_at)).first()


def _as_counted(name: str) -> list[tuple[bool, int, str]]:
    """Return a key by which IMG_9 comes before IMG_10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts]


def _changed(session: Session, project: Project) -> None:
    touch(project)
    refresh_status(session, project.id)
