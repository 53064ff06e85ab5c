"""A folder of a WebDAV server (RFC 4918), like Nextcloud, ownCloud or a NAS, with a name and password."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urlsplit

import httpx

from core.errors import (
    ItemDamagedError,
    ItemGoneError,
    PlaceFolderError,
    PlacePasswordError,
    PlaceUnreachableError,
    TooMuchToImportError,
)
from core.file_names import is_text
from core.gathering.immich import sha1_of
from core.gathering.items import MOST_ITEMS, FoundItem, is_picture, known_name, refused_item
from core.gathering.remote import BUSY, FORBIDDEN, Check, HttpAnswer, Remote, unchecked
from core.gathering.songs import is_song
from core.gathering.webdav_listing import PROPFIND, Entry, entries_of
from core.media.capture.belonging import is_system_folder
from core.media.capture.order import natural

DEEPEST, MOST_FILES = 12, 50_000
MULTI_STATUS = 207
NEXTCLOUD = "/remote.php/dav/files/"
NOTHING_THERE = "there is no WebDAV at this address; Nextcloud shows its own in the settings of Files"


@dataclass(frozen=True)
class Listed:
    """What is in one folder, as people count: the names of folders and songs, and how many pictures."""

    folders: list[str]
    songs: list[str]
    pictures: int


@dataclass(frozen=True)
class WebDav:
    """A folder and those below it; with `song_path` also that song. Paths are below the server's address."""

    remote: Remote
    path: str
    song_path: str | None
    most_bytes: int

    def items(self, check: Check) -> list[FoundItem]:
        """Return the photos and clips in the order of their names, and at last the song.

        What can't be kept by its path, a folder too, stands there with its `refusal`.
        Raises PlacePasswordError, PlaceUnreachableError, PlaceFolderError, TooMuchToImportError.
        """
        found = {path: one for path, one in self._files(check) if one.is_folder or is_picture(path)}
        if len(found) > MOST_ITEMS:
            raise TooMuchToImportError(place=self.path or self.remote.url, most=MOST_ITEMS)
        pictures = [
            refused_item(path) or _item(path, found[path], is_the_song=False)
            for path in sorted(found, key=natural)
        ]
        return pictures + ([self._song(self.song_path, check)] if self.song_path else [])

    def fetch(self, item: FoundItem, part: Path, check: Check) -> FoundItem:
        """Bring a file, from where it broke off unless it has changed, and prove it as far as can be.

        Raises ItemGoneError, ItemDamagedError, FileTooLargeError, PlaceUnreachableError.
        """
        for _ in range(2):
            if item.version is None:
                part.unlink(missing_ok=True)  # nothing tells whether what is there is of the same file
            self.remote.download(
                _address(item.key),
                part,
                name=item.name,
                most_bytes=self.most_bytes,
                check=check,
                version=item.version,
            )
            if item.sha1 is None or sha1_of(part) == item.sha1:
                return item
            part.unlink()
        raise ItemDamagedError(file=item.name)

    def look(self) -> Listed:
        """Return what is in the folder itself; raises as `items` does."""
        entries = [one for one in self._entries(self.path, unchecked) if is_text(one.name)]
        folders = [one.name for one in entries if one.is_folder and not is_system_folder(one.name)]
        files = [one.name for one in entries if not one.is_folder]
        return Listed(
            sorted(folders, key=natural),
            sorted(filter(is_song, files), key=natural),
            sum(map(is_picture, files)),
        )

    def _song(self, path: str, check: Check) -> FoundItem:
        song = PurePosixPath(path)
        for entry in self._entries("" if song.parent == PurePosixPath() else str(song.parent), check):
            if entry.name == song.name and not entry.is_folder:
                return _item(path, entry, is_the_song=True)
        raise ItemGoneError(file=song.name)

    def _files(self, check: Check) -> Iterator[tuple[str, Entry]]:
        """Yield the files here and below, and the folders that are not gone into for their paths."""
        waiting, seen = [(self.path, 0)], 0
        while waiting:
            folder, depth = waiting.pop()
            for entry in self._entries(folder, check):
                seen += 1
                if seen > MOST_FILES:
                    raise TooMuchToImportError(place=self.path or self.remote.url, most=MOST_ITEMS)
                path = f"{folder}/{entry.name}".strip("/")
                if not entry.is_folder:
                    yield path, entry
                elif depth < DEEPEST and not is_system_folder(entry.name):
                    if refused_item(path) is None:
                        waiting.append((path, depth + 1))
                    else:
                        yield path, entry

    def _entries(self, folder: str, check: Check) -> list[Entry]:
        check()
        try:
            address = (
                f"{_address(folder)}/" if folder else "/"
            )  # some redirect from a folder without its slash
            told = _propfind(self.remote, address, "1", check)
        except ItemGoneError as error:
            raise PlaceFolderError(place=self.remote.url, folder=folder or "/") from error
        try:
            return entries_of(told.text, urlsplit(f"{self.remote.url}{told.path}").path)
        except ValueError as error:
            raise self.remote.strange() from error


@contextmanager
def webdav_at(client: httpx.Client, url: str, username: str, password: str) -> Iterator[Remote]:
    """Yield a server for the length of the block; `url` is that of WebDAV, or where Nextcloud is.

    Raises PlacePasswordError, PlaceUnreachableError.
    """
    client.auth = httpx.BasicAuth(username, password)
    with client:
        yield _located(client, url, username)


def _located(client: httpx.Client, url: str, username: str) -> Remote:
    """Return where WebDAV is: at the address, else where Nextcloud has it."""
    addresses = [url] if NEXTCLOUD in url else [url, f"{url}{NEXTCLOUD}{quote(username, safe='')}"]
    for address in addresses:
        remote = Remote(client, address, "WebDAV", PlacePasswordError)
        with suppress(_NoWebDavError):
            _propfind(remote, "/", "0", unchecked, _leave)
            return remote
    raise PlaceUnreachableError(place=url, reason=NOTHING_THERE)


class _NoWebDavError(Exception):
    """An answer of something else than WebDAV."""


def _leave(told: HttpAnswer) -> None:
    if told.status not in (*FORBIDDEN, *BUSY):
        raise _NoWebDavError


def _propfind(
    remote: Remote, path: str, depth: str, check: Check, hear: Callable[[HttpAnswer], None] | None = None
) -> HttpAnswer:
    headers = {"Depth": depth, "Content-Type": "application/xml; charset=utf-8"}
    told = remote.asked("PROPFIND", path, check=check, hear=hear, headers=headers, content=PROPFIND)
    if told.status != MULTI_STATUS:
        if hear is not None:
            hear(told)
        raise remote.strange()
    return told


def _address(path: str) -> str:
    """Return the address of a file or folder below that of the server."""
    return "/" + "/".join(quote(part, safe="") for part in path.split("/") if part)


def _item(path: str, entry: Entry, *, is_the_song: bool) -> FoundItem:
    return FoundItem(
        key=path,
        name=known_name(path),
        size=entry.size,
        changed_at=entry.changed_at,
        version=entry.version,
        sha1=entry.sha1,
        is_song=is_the_song,
    )
