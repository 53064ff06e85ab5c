"""Photos and clips over HTTP: add, list, order, change, delete, and what is shown of them."""

import asyncio
from functools import partial
from pathlib import Path
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Header, Query, Request
from fastapi import Path as InPath
from fastapi.responses import FileResponse, Response
from pydantic import BaseModel, Field

from beatstitch_ui.api.media_pages import page_of_media
from beatstitch_ui.api.protocol.paging import Page
from beatstitch_ui.api.protocol.receiving import Coming, take
from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from beatstitch_ui.languages.problems import retold
from beatstitch_ui.serving.bodies import UPLOAD_BYTES
from core.errors import FormatUnknownError, NotFoundError, RequestUnreadableError
from core.projects import project_files
from core.projects.described import described_asset, described_media
from core.projects.media import media_choices, media_history
from core.projects.media.camera_clocks import MOST_SHIFT_S, Camera, camera_clocks, set_clock
from core.projects.media.media import delete_media, ids_with_removed, reorder_media, restore_media
from core.projects.media.media_choices import MOST_REGIONS
from core.projects.media.media_state import media_state
from core.projects.opened import OpenProject
from core.schemas import Focus, MediaAssetResponse, Milliseconds
from core.vision.regions import Region

router = APIRouter(prefix="/api/projects/{project_id}/media", route_class=ApiRoute, tags=["Media"])
UNCHANGING = {"Cache-Control": "private, max-age=31536000, immutable"}
JPEG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/jpeg": {}}}}
MOST_ITEMS = 10_000
FileName = Annotated[str, Query(min_length=1, max_length=255)]
Length = Annotated[int, Header(alias="Content-Length", ge=0, le=UPLOAD_BYTES, include_in_schema=False)]
RAW_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class MediaUpdate(BaseModel):
    """What is not sent stays as it is; null leaves the choice to BeatStitch."""

    hidden: bool = Field(default=False, description="keep it out of new timelines")
    starred: bool = Field(default=False, description="show it in every new timeline")
    unstacked: bool = Field(default=False, description="take it out of the burst that it is in")
    focus: Focus | None = Field(default=None, description="the point that must stay in view")
    regions: Annotated[list[Region], Field(max_length=MOST_REGIONS)] | None = Field(
        default=None, description="what must stay in view, in place of the faces that were found"
    )
    in_ms: Milliseconds | None = Field(default=None, description="use a clip from here on")
    out_ms: Milliseconds | None = Field(default=None, description="use a clip up to here")


class MediaOrder(BaseModel):
    """All photos and clips of the project, each once, in their new order."""

    ids: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=MOST_ITEMS)]


class CameraWish(BaseModel):
    """By how many seconds the clock of a camera was slow; negative for one that was fast."""

    camera: str = Field(max_length=100)
    serial: str | None = Field(default=None, max_length=64)
    shift_s: int = Field(ge=-MOST_SHIFT_S, le=MOST_SHIFT_S)


class CameraAnswer(CameraWish):
    """A camera, and how many of the pictures it took."""

    pictures: int


@router.get("")
def media(access: OwnProject, page: Page) -> list[MediaAssetResponse]:
    """List the photos and clips in their order."""
    with access.reading() as opened:
        found = described_media(opened)
        return page_of_media(page, found, lambda: ids_with_removed(opened.session, opened.project.id))


@router.post("", status_code=201, max_body_size=UPLOAD_BYTES, openapi_extra=RAW_BODY)
async def add(access: OwnProject, filename: FileName, request: Request, size: Length) -> MediaAssetResponse:
    """Add a photo or clip: its bytes are the body. A file that the project has already is not added again.

    For large files and bad connections there are the resumable uploads.
    """
    coming = Coming(access, "media", uuid4(), filename, size, may_be_song=False)
    accepted = await take(coming, request)
    if accepted is None:
        await asyncio.to_thread(coming.part.unlink, missing_ok=True)
        raise RequestUnreadableError
    if accepted.passed_over:
        raise FormatUnknownError(file=filename)
    return await asyncio.to_thread(_described, access, accepted.id)


def _described(access: ProjectAccess, asset_id: str) -> MediaAssetResponse:
    with access.reading() as opened:
        return described_asset(opened, asset_id)


@router.get("/grid-state")
def grid_state(access: OwnProject) -> list[dict[str, object]]:
    """Get the items of the page's media grid, all at once."""
    with access.reading() as opened:
        items = media_state(opened)
    return [item | {"error": item["error"] and retold(str(item["error"]))} for item in items]


@router.put("/order")
def reorder(access: OwnProject, body: MediaOrder) -> list[MediaAssetResponse]:
    """Put the photos and clips in another order."""
    with access.writing() as opened:
        media_history.change(opened, "reorder", partial(reorder_media, asset_ids=body.ids))
        return described_media(opened)


