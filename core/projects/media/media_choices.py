"""What a person says about photos and clips: hidden or starred, what must stay in view, what counts."""

import random
from collections.abc import Sequence
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import BoundsTooCloseError, NotAClipFileError
from core.media.capture.belonging import Live
from core.projects.media.media import all_media, list_media, media_of, reorder_media
from core.projects.media.media_set import live_photos, other_halves
from core.projects.media.sources import stored_regions
from core.projects.projects import note_change
from core.store.models import MediaAsset, Project
from core.vision.regions import Region

SHORTEST_MS = 400
LEAST_REGION, MOST_REGIONS = 0.01, 50
Arrangement = Literal["taken", "name", "shuffle"]


def set_hidden(session: Session, project: Project, asset_ids: Sequence[str], *, hidden: bool) -> None:
    """Keep photos and clips out of new plans, or let them in again."""
    halves = other_halves(all_media(session, project.id))
    for asset_id in asset_ids:
        media_of(session, project, asset_id).hidden = hidden
        if asset_id in halves:
            halves[asset_id].hidden = hidden
    note_change(session, project)


def set_starred(session: Session, project: Project, asset_ids: Sequence[str], *, starred: bool) -> None:
    """Have photos and clips shown by every plan, whatever else it leaves out, or leave them to it again."""
    for asset_id in asset_ids:
        media_of(session, project, asset_id).starred = starred
    note_change(session, project)


def set_unstacked(session: Session, project: Project, asset_ids: Sequence[str], *, unstacked: bool) -> None:
    """Take photos out of the burst they are in, so that each counts for itself, or let them join it again."""
    for asset_id in asset_ids:
        media_of(session, project, asset_id).unstacked = unstacked
    note_change(session, project)


def set_regions(session: Session, project: Project, asset_id: str, regions: Sequence[Region] | None) -> None:
    """Say what must stay in view of a picture, whatever was found in it; None leaves that to the app."""
    large = tuple(one for one in regions or () if min(one.width, one.height) >= LEAST_REGION)[:MOST_REGIONS]
    asset = media_of(session, project, asset_id)
    asset.regions = None if regions is None else stored_regions(large)
    note_change(session, project)


def set_focus(session: Session, project: Project, asset_id: str, focus: tuple[float, float] | None) -> None:
    """Say which point of a picture must stay in view, as shares of its size; None lets the app choose."""
    asset = media_of(session, project, asset_id)
    asset.focus_x, asset.focus_y = (min(1.0, max(0.0, share)) for share in focus) if focus else (None, None)
    note_change(session, project)


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
    note_change(session, project)


def arrange(session: Session, project: Project, by: Arrangement, seed: int | None = None) -> None:
    """Put all photos and clips in the order of their capture time or name, or in any order.

    Those by time or name stay in that order when more are added, until a person puts them in another.
    """
    if by == "shuffle":
        ids = [asset.id for asset in list_media(session, project.id)]
        random.Random(seed).shuffle(ids)  # noqa: S311 - an order of pictures
        reorder_media(session, project, ids)
    else:
        project.media_order = by
        note_change(session, project)


def set_live(session: Session, project: Project, asset_ids: Sequence[str], shows: Live) -> None:
    """Say what stands for Live Photos, each named by one of its halves: its photo, its clip, or both."""
    photos = live_photos(all_media(session, project.id))
    for asset_id in asset_ids:
        if asset_id in photos:
            photos[asset_id].live_shows = shows
    note_change(session, project)


def same_file(session: Session, project: Project, checksum: str) -> MediaAsset | None:
    """Return the photo or clip of a project that has this content already, if there is one."""
    same = select(MediaAsset).where(
        MediaAsset.project_id == project.id, MediaAsset.checksum == checksum, MediaAsset.deleted_at.is_(None)
    )
    return session.scalars(same.order_by(MediaAsset.created_at)).first()
