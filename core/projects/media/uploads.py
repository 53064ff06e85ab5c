"""Gives a file that has arrived completely its place in a project, or refuses it for good."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from mimetypes import guess_type
from pathlib import Path, PurePath
from typing import Literal
from uuid import UUID, uuid5

from core.accounts.quota import require_room
from core.errors import (
    MediaRefusedError,
    NotAPictureError,
    NotASongError,
    SongPresentError,
    UnsafePathError,
)
from core.files import publish
from core.hashing import file_checksum
from core.media.capture.belonging import is_raw, is_sidecar, raws_with_picture
from core.media.sniff import Sniffed, sniff_file
from core.projects.media.media import StoredUpload, add_media, all_media, attach_song, song_of
from core.projects.media.media_choices import same_file
from core.projects.media.media_set import keep_file_time
from core.projects.opened import OpenProject
from core.projects.song.song_trash import keep_song
from core.schemas import MediaType
from core.store.layout import Layout, safe_suffix
from core.store.models import AudioTrack, MediaAsset

UploadKind = Literal["media", "song"]
SONG_SUFFIXES = {".m4a", ".m4b", ".mka", ".weba", ".wma"}  # of containers that may hold pictures as well
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "video/mp4": ".mp4", "audio/mpeg": ".mp3"}


@dataclass(frozen=True)
class Arrived:
    """A file that arrived as `part`; `position` is its place among the pictures, 0 for the end.

    `may_be_song` lets a song among the pictures become the project's song, if it has none.
    """

    part: Path
    file_id: str
    name: str
    kind: UploadKind
    position: int = 0
    may_be_song: bool = True
    modified_at: datetime | None = None


@dataclass(frozen=True)
class Accepted:
    """The id that a file has in its project; `same_as` names the same file that was there already.

    `passed_over` names a file that only goes with others: it has no id.
    """

    id: str
    kind: UploadKind
    same_as: str | None = None
    passed_over: str | None = None


@dataclass
class Placed:
    """A file at its place, which the database knows once it `is_taken`."""

    arrived: Arrived
    kind: UploadKind
    media_type: MediaType
    path: Path
    upload: StoredUpload
    is_taken: bool = False

    def accept(self, opened: OpenProject) -> Accepted:
        """Give the project its new file, if it is new to it and its owner's account has room for it.

        Return its id, or that of the same file if the project has it. Raises QuotaFullError.
        """
        is_song = self.kind == "song"
        same = None if is_song else same_file(opened.session, opened.project, self.upload.checksum or "")
        if same is not None:
            return Accepted(same.id, self.kind, same.original_filename)
        require_room(opened.session, opened.project.owner_id, self.upload.file_size)
        if is_song:
            keep_song(opened)
            attach_song(opened.session, opened.project, self.upload, self.arrived.file_id)
        else:
            self._add_picture(opened)
        self.is_taken = True
        return Accepted(self.arrived.file_id, self.kind)

    def _add_picture(self, opened: OpenProject) -> None:
        arrived = self.arrived
        asset = add_media(opened.session, opened.project, self.upload, self.media_type, arrived.file_id)
        asset.sort_order = arrived.position or asset.sort_order
        if arrived.modified_at is not None:
            keep_file_time(asset, arrived.modified_at)


def file_id_of(project_id: str, upload_id: UUID) -> str:
    """Return the id that the file of an upload gets in its project.

    Clients make up the ids of uploads; each project has its own, so an id tells nothing of the files
    of others, and can't get into their way.
    """
    return str(uuid5(upload_id, project_id))


def stored_bytes(opened: OpenProject, file_id: str) -> int | None:
    """Return the size of a complete upload, None while it is not."""
    for table in (AudioTrack, MediaAsset):
        found = opened.session.get(table, file_id)
        if found is not None and found.project_id == opened.project.id:
            return found.file_size
    return None


@contextmanager
def placed(arrived: Arrived, layout: Layout, project_id: str, song: str | None = None) -> Iterator[Placed]:
    """Put a file where it belongs in its project for the block, which accepts it in a transaction of its own.

    What the project did not take by the end of the block, or was rolled back with it, is taken away.
    `song` is the name of the project's song, if it has one. Reads the whole file: no transaction should
    wait for it. Raises a MediaRefusedError.
    """
    file = _placed(arrived, layout, project_id, song)
    is_kept = False
    try:
        yield file
        is_kept = file.is_taken
    finally:
        if not is_kept:
            file.path.unlink(missing_ok=True)


def _placed(arrived: Arrived, layout: Layout, project_id: str, song: str | None) -> Placed:
    """Put a file at its place; it is taken away when it is refused."""
    try:
        sniffed = sniff_file(arrived.part, arrived.name)
        kind = _becomes(arrived, sniffed, song)
    except MediaRefusedError:
        arrived.part.unlink(missing_ok=True)
        raise
    folders = layout.project(project_id)
    place = folders.media if kind == "media" else folders.audio
    path = place(arrived.file_id, _suffix(arrived.name, sniffed))
    path.parent.mkdir(parents=True, exist_ok=True)
    checksum = file_checksum(arrived.part)
    publish(arrived.part, path)
    upload = StoredUpload(
        file_path=layout.relative(path),
        original_filename=arrived.name,
        file_size=path.stat().st_size,
        mime_type=sniffed.mime_type,
        checksum=checksum,
    )
    return Placed(arrived, kind, "image" if sniffed.family == "still" else "video", path, upload)


def goes_with_others(opened: OpenProject, name: str) -> bool:
    """Tell a sidecar, or a raw photo whose JPEG the project has."""
    if is_sidecar(name):
        return True
    if not is_raw(name):
        return False
    present = [asset.original_filename for asset in all_media(opened.session, opened.project.id)]
    return name in raws_with_picture([*present, name])


def song_name(opened: OpenProject) -> str | None:
    track = song_of(opened.session, opened.project.id)
    return track and track.original_filename


def _becomes(arrived: Arrived, sniffed: Sniffed, song: str | None) -> UploadKind:
    """Return what the file becomes: a song among the pictures is the song, unless there is one."""
    if arrived.kind == "song":
        if sniffed.family == "still":
            raise NotASongError(file=arrived.name, kind="a photo")
        return "song"
    if not _is_song(arrived.name, sniffed):
        return "media"
    if not arrived.may_be_song:
        raise NotAPictureError(file=arrived.name)
    if song is not None:
        raise SongPresentError(file=arrived.name, song=song)
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
