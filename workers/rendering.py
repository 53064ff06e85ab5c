"""An ordered render becomes a video file."""

import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.files import part_path, publish, require_space, write_atomic
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.jobs.messages import News
from core.projects.renders.render_estimate import bytes_needed
from core.projects.renders.render_snapshot import load_snapshot
from core.render.cache import SpanCache
from core.render.progress import Progress
from core.render.renderer import Render
from core.schemas import RenderSettings
from core.settings import settings
from core.store.db import utc_now
from core.store.models import RenderJob

SUFFIXES = {"mp4": ".mp4", "mov": ".mov"}
NEXT_PICTURE_S = NEXT_NEWS_S = 1.0


def render(run: Attempt) -> Save:
    """Render the snapshot of the order; the file gets its name only from the attempt that owns the job."""
    layout = run.database.layout
    with run.database.reading() as session:
        order = session.get(RenderJob, run.subject_id)
    if order is None:
        raise NotFoundError(what="This render")
    folders = layout.project(order.project_id)
    snapshot = load_snapshot(folders.snapshot(order.content_hash), layout)
    wanted = RenderSettings.model_validate_json(order.render_settings_json)

    teller = ProgressReporter(run)
    live = _LivePicture(run, folders.live_picture(order.id, run.claim.attempt))
    poster = folders.poster(order.id)
    require_space(layout.root, bytes_needed(snapshot.edl.total_duration_ms, wanted))
    work = Render(
        snapshot.edl,
        snapshot.sources(layout, preview=order.job_type == "preview"),
        snapshot.heard(layout),
        wanted,
        cache=layout.spans,
        processes=settings().render_processes,
        on_progress=teller.tell,
        on_picture=live.show,
        before_span=run.give_way,
        warm_for=order.project_id,
        warm_folders=(folders.uploads, folders.derived),
    )
    out = folders.output(order.job_type, order.id, SUFFIXES[work.encoding.container])
    part = part_path(out, f"a{run.claim.attempt}")
    with run.stopping_with(work.cancel):
        rendered = work.run(part)
    if rendered.spans_drawn:
        SpanCache(layout.spans).evict(settings().span_cache_bytes, time.time())

    def save(session: Session) -> None:
        publish(part, out)
        if rendered.poster:
            write_atomic(poster, rendered.poster)
        stored = session.get_one(RenderJob, run.subject_id)
        stored.output_path, stored.file_size = layout.relative(out), rendered.file_size
        stored.duration_ms = rendered.duration_ms
        done = wanted.model_copy(update={"encoder": rendered.encoder})
        stored.render_settings_json = done.model_dump_json()
        stored.poster_path = layout.relative(poster) if rendered.poster else None

    return save


class ProgressReporter:
    """Notes the progress of a render on its job; what it foretells changes once a second at most."""

    def __init__(self, run: Attempt) -> None:
        self._run = run
        self._news = News("")
        self._foretold_s = -NEXT_NEWS_S

    def tell(self, progress: Progress) -> None:
        now_s = time.monotonic()
        if progress.phase != self._news.phase or now_s - self._foretold_s >= NEXT_NEWS_S:
            self._news, self._foretold_s = _news(progress), now_s
        self._run.progress(100 * progress.frames_done / max(1, progress.frames_total), self._news.line)


def _news(progress: Progress) -> News:
    if progress.seconds_left is None:
        return News(progress.phase)
    done_at = utc_now() + timedelta(seconds=progress.seconds_left)
    return News(progress.phase, done_at, progress.frames_per_s)


class _LivePicture:
    """The file that shows the last finished picture while a render is drawn; once a second at most."""

    def __init__(self, run: Attempt, path: Path) -> None:
        self._path = path
        self._changed_s = -NEXT_PICTURE_S
        run.afterwards.callback(path.unlink, missing_ok=True)

    def show(self, jpeg: bytes) -> None:
        if time.monotonic() - self._changed_s >= NEXT_PICTURE_S:
            write_atomic(self._path, jpeg)
            self._changed_s = time.monotonic()
