"""From the files and folders that a person names to sources that can be planned and drawn."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from core.errors import FileMissingError, FileUnreadableError, MediaRefusedError, NothingUsableError
from core.media.info import Source
from core.media.ingest import Prepared, prepare
from core.sandbox.worker_process import Child

# Ids are made from content, so that the same files give the same edit on any machine.
ASSET_IDS = uuid.UUID("6f0c5c0e-3f0e-5b43-9d6a-6f2f4f0f9f51")


@dataclass(frozen=True)
class Brought:
    """A usable file and the source that it became."""

    file: Path
    source: Source


@dataclass(frozen=True)
class Gatherer:
    """Reads files in one limited process; `folder` keeps what is made of them.

    `on_file` is told how many files are done of how many; `on_refused` of each file of a folder
    that can't be used.
    """

    folder: Path
    reader: Child
    on_file: Callable[[int, int], None]
    on_refused: Callable[[MediaRefusedError], None]

    def gather(self, paths: Sequence[Path]) -> list[Brought]:
        """Return the pictures in the order given, a folder's by capture time, then name.

        Raises:
            MediaRefusedError: a file that was named, not just found in a folder, can't be used.
            NothingUsableError: no file can be used.
        """
        groups = [(path, _files_of(path)) for path in paths]
        total = sum(len(files) for _, files in groups)
        brought: list[tuple[Path, Prepared]] = []
        done = 0
        for path, files in groups:
            group: list[tuple[Path, Prepared]] = []
            for file in files:
                self.on_file(done, total)
                group += self._read(file, named=file is path)
                done += 1
            brought += sorted(group, key=_by_time_then_name)
        self.on_file(done, total)
        if not brought:
            raise NothingUsableError(places=", ".join(path.name or str(path) for path in paths))
        return _identified(brought)

    def gather_known(self, files: Mapping[str, Path]) -> list[Brought]:
        """Return the pictures of known asset ids; every one must be usable."""
        brought = []
        for done, (asset_id, file) in enumerate(files.items()):
            self.on_file(done, len(files))
            brought.append(Brought(file, replace(self._prepare(file).source, asset_id=asset_id)))
        return brought

    def _read(self, file: Path, *, named: bool) -> list[tuple[Path, Prepared]]:
        try:
            return [(file, self._prepare(file))]
        except MediaRefusedError as refusal:
            if named:
                raise
            self.on_refused(refusal)
            return []

    def _prepare(self, file: Path) -> Prepared:
        return prepare(file, name=file.name, asset_id="", folder=self.folder, child=self.reader)


def _files_of(path: Path) -> list[Path]:
    if not path.exists():
        raise FileMissingError(file=path.name or str(path))
    if not path.is_dir():
        return [path]
    try:
        return sorted(file for file in path.iterdir() if not file.name.startswith(".") and not file.is_dir())
    except OSError as error:
        raise FileUnreadableError(file=path.name or str(path), reason=error.strerror) from error


def _by_time_then_name(item: tuple[Path, Prepared]) -> tuple[bool, datetime, str]:
    file, prepared = item
    taken = prepared.info.taken_at
    return taken is None, taken or datetime.min.replace(tzinfo=UTC), file.name


def _identified(prepared: Iterable[tuple[Path, Prepared]]) -> list[Brought]:
    """Give each source an id made of its content and of how often it came before."""
    seen: Counter[str] = Counter()
    brought = []
    for file, one in prepared:
        name = f"{one.source.checksum}:{seen[one.source.checksum]}"
        seen[one.source.checksum] += 1
        brought.append(Brought(file, replace(one.source, asset_id=str(uuid.uuid5(ASSET_IDS, name)))))
    return brought
