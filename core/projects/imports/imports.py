"""What a person does with imports: order one, follow it, stop it, go on with it."""

from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import ImportUnderWayError, NotFoundError
from core.gathering.folders import ServerFolder, named_roots, server_file
from core.gathering.guarded import checked_url
from core.jobs.kinds import UNFINISHED
from core.jobs.lifecycle import submit
from core.projects import keyed_work
from core.projects.imports.sources import (
    STORED,
    AnyStored,
    FolderImport,
    ImmichImport,
    ImmichStored,
    ImportCreate,
    TakeoutImport,
    WebDavImport,
    WebDavStored,
    secret_of,
)
from core.projects.opened import OpenProject
from core.schemas import JobStatus
from core.settings import settings
from core.store.models import ImportItem, MediaAsset, MediaImport

MOST_REFUSALS = 100


class ImportResponse(BaseModel):
    """An import: how many items it has, and what became of them; `known` were in the project already."""

    id: str
    kind: Literal["folder", "takeout", "immich", "webdav"]
    title: str
    status: JobStatus
    error_message: str | None = None
    total: int | None = None
    taken: int = 0
    known: int = 0
    refused: int = 0
    refusals: list[str] = Field(default=[], description="the first reasons why items were left out")
    created_at: AwareDatetime


class ImportFolders(BaseModel):
    """The folders below one that may be imported from."""

    path: str
    folders: list[str]


def order_import(opened: OpenProject, request: ImportCreate) -> ImportResponse:
    """Begin to import into a project.

    Raises ImportFolderError, NoImportFoldersError, PlaceAddressError for what can't be right; the rest is
    found out by the worker.
    """
    _check(request)
    stored = STORED.validate_python(request.model_dump(exclude={"api_key", "password"}))
    last = select(func.max(MediaAsset.sort_order)).where(MediaAsset.project_id == opened.project.id)
    row = MediaImport(
        project_id=opened.project.id,
        source=stored.model_dump_json(),
        secret=secret_of(request),
        first_position=(opened.session.scalar(last) or 0) + 1,
    )
    opened.session.add(row)
    opened.session.flush()
    _submit(opened, row)
    return _described(opened.session, row)


def list_imports(opened: OpenProject) -> list[ImportResponse]:
    """Return the imports of a project, the newest first."""
    mine = select(MediaImport).where(MediaImport.project_id == opened.project.id)
    rows = opened.session.scalars(mine.order_by(MediaImport.created_at.desc(), MediaImport.id))
    return [_described(opened.session, row) for row in rows]


def import_of(opened: OpenProject, import_id: str) -> ImportResponse:
    """Return one of a project's imports; NotFoundError when it has none of that id."""
    return _described(opened.session, _own(opened, import_id))


def cancel_import(opened: OpenProject, import_id: str) -> ImportResponse:
    """Stop an import and return it; what has come in stays, and `retry_import` goes on from there."""
    row = _own(opened, import_id)
    keyed_work.stop(opened.session, row)
    return _described(opened.session, row)


def retry_import(opened: OpenProject, import_id: str) -> ImportResponse:
    """Go on with an import that failed or was stopped; ImportUnderWayError while it runs."""
    row = _own(opened, import_id)
    if row.status in UNFINISHED:
        raise ImportUnderWayError
    _submit(opened, row)
    return _described(opened.session, row)


def delete_import(opened: OpenProject, import_id: str) -> None:
    """Take an import out of the list, stopped if need be; what has come in stays."""
    keyed_work.delete(opened.session, _own(opened, import_id))


def folders_below(path: str) -> ImportFolders:
    """Return the folders in a folder that may be imported from; those that may be, for an empty path."""
    roots = named_roots(settings().import_folders)
    names = ServerFolder(roots, path).folders() if path else sorted(roots)
    return ImportFolders(path=path, folders=names)


def _check(request: ImportCreate) -> None:
    roots = named_roots(settings().import_folders)
    match request:
        case FolderImport():
            ServerFolder(roots, request.path).folders()
        case TakeoutImport():
            server_file(roots, request.path)
        case ImmichImport() | WebDavImport():
            checked_url(request.url)


def _submit(opened: OpenProject, row: MediaImport) -> None:
    submit(opened.session, "import", project_id=row.project_id, subject_id=row.id)
    opened.session.flush()


def _own(opened: OpenProject, import_id: str) -> MediaImport:
    row = opened.session.get(MediaImport, import_id)
    if row is None or row.project_id != opened.project.id:
        raise NotFoundError(what="This import")
    return row


def _described(session: Session, row: MediaImport) -> ImportResponse:
    counted = (
        select(ImportItem.state, func.count())
        .where(ImportItem.import_id == row.id)
        .group_by(ImportItem.state)
    )
    states: dict[str, int] = {str(state): int(count) for state, count in session.execute(counted)}
    refused = select(ImportItem.reason).where(ImportItem.import_id == row.id, ImportItem.state == "refused")
    reasons = session.scalars(refused.order_by(ImportItem.position).limit(MOST_REFUSALS))
    source = STORED.validate_json(row.source)
    return ImportResponse.model_validate(
        {
            "id": row.id,
            "kind": source.kind,
            "title": _title(source),
            "status": row.status,
            "error_message": row.error_message,
            "total": sum(states.values()) if row.is_listed else None,
            "refusals": [reason for reason in reasons if reason],
            "created_at": row.created_at,
        }
        | {state: states.get(state, 0) for state in ("taken", "known", "refused")}
    )


def _title(source: AnyStored) -> str:
    match source:
        case ImmichStored():
            return source.title or source.url
        case WebDavStored():
            return source.path or source.url
        case _:
            return source.path
