"""Resumable uploads: PUT appends to what is there already, HEAD says how much that is, DELETE forgets it."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from beatstitch_ui.api.media import RAW_BODY
from beatstitch_ui.api.protocol.receiving import Coming, bytes_of_upload, part_of, take
from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject
from beatstitch_ui.languages.problems import told as in_words
from beatstitch_ui.serving.bodies import UPLOAD_BYTES
from core.errors import MediaRefusedError, NotFoundError
from core.gathering.items import moment
from core.projects.media.uploads import UploadKind, file_id_of

router = APIRouter(prefix="/api/projects/{project_id}/uploads/{kind}", route_class=ApiRoute, tags=["Uploads"])
OK, CREATED, PARTIAL = 200, 201, 202
LENIENT = "handling=lenient"
MOST_MS, LARGEST_MS = 2**53, 2**63 - 1  # what JavaScript has as a safe integer, and what file systems hold


@dataclass(frozen=True)
class UploadParameters:
    """What a request says of the file that it sends."""

    name: Annotated[str, Query(min_length=1, max_length=255)]
    size: Annotated[int, Query(ge=0, le=UPLOAD_BYTES)]
    position: Annotated[int, Query(ge=0, lt=2**31)] = 0
    modified_ms: Annotated[
        int | None,
        Query(
            ge=-LARGEST_MS,
            le=LARGEST_MS,
            description="when the file was changed last, in ms after 1970; what can't be is passed over",
        ),
    ] = None
    offset: Annotated[int, Header(alias="Upload-Offset", ge=0, le=UPLOAD_BYTES)] = 0
    prefer: Annotated[str, Header(max_length=200)] = ""

    @property
    def usable_ms(self) -> int | None:
        """Return when the file was changed last, None for what no calendar has."""
        ms = self.modified_ms
        return ms if ms is not None and abs(ms) < MOST_MS and moment(ms / 1000) is not None else None


@router.put(
    "/{upload_id}",
    status_code=CREATED,
    max_body_size=UPLOAD_BYTES,
    openapi_extra=RAW_BODY,
    responses={
        OK: {"description": "It can't be used, as `refused` tells; only where that was asked for."},
        PARTIAL: {"description": "Bytes are still missing."},
    },
)
async def put(
    access: OwnProject,
    kind: UploadKind,
    upload_id: UUID,
    told: Annotated[UploadParameters, Depends()],
    *,
    request: Request,
    response: Response,
) -> dict[str, str]:
    """Take the raw body as the file's bytes from `Upload-Offset` on; the last byte completes it.

    A connection that breaks leaves what has arrived, and a completed upload may be sent again. With
    `Prefer: handling=lenient` (RFC 7240) a file that can't be used is no error: the answer is 200 with the
    sentence as `refused`, so that the console of a browser stays clean.
    """
    coming = Coming(access, kind, upload_id, told.name, told.size, told.position, modified_ms=told.usable_ms)
    try:
        accepted = await take(coming, request, told.offset)
    except MediaRefusedError as error:
        if LENIENT not in told.prefer:
            raise
        response.status_code = OK
        response.headers["Preference-Applied"] = LENIENT
        return {"refused": in_words(error)}
    if accepted is None:
        response.status_code = PARTIAL
        return {}
    if accepted.passed_over:
        return {"passed_over": accepted.passed_over}
    same = {"same_as": accepted.same_as} if accepted.same_as else {}
    return {"id": accepted.id} | same


@router.head("/{upload_id}", response_class=Response)
def head(access: OwnProject, kind: UploadKind, upload_id: UUID) -> Response:  # noqa: ARG001 - of the path
    """Say how many bytes have arrived; of a complete upload, all."""
    arrived = bytes_of_upload(access, file_id_of(access.project_id, upload_id))
    part = part_of(access, upload_id)
    if arrived is None and not part.exists():
        raise NotFoundError(what="This upload")
    offset = part.stat().st_size if arrived is None else arrived
    return Response(headers={"Upload-Offset": str(offset), "Cache-Control": "no-store"})


@router.delete("/{upload_id}", status_code=204)
def delete(access: OwnProject, kind: UploadKind, upload_id: UUID) -> None:  # noqa: ARG001 - of the path
    """Forget an upload that was given up."""
    if bytes_of_upload(access, file_id_of(access.project_id, upload_id)) is None:
        part_of(access, upload_id).unlink(missing_ok=True)
