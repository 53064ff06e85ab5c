"""Folders of the server: only below those that its owner named, and never through a symbolic link."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from core.errors import ImportFolderError, ItemGoneError, NoImportFoldersError, TooMuchToImportError
from core.file_names import is_text, legible
from core.files import disk_full_named
from core.gathering.items import (
    MOST_ITEMS,
    FoundItem,
    blocks,
    is_picture,
    known_name,
    moment,
    refused_item,
)
from core.gathering.sidecars import SIDECAR_BYTES, sidecars_of, with_sidecar
from core.gathering.taken import TakenSpan
from core.media.capture.belonging import is_system_folder
from core.media.capture.order import natural

DEEPEST, MOST_FILES = 12, 50_000
LISTED = 500
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


def named_roots(folders: Sequence[Path]) -> dict[str, Path]:
    """Return the folders that may be imported from by the names that people see: their last parts."""
    roots: dict[str, Path] = {}
    for folder in folders:
        plain = legible(folder.name) or "root"
        name, count = plain, 2
        while name in roots:
            name, count = f"{plain}-{count}", count + 1
        roots[name] = folder
    return roots


@dataclass(frozen=True)
class ServerFolder:
    """A folder below one of `roots`; `path` begins with the name of the root.

    With `taken`, what can't be of that time is passed over.
    """

    roots: Mapping[str, Path]
    path: str
    taken: TakenSpan | None = None

    def items(self, check: Callable[[], None]) -> list[FoundItem]:
        """Return the photos and clips of the folder and those below it, in the order of their names.

        What notes of Google Takeout beside them say is taken over. Symbolic links are passed over. What
        can't be kept by its path, a folder too, stands there with its `refusal`.
        Raises ImportFolderError, TooMuchToImportError.
        """
        listed = dict(self._files(check))
        found = {path: facts for path, facts in listed.items() if facts is not None}
        notes = sidecars_of(found)
        wanted = [path for path in sorted(listed, key=natural) if self._is_wanted(path, listed[path])]
        if len(wanted) > MOST_ITEMS:
            raise TooMuchToImportError(place=self.path, most=MOST_ITEMS)
        items = (refused_item(path) or self._item(path, found[path], notes.get(path)) for path in wanted)
        return [item for item in items if item is not None]

    def found(self, is_wanted: Callable[[str], bool], check: Callable[[], None]) -> list[FoundItem]:
        """Return the files whose names are wanted, here and below, in the order of their names."""
        listed = ((path, facts) for path, facts in self._files(check) if is_wanted(path))
        found = {path: facts for path, facts in listed if facts is not None and refused_item(path) is None}
        return [item for path in sorted(found, key=natural) if (item := self._item(path, found[path], None))]

    def fetch(self, item: FoundItem, part: Path, check: Callable[[], None]) -> FoundItem:
        """Copy a file; one that became something else meanwhile raises ItemGoneError."""
        try:
            with self._opened(item.key) as source, disk_full_named(), part.open("wb") as target:
                for block in blocks(lambda size: os.read(source, size), check):
                    target.write(block)
        except (OSError, ImportFolderError) as error:
            raise ItemGoneError(file=item.name) from error
        return item

    def folders(self) -> list[str]:
        """Return the names of the first folders in this one, as people count."""
        return [name for name in self.all_folders() if is_text(name)][:LISTED]

    def changed_at(self, check: Callable[[], None]) -> datetime:
        """Return when anything here or below was last changed, moved here or deleted."""
        with self._folder(PurePosixPath()) as handle:
            newest_s = os.fstat(handle).st_ctime
        return _moment(max([newest_s, *(facts.st_ctime for _, facts in self._files(check) if facts)]))

    def all_folders(self) -> list[str]:
        """Return the names of the folders in this one, as people count; some may be no text."""
        with self._folder(PurePosixPath()) as handle, os.scandir(handle) as entries:
            names = [one.name for one in entries if one.is_dir(follow_symlinks=False)]
        return sorted((name for name in names if not is_system_folder(name)), key=natural)

    def _is_wanted(self, path: str, facts: os.stat_result | None) -> bool:
        """Tell whether a file may be a picture of the time in question; a folder left out is told always."""
        if facts is None:
            return True
        name = PurePosixPath(path).name
        may_be = self.taken is None or self.taken.may_hold(name, _moment(facts.st_mtime))
        return may_be and is_picture(path)

    def _item(self, path: str, facts: os.stat_result, note: str | None) -> FoundItem | None:
        item = FoundItem(
            key=path, name=known_name(path), size=facts.st_size, changed_at=_moment(facts.st_mtime)
        )
        if note is None:
            return item

        def read() -> bytes:
            with self._opened(note) as handle:
                return os.read(handle, SIDECAR_BYTES)

        return with_sidecar(item, read)

    def _files(self, check: Callable[[], None]) -> Iterator[tuple[str, os.stat_result | None]]:
        """Yield the files here and below; a folder that is not gone into for its name comes without facts."""
        waiting, seen = [PurePosixPath()], 0
        while waiting:
            folder = waiting.pop()
            with self._folder(folder) as handle, os.scandir(handle) as entries:
                for entry in entries:
                    seen += 1
                    if seen > MOST_FILES:
                        raise TooMuchToImportError(place=self.path, most=MOST_ITEMS)
                    check()
                    path = folder / entry.name
                    if entry.is_dir(follow_symlinks=False):
                        if len(path.parts) >= DEEPEST or is_system_folder(entry.name):
                            continue
                        if not is_text(entry.name):
                            yield str(path), None
                        else:
                            waiting.append(path)
                    elif entry.is_file(follow_symlinks=False):
                        yield str(path), entry.stat(follow_symlinks=False)

    @contextmanager
    def _folder(self, below: PurePosixPath) -> Iterator[int]:
        """Yield a handle of a folder below this one; each step is a folder itself, never a link."""
        root, parts = _place(self.roots, self.path)
        if ".." in below.parts or below.is_absolute():
            raise ImportFolderError(folder=self.path)
        handle = _open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, self.path)
        try:
            for part in (*parts, *below.parts):
                inner = _open(part, _FOLDER, self.path, within=handle)
                os.close(handle)
                handle = inner
            yield handle
        finally:
            os.close(handle)

    @contextmanager
    def _opened(self, key: str) -> Iterator[int]:
        path = PurePosixPath(key)
        with self._folder(path.parent) as folder:
            handle = _open(path.name, _FILE, key, within=folder)
        try:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise ImportFolderError(folder=key)
            yield handle
        finally:
            os.close(handle)


def server_file(roots: Mapping[str, Path], path: str) -> Path:
    """Return a file below one of the roots, when nothing on the way to it is a link; ImportFolderError."""
    folder = ServerFolder(roots, str(PurePosixPath(path).parent))
    with folder._opened(PurePosixPath(path).name) as handle:  # noqa: SLF001 - the same module
        return Path(f"/proc/self/fd/{handle}").readlink()


def _place(roots: Mapping[str, Path], path: str) -> tuple[Path, tuple[str, ...]]:
    if not roots:
        raise NoImportFoldersError
    name, *parts = PurePosixPath(path).parts or ("",)
    if name not in roots or ".." in parts or "\0" in path:
        raise ImportFolderError(folder=path[:200])
    return roots[name], tuple(parts)


def _open(path: Path | str, flags: int, told: str, within: int | None = None) -> int:
    try:
        return os.open(path, flags, dir_fd=within)
    except OSError as error:
        raise ImportFolderError(folder=told[:200]) from error


def _moment(seconds: float) -> datetime:
    """Return an instant; file systems hold times that no calendar has."""
    return moment(seconds) or datetime.fromtimestamp(0, UTC)
