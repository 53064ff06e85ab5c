"""`beatstitch fetch`: imports from other places, ordered without a browser and done by the running server."""

import sys
from datetime import datetime, time

from beatstitch_ui.commands.data import open_data
from beatstitch_ui.commands.integrations import texts
from beatstitch_ui.commands.report import say
from core.accounts.users import is_admin
from core.projects.imports import imports
from core.projects.imports.places import webdav_folder
from core.projects.imports.sources import ImmichImport, ImportCreate, WebDavImport, WebDavLook, valid_request
from core.projects.opened import reading_as, writing_as


def order(username: str, project_id: str, request: ImportCreate, *, machine: bool) -> None:
    """Order an import and say how it is followed."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        made = imports.order_import(opened, request)
    say(made, texts.IMPORT_ORDERED.format(id=made.id), machine=machine)


def immich_request(
    url: str,
    key: str,
    *,
    album: str | None,
    person: str | None,
    after: datetime | None,
    before: datetime | None,
) -> ImmichImport:
    """Return the import of what was chosen of an Immich server; days are those of this machine's zone."""
    chosen = {
        "album_id": album,
        "person_id": person,
        "taken_after": after and after.astimezone(),
        "taken_before": before and datetime.combine(before.date(), time.max).astimezone(),
    }
    return valid_request(ImmichImport, {"kind": "immich", "url": url, "api_key": key} | chosen)


def webdav_request(url: str, username: str, password: str, *, path: str, song: str | None) -> WebDavImport:
    """Return the import of a folder of a WebDAV server."""
    chosen = {"url": url, "username": username, "password": password, "path": path, "song_path": song}
    return valid_request(WebDavImport, {"kind": "webdav"} | chosen)


def show_webdav_folder(username: str, project_id: str, request: WebDavLook, *, machine: bool) -> None:
    """Print what is in a folder of a WebDAV server: folders, songs and how many pictures."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        may_reach_itself = is_admin(opened.session, opened.project.owner_id)
    found = webdav_folder(request, is_admin=may_reach_itself)
    if machine:
        sys.stdout.write(found.model_dump_json() + "\n")
        return
    names = [*(f"{name}/" for name in found.folders), *found.songs]
    lines = [f"{found.path}/{name}".lstrip("/") for name in names]
    sys.stdout.write("\n".join([*lines, texts.PICTURES_HERE.format(n=found.pictures)]) + "\n")


def webdav_look(url: str, username: str, password: str, path: str) -> WebDavLook:
    """Return a folder of a WebDAV server to look into."""
    return valid_request(WebDavLook, {"url": url, "username": username, "password": password, "path": path})


def show(username: str, project_id: str, *, machine: bool) -> None:
    """Print the imports of a project, one a line."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        found = imports.list_imports(opened)
    for one in found:
        line = one.model_dump_json() if machine else texts.IMPORT_LINE.format(**one.model_dump())
        sys.stdout.write(line + "\n")
