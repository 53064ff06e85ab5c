"""A project's edit and beats as files, for scripts and other programs."""

from fastapi import APIRouter
from fastapi.responses import FileResponse

from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from core.projects import project_files

router = APIRouter(prefix="/api/projects/{project_id}/exports", route_class=ApiRoute, tags=["Exports"])
REVALIDATED = {"Cache-Control": "private, no-cache"}


@router.get("/edl.json", response_class=FileResponse)
def edl(access: OwnProject) -> FileResponse:
    """Get the edit as the seed's edl.json."""
    with access.reading() as opened:
        path, name = project_files.edl_file(opened)
    return FileResponse(path, filename=name, headers=REVALIDATED)


@router.get("/beats.json", response_class=FileResponse)
def beats(access: OwnProject) -> FileResponse:
    """Get the beats as the seed's beats.json, corrections included."""
    with access.reading() as opened:
        path, name = project_files.beats_file(opened)
    return FileResponse(path, filename=name, headers=REVALIDATED)
