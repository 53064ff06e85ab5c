"""An ordered render becomes a video file."""

import time
from pathlib import Path

from sqlalchemy.orm import Session

from core.errors import NotFoundError
from core.jobs.lifecycle import Save
from core.jobs.run import Run
from core.models import RenderJob
from core.render.cache import SpanCache
from core.render.deliver import Progress, Render
from core.render.snapshot import load_snapshot
from core.render.space import bytes_needed
from core.schemas import RenderSettings
from core.settings import settings
from core.storage import part_path, publish, require_space, write_atomic

SUFFIXES = {"mp4": ".mp4", "mov": ".mov"}
NEXT_PICTURE_S = 1.0


def render(run: Run) -> Save:
    """Render the snapshot of the order; the file gets its name only from the attempt that owns the job."""
    layout = run.database.layout
    with run.database.reading() as session:
        order = session.get(RenderJob, run.subject_id)
    if order is None:
        raise NotFoundError(what="This render")
    folders = layout.project(order.project_id)
    snapshot = load_snapshot(folders.snapshot(order.content_hash), layout)
    wanted = RenderSettings.model_validate_json(order.render_settings_json)

    def on_progress(progress: Progress) -> None:
        share = progress.frames_done / max(1, progress.frames_total)
        run.progress(100 * share, progress.phase)

    poster = _Poster(folders.poster(order.id))
    require_space(layout.root, bytes_needed(snapshot.edl.total_duration_ms, wanted))
    work = Render(
        snapshot.edl,
        snapshot.sources(layout, preview=order.job_type == "preview"),
        snapshot.heard(layout),
        wanted,
        cache=layout.spans,
        processes=settings().render_processes,
        on_progress=on_progress,
        on_picture=poster.show,
        before_span=run.give_way,
        warm_for=order.project_id,
    )
    out = folders.output(order.job_type, order.id, SUFFIXES[work.encoding.container])
    part = part_path(out, f"a{run.claim.attempt}")
    with run.stopping_with(work.cancel):
        rendered = work.run(part)
    if rendered.spans_drawn:
        SpanCache(layout.spans).evict(settings().span_cache_bytes, time.time())

    if rendered.poster:
        write_atomic(poster.path, rendered.poster)

    def save(session: Session) -> None:
        publish(part, out)
        stored = session.get_one(RenderJob, run.subject_id)
        stored.output_path, stored.file_size = layout.relative(out), rendered.file_size
        stored.duration_ms = rendered.duration_ms
        stored.poster_path = layout.relative(poster.path) if rendered.poster else None

    return save


class _Poster:
    """The file that shows the last finished picture of a render; it changes once a second at most."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._changed_s = -NEXT_PICTURE_S

    def show(self, jpeg: bytes) -> None:
        if time.monotonic() - self._changed_s >= NEXT_PICTURE_S:
            write_atomic(self.path, jpeg)
            self._changed_s = time.monotonic()
