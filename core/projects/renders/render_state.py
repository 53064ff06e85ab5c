"""The renders of a project as the render page shows them, and what the next one would take."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from sqlalchemy import select

from core.edit.framing.shapes import ratio_of
from core.errors import NoEditError, PictureNotReadyError, SongNotReadyError
from core.jobs.kinds import UNFINISHED
from core.projects.addresses import thumbnail_url
from core.projects.edit.timelines import current
from core.projects.interchange import FORMATS
from core.projects.opened import OpenProject
from core.projects.projects import settings_of
from core.projects.renders.render_estimate import Estimate, estimate, share_drawn
from core.projects.renders.render_shapes import shaped
from core.projects.renders.renders import list_renders, seen_in_picture, snapshot_of
from core.schemas import AspectRatio, RenderSettings
from core.settings import settings
from core.store.models import Job, MediaAsset, RenderJob, Timeline

Making = Literal["not", "making", "made"]
EARLIER_RENDERS = 10


@dataclass(frozen=True)
class ShownRender:
    """A render, and its job while that is known.

    `picture_ns` changes with its picture, None while there is none; `is_old` marks one of another edit
    than the current one, `is_followed` one that a newer video in the same shape has taken the place of.
    """

    render: RenderJob
    job: Job | None
    picture_ns: int | None
    is_old: bool
    is_followed: bool = False


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
    shown: list[ShownRender] = []
    newer: set[tuple[str, Fraction]] = set()
    renders = list_renders(opened.session, opened.project.id)
    jobs = _jobs_of(opened)
    for render in renders:
        made = _settings_of(render)
        kind = render.job_type, Fraction(made.output_width, made.output_height).limit_denominator(20)
        job = jobs.get(render.queue_task_id or "")
        shown.append(_shown(opened, render, job, current, is_followed=kind in newer))
        if render.status not in ("failed", "cancelled"):
            newer.add(kind)
    return shown


def _jobs_of(opened: OpenProject) -> dict[str, Job]:
    """Return the jobs of the project's renders by their ids."""
    jobs = select(Job).join(RenderJob, RenderJob.queue_task_id == Job.id)
    mine = jobs.where(RenderJob.project_id == opened.project.id)
    return {job.id: job for job in opened.session.scalars(mine)}


def _shown(
    opened: OpenProject, render: RenderJob, job: Job | None, current: str | None, *, is_followed: bool
) -> ShownRender:
    changed = seen_in_picture(opened.layout, render, job, lambda path: path.stat().st_mtime_ns)
    return ShownRender(render, job, changed, not _shows(render, current), is_followed)


def last_shapes(opened: OpenProject) -> set[AspectRatio]:
    """Return the shapes of the last order; none if that of the edit has changed since."""
    finals = _finals(opened)
    last = finals[0].order_id if finals else None
    together = [one for one in finals if one.order_id == last] if last else finals[:1]
    made = [_settings_of(one) for one in together]
    now = settings_of(opened.project)
    own = ratio_of((now.output_width, now.output_height))
    shapes: set[AspectRatio] = {
        ratio for one in made if (ratio := ratio_of((one.output_width, one.output_height)))
    }
    return shapes if own in shapes or all(one.edit_hash for one in together) else set()


def making_of(opened: OpenProject, wanted: RenderSettings) -> Making:
    """Tell whether a final video of the current edit with these settings is there, or being made."""
    timeline = _timeline(opened)
    same = {
        one.status
        for one in _finals(opened)
        if timeline is not None
        and _shows(one, timeline.content_hash)
        and _settings_of(one).model_copy(update={"encoder": wanted.encoder}) == wanted
    }
    return "made" if "complete" in same else "making" if same & {*UNFINISHED} else "not"


def _finals(opened: OpenProject) -> list[RenderJob]:
    return [one for one in list_renders(opened.session, opened.project.id) if one.job_type == "final"]


def _shows(render: RenderJob, content_hash: str | None) -> bool:
    """Tell whether a render is one of the edit with this hash, in whatever shape."""
    return (render.edit_hash or render.content_hash) == content_hash


def _settings_of(render: RenderJob) -> RenderSettings:
    return RenderSettings.model_validate_json(render.render_settings_json)


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
    finished = select(RenderJob).where(RenderJob.status == "complete")
    newest = finished.order_by(RenderJob.completed_at.desc()).limit(EARLIER_RENDERS)
    own = opened.session.scalars(newest.where(RenderJob.project_id == opened.project.id)).all()
    others = opened.session.scalars(newest.where(RenderJob.project_id != opened.project.id)).all()
    drawn = _share_drawn(opened, wanted)
    processes = settings().render_processes
    taken = estimate(timeline.total_duration_ms, wanted, processes, own, elsewhere=others, drawn=drawn)
    return Expected(taken, drawn)


def _share_drawn(opened: OpenProject, wanted: RenderSettings) -> float:
    try:
        snapshot = shaped(opened, snapshot_of(opened.session, opened.project, opened.layout), wanted)
        return share_drawn(snapshot, wanted, opened.layout)
    except (NoEditError, PictureNotReadyError, SongNotReadyError):
        return 0.0  # what is missing is said when the video is ordered


def _timeline(opened: OpenProject) -> Timeline | None:
    return opened.session.scalar(select(Timeline).where(Timeline.project_id == opened.project.id))
