"""Makes a project out of a `.beatstitch` file: media go the way of every upload, the rest follows."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from core.accounts.quota import room_left
from core.errors import ArchiveInvalidError, MediaRefusedError
from core.files import write_atomic
from core.interchange.packed_project import MOST_FILES, PROJECT, facts_of
from core.jobs.project_status import refresh_status
from core.projects.archive.contents import Picture, ProjectFile, Song
from core.projects.archive.settling import Pending, forget_broken_import, settle_import
from core.projects.media.sources import stored_regions
from core.projects.media.uploads import Arrived, Placed, placed
from core.projects.opened import OpenProject
from core.projects.projects import clean_name, owned_project, update_settings
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildDiedError, ChildFailedError, ChildTooSlowError
from core.settings import settings
from core.store.db import Database
from core.store.models import DECIDED_COLUMNS, MediaAsset, Project, new_id

SHORTEST_LIMIT_S, BYTES_PER_SECOND = 60.0, 20_000_000
UNPACK = "core.interchange.packed_project:unpack"


@dataclass(frozen=True)
class Imported:
    """The new project, and a sentence for each file that could not be taken."""

    project_id: str
    left_out: list[str] = field(default_factory=list)


def import_archive(
    database: Database, user_id: str, archive: Path, project_id: str | None = None
) -> Imported:
    """Make a project of this user's out of an archive.

    Its edit and its corrected beats follow when its media and its song have been read. A file of it that
    is refused is left out. Raises ArchiveInvalidError, QuotaFullError, a StorageError; then there is no
    project.
    """
    project_id = project_id or new_id()
    folders = database.layout.project(project_id)
    incoming = folders.incoming
    with _unpacked(database, user_id, archive, incoming) as files:
        told = _read(files)
        write_atomic(folders.import_under_way, b"")
        taking = _Taking(database, user_id, project_id, files)
        try:
            _create(database, user_id, told, project_id)
            for picture in told.pictures:
                taking.picture(picture)
            taking.song(told.song)
            _promise(database, project_id, told, taking.keys)
        except BaseException:
            forget_broken_import(database, project_id)
            raise
    settle_import(database, project_id)
    return Imported(project_id, taking.left_out)


@contextmanager
def _unpacked(database: Database, user_id: str, archive: Path, incoming: Path) -> Iterator[dict[str, Path]]:
    """Yield the files of an archive by their path in it; a confined process has unpacked and proven them.

    They lie where uploads arrive, so that they need not be copied to their place.
    """
    layout = database.layout
    incoming.mkdir(parents=True, exist_ok=True)
    with database.reading() as session:
        most_bytes = room_left(session, layout, user_id)
    limits = Limits(cpu_s=900, file_size_bytes=settings().max_upload_bytes, open_files=64)
    limit_s = SHORTEST_LIMIT_S + archive.stat().st_size / BYTES_PER_SECOND
    with _folder_in(incoming) as folder:
        permitted = Permissions(read=[archive], write=[Path(folder)])
        try:
            with Child(limits, permitted) as child:
                listed = child.call(UNPACK, str(archive.absolute()), folder, most_bytes, timeout_s=limit_s)
        except (ChildDiedError, ChildFailedError, ChildTooSlowError) as error:
            raise ArchiveInvalidError(
                reason="reading it takes more than any archive of BeatStitch"
            ) from error
        yield {str(path): Path(folder, str(number)) for number, path in enumerate(listed[: MOST_FILES + 1])}


@contextmanager
def _folder_in(incoming: Path) -> Iterator[str]:
    """Yield a folder for the length of the block; of a project that did not come about nothing stays."""
    try:
        with tempfile.TemporaryDirectory(dir=incoming, prefix="import_") as folder:
            yield folder
    except BaseException:
        shutil.rmtree(incoming.parent, ignore_errors=True)
        raise


def _read(files: dict[str, Path]) -> ProjectFile:
    try:
        told = ProjectFile.model_validate_json(files[PROJECT].read_bytes())
    except ValidationError as error:
        raise ArchiveInvalidError(**facts_of(error)) from error
    named = [picture.path for picture in told.pictures] + ([told.song.path] if told.song else [])
    if len(set(named)) != len(named) or not set(named) <= set(files):
        raise ArchiveInvalidError(reason="its project names files that it does not hold")
    return told


def _create(database: Database, user_id: str, told: ProjectFile, project_id: str) -> None:
    with database.writing() as session:
        project = Project(id=project_id, owner_id=user_id, name=clean_name(told.name), status="draft")
        project.is_named = told.is_named
        project.description, project.media_order = told.description, told.media_order
        session.add(project)
        session.flush()
        update_settings(project, told.settings)


@dataclass
class _Taking:
    """Brings the files of an archive into a project, one after the other."""

    database: Database
    user_id: str
    project_id: str
    files: dict[str, Path]
    keys: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)

    def picture(self, picture: Picture) -> None:
        """Take a photo or clip with what was decided about it."""
        arrived = Arrived(
            self.files[picture.path],
            new_id(),
            picture.name,
            "media",
            may_be_song=False,
            modified_at=picture.taken_at,
        )
        taken_id = self._take(arrived, picture)
        if taken_id is not None:
            self.keys[picture.key] = taken_id

    def song(self, song: Song | None) -> None:
        if song is not None:
            self._take(Arrived(self.files[song.path], new_id(), song.name, "song"), None)

    def _take(self, arrived: Arrived, picture: Picture | None) -> str | None:
        try:
            with placed(arrived, self.database.layout, self.project_id) as file:
                return self._accepted(file, picture)
        except MediaRefusedError as refusal:
            self.left_out.append(refusal.user_message)
            return None

    def _accepted(self, file: Placed, picture: Picture | None) -> str:
        with self.database.writing() as session:
            project = owned_project(session, self.user_id, self.project_id)
            accepted = file.accept(OpenProject(session, self.database.layout, project))
            asset = session.get(MediaAsset, accepted.id)
            if asset is not None and picture is not None and accepted.same_as is None:
                _decide(asset, picture)
        return accepted.id


def _decide(asset: MediaAsset, picture: Picture) -> None:
    decided = {name: getattr(picture, name) for name in DECIDED_COLUMNS}
    for name, value in (decided | {"regions": stored_regions(picture.regions)}).items():
        setattr(asset, name, value)


def _promise(database: Database, project_id: str, told: ProjectFile, keys: dict[str, str]) -> None:
    """Write down what is to be done once everything has been read, which ends the import in one step."""
    segments = [segment.renamed(keys) for segment in told.segments if keys.keys() >= set(segment.asset_ids)]
    if len(segments) < len(told.segments):
        segments = []  # a picture of it was refused, so the edit can't be what it was
    pending = Pending(song=told.song, segments=segments, markers=told.markers)
    folders = database.layout.project(project_id)
    with database.writing() as session:
        write_atomic(folders.import_under_way, pending.model_dump_json().encode())
        folders.import_under_way.replace(folders.pending_import)
        refresh_status(session, project_id)


def try_import(database: Database, user_id: str, archive: Path, project_id: str) -> Imported:
    """Import an archive unless that was done under this id already, as when its answer was lost.

    What is left of an import whose process was killed is taken away first.
    """
    if database.layout.project(project_id).import_under_way.exists():
        forget_broken_import(database, project_id)
    with database.reading() as session:
        if session.get(Project, project_id) is not None:
            return Imported(owned_project(session, user_id, project_id).id)
    return import_archive(database, user_id, archive, project_id)
