"""Takes what a guest sends: it becomes a picture of the project like any upload, within the link's limits."""

from pathlib import Path

from core.errors import DropFullError, DropRoomError, NotEnoughSpaceError, QuotaFullError
from core.projects.media.uploads import Arrived, goes_with_others, placed
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.projects.sharing.drops import OpenDrop, opened_drop
from core.store.db import Database
from core.store.models import GuestUpload, new_id

NAME_CHARS, FILENAME_CHARS = 60, 255


def require_room_of(drop: OpenDrop, size_bytes: int) -> None:
    """Raise DropFullError when one more file of this size is more than a link takes."""
    if drop.files_left < 1 or size_bytes > drop.bytes_left:
        raise DropFullError(files=drop.files_left, mb=drop.bytes_left / 1e6)


def take_from_guest(database: Database, token: str, part: Path, filename: str, guest: str) -> None:
    """Make a file that has arrived a picture of the project, and note who sent it.

    A file that the project has already is not added again, which the guest does not learn. Raises
    DropVoidError and DropFullError as things stand now, DropRoomError, a MediaRefusedError.
    """
    with database.reading() as session:
        drop = opened_drop(session, token)
        opened = OpenProject(session, database.layout, owned_project(session, drop.owner_id, drop.project_id))
        is_other = goes_with_others(opened, filename)
    if is_other:
        part.unlink()
        return
    arrived = Arrived(part, new_id(), filename[-FILENAME_CHARS:], "media", may_be_song=False)
    try:
        with placed(arrived, database.layout, drop.project_id) as file, database.writing() as session:
            now = opened_drop(session, token)
            require_room_of(now, file.upload.file_size)
            project = owned_project(session, now.owner_id, now.project_id)
            accepted = file.accept(OpenProject(session, database.layout, project))
            if accepted.same_as is None:
                session.add(_noted(now, accepted.id, arrived.name, guest, file.upload.file_size))
    except (QuotaFullError, NotEnoughSpaceError) as error:
        raise DropRoomError from error


def _noted(drop: OpenDrop, asset_id: str, filename: str, guest: str, size_bytes: int) -> GuestUpload:
    return GuestUpload(
        project_id=drop.project_id,
        drop_id=drop.id,
        asset_id=asset_id,
        guest=guest.strip()[:NAME_CHARS],
        filename=filename,
        file_size=size_bytes,
    )
