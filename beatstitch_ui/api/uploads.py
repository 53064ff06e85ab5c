"""Uploads: PUT appends to what is there already, HEAD says how much that is, DELETE forgets it."""

import asyncio
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from mimetypes import guess_type
from pathlib import Path, PurePath
from typing import Annotated, Literal
from uuid import UUID, uuid5

from fastapi import APIRouter, Depends, Header, Query, Request, Response

from beatstitch_ui.api.routes import ApiRoute
from beatstitch_ui.api.upload_lock import Turn
from beatstitch_ui.api.upload_stream import receive
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from beatstitch_ui.serving.bodies import UPLOAD_BYTES
from core.accounts.quota import require_room
from core.accounts.reservations import reserved
from core.errors import MediaRefusedError, NotASongError, NotFoundError, QuotaFullError, SongPresentError
from core.files import publish
from core.hashing import file_checksum
from core.media.belonging import is_sidecar, raws_with_picture
from core.media.sniff import Sniffed, sniff_file
from core.projects.media import StoredUpload, add_media, all_media, attach_song, song_of
from core.projects.media_choices import same_file
from core.projects.media_set import keep_file_time
from core.projects.song_trash import keep_song
from core.schemas import MediaType
from core.store.layout import UnsafePathError, safe_suffix
from core.store.models import AudioTrack, MediaAsset

router = APIRouter(prefix="/api/projects/{project_id}/uploads/{kind}", route_class=ApiRoute)
Kind = Literal["media", "song"]
Offset = Annotated[int, Header(alias="Upload-Offset", ge=0, le=UPLOAD_BYTES)]
CREATED, PARTIAL = 201, 202
SONG_SUFFIXES = {".m4a", ".m4b", ".mka", ".weba", ".wma"}  # of containers that may hold pictures as well
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "video/mp4": ".mp4", "audio/mpeg": ".mp3"}


@dataclass(frozen=True)
class Coming:
    """An upload as its request describes it."""

    access: OwnProject
    kind: Kind
    upload_id: UUID
    name: Annotated[str, Query(min_length=1, max_length=255)]
    size: Annotated[int, Query(ge=0, le=UPLOAD_BYTES)]
    position: Annotated[int, Query(ge=0, lt=2**31)] = 0
    modified_ms: Annotated[int | None, Query(ge=0, lt=2**42)] = None

    @property
    def part(self) -> Path:
        return _part(self.access, self.upload_id)

    def reserve(self) -> AbstractContextManager[None]:
        """Return what keeps room for the whole file, or raises NotEnoughSpaceError or QuotaFullError."""
        return reserved(self.access.database, self.access.visitor.user_id, self.part, self.size)

    @property
    def file_id(self) -> str:
        return file_id_of(self.access.project_id, self.upload_id)


@router.put("/{upload_id}", status_code=CREATED, max_body_size=UPLOAD_BYTES)  # noqa: FAST003 - `Coming` takes it
async def put(
    coming: Annotated[Coming, Depends()], request: Request, response: Response, offset: Offset = 0
) -> dict[str, str]:
    """Take the raw body as the file's bytes from `Upload-Offset` on; the last byte completes it.

    A connection that breaks leaves what has arrived, and a completed upload may be sent again.
    """
    file_id = coming.file_id
    await asyncio.to_thread(_stored_bytes, coming.access, coming.kind, file_id)  # only the owner goes on
    turn = Turn(coming.part)
    if await turn.run(_stored_bytes, coming.access, coming.kind, file_id) is not None:
        return {"id": file_id}
    try:
        received = await receive(
            request.stream(),
            coming.part,
            turn,
            offset=offset,
            size=coming.size,
            name=coming.name,
            reserve=coming.reserve,
        )
    except QuotaFullError:
        await turn.run(coming.part.unlink, missing_ok=True)
        raise
    if received < coming.size:
        response.status_code = PARTIAL
        return {}
    return await turn.run(_accept, coming)


@router.head("/{upload_id}")
def head(access: OwnProject, kind: Kind, upload_id: UUID) -> Response:
    """Say how many bytes have arrived; of a complete upload, all."""
    arrived = _stored_bytes(access, kind, file_id_of(access.project_id, upload_id))
    part = _part(access, upload_id)
    if arrived is None and not part.exists():
        raise NotFoundError(what="This upload")
    offset = part.stat().st_size if arrived is None else arrived
    return Response(headers={"Upload-Offset": str(offset), "Cache-Control": "no-store"})


@router.delete("/{upload_id}", status_code=204)
def delete(access: OwnProject, kind: Kind, upload_id: UUID) -> None:
    """Forget an upload that was given up."""
    if _stored_bytes(access, kind, file_id_of(access.project_id, upload_id)) is None:
        _part(access, upload_id).unlink(missing_ok=True)


