"""What a person's projects show in a list, read with a few queries whatever their number."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from core.projects.media.media_set import in_order
from core.store.models import AudioTrack, MediaAsset, Project, RenderJob, Timeline

THUMBNAILS = 4
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class ProjectSummary:
    """A project as its card shows it.

    `items` are its photos and clips, a Live Photo and a raw with its JPEG as one. `thumbnail_ids` are the
    first of them that have a thumbnail, those that the edit begins with before all others;
    `poster_render_id` is the newest render that has a picture, which `is_upright` or not. `has_changed` says
    that there are videos, and none shows the edit as it is.
    """

    id: str
    name: str
    description: str
    status: str
    status_message: str | None
    created_at: datetime
    updated_at: datetime
    planned_ms: int | None
    song_ms: int | None
    bpm: float | None
    items: int
    thumbnail_ids: tuple[str, ...]
    poster_render_id: str | None
    is_upright: bool
    has_changed: bool


@dataclass
class _Media:
    items: int = 0
    thumbnail_ids: list[str] = field(default_factory=list)


def list_summaries(session: Session, user_id: str) -> list[ProjectSummary]:
    """Return the summaries of a person's projects, the one worked on last first."""
    facts = (
        select(Project, Timeline.total_duration_ms, AudioTrack.duration_ms, AudioTrack.bpm)
        .outerjoin(Timeline, Timeline.project_id == Project.id)
        .outerjoin(AudioTrack, AudioTrack.project_id == Project.id)
        .where(Project.owner_id == user_id, Project.deleted_at.is_(None))
        .order_by(Project.updated_at.desc(), Project.id)
    )
    media, posters, current = _media(session, user_id), _posters(session, user_id), _current(session, user_id)
    return [
        ProjectSummary(
            id=project.id,
            name=project.name,
            description=project.description or "",
            status=project.status,
            status_message=project.status_message,
            created_at=project.created_at,
            updated_at=project.updated_at,
            planned_ms=planned_ms,
            song_ms=song_ms,
            bpm=bpm,
            items=media[project.id].items,
            thumbnail_ids=tuple(media[project.id].thumbnail_ids),
            poster_render_id=posters[project.id].id if project.id in posters else None,
            is_upright=project.id in posters and posters[project.id].is_upright,
            has_changed=not current.get(project.id, True),
        )
        for project, planned_ms, song_ms, bpm in session.execute(facts)
    ]


@dataclass(frozen=True)
class _Poster:
    id: str
    is_upright: bool


def _posters(session: Session, user_id: str) -> dict[str, _Poster]:
    """Return the newest render that has a picture, by the id of its project."""
    made = RenderJob.render_settings_json
    width, height = func.json_extract(made, "$.output_width"), func.json_extract(made, "$.output_height")
    rows = session.execute(
        select(RenderJob.project_id, RenderJob.id, func.coalesce(height > width, 0).label("is_upright"))
        .join(Project)
        .where(Project.owner_id == user_id, Project.deleted_at.is_(None))
        .where(RenderJob.status == "complete", RenderJob.poster_path.is_not(None))
        .order_by(RenderJob.completed_at)
    )
    return {row.project_id: _Poster(row.id, bool(row.is_upright)) for row in rows}


def _current(session: Session, user_id: str) -> dict[str, bool]:
    """Return by the id of each project that has videos whether one of them shows the edit as it is."""
    shown = func.coalesce(RenderJob.edit_hash, RenderJob.content_hash)
    rows = session.execute(
        select(RenderJob.project_id, func.max(shown == Timeline.content_hash).label("is_current"))
        .select_from(RenderJob)
        .join(Project, Project.id == RenderJob.project_id)
        .join(Timeline, Timeline.project_id == RenderJob.project_id)
        .where(Project.owner_id == user_id, Project.deleted_at.is_(None))
        .where(RenderJob.status == "complete", RenderJob.job_type == "final")
        .group_by(RenderJob.project_id)
    )
    return {row.project_id: bool(row.is_current) for row in rows}


def _media(session: Session, user_id: str) -> defaultdict[str, _Media]:
    """Return how many photos and clips each project shows, and the first of their thumbnails."""
    found: defaultdict[str, _Media] = defaultdict(_Media)
    unshown = _unshown(session.scalars(_perhaps_paired(user_id)))
    counts = select(MediaAsset.project_id, func.count(MediaAsset.id)).group_by(MediaAsset.project_id)
    for project_id, count in session.execute(_visible(counts, user_id)):
        found[project_id].items = count - unshown[project_id]
    for project_id, asset_id in session.execute(_first_thumbnails(user_id)):
        found[project_id].thumbnail_ids.append(asset_id)
    return found


def _unshown(assets: Iterable[MediaAsset]) -> Counter[str]:
    """Return by project how many of these are not shown: another one stands for them."""
    by_project: defaultdict[str, list[MediaAsset]] = defaultdict(list)
    for asset in assets:
        by_project[asset.project_id].append(asset)
    return Counter({key: len(mine) - len(in_order(mine, "hand")) for key, mine in by_project.items()})


def _perhaps_paired(user_id: str) -> Select[MediaAsset]:
    """Select what has a content identifier or, but for its suffix, a name in common with another."""
    name = MediaAsset.original_filename
    stem = func.rtrim(name, func.replace(name, ".", "")).collate("NOCASE")
    namesakes = func.count().over(partition_by=(MediaAsset.project_id, stem))
    counted = _visible(select(MediaAsset.id, namesakes.label("namesakes")), user_id).subquery()
    siblings = _visible(
        select(MediaAsset.project_id, MediaAsset.content_id)
        .where(MediaAsset.content_id.is_not(None))
        .group_by(MediaAsset.project_id, MediaAsset.content_id)
        .having(func.count() > 1),
        user_id,
    ).subquery()
    paired = select(MediaAsset.id).join(
        siblings,
        (MediaAsset.project_id == siblings.c.project_id) & (MediaAsset.content_id == siblings.c.content_id),
    )
    return select(MediaAsset).where(
        MediaAsset.deleted_at.is_(None),
        MediaAsset.id.in_(select(counted.c.id).where(counted.c.namesakes > 1).union(paired)),
    )


def _first_thumbnails(user_id: str) -> Select[str, str]:
    """Select the first photos and clips of each project: those of its edit, then by time, name or hand."""
    shown = func.nullif(func.instr(Timeline.opening_ids, MediaAsset.id), 0)
    place = func.row_number().over(
        partition_by=MediaAsset.project_id,
        order_by=(
            shown.nulls_last(),
            case((Project.media_order == "hand", MediaAsset.sort_order)),
            case((Project.media_order == "taken", MediaAsset.taken_at)).nulls_last(),
            MediaAsset.original_filename,
        ),
    )
    placed = (
        _visible(
            select(MediaAsset.project_id, MediaAsset.id, place.label("place")).where(
                MediaAsset.thumbnail_path.is_not(None)
            ),
            user_id,
        )
        .outerjoin(Timeline, Timeline.project_id == MediaAsset.project_id)
        .subquery()
    )
    first = select(placed.c.project_id, placed.c.id).where(placed.c.place <= THUMBNAILS)
    return first.order_by(placed.c.project_id, placed.c.place)


def _visible(query: Select[*Columns], user_id: str) -> Select[*Columns]:
    """Limit a query on photos and clips to those that the person has and has not deleted."""
    return query.join(Project, Project.id == MediaAsset.project_id).where(
        Project.owner_id == user_id, Project.deleted_at.is_(None), MediaAsset.deleted_at.is_(None)
    )
