"""A copy of all that the data folder holds, made while it is in use, and the way back."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import (
    BackupDamagedError,
    BackupPlaceError,
    BackupUnfinishedError,
    DatabaseDamagedError,
    NoBackupError,
)
from core.file_names import is_text
from core.files import disk_full_named, part_path, publish
from core.hashing import BLOCK_BYTES, file_checksum
from core.installation import manifest
from core.installation.manifest import Entry, Fault, Manifest, looks
from core.store.db import Database, backup, utc_now
from core.store.layout import MARKER, Layout
from core.store.models import AudioTrack, MediaAsset, RenderJob
from core.store.privacy import keep_private

SETTINGS_FILE = "beatstitch.toml"
UNFINISHED = "unfinished"


@dataclass(frozen=True)
class BackedUp:
    """What a backup holds besides the database, and the files that were missing before it began."""

    files: int
    missing: list[str]


def back_up(database: Database, target: Path) -> BackedUp:
    """Copy database and files into the folder `target` as they are at one moment.

    Most is copied before the write lock is taken, so that the pages stand still only for what has
    changed since. All of it comes first into a folder of its own, so that an earlier backup in
    `target` stays whole until the new one is.

    Raises:
        BackupPlaceError: `target` holds something else, or lies inside the data folder.
        DatabaseDamagedError: the database is; an earlier backup stays as it was.
        DiskFullError.
    """
    source, copy = database.layout, Layout(target.resolve())
    is_inside = copy.root.is_relative_to(source.root.resolve())
    if is_inside or (_is_taken(target) and not _is_backup(copy.root)):
        raise BackupPlaceError(folder=str(target))
    work = _Copying(source, copy, manifest.load(copy.root))
    with disk_full_named():
        work.copy_all()
        with database.writing() as session:
            files = work.copy_all()
            missing = sorted(_named(session) - files)
            backup(database.engine, work.staged(copy.database))
        work.add_database()
        work.publish(files)
    return BackedUp(len(files), missing)


def verify(source: Path) -> list[Fault]:
    """Return each file of a backup that is missing or damaged.

    Raises:
        NoBackupError: `source` is no backup.
        BackupUnfinishedError: it has no manifest to compare with.
    """
    held = Layout(source.absolute())
    known = manifest.load(held.root)
    if known is None:
        raise (BackupUnfinishedError if _is_backup(held.root) else NoBackupError)(folder=str(source))
    found = list(manifest.faults(known, held.root))
    name = held.database.name
    if all(fault.name != name for fault in found) and not manifest.is_sound(held.database):
        found.append(Fault(name, "damaged"))
    return found


def restore(source: Path, target: Path, *, anyway: bool = False) -> int:
    """Make `target` the data folder that `source` is a backup of; return how many files it has.

    The database comes last, so that a restore that broke off can be begun again. With `anyway`, a
    backup with faults is restored as far as it goes.

    Raises:
        NoBackupError: `source` is no backup.
        BackupUnfinishedError, BackupDamagedError: it is not whole; nothing was restored.
        BackupPlaceError: `target` has data already.
        DiskFullError.
    """
    keep_private()
    held, data = Layout(source.absolute()), Layout(target.absolute())
    if not held.database.is_file():
        raise NoBackupError(folder=str(source))
    if not anyway:
        wrong = verify(source)
        if wrong:
            said = "\n".join(map(str, wrong))
            raise BackupDamagedError(folder=str(source), count=len(wrong), faults=said)
    files = set(_files(held))
    if data.database.exists() or not set(_files(data)) <= files:
        raise BackupPlaceError(folder=str(target))
    for name in sorted(files):
        place = data.absolute(name)
        if not place.exists() or looks(place) != looks(held.absolute(name)):
            _copy(held.absolute(name), place)
    _copy(held.database, data.database)
    return len(files)


@dataclass
class _Copying:
    """The files of one data folder on their way into a backup; `known` is what that holds already."""

    source: Layout
    target: Layout
    known: Manifest | None
    entries: dict[str, Entry] = field(default_factory=dict)

    def staged(self, place: Path) -> Path:
        return self.target.root / UNFINISHED / self.target.relative(place)

    def copy_all(self) -> set[str]:
        """Bring everything that is not there like this yet; return the names of all there is."""
        found = set()
        for name in _files(self.source):
            with suppress(FileNotFoundError):  # what goes meanwhile is no part of the snapshot
                self._bring(name)
                found.add(name)
        return found

    def _bring(self, name: str) -> None:
        file, place = self.source.absolute(name), self.target.absolute(name)
        facts, staged = looks(file), self.staged(place)
        entry = self.entries.get(name) or (self.known.files.get(name) if self.known else None)
        if entry is not None and (entry.size, entry.mtime_ns) == facts:
            held = staged if staged.exists() else place
            if held.exists() and looks(held) == facts:
                self.entries[name] = entry
                return
        if staged.exists() and looks(staged) == facts:  # of a backup that broke off
            digest = file_checksum(staged)
        else:
            digest = _copy_bytes(file, staged, facts)
        self.entries[name] = Entry(size=facts[0], mtime_ns=facts[1], sha256=digest)

    def add_database(self) -> None:
        """List the copy of the database; DatabaseDamagedError when SQLite finds a fault in it."""
        copy = self.staged(self.target.database)
        if not manifest.is_sound(copy):
            raise DatabaseDamagedError(file=str(self.source.database))
        size, mtime_ns = looks(copy)
        entry = Entry(size=size, mtime_ns=mtime_ns, sha256=file_checksum(copy))
        self.entries[self.target.database.name] = entry

    def publish(self, files: set[str]) -> None:
        """Give all that was copied its place, take away what is no more, and list the rest."""
        listed = files | {self.target.database.name}
        (self.target.root / manifest.NAME).unlink(missing_ok=True)
        for name in sorted(listed):
            place = self.target.absolute(name)
            if self.staged(place).exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                publish(self.staged(place), place)
        for name in set(_files(self.target)) - files:
            self.target.absolute(name).unlink()
        entries = {name: self.entries[name] for name in sorted(listed)}
        manifest.save(Manifest(made_at=utc_now(), files=entries), self.target.root)
        shutil.rmtree(self.target.root / UNFINISHED)


def _is_taken(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _is_backup(folder: Path) -> bool:
    return Layout(folder).database.exists() or (folder / UNFINISHED).is_dir()


def _files(layout: Layout) -> Iterator[str]:
    """Yield what belongs to a backup besides the database, relative to the root."""
    for name in (MARKER, SETTINGS_FILE):
        if (layout.root / name).is_file():
            yield name
    for home in layout.project_homes:
        if (home / MARKER).is_file():
            yield layout.relative(home / MARKER)
        for project in layout.projects_in(home):
            for file in sorted(project.rglob("*")):
                name = layout.relative(file)
                if file.suffix != ".part" and file.is_file() and is_text(name):  # others put there what isn't
                    yield name


def _named(session: Session) -> set[str]:
    """Return the files that rows name and that nothing can make again: uploads and videos."""
    columns = (MediaAsset.file_path, AudioTrack.file_path, RenderJob.output_path)
    return {path for column in columns for path in session.scalars(select(column)) if path is not None}


def _copy(file: Path, target: Path) -> None:
    """Copy a file with its time, all or nothing."""
    part = part_path(target)
    try:
        with disk_full_named():
            _copy_bytes(file, part, looks(file))
        publish(part, target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _copy_bytes(file: Path, target: Path, facts: tuple[int, int]) -> str:
    """Copy a file, which gets its time when it is complete; return the SHA-256 of what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    state = hashlib.sha256()
    with file.open("rb") as reader, target.open("wb") as writer:
        while block := reader.read(BLOCK_BYTES):
            state.update(block)
            writer.write(block)
    os.utime(target, ns=(facts[1], facts[1]))
    return state.hexdigest()
