"""Renders for tests of pages and API: ordered on a page, ended without a worker, or there already."""

from nicegui.testing import User

from core.projects.renders.renders import list_renders
from core.store.models import Job, RenderJob
from tests.beatstitch_ui.stories import press, until


def ordered(studio_data, project_id) -> list[RenderJob]:
    with studio_data.reading() as session:
        return list_renders(session, project_id)


def finish_all(studio_data, project_id, **state) -> RenderJob:
    """Let the renders of the project and their jobs end as `state` says; return the newest."""
    with studio_data.writing() as session:
        session.query(RenderJob).update(state)
        session.query(Job).filter_by(project_id=project_id).update({"status": state["status"]})
    return ordered(studio_data, project_id)[0]


async def order_preview(user: User, studio_data, project_id: str) -> None:
    """Open the render page and order a preview there."""
    await user.open(f"/p/{project_id}/render")
    press(user, "Make a preview")
    await until(lambda: ordered(studio_data, project_id))


def final_render(project_id: str, **facts) -> RenderJob:
    """Return a row of a final video, by default one that is ready at outputs/video.mp4."""
    ready = {"status": "complete", "output_path": "outputs/video.mp4"}
    settings = {"edl_hash": "e", "content_hash": "c", "render_settings_json": "{}"}
    return RenderJob(project_id=project_id, job_type="final", **settings | ready | facts)
