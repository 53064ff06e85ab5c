"""`beatstitch export`: a project's edit for other editing programs."""

import sys
from pathlib import Path
from typing import get_args

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core.projects.interchange import Format, interchange_of, write_export
from core.projects.opened import reading_as


def export(username: str, project_id: str, form: str, out: Path | None) -> None:
    """Write the current edit of a project to `out`, or under its own name into this folder."""
    known = next(one for one in get_args(Format) if one == form)
    with reading_as(open_data(begin=False), username, project_id) as opened:
        interchange = interchange_of(opened)
    path = out or Path(interchange.file_name(known))
    write_export(interchange, known, path)
    told = texts.EXPORTED.format(out=path, cuts=len(interchange.cuts.events))
    sys.stdout.write(told + "\n")
