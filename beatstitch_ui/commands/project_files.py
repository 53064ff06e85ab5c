"""`beatstitch archive`, `import` and `export`: a project as a file, for BeatStitch or other programs."""

import sys
from pathlib import Path
from typing import get_args

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core.accounts.opened import writing_as
from core.projects.archive.exporting import archive_of, write_archive
from core.projects.archive.importing import import_archive
from core.projects.interchange import Format, interchange_of, write_export
from core.projects.opened import reading_as


def archive(username: str, project_id: str, out: Path | None) -> None:
    """Write a project to `out`, or under its own name into this folder."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        whole = archive_of(opened)
    path = out or Path(whole.file_name)
    write_archive(whole, path.absolute())
    sys.stdout.write(texts.ARCHIVED.format(out=path, files=len(whole.uploads)) + "\n")


def import_file(username: str, file: Path) -> None:
    """Make a project out of a file; print its id, and on the error output what was left out."""
    held = open_data(begin=False)
    with writing_as(held, username) as opened:
        user_id = opened.user_id
    imported = import_archive(held, user_id, file.absolute())
    sys.stdout.write(texts.IMPORTED.format(project_id=imported.project_id) + "\n")
    sys.stderr.write("".join(f"{sentence}\n" for sentence in imported.left_out))


def export(username: str, project_id: str, form: str, out: Path | None) -> None:
    """Write the current edit of a project to `out`, or under its own name into this folder."""
    known = next(one for one in get_args(Format) if one == form)
    with reading_as(open_data(begin=False), username, project_id) as opened:
        interchange = interchange_of(opened)
    path = out or Path(interchange.file_name(known))
    write_export(interchange, known, path)
    told = texts.EXPORTED.format(out=path, cuts=len(interchange.cuts.events))
    sys.stdout.write(told + "\n")
