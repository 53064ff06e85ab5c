"""Takes a file that is sent to a project: its bytes, its limits, and what becomes of it."""

import asyncio
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from fastapi import Request

from beatstitch_ui.api.protocol.upload_lock import UploadLock
from beatstitch_ui.api.protocol.upload_stream import receive
from beatstitch_ui.auth.access import ProjectAccess
from core.accounts.reservations import reserved
from core.errors import QuotaFullError
from core.projects.media.uploads import (
    Accepted,
    Arrived,
    UploadKind,
    file_id_of,
    goes_with_others,
    placed,
    song_name,
    stored_bytes,
)


@dataclass(frozen=True)
class Coming:
    """An upload as its request describes it."""

    access: ProjectAccess
    kind: UploadKind
    upload_id: UUID
    name: str
    size: int
    position: int = 0
    may_be_song: bool = True
    modified_ms: int | None = None

    @property
    def part(self) -> Path:
        return part_of(self.access, self.upload_id)

    @property
    def file_id(self) -> str:
        return file_id_of(self.access.project_id, self.upload_id)

    @property
    def arrived(self) -> Arrived:
        ms = self.modified_ms
        at = None if ms is None else datetime.fromtimestamp(ms / 1000, UTC)
        return Arrived(self.part, self.file_id, self.name, self.kind, self.position, self.may_be_song, at)

    def reserve(self) -> AbstractContextManager[None]:
        """Return what keeps room for the whole file, or raises NotEnoughSpaceError or QuotaFullError."""
        return reserved(self.access.database, self.access.visitor.user_id, self.part, self.size)


async def take(coming: Coming, request: Request, offset: int = 0) -> Accepted | None:
    """Append the body of a request to an upload; return what it has become, None while bytes are missing.

    A connection that breaks leaves what has arrived, and a completed upload may be sent again.
    """
    await asyncio.to_thread(bytes_of_upload, coming.access, coming.file_id)  # only the owner goes on
    lock = UploadLock(coming.part)
    if await lock.run(bytes_of_upload, coming.access, coming.file_id) is not None:
        return Accepted(coming.file_id, coming.kind)
    try:
        received = await receive(
            request.stream(),
            coming.part,
            lock,
            offset=offset,
            size=coming.size,
            name=coming.name,
            reserve=coming.reserve,
        )
    except QuotaFullError:
        await lock.run(coming.part.unlink, missing_ok=True)
        raise
    return await lock.run(_accepted, coming) if received == coming.size else None


def part_of(access: ProjectAccess, upload_id: UUID) -> Path:
    return access.database.layout.project(access.project_id).incoming_upload(str(upload_id))


def bytes_of_upload(access: ProjectAccess, file_id: str) -> int | None:
    """Return the size of a complete upload, None while it is not."""
    with access.reading() as opened:
        return stored_bytes(opened, file_id)


def _accepted(coming: Coming) -> Accepted:
    with coming.access.reading() as opened:
        song = song_name(opened)
        is_other = coming.kind == "media" and goes_with_others(opened, coming.name)
    if is_other:
        coming.part.unlink(missing_ok=True)
        return Accepted("", coming.kind, passed_over=coming.name)
    access = coming.access
    file_placed = placed(coming.arrived, access.database.layout, access.project_id, song)
    with file_placed as file, access.writing() as opened:
        return file.accept(opened)
