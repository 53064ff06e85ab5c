"""A copy of all that the data folder holds, made while it is in use, and the way back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from core.errors import BackupPlaceError, NoBackupError
from core.files import disk_full_named, part_path, publish
from core.store.db import Database, backup
from core.store.layout import Layout

SETTINGS_FILE = "beatstitch.toml"


def back_up(database: Database, target: Path) -> int:
    """Copy database and files into the folder `target`; return how many files it holds then.

    An earlier backup there is brought up to date. Most is copied before the write lock is taken, so
    that the pages stand still only for what has changed since.

    Raises:
        BackupPlaceError: `target` holds something else, or lies inside the data folder.
        DiskFullError.
    """
    source, copy = database.layout, Layout(target.resolve())
    is_inside = copy.root.is_relative_to(source.root.resolve())
    if is_inside or (not copy.database.exists() and _is_taken(target)):
        raise BackupPlaceError(folder=str(target))
    _copy_files(source, copy)
    with database.writing():
        files = _copy_files(source, copy)
        backup(database.engine, copy.database)
    for file in set(_files(copy)) - files:
        copy.absolute(file).unlink()
    return len(files)


def restore(source: Path, target: Path) -> int:
    """Make `target` the data folder that `source` is a backup of; return how many files it has.

    The database comes last, so that a restore that broke off can be begun again.

    Raises:
        NoBackupError: `source` is no backup.
        BackupPlaceError: `target` has data already.
        DiskFullError.
    """
    held, data = Layout(source.absolute()), Layout(target.absolute())
    if not held.database.is_file():
        raise NoBackupError(folder=str(source))
    if data.database.exists():
        raise BackupPlaceError(folder=str(target))
    files = _copy_files(held, data)
    _copy(held.database, data.database)
    return len(files)


def _is_taken(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _files(layout: Layout) -> Iterator[str]:
    """Yield what belongs to a backup besides the database, relative to the root."""
    for home in layout.project_homes:
        for file in sorted(home.rglob("*")):
            if file.is_file() and file.suffix != ".part":
                yield layout.relative(file)
    if (layout.root / SETTINGS_FILE).is_file():
        yield SETTINGS_FILE


def _copy_files(source: Layout, target: Layout) -> set[str]:
    """Copy each file that `target` does not have like this yet; return all that `source` has."""
    files = set(_files(source))
    for name in files:
        file, copied = source.absolute(name), target.absolute(name)
        if not copied.exists() or _looks(file) != _looks(copied):
            _copy(file, copied)
    return files


def _looks(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _copy(file: Path, target: Path) -> None:
    """Copy a file with its time, all or nothing."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_path(target)
    try:
        with disk_full_named():
            shutil.copy2(file, part)
        publish(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
