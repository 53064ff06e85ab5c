"""Whole projects as files: an upload that resumes and becomes a project."""

import asyncio
from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import APIRouter, Header, Query, Request, Response
from pydantic import BaseModel

from beatstitch_ui.api.media import RAW_BODY
from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.api.protocol.upload_lock import UploadLock
from beatstitch_ui.api.protocol.upload_stream import receive
from beatstitch_ui.auth.access import AccountAccess, OwnAccount
from beatstitch_ui.serving.bodies import UPLOAD_BYTES
from core.accounts.reservations import reserved
from core.projects.archive.importing import Imported, try_import

router = APIRouter(prefix="/api/archives", route_class=ApiRoute, tags=["Projects"])
CREATED, PARTIAL = 201, 202


class ArchiveAnswer(BaseModel):
    """The project that an archive became, and why each file that it lacks was left out; empty before."""

    id: str | None = None
    left_out: list[str] = []


@router.put(
    "/{upload_id}",
    status_code=CREATED,
    max_body_size=UPLOAD_BYTES,
    openapi_extra=RAW_BODY,
    responses={PARTIAL: {"description": "Bytes are still missing.", "model": ArchiveAnswer}},
)
async def put(
    account: OwnAccount,
    upload_id: UUID,
    size: Annotated[int, Query(ge=0, le=UPLOAD_BYTES)],
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=UPLOAD_BYTES)] = 0,
    *,
    request: Request,
    response: Response,
) -> ArchiveAnswer:
    """Take the raw body as a `.beatstitch` file from `Upload-Offset` on; the last byte makes it a project.

    Its photos, clips and song are read like any upload; then its beats and its edit are as they were. An
    account sends one archive at a time: beginning another forgets the last one.
    """
    part = _part(account, upload_id)
    await asyncio.to_thread(_forget_others, part)
    lock = UploadLock(part)
    received = await receive(
        request.stream(),
        part,
        lock,
        offset=offset,
        size=size,
        name="The archive",
        reserve=lambda: reserved(account.database, account.visitor.user_id, part, size),
    )
    if received < size:
        response.status_code = PARTIAL
        return ArchiveAnswer()
    imported = await lock.run(_imported, account, part, upload_id)
    return ArchiveAnswer(id=imported.project_id, left_out=imported.left_out)


@router.head("/{upload_id}", response_class=Response)
def head(account: OwnAccount, upload_id: UUID) -> Response:
    """Say how many bytes have arrived."""
    part = _part(account, upload_id)
    held = part.stat().st_size if part.exists() else 0
    return Response(headers={"Upload-Offset": str(held), "Cache-Control": "no-store"})


def _part(account: AccountAccess, upload_id: UUID) -> Path:
    return account.database.layout.incoming_archive(account.visitor.user_id, str(upload_id))


def _forget_others(part: Path) -> None:
    for other in part.parent.glob("*.part"):
        if other != part:
            other.unlink(missing_ok=True)


def _imported(account: AccountAccess, part: Path, upload_id: UUID) -> Imported:
    user_id = account.visitor.user_id
    try:
        return try_import(account.database, user_id, part, str(uuid5(upload_id, user_id)))
    finally:
        part.unlink(missing_ok=True)
