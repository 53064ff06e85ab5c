"""Links for guests over HTTP: make, list and revoke them, see what came in, and be a guest."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Header, Query, Request, Response

from beatstitch_ui.api.media import RAW_BODY, FileName
from beatstitch_ui.api.protocol.paging import Page
from beatstitch_ui.api.protocol.routes import ApiRoute, open_to_strangers
from beatstitch_ui.api.protocol.upload_lock import UploadLock
from beatstitch_ui.api.protocol.upload_stream import receive
from beatstitch_ui.auth.access import OwnProject
from beatstitch_ui.public.qr import qr_svg
from beatstitch_ui.serving.bodies import UPLOAD_BYTES
from core.accounts.reservations import reserved
from core.errors import (
    DropRoomError,
    NotEnoughSpaceError,
    QuotaFullError,
    RequestUnreadableError,
    TooManyRequestsError,
)
from core.installation.current import installation
from core.projects.sharing import drops
from core.projects.sharing.drops import DropCreate, DropResponse, GuestUploadResponse, OpenDrop, open_drop
from core.projects.sharing.guest_uploads import NAME_CHARS, require_room_of, take_from_guest

AT_ONCE = 6  # files that come by one link
Guest = Annotated[str, Query(min_length=1, max_length=NAME_CHARS, description="the name of who sends it")]
Length = Annotated[int, Header(alias="Content-Length", ge=0, le=UPLOAD_BYTES, include_in_schema=False)]
SVG = {200: {"content": {"image/svg+xml": {}}}}
router = APIRouter(route_class=ApiRoute, tags=["Sharing"])
OF_PROJECT = "/api/projects/{project_id}"
_coming: Counter[str] = Counter()


@router.post(f"{OF_PROJECT}/drops", status_code=201)
def create(access: OwnProject, body: DropCreate, request: Request) -> DropResponse:
    """Make a link by which guests add pictures to this project within limits, and do nothing else."""
    with access.writing() as opened:
        return _addressed(drops.create_drop(opened, body), request)


@router.get(f"{OF_PROJECT}/drops")
def list_of(access: OwnProject, request: Request) -> list[DropResponse]:
    """List the links for guests of the project, the newest first."""
    with access.reading() as opened:
        return [_addressed(one, request) for one in drops.list_drops(opened)]


@router.get(f"{OF_PROJECT}/drops/{{drop_id}}/qr.svg", response_class=Response, responses={**SVG})
def code(access: OwnProject, drop_id: str, request: Request) -> Response:
    """Get the link as a QR code."""
    with access.reading() as opened:
        link = _addressed(drops.drop_of(opened, drop_id), request)
    drawn = qr_svg(link.url or link.path)
    return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})


@router.delete(f"{OF_PROJECT}/drops/{{drop_id}}", status_code=204)
def revoke(access: OwnProject, drop_id: str) -> None:
    """End a link at once; what came in by it stays."""
    with access.writing() as opened:
        drops.revoke_drop(opened, drop_id)


@router.get(f"{OF_PROJECT}/guest-uploads")
def came_in(access: OwnProject, page: Page) -> list[GuestUploadResponse]:
    """List what guests have added, with the names they gave, the newest first."""
    with access.reading() as opened:
        found = drops.list_guest_uploads(opened)
    return page.page(found, lambda one: [-round(one.created_at.timestamp() * 1e6), one.id])


@router.post("/api/drop/{token}", status_code=204, max_body_size=UPLOAD_BYTES, openapi_extra=RAW_BODY)
@open_to_strangers
async def add(token: str, filename: FileName, guest: Guest, request: Request, size: Length) -> None:
    """Add a photo or clip as a guest: its bytes are the body."""
    held = installation()
    drop = await asyncio.to_thread(open_drop, held, token)
    require_room_of(drop, size)
    part = held.layout.project(drop.project_id).incoming_upload(str(uuid4()))
    with _one_of(drop.id):
        try:
            await _receive(request, drop, part, size=size, filename=filename)
            await asyncio.to_thread(take_from_guest, held, token, part, filename, guest)
        finally:
            await asyncio.to_thread(part.unlink, missing_ok=True)


async def _receive(request: Request, drop: OpenDrop, part: Path, *, size: int, filename: str) -> None:
    try:
        received = await receive(
            request.stream(),
            part,
            UploadLock(part),
            offset=0,
            size=size,
            name=filename,
            reserve=lambda: reserved(installation(), drop.owner_id, part, size),
        )
    except (QuotaFullError, NotEnoughSpaceError) as error:
        raise DropRoomError from error
    if received < size:
        raise RequestUnreadableError


@contextmanager
def _one_of(drop_id: str) -> Iterator[None]:
    """Count what comes by a link at the same time; TooManyRequestsError for too many."""
    if _coming[drop_id] >= AT_ONCE:
        raise TooManyRequestsError
    _coming[drop_id] += 1
    try:
        yield
    finally:
        _coming[drop_id] -= 1
        if not _coming[drop_id]:
            del _coming[drop_id]


def _addressed(link: DropResponse, request: Request) -> DropResponse:
    return link.model_copy(update={"url": f"{str(request.base_url).rstrip('/')}{link.path}"})
