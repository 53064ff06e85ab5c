"""An ordered render becomes a video file."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from core.files import part_path, require_space, write_atomic
from core.jobs.attempt import Attempt
from core.jobs.lifecycle import Save
from core.jobs.messages import ProgressMessage
from core.projects.renders.render_estimate import bytes_needed
from core.projects.renders.render_task import RenderTask, task_of
from core.render.cache import SpanCache
from core.render.pool import WarmProcesses
from core.render.progress import Progress
from core.render.renderer import Render
from core.settings import settings

NEXT_PICTURE_S = NEXT_MESSAGE_S = 1.0


def render(attempt: Attempt) -> Save:
    """Render the snapshot of the order; the file gets its name only from the attempt that owns the job."""
    task = task_of(attempt.database, attempt.subject_id)
    require_space(task.layout.root, bytes_needed(task.snapshot.edl.total_duration_ms, task.settings))
    work = _prepared(attempt, task)
    video = task.output(work.encoding.container)
    part = part_path(video, f"a{attempt.claim.attempt}")
    with attempt.stopping_with(work.cancel):
        rendered = work.run(part)
    if rendered.spans_drawn:
        SpanCache(task.layout.spans).evict(settings().span_cache_bytes, time.time())
    return task.keep(rendered, part, video)


def _prepared(attempt: Attempt, task: RenderTask) -> Render:
    """Return the render of a task, which reports to the job while it runs."""
    live = _LivePicture(attempt, task.folders.live_picture(task.render_id, attempt.claim.attempt))
    return Render(
        task.snapshot.edl,
        task.snapshot.sources(task.layout, preview=task.job_type == "preview"),
        task.snapshot.heard(task.layout),
        task.settings,
        cache=task.layout.spans,
        processes=settings().render_processes,
        on_progress=ProgressReporter(attempt).tell,
        on_picture=live.show,
        before_span=attempt.give_way,
        warm=WarmProcesses(task.project_id, (task.folders.uploads, task.folders.derived)),
        covers=task.covers,
    )


class ProgressReporter:
    """Notes the progress of a render on its job; its estimate changes once a second at most."""

    def __init__(self, attempt: Attempt) -> None:
        self._attempt = attempt
        self._message = ProgressMessage("")
        self._told_s = -NEXT_MESSAGE_S

    def tell(self, progress: Progress) -> None:
        now_s = time.monotonic()
        if progress.phase != self._message.phase or now_s - self._told_s >= NEXT_MESSAGE_S:
            self._message, self._told_s = _message(progress), now_s
        self._attempt.progress(100 * progress.frames_done / max(1, progress.frames_total), self._message.line)


def _message(progress: Progress) -> ProgressMessage:
    if progress.seconds_left is None:
        return ProgressMessage(progress.phase)
    done_at = datetime.now(UTC) + timedelta(seconds=progress.seconds_left)
    return ProgressMessage(progress.phase, done_at, progress.frames_per_s)


class _LivePicture:
    """The file that shows the last finished picture while a render is drawn; once a second at most."""

    def __init__(self, attempt: Attempt, path: Path) -> None:
        self._path = path
        self._changed_s = -NEXT_PICTURE_S
        attempt.afterwards.callback(path.unlink, missing_ok=True)

    def show(self, jpeg: bytes) -> None:
        if time.monotonic() - self._changed_s >= NEXT_PICTURE_S:
            write_atomic(self._path, jpeg)
            self._changed_s = time.monotonic()
