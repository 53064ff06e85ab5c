"""From the files and folders that a person names to sources that can be planned and drawn."""

import os
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from core.errors import FileMissingError, FileUnreadableError, MediaRefusedError, NothingUsableError
from core.media.capture.belonging import (
    Half,
    Live,
    is_sidecar,
    is_system_folder,
    live_pairs,
    one_of_each,
    raws_with_picture,
)
from core.media.capture.capture_time import CaptureTime, instant
from core.media.capture.order import OrderKey, by_time
from core.media.info import OriginalFile, Source
from core.media.ingest import PreparedMedia, prepare
from core.media.local_files import check_file_name, check_local_file
from core.sandbox.worker_process import Child

# Ids are made from content, so that the same files give the same edit on any machine.
ASSET_IDS = uuid.UUID("6f0c5c0e-3f0e-5b43-9d6a-6f2f4f0f9f51")


def check_there(paths: Iterable[Path]) -> None:
    """Raise FileMissingError for a file or folder that is not there, before anything takes time."""
    for path in paths:
        if not path.exists():
            raise FileMissingError(file=path.name or str(path))


def opened_by(paths: Iterable[Path]) -> list[Path]:
    """Return the files that gathering `paths` would open, so that nothing else need be permitted."""
    files: list[Path] = []
    for path in paths:
        with suppress(MediaRefusedError):  # gathering raises it
            files += _files_of(path, lambda _: None)
    return files


@dataclass(frozen=True)
class Brought:
    """A usable file, the source that it became, and when and where it was taken, as far as its file tells."""

    file: Path
    source: Source
    captured: CaptureTime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class PassedOver:
    """How many files only go with others: sidecars, raw photos beside their JPEGs, halves of Live Photos."""

    sidecars: int = 0
    raws: int = 0
    live_photos: int = 0


@dataclass(frozen=True)
class _Read:
    """A file that was read; `path` is relative to the folder that was named."""

    file: Path
    path: str
    prepared: PreparedMedia

    @property
    def captured(self) -> CaptureTime | None:
        changed = datetime.fromtimestamp(self.file.stat().st_mtime, UTC)
        return self.prepared.info.captured or instant(changed, "file")

    @property
    def shot(self) -> OrderKey:
        return OrderKey(self.path, self.captured)

    @property
    def half(self) -> Half:
        info, source = self.prepared.info, self.prepared.source
        # Files of folders that were named one by one may have the same name; their folders tell them apart.
        path = str(self.file.absolute())
        return Half(path, source.media_type, info.captured, info.duration_ms, info.content_id)


@dataclass(frozen=True)
class Gatherer:
    """Reads files in one limited process; `folder` keeps what is made of them.

    `on_file` is told how many files are done of how many; `on_refused` of each file of a folder
    that can't be used, `on_passed_over` of those that were not needed. `live` says what stands for a
    Live Photo.
    """

    folder: Path
    reader: Child
    on_file: Callable[[int, int], None]
    on_refused: Callable[[MediaRefusedError], None]
    on_passed_over: Callable[[PassedOver], None] = lambda _: None
    live: Live = "photo"

    def gather(self, paths: Sequence[Path]) -> list[Brought]:
        """Return the pictures in the order given, a folder's, with the folders in it, by capture time.

        Raises:
            MediaRefusedError: a file that was named, not just found in a folder, can't be used.
            NothingUsableError: no file can be used.
        """
        found = [(path, list(_files_of(path, self.on_refused))) for path in paths]
        needed, passed_over = _needed(found)
        total = sum(len(files) for _, files in needed)
        groups: list[list[_Read]] = []
        done = 0
        for path, files in needed:
            group: list[_Read] = []
            for file in files:
                self.on_file(done, total)
                group += self._read(file, path)
                done += 1
            groups.append(by_time(group, lambda one: one.shot))
        self.on_file(done, total)
        brought, pairs = self._without_halves([one for group in groups for one in group])
        self.on_passed_over(replace(passed_over, live_photos=pairs))
        if not brought:
            raise NothingUsableError(places=", ".join(path.name or str(path) for path in paths))
        return _identified((one.file, one.prepared) for one in brought)

    def _without_halves(self, read: Sequence[_Read]) -> tuple[list[_Read], int]:
        """Return what is shown of each Live Photo, where its photo was, and how many there are."""
        pairs = live_pairs(read, lambda one: one.half)
        return one_of_each(read, pairs, lambda _: self.live), len(pairs) if self.live != "both" else 0

    def gather_known(self, files: Mapping[str, Path]) -> list[Brought]:
        """Return the pictures of known asset ids; every one must be usable."""
        brought = []
        for done, (asset_id, file) in enumerate(files.items()):
            self.on_file(done, len(files))
            brought.append(Brought(file, replace(self._prepare(file).source, asset_id=asset_id)))
        return brought

    def _read(self, file: Path, named: Path) -> list[_Read]:
        path = file.name if file is named else file.relative_to(named).as_posix()
        try:
            return [_Read(file, path, self._prepare(file))]
        except MediaRefusedError as refusal:
            if file is named:
                raise
            self.on_refused(refusal)
            return []

    def _prepare(self, file: Path) -> PreparedMedia:
        check_file_name(file)
        check_local_file(file)
        return prepare(OriginalFile(file, file.name), folder=self.folder, child=self.reader)


def _files_of(path: Path, on_refused: Callable[[MediaRefusedError], None]) -> Iterator[Path]:
    """Yield a file that was named, or all files in a folder and its folders but those of the system."""
    check_there([path])
    if not path.is_dir():
        yield path
        return

    def refuse(error: OSError) -> None:
        folder = Path(error.filename)
        refusal = FileUnreadableError(file=folder.name or str(folder), reason=error.strerror)
        if folder == path:
            raise refusal from error
        on_refused(refusal)

    for folder, folders, files in os.walk(path, onerror=refuse):
        folders[:] = sorted(name for name in folders if not is_system_folder(name))
        yield from (Path(folder, name) for name in sorted(files) if not name.startswith("."))


def _needed(found: Sequence[tuple[Path, list[Path]]]) -> tuple[list[tuple[Path, list[Path]]], PassedOver]:
    """Return the files without sidecars and without raw photos that have a JPEG, and how many those are."""
    every = [file for _, files in found for file in files]
    sidecars = {file for file in every if is_sidecar(file.name)}
    raws = {Path(path) for path in raws_with_picture(str(file) for file in every)}
    needed = [(path, [one for one in files if one not in sidecars | raws]) for path, files in found]
    return needed, PassedOver(len(sidecars), len(raws))


def _identified(prepared: Iterable[tuple[Path, PreparedMedia]]) -> list[Brought]:
    """Give each source an id made of its content and of how often it came before."""
    seen: Counter[str] = Counter()
    brought = []
    for file, one in prepared:
        name = f"{one.source.checksum}:{seen[one.source.checksum]}"
        seen[one.source.checksum] += 1
        source = replace(one.source, asset_id=str(uuid.uuid5(ASSET_IDS, name)))
        brought.append(Brought(file, source, one.info.captured, one.info.latitude, one.info.longitude))
    return brought
