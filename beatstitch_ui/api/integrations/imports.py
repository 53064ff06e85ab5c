"""Imports over HTTP: bring photos and clips in from where they are, follow it, stop it, go on with it."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from beatstitch_ui.api.protocol.routes import ApiRoute
from beatstitch_ui.auth.access import OwnProject, ProjectAccess
from core.accounts.users import is_admin
from core.gathering.immich_api import AlbumOrPerson
from core.projects.imports import imports
from core.projects.imports.imports import ImportFolders, ImportResponse
from core.projects.imports.places import immich_choices, webdav_folder
from core.projects.imports.sources import ImmichAccess, ImportCreate, WebDavFolder, WebDavLook

router = APIRouter(prefix="/api/projects/{project_id}/imports", route_class=ApiRoute, tags=["Imports"])
Path = Annotated[str, Query(max_length=1000, description="nothing for the folders that may be imported from")]


class ImmichChoices(BaseModel):
    """What can be imported of an Immich server; a stretch of time needs no choice."""

    albums: list[AlbumOrPerson]
    people: list[AlbumOrPerson]


@router.post("", status_code=201)
def order(access: OwnProject, body: ImportCreate) -> ImportResponse:
    """Import from a folder of the server, a Google Takeout, Immich, or WebDAV like Nextcloud."""
    with access.writing() as opened:
        return imports.order_import(opened, body)


@router.get("")
def list_of(access: OwnProject) -> list[ImportResponse]:
    """List the imports of the project, the newest first."""
    with access.reading() as opened:
        return imports.list_imports(opened)


@router.get("/folders")
def folders(access: OwnProject, path: Path = "") -> ImportFolders:
    """List the folders of the server that may be imported from, or those in one of them."""
    with access.reading():
        return imports.folders_below(path)


@router.post("/immich-choices")
def choices(access: OwnProject, body: ImmichAccess) -> ImmichChoices:
    """List the albums and people of an Immich server; the key is not kept."""
    albums, people = immich_choices(body, is_admin=_may_reach_itself(access))
    return ImmichChoices(albums=albums, people=people)


@router.post("/webdav-folder")
def webdav(access: OwnProject, body: WebDavLook) -> WebDavFolder:
    """List a folder of a WebDAV server, like Nextcloud; the password is not kept."""
    return webdav_folder(body, is_admin=_may_reach_itself(access))


@router.get("/{import_id}")
def one(access: OwnProject, import_id: str) -> ImportResponse:
    """Get an import: how far it is, and what was left out and why."""
    with access.reading() as opened:
        return imports.import_of(opened, import_id)


@router.post("/{import_id}/cancel")
def cancel(access: OwnProject, import_id: str) -> ImportResponse:
    """Stop an import; what has come in stays."""
    with access.writing() as opened:
        return imports.cancel_import(opened, import_id)


@router.post("/{import_id}/retry")
def retry(access: OwnProject, import_id: str) -> ImportResponse:
    """Go on with an import that failed or was stopped."""
    with access.writing() as opened:
        return imports.retry_import(opened, import_id)


@router.delete("/{import_id}", status_code=204)
def delete(access: OwnProject, import_id: str) -> None:
    """Take an import out of the list; what has come in stays."""
    with access.writing() as opened:
        imports.delete_import(opened, import_id)


def _may_reach_itself(access: ProjectAccess) -> bool:
    with access.reading() as opened:
        return is_admin(opened.session, opened.project.owner_id)
