"""A zip file of Google Takeout, read as a hostile one in a limited process."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from core.errors import FileTooLargeError, ItemGoneError, TakeoutInvalidError
from core.files import disk_full_named
from core.gathering.items import BLOCK_BYTES, MOST_ITEMS, FoundItem, is_picture, known_name, refused_item
from core.gathering.sidecars import SIDECAR_BYTES, sidecars_of, with_sidecar
from core.media.capture.belonging import is_system_folder
from core.media.capture.order import natural
from core.sandbox.limits import Limits
from core.sandbox.permissions import Permissions
from core.sandbox.worker_process import Child, ChildDiedError, ChildFailedError, ChildTooSlowError
from core.zip_files import ENCRYPTED, UNREADABLE

MOST_ENTRIES = 200_000
LIMITS = Limits(cpu_s=900, open_files=64)
LIST, EXTRACT = "core.gathering.takeout:listed", "core.gathering.takeout:extract"
LIST_S, SHORTEST_S, BYTES_PER_SECOND = 300.0, 60.0, 5_000_000


@dataclass(frozen=True)
class Takeout:
    """A zip file under the name that its owner knows; what is fetched is written into `folder`."""

    archive: Path
    name: str
    child: Child
    most_bytes: int

    def items(self, check: Callable[[], None]) -> list[FoundItem]:
        """Return the photos and clips in the order of their paths; TakeoutInvalidError."""
        check()
        told = self._call(LIST, str(self.archive), self.name, timeout_s=LIST_S)
        return [FoundItem.model_validate(one) for one in told[:MOST_ITEMS]]

    def fetch(self, item: FoundItem, part: Path, check: Callable[[], None]) -> FoundItem:
        """Unpack one of the files; raises ItemGoneError, FileTooLargeError, TakeoutInvalidError."""
        check()
        size = item.size or 0
        if size > self.most_bytes:
            raise FileTooLargeError(file=item.name, size_mb=size / 1e6, limit_mb=self.most_bytes / 1e6)
        limit_s = SHORTEST_S + size / BYTES_PER_SECOND
        self._call(EXTRACT, str(self.archive), self.name, item.key, str(part), size, timeout_s=limit_s)
        return item

    def _call(self, target: str, *arguments: Any, timeout_s: float) -> Any:
        try:
            return self.child.call(target, *arguments, timeout_s=timeout_s)
        except (ChildDiedError, ChildFailedError, ChildTooSlowError) as error:
            raise TakeoutInvalidError(file=self.name, reason="reading it takes too much") from error


def permitted(archive: Path, folder: Path) -> Permissions:
    """Return what the process may touch that reads an archive and unpacks into a folder."""
    return Permissions(read=[archive], write=[folder])


def listed(archive: str, name: str) -> list[dict[str, Any]]:
    """Return the items of an archive as JSON; for a limited process."""
    try:
        with zipfile.ZipFile(archive) as opened:
            return _listed(opened, name)
    except UNREADABLE as error:
        raise TakeoutInvalidError(file=name, reason="it is damaged, or no zip file") from error


def extract(archive: str, name: str, key: str, part: str, size: int) -> None:
    """Write one file of an archive, of at most the size that was listed; for a limited process."""
    try:
        with (
            zipfile.ZipFile(archive) as opened,
            opened.open(key) as source,
            disk_full_named(),
            Path(part).open("wb") as target,
        ):
            left = size
            while block := source.read(BLOCK_BYTES):
                left -= len(block)
                if left < 0:
                    raise ItemGoneError(file=known_name(key))
                target.write(block)
    except KeyError as error:
        raise ItemGoneError(file=known_name(key)) from error
    except UNREADABLE as error:
        raise TakeoutInvalidError(file=name, reason=f"{known_name(key)} in it is damaged") from error


def _listed(opened: zipfile.ZipFile, name: str) -> list[dict[str, Any]]:
    infos = {info.filename: info for info in opened.infolist() if not info.is_dir()}
    if len(infos) > MOST_ENTRIES:
        raise TakeoutInvalidError(file=name, reason="it holds too many files")
    if any(info.flag_bits & ENCRYPTED for info in infos.values()):
        raise TakeoutInvalidError(file=name, reason="it is encrypted")
    kept = [path for path in infos if not any(map(is_system_folder, PurePosixPath(path).parts[:-1]))]
    notes = sidecars_of(kept)
    pictures = sorted(filter(is_picture, kept), key=natural)
    if len(pictures) > MOST_ITEMS:
        raise TakeoutInvalidError(file=name, reason=f"it holds more than {MOST_ITEMS} photos and clips")
    items = (refused_item(path) or _item(opened, infos[path], notes.get(path)) for path in pictures)
    return [item.model_dump(mode="json") for item in items if item is not None]


def _item(opened: zipfile.ZipFile, info: zipfile.ZipInfo, note: str | None) -> FoundItem | None:
    item = FoundItem(key=info.filename, name=known_name(info.filename), size=info.file_size)
    if note is None:
        return item

    def read() -> bytes:
        with opened.open(note) as file:
            return file.read(SIDECAR_BYTES)

    return with_sidecar(item, read)
