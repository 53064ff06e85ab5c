"""`beatstitch export`: a project's edit for other editing programs."""

import sys
from pathlib import Path
from typing import get_args

from beatstitch_ui.commands import texts
from core.accounts import users
from core.projects.interchange import Format, interchange_of, write_export
from core.projects.opened import OpenProject
from core.projects.projects import owned_project
from core.store.db import database
from core.store.migrations import upgrade


def export(username: str, project_id: str, form: str, out: Path | None) -> None:
    """Write the current edit of a project to `out`, or under its own name into this folder."""
    known = next(one for one in get_args(Format) if one == form)
    held = database()
    upgrade(held.engine)
    with held.reading() as session:
        project = owned_project(session, users.named_user(session, username).id, project_id)
        interchange = interchange_of(OpenProject(session, held.layout, project))
    path = out or Path(interchange.file_name(known))
    write_export(interchange, known, path)
    told = texts.EXPORTED.format(out=path, cuts=len(interchange.cuts.events))
    sys.stdout.write(told + "\n")
