"""How the renders under way look by now: more is drawn of them with every second."""

from sqlalchemy import select

from core.jobs.kinds import UNFINISHED
from core.projects.opened import OpenProject
from core.projects.renders.renders import seen_in_picture
from core.store.models import Job, RenderJob


def pictures_under_way(opened: OpenProject) -> dict[str, int]:
    """Return when the picture of each render that is being drawn last changed, in nanoseconds."""
    renders = select(RenderJob, Job).outerjoin(Job, RenderJob.queue_task_id == Job.id)
    mine = renders.where(RenderJob.project_id == opened.project.id, RenderJob.status.in_(UNFINISHED))
    seen = {
        render.id: seen_in_picture(opened.layout, render, job, lambda path: path.stat().st_mtime_ns)
        for render, job in opened.session.execute(mine)
    }
    return {render_id: changed_ns for render_id, changed_ns in seen.items() if changed_ns is not None}
