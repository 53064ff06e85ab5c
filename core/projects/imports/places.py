"""Opens the place that an import comes from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from core.gathering.folders import ServerFolder, named_roots, server_file
from core.gathering.guarded import checked_url, guarded_client
from core.gathering.immich import Chosen, signed_in
from core.gathering.immich_api import AlbumOrPerson, api_of
from core.gathering.items import MediaSource
from core.gathering.taken import TakenSpan
from core.gathering.takeout import LIMITS, Takeout, permitted
from core.gathering.webdav import WebDav, webdav_at
from core.projects.imports.sources import (
    AnyStored,
    FolderSpan,
    ImmichAccess,
    ImmichStored,
    TakeoutImport,
    WebDavFolder,
    WebDavLook,
    WebDavStored,
)
from core.sandbox.worker_process import Child
from core.settings import settings


@contextmanager
def opened_place(
    source: AnyStored, secret: str | None, folder: Path, *, is_admin: bool
) -> Iterator[MediaSource]:
    """Yield where pictures come from; `folder` is where they are written to. Raises what opening it does."""
    roots, most_bytes = named_roots(settings().import_folders), settings().max_upload_bytes
    match source:
        case FolderSpan():
            yield ServerFolder(roots, source.path, _span(source))
        case TakeoutImport():
            archive = server_file(roots, source.path)
            with Child(LIMITS, permitted(archive, folder)) as child:
                yield Takeout(archive, PurePosixPath(source.path).name, child, most_bytes)
        case ImmichStored():
            chosen = Chosen(source.album_id, source.person_id, source.taken_after, source.taken_before)
            client = guarded_client(may_reach_itself=is_admin)
            with signed_in(client, checked_url(source.url), secret or "", chosen, most_bytes) as immich:
                yield immich
        case WebDavStored():
            client, url = guarded_client(may_reach_itself=is_admin), checked_url(source.url)
            with webdav_at(client, url, source.username, secret or "") as remote:
                yield WebDav(remote, source.path, source.song_path, most_bytes)


def _span(source: FolderSpan) -> TakenSpan | None:
    if source.taken_after is None or source.taken_before is None:
        return None
    return TakenSpan(source.taken_after, source.taken_before)


def immich_choices(
    access: ImmichAccess, *, is_admin: bool
) -> tuple[list[AlbumOrPerson], list[AlbumOrPerson]]:
    """Return the albums and the people of an Immich server, to choose from."""
    client, url = guarded_client(may_reach_itself=is_admin), checked_url(access.url)
    with api_of(client, url, access.api_key.get_secret_value()) as immich:
        return immich.albums(), immich.people()


def webdav_folder(access: WebDavLook, *, is_admin: bool) -> WebDavFolder:
    """Return what is in a folder of a WebDAV server, to choose from."""
    client, url = guarded_client(may_reach_itself=is_admin), checked_url(access.url)
    with webdav_at(client, url, access.username, access.password.get_secret_value()) as remote:
        found = WebDav(remote, access.path, None, 0).look()
    return WebDavFolder(path=access.path, folders=found.folders, songs=found.songs, pictures=found.pictures)
