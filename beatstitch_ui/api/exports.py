"""A project's edit and beats as files, for scripts and other programs."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beatstitch_ui.api.renders import plain_name
from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from core.errors import NotFoundError

router = APIRouter(prefix="/api/projects/{project_id}/exports", route_class=ApiRoute)


@router.get("/edl.json")
def edl(access: OwnProject) -> FileResponse:
    """Return the edit as the seed's edl.json."""
    with access.reading() as opened:
        path = access.database.layout.project(opened.project.id).edl
    return _download(path, f"{plain_name(opened.project.name)}-edl.json")


@router.get("/beats.json")
def beats(access: OwnProject) -> FileResponse:
    """Return the beats as the seed's beats.json, corrections included."""
    with access.reading() as opened:
        path = access.database.layout.project(opened.project.id).beats
    return _download(path, f"{plain_name(opened.project.name)}-beats.json")


def _download(path: Path, name: str) -> FileResponse:
    if not path.is_file():
        raise NotFoundError(what="This file")
    return FileResponse(path, filename=name, headers={"Cache-Control": "private, no-cache"})
