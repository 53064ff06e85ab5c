"""Whether database and files belong together: both carry the same installation id, or nothing starts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import structlog
from pydantic import BaseModel, ValidationError
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from core.errors import (
    BeatStitchError,
    DatabaseDamagedError,
    DatabaseMissingError,
    FilesStrangeError,
    HomeMissingError,
    InstallationsDifferError,
    MarkerMissingError,
)
from core.files import disk_full_named, files_below, write_atomic
from core.store.db import Database
from core.store.layout import MARKER, Layout
from core.store.migrations import upgrade
from core.store.models import AudioTrack, Installation, MediaAsset, Project, RenderJob
from core.store.privacy import close_to_others, keep_private
from core.store.trash import bring_back

log = structlog.stdlib.get_logger(__name__)


class MarkerFile(BaseModel):
    """What a marker file says: the installation whose files lie beside it."""

    installation: str


class NamedFiles(NamedTuple):
    """Of the files that the database names below one folder: how many there are, and how many exist."""

    named: int
    present: int


@dataclass(frozen=True)
class DataFolderState:
    """What is found before a data folder is opened.

    `strange` counts project folders with files that the database does not know. `unmarked` are the
    folders without this installation's marker although there are files in them, or named to be.
    """

    database_is_empty: bool
    database_id: str | None
    folder_id: str | None
    has_files: bool
    names_files: bool
    originals: NamedFiles
    strange: int
    unmarked: tuple[Path, ...]


def open_installation(database: Database, *, adopt: bool = False) -> None:
    """Open a data folder for work: check whose it is, bring its database up to date, mark it.

    With `adopt`, database and files are declared to belong together, whatever was found.

    Raises:
        DatabaseMissingError, DatabaseDamagedError, MarkerMissingError, InstallationsDifferError,
        HomeMissingError, FilesStrangeError: database and files do not belong together; nothing was changed.
        DataNewerError: the database is a newer BeatStitch's.
        DiskFullError, FolderUnusableError.
    """
    keep_private()
    refuse_damage(database)
    found = standing(database)
    refused = refusal(found, database.layout)
    if refused is not None and not adopt:
        raise refused
    with disk_full_named():
        close_to_others(database.layout)
        upgrade(database.engine)
        with database.writing() as session:
            row = session.scalars(select(Installation)).one_or_none()
            if row is None:
                row = Installation(id=found.folder_id or str(uuid4()))
                session.add(row)
            _mark(database.layout, row.id)
            bring_back(session, database.layout)


def refuse_damage(database: Database) -> None:
    """Raise DatabaseDamagedError when SQLite finds the file to be torn; that takes 10 ms for 10 MB."""
    if not _has_content(database.layout.database):
        return
    with database.reading() as session:
        said = session.connection().exec_driver_sql("PRAGMA quick_check(1)").scalar()
    if said != "ok":
        raise DatabaseDamagedError(file=str(database.layout.database))


def is_ours(database: Database) -> bool:
    """Tell whether database and files carry the same id now: a disk may be unmounted while we run."""
    layout = database.layout
    with database.reading() as session:
        ours = session.scalar(select(Installation.id))
    return ours is not None and all(_marked_by(folder) == ours for folder in _marked_folders(layout))


def standing(database: Database) -> DataFolderState:
    """Look at database and folder without changing either."""
    layout = database.layout
    folder_id = _marked_by(layout.root)
    unmarked = [home for home in layout.project_homes if folder_id is None or _marked_by(home) != folder_id]
    held = [home for home in unmarked if _holds_files(home)]
    has_files = any(_holds_files(home) for home in layout.project_homes)
    nothing = NamedFiles(0, 0)
    if not _has_tables(database):
        absent = unmarked if folder_id is not None else []
        return DataFolderState(True, None, folder_id, has_files, False, nothing, 0, tuple(absent))
    with database.reading() as session:
        named = {home: _named(session, layout, home) for home in layout.project_homes}
        known = set(session.scalars(select(Project.id)))
    uploads = layout.project_homes[0]
    strange = sum(folder.name not in known and _holds_files(folder) for folder in layout.projects_in(uploads))
    return DataFolderState(
        database_is_empty=False,
        database_id=_database_id(database),
        folder_id=folder_id,
        has_files=has_files,
        names_files=any(named[home].named for home in named),
        originals=named[uploads],
        strange=strange,
        unmarked=tuple(home for home in unmarked if home in held or named[home].named),
    )


def refusal(found: DataFolderState, layout: Layout) -> BeatStitchError | None:
    """Return why this data folder must not be opened as it stands, None when it may."""
    folder = str(layout.root)
    if found.database_is_empty:
        if found.has_files:
            return DatabaseMissingError(file=str(layout.database))
        return HomeMissingError(folder=str(found.unmarked[0])) if found.unmarked else None
    if found.database_id is None:
        return None if _agree(found) else FilesStrangeError(folder=folder, count=found.strange)
    if found.folder_id is None:
        is_bare = not found.has_files and not found.names_files
        return None if is_bare else MarkerMissingError(folder=folder, marker=MARKER)
    if found.database_id != found.folder_id:
        return InstallationsDifferError(folder=folder)
    return HomeMissingError(folder=str(found.unmarked[0])) if found.unmarked else None


def _agree(found: DataFolderState) -> bool:
    """Tell whether the files belong to a database without an id, as an older version or a crash leaves it."""
    return found.strange == 0 and 2 * found.originals.present >= found.originals.named


def _marked_folders(layout: Layout) -> Iterator[Path]:
    yield layout.root
    yield from layout.project_homes


def _marked_by(folder: Path) -> str | None:
    """Return the installation that the marker in `folder` names, None without a readable marker."""
    try:
        return MarkerFile.model_validate_json((folder / MARKER).read_bytes()).installation
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None


def _mark(layout: Layout, installation: str) -> None:
    for folder in _marked_folders(layout):
        if _marked_by(folder) != installation:
            write_atomic(folder / MARKER, MarkerFile(installation=installation).model_dump_json().encode())


def _holds_files(folder: Path) -> bool:
    found = files_below(folder)
    return any(file.name != MARKER and file.suffix != ".part" for file, _ in found)


def _has_content(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _has_tables(database: Database) -> bool:
    if not _has_content(database.layout.database):
        return False
    with database.reading() as session:
        return inspect(session.connection()).has_table(Project.__tablename__)


def _database_id(database: Database) -> str | None:
    with database.reading() as session:
        if not inspect(session.connection()).has_table(Installation.__tablename__):
            return None
        return session.scalar(select(Installation.id))


def _named(session: Session, layout: Layout, home: Path) -> NamedFiles:
    """Count the files that rows name below `home`; it asks only for columns that every version has."""
    columns = (
        *(MediaAsset.file_path, MediaAsset.draw_path, MediaAsset.thumbnail_path),
        *(AudioTrack.file_path, AudioTrack.beat_grid_path),
        RenderJob.output_path,
    )
    begins = f"{layout.relative(home)}/"
    paths = {
        path for column in columns for path in session.scalars(select(column).where(column.is_not(None)))
    }
    below = [path for path in paths if path is not None and path.startswith(begins)]
    return NamedFiles(len(below), sum(layout.absolute(path).is_file() for path in below))