@router.get("/cameras")
def cameras(access: OwnProject) -> list[CameraAnswer]:
    """List the cameras that took the pictures, and how far the clock of each is set right."""
    with access.reading() as opened:
        return _cameras(opened)


@router.put("/cameras")
def set_camera(access: OwnProject, body: CameraWish) -> list[CameraAnswer]:
    """Set the clock of a camera right: all that it took counts as taken so many seconds later."""
    camera = Camera(body.camera, body.serial)
    with access.writing() as opened:
        if camera not in [one.camera for one in camera_clocks(opened)]:
            raise NotFoundError(what="This camera")
        media_history.change(opened, "clock", partial(set_clock, camera=camera, shift_s=body.shift_s))
        return _cameras(opened)


def _cameras(opened: OpenProject) -> list[CameraAnswer]:
    return [
        CameraAnswer(
            camera=one.camera.name, serial=one.camera.serial, shift_s=one.shift_s, pictures=one.pictures
        )
        for one in camera_clocks(opened)
    ]


@router.get("/{asset_id}")
def asset(access: OwnProject, asset_id: str) -> MediaAssetResponse:
    """Get one photo or clip."""
    with access.reading() as opened:
        return described_asset(opened, asset_id)


@router.patch("/{asset_id}")
def change(access: OwnProject, asset_id: str, body: MediaUpdate) -> MediaAssetResponse:
    """Hide or star a photo or clip, say what must stay in view, or which part of a clip counts."""
    with access.writing() as opened:
        media_history.change(opened, "change", lambda *_: _change(opened, asset_id, body))
        return described_asset(opened, asset_id)


def _change(opened: OpenProject, asset_id: str, body: MediaUpdate) -> None:
    session, project, sent = opened.session, opened.project, body.model_fields_set
    now = described_asset(opened, asset_id)
    if "hidden" in sent:
        media_choices.set_hidden(session, project, [asset_id], hidden=body.hidden)
    if "starred" in sent:
        media_choices.set_starred(session, project, [asset_id], starred=body.starred)
    if "unstacked" in sent:
        media_choices.set_unstacked(session, project, [asset_id], unstacked=body.unstacked)
    if "regions" in sent:
        media_choices.set_regions(session, project, asset_id, body.regions)
    if "focus" in sent:
        focus = body.focus and (body.focus.x, body.focus.y)
        media_choices.set_focus(session, project, asset_id, focus)
    if sent & {"in_ms", "out_ms"}:
        in_ms = body.in_ms if "in_ms" in sent else now.in_ms
        out_ms = body.out_ms if "out_ms" in sent else now.out_ms
        media_choices.set_bounds(session, project, asset_id, in_ms, out_ms)


@router.delete("/{asset_id}", status_code=204)
def delete(access: OwnProject, asset_id: str) -> None:
    """Delete a photo or clip; for a day it can be restored."""
    with access.writing() as opened:
        media_history.change(opened, "remove", partial(delete_media, asset_ids=[asset_id]))


@router.post("/{asset_id}/restore")
def restore(access: OwnProject, asset_id: str) -> MediaAssetResponse:
    """Bring back a photo or clip that was deleted less than a day ago."""
    with access.writing() as opened:
        media_history.change(opened, "restore", partial(restore_media, asset_ids=[asset_id]))
        return described_asset(opened, asset_id)


@router.get("/{asset_id}/thumbnail", response_class=FileResponse)
def thumbnail(access: OwnProject, asset_id: str) -> FileResponse:
    """Get the small picture of a photo or clip."""
    with access.reading() as opened:
        return _unchanging(project_files.thumbnail_file(opened, asset_id))


@router.get("/{asset_id}/shown", response_class=FileResponse)
def shown(access: OwnProject, asset_id: str) -> FileResponse:
    """Get what stands for an asset in the preview, in ranges if they are asked for."""
    with access.reading() as opened:
        return _unchanging(project_files.shown_file(opened, asset_id))


@router.get("/{asset_id}/sound", response_class=FileResponse)
def sound(access: OwnProject, asset_id: str) -> FileResponse:
    """Get the sound of a clip for the preview, in ranges if they are asked for."""
    with access.reading() as opened:
        return _unchanging(project_files.clip_sound_file(opened, asset_id))


@router.get("/{asset_id}/filmstrip/{number}", response_class=Response, responses=JPEG)
def filmstrip(access: OwnProject, asset_id: str, number: Annotated[int, InPath(ge=0)]) -> Response:
    """Get a frame of the row of small pictures that a clip has; beyond the last one that."""
    with access.reading() as opened:
        frame = project_files.filmstrip_frame(opened, asset_id, number)
    return Response(frame, media_type="image/jpeg", headers=UNCHANGING)


def _unchanging(path: Path) -> FileResponse:
    return FileResponse(path, headers=UNCHANGING)
