"""`beatstitch fetch`: imports from other places, ordered without a browser and done by the running server."""

import sys
from datetime import datetime, time

from pydantic import ValidationError

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core.errors import RequestInvalidError
from core.projects.imports import imports
from core.projects.imports.imports import ImmichImport, ImportCreate
from core.projects.opened import reading_as, writing_as


def order(username: str, project_id: str, wish: ImportCreate) -> None:
    """Order an import and say how it is followed."""
    with writing_as(open_data(begin=False), username, project_id) as opened:
        made = imports.order_import(opened, wish)
    sys.stdout.write(texts.IMPORT_ORDERED.format(id=made.id) + "\n")


def immich_wish(
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
    try:
        return ImmichImport.model_validate({"kind": "immich", "url": url, "api_key": key} | chosen)
    except ValidationError as error:
        first = error.errors()[0]
        raise RequestInvalidError(where=str(first["loc"][-1]), reason=first["msg"]) from error


def show(username: str, project_id: str, *, machine: bool) -> None:
    """Print the imports of a project, one a line."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        found = imports.list_imports(opened)
    for one in found:
        line = one.model_dump_json() if machine else texts.IMPORT_LINE.format(**one.model_dump())
        sys.stdout.write(line + "\n")
