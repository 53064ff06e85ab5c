"""The renders of a project as the render page shows them, and what the next one would take."""

from dataclasses import dataclass

from sqlalchemy import select

from core.errors import NoEditError, PictureNotReadyError, SongNotReadyError
from core.projects.addresses import thumbnail_url
from core.projects.edit.timelines import current
from core.projects.interchange import FORMATS
from core.projects.opened import OpenProject
from core.projects.renders.render_estimate import Estimate, estimate, share_drawn
from core.projects.renders.render_shapes import shaped
from core.projects.renders.renders import list_renders, picture_of, snapshot_of
from core.schemas import RenderSettings
from core.settings import settings
from core.store.models import Job, MediaAsset, RenderJob, Timeline

EARLIER_RENDERS = 10


@dataclass(frozen=True)
class ShownRender:
    """A render, and its job while that is known.

    `picture_ns` changes with its picture, None while there is none; `is_old` marks one of another edit
    than the current one.
    """

    render: RenderJob
    job: Job | None
    picture_ns: int | None
    is_old: bool


@dataclass(frozen=True)
class Expected:
    """What a render would take, and the share (0..1) of its frames that the cache has already."""

    estimate: Estimate
    drawn: float


@dataclass(frozen=True)
class Opening:
    """How an edit begins: where the picture of its first segment is served, None while there is none."""

    thumbnail: str | None
    duration_ms: int
    segments: int


def shown_renders(opened: OpenProject) -> list[ShownRender]:
    """Return the renders of a project, the newest first."""
    timeline = _timeline(opened)
    current = timeline and timeline.content_hash
    return [_shown(opened, render, current) for render in list_renders(opened.session, opened.project.id)]


def _shown(opened: OpenProject, render: RenderJob, current: str | None) -> ShownRender:
    picture = picture_of(opened.session, opened.layout, render)
    return ShownRender(
        render,
        opened.session.get(Job, render.queue_task_id) if render.queue_task_id else None,
        picture.stat().st_mtime_ns if picture else None,
        (render.edit_hash or render.content_hash) != current,
    )


def offered_exports(opened: OpenProject) -> set[str]:
    """Return the names of the files for other programs that can be made now."""
    files = {"edl.json": opened.folders.edl, "beats.json": opened.folders.beats}
    there = {name for name, path in files.items() if path.is_file()}
    return there | (set(FORMATS) if there == set(files) else set())


def opening_of(opened: OpenProject) -> Opening | None:
    """Return how the current edit begins, None without an edit."""
    timeline = _timeline(opened)
    if timeline is None:
        return None
    segments = current(opened.layout, opened.project).edl.segments
    first = opened.session.get(MediaAsset, segments[0].media_asset_id) if segments else None
    return Opening(thumbnail_url(first) if first else None, timeline.total_duration_ms, len(segments))


def expected(opened: OpenProject, wanted: RenderSettings) -> Expected | None:
    """Return what a video of the current edit would take, None without an edit."""
    timeline = _timeline(opened)
    if timeline is None:
        return None
    finished = select(RenderJob).where(
        RenderJob.project_id == opened.project.id, RenderJob.status == "complete"
    )
    newest = finished.order_by(RenderJob.completed_at.desc()).limit(EARLIER_RENDERS)
    earlier, drawn = opened.session.scalars(newest).all(), _share_drawn(opened, wanted)
    processes = settings().render_processes
    return Expected(estimate(timeline.total_duration_ms, wanted, processes, earlier, drawn=drawn), drawn)


def _share_drawn(opened: OpenProject, wanted: RenderSettings) -> float:
    try:
        snapshot = shaped(opened, snapshot_of(opened.session, opened.project, opened.layout), wanted)
        return share_drawn(snapshot, wanted, opened.layout)
    except (NoEditError, PictureNotReadyError, SongNotReadyError):
        return 0.0  # what is missing is said when the video is ordered


def _timeline(opened: OpenProject) -> Timeline | None:
    return opened.session.scalar(select(Timeline).where(Timeline.project_id == opened.project.id))
