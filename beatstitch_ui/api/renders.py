"""Finished videos over HTTP: played in the page, or downloaded under a good name."""

import re

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.auth.access import CurrentVisitor
from core.errors import NotFoundError
from core.projects.renders import owned_render, picture_of
from core.store.db import database
from core.store.models import Project, RenderJob

router = APIRouter(prefix="/api/renders/{render_id}", route_class=ApiRoute)


@router.get("/video")
def video(render_id: str, visitor: CurrentVisitor, *, download: bool = False) -> FileResponse:
    """Return the video, in ranges if the browser asks for them."""
    with database().reading() as session:
        render = owned_render(session, visitor.user_id, render_id)
        project = session.get_one(Project, render.project_id)
    path = database().layout.absolute(render.output_path) if render.output_path else None
    if path is None or not path.is_file():
        raise NotFoundError(what="This video")
    name = file_name(project, render, path.suffix) if download else None
    return FileResponse(path, filename=name, headers={"Cache-Control": "private, no-cache"})


def video_url(render: RenderJob) -> str | None:
    """Return where the video of a render is served, None while there is none."""
    return f"/api/renders/{render.id}/video" if render.output_path else None


def poster_url(render_id: str) -> str:
    """Return where the picture of a render is served."""
    return f"/api/renders/{render_id}/poster"


@router.get("/poster")
def poster(render_id: str, visitor: CurrentVisitor) -> FileResponse:
    """Return the picture of a finished render, or of one that is being drawn the last finished one."""
    with database().reading() as session:
        render = owned_render(session, visitor.user_id, render_id)
        path = picture_of(session, database().layout, render)
    if path is None:
        raise NotFoundError(what="This picture")
    return FileResponse(path, headers={"Cache-Control": "private, no-cache"})


def plain_name(name: str) -> str:
    """Return the name of a project as part of a file's name."""
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "video"


def file_name(project: Project, render: RenderJob, suffix: str) -> str:
    """Return a name that says what the file is: project, kind, date."""
    plain = plain_name(project.name)
    kind = "-preview" if render.job_type == "preview" else ""
    made = (render.completed_at or render.created_at).astimezone().strftime("%Y-%m-%d")
    return f"{plain}{kind}-{made}{suffix}"
