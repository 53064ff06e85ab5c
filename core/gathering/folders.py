"""Folders of the server: only below those that its owner named, and never through a symbolic link."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from core.errors import ImportFolderError, ItemGoneError, NoImportFoldersError, TooMuchToImportError
from core.files import disk_full_named
from core.gathering.items import MOST_ITEMS, FoundItem, blocks, is_picture, known_name, moment
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
        name, count = folder.name or "root", 2
        while name in roots:
            name, count = f"{folder.name}-{count}", count + 1
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

        What notes of Google Takeout beside them say is taken over. Symbolic links are passed over.
        Raises ImportFolderError, TooMuchToImportError.
        """
        found = {path: facts for path, facts in self._files(check) if facts is not None}
        notes = sidecars_of(found)
        pictures = [
            path for path in sorted(filter(is_picture, found), key=natural) if self._may_be(path, found)
        ]
        if len(pictures) > MOST_ITEMS:
            raise TooMuchToImportError(place=self.path, most=MOST_ITEMS)
        items = (self._item(path, found[path], notes.get(path)) for path in pictures)
        return [item for item in items if item is not None]

    def found(self, is_wanted: Callable[[str], bool], check: Callable[[], None]) -> list[FoundItem]:
        """Return the files whose names are wanted, here and below, in the order of their names."""
        found = {path: facts for path, facts in self._files(check) if facts is not None and is_wanted(path)}
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
        return self.all_folders()[:LISTED]

    def changed_at(self, check: Callable[[], None]) -> datetime:
        """Return when anything here or below was last changed, moved here or deleted."""
        with self._folder(PurePosixPath()) as handle:
            newest_s = os.fstat(handle).st_ctime
        return _moment(max([newest_s, *(facts.st_ctime for _, facts in self._files(check) if facts)]))

    def all_folders(self) -> list[str]:
        """Return the names of the folders in this one, as people count."""
        with self._folder(PurePosixPath()) as handle, os.scandir(handle) as entries:
            names = [one.name for one in entries if one.is_dir(follow_symlinks=False)]
        return sorted((name for name in names if not is_system_folder(name)), key=natural)

    def _may_be(self, path: str, found: Mapping[str, os.stat_result]) -> bool:
        name = PurePosixPath(path).name
        return self.taken is None or self.taken.may_hold(name, _moment(found[path].st_mtime))

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
                        if len(path.parts) < DEEPEST and not is_system_folder(entry.name):
                            waiting.append(path)
                    elif entry.is_file(follow_symlinks=False) and _is_text(entry.name):
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


def _is_text(name: str) -> bool:
    """Tell whether a name can be kept; file systems hold bytes that are no text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