def file_id_of(project_id: str, upload_id: UUID) -> str:
    """Return the id that the file of an upload gets in its project.

    Clients make up the ids of uploads; each project has its own, so an id tells nothing of the files
    of others, and can't get into their way.
    """
    return str(uuid5(upload_id, project_id))


def _part(access: ProjectAccess, upload_id: UUID) -> Path:
    return access.database.layout.project(access.project_id).incoming / f"{upload_id}.part"


def _stored_bytes(access: ProjectAccess, kind: Kind, file_id: str) -> int | None:
    """Return the size of a complete upload, None while it is not."""
    with access.reading() as opened:
        found = opened.session.get(AudioTrack, file_id)
        if found is None and kind == "media":
            found = opened.session.get(MediaAsset, file_id)
        return found.file_size if found is not None and found.project_id == opened.project.id else None


def _accept(coming: Coming) -> dict[str, str]:
    """Give a complete upload its place in the project, or refuse it for good.

    Return its id, or that of the same file if the project has it, with the name it has there. A file that
    only goes with others is passed over.
    """
    part, file_id, layout = coming.part, coming.file_id, coming.access.database.layout
    if coming.kind == "media" and _goes_with_others(coming):
        part.unlink(missing_ok=True)
        return {"passed_over": coming.name}
    try:
        sniffed = sniff_file(part, coming.name)
        kind = _becomes(coming, sniffed)
    except MediaRefusedError:
        part.unlink(missing_ok=True)
        raise
    folders = layout.project(coming.access.project_id)
    place = folders.media if kind == "media" else folders.audio
    path = place(file_id, _suffix(coming.name, sniffed))
    path.parent.mkdir(parents=True, exist_ok=True)
    checksum = file_checksum(part)
    publish(part, path)
    upload = StoredUpload(
        file_path=layout.relative(path),
        original_filename=coming.name,
        file_size=path.stat().st_size,
        mime_type=sniffed.mime_type,
        checksum=checksum,
    )
    answer: dict[str, str] = {}
    try:
        answer = _keep(coming, upload, kind, sniffed)
    finally:
        if answer.get("id") != file_id:
            path.unlink()
    return answer


def _keep(coming: Coming, upload: StoredUpload, kind: Kind, sniffed: Sniffed) -> dict[str, str]:
    """Give the project its new file, if it is new to it and its owner's account has room for it."""
    file_id = coming.file_id
    with coming.access.writing() as opened:
        same = same_file(opened.session, opened.project, upload.checksum or "") if kind == "media" else None
        if same is not None:
            return {"id": same.id, "same_as": same.original_filename}
        require_room(opened.session, opened.project.owner_id, upload.file_size)
        if kind == "song":
            keep_song(opened)
            attach_song(opened.session, opened.project, upload, file_id)
        else:
            family: MediaType = "image" if sniffed.family == "still" else "video"
            asset = add_media(opened.session, opened.project, upload, family, file_id)
            asset.sort_order = coming.position or asset.sort_order
            if coming.modified_ms is not None:
                keep_file_time(asset, datetime.fromtimestamp(coming.modified_ms / 1000, UTC))
    return {"id": file_id}


def _goes_with_others(coming: Coming) -> bool:
    """Tell a sidecar, or a raw photo whose JPEG the project has."""
    if is_sidecar(coming.name):
        return True
    with coming.access.reading() as opened:
        present = [asset.original_filename for asset in all_media(opened.session, opened.project.id)]
    return coming.name in raws_with_picture([*present, coming.name])


def _becomes(coming: Coming, sniffed: Sniffed) -> Kind:
    """Return what the file becomes: a song among the pictures is the song, unless there is one."""
    if coming.kind == "song":
        if sniffed.family == "still":
            raise NotASongError(file=coming.name, kind="a photo")
        return "song"
    if not _is_song(coming.name, sniffed):
        return "media"
    with coming.access.reading() as opened:
        present = song_of(opened.session, opened.project.id)
    if present is not None:
        raise SongPresentError(file=coming.name, song=present.original_filename)
    return "song"


def _is_song(name: str, sniffed: Sniffed) -> bool:
    """Tell a song from a picture; of a container for both, its owner's name says what it is for."""
    if sniffed.mime_type.startswith("audio/"):
        return True
    return sniffed.family == "timed" and PurePath(name).suffix.lower() in SONG_SUFFIXES


def _suffix(name: str, sniffed: Sniffed) -> str:
    """Return the suffix of the owner's name, if it is one of pictures or sound, as what it is served."""
    kind, _ = guess_type(f"file{PurePath(name).suffix.lower()}")
    if kind is not None and kind.split("/")[0] in ("image", "video", "audio") and "xml" not in kind:
        try:
            return safe_suffix(PurePath(name).suffix)
        except UnsafePathError:
            pass
    return SUFFIXES.get(sniffed.mime_type, ".bin")
