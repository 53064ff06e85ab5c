"""A project's edit and beats as files, for scripts and other programs."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from core.projects import project_files
from core.projects.archive.exporting import archive_of, archived
from core.projects.interchange import Format, exported, interchange_of

router = APIRouter(prefix="/api/projects/{project_id}/exports", route_class=ApiRoute, tags=["Exports"])
REVALIDATED = {"Cache-Control": "private, no-cache"}


def _lasting() -> Iterator[ExitStack]:
    """Yield what keeps a made file until it has been sent."""
    with ExitStack() as stack:
        yield stack


Lasting = Annotated[ExitStack, Depends(_lasting)]


@router.get("/edl.json", response_class=FileResponse)
def edl(access: OwnProject) -> FileResponse:
    """Get the edit as edl.json."""
    with access.reading() as opened:
        path, name = project_files.edl_file(opened)
    return FileResponse(path, filename=name, headers=REVALIDATED)


@router.get("/beats.json", response_class=FileResponse)
def beats(access: OwnProject) -> FileResponse:
    """Get the beats as beats.json, corrections included."""
    with access.reading() as opened:
        path, name = project_files.beats_file(opened)
    return FileResponse(path, filename=name, headers=REVALIDATED)


@router.get("/archive", response_class=FileResponse)
def archive(access: OwnProject, lasting: Lasting) -> FileResponse:
    """Get the whole project as a `.beatstitch` file: photos, clips, song, beats, edit and settings."""
    with access.reading() as opened:
        whole = archive_of(opened)
    path = lasting.enter_context(archived(whole, access.database.layout.temp))
    return FileResponse(path, filename=whole.file_name, headers=REVALIDATED, media_type="application/zip")


@router.get("/otio", response_class=FileResponse)
def otio(access: OwnProject, lasting: Lasting) -> FileResponse:
    """Get the edit as OpenTimelineIO, with media named relative to it in a folder `media`.

    Moves, fits, focus points, volumes, titles, pulses and flashes are kept as metadata, which other programs
    don't show. Of a speed ramp they see the mean speed, and of a split screen its first picture.
    """
    return _export(access, "otio", lasting)


@router.get("/otioz", response_class=FileResponse)
def otioz(access: OwnProject, lasting: Lasting) -> FileResponse:
    """Get the edit as OpenTimelineIO in one file with all photos, clips and the song."""
    return _export(access, "otioz", lasting)


@router.get("/fcpxml", response_class=FileResponse)
def fcpxml(access: OwnProject, lasting: Lasting) -> FileResponse:
    """Get the edit as FCPXML 1.10, for Final Cut Pro and DaVinci Resolve.

    Titles are there as plain ones, speeds with their ramps. Lost are moves, fits, focus points, volumes,
    pulses, flashes, all of a split screen but its first picture, and that a clip begins again or stands
    still at its end.
    """
    return _export(access, "fcpxml", lasting)


@router.get("/cmx", response_class=FileResponse)
def cmx(access: OwnProject, lasting: Lasting) -> FileResponse:
    """Get the edit as a CMX 3600 edit decision list.

    Titles are comments, and so are speed ramps, which play at their mean speed. Lost are moves, fits, focus
    points, volumes, pulses and flashes; a split screen shows its first picture and names the others in
    comments; fades through black or white become dissolves, and the song begins on a whole frame.
    """
    return _export(access, "cmx", lasting)


def _export(access: ProjectAccess, form: Format, lasting: ExitStack) -> FileResponse:
    with access.reading() as opened:
        interchange = interchange_of(opened)
    path = lasting.enter_context(exported(interchange, form, access.database.layout.temp))
    return FileResponse(path, filename=interchange.file_name(form), headers=REVALIDATED)
