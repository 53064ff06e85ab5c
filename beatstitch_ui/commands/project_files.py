"""`beatstitch archive`, `import` and `export`: a project as a file, for BeatStitch or other programs."""

import json
import sys
from pathlib import Path
from typing import Any, get_args

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core.accounts.opened import writing_as
from core.projects.archive.exporting import archive_of, write_archive
from core.projects.archive.importing import import_archive
from core.projects.interchange import Format, interchange_of, write_export
from core.projects.opened import reading_as


def archive(username: str, project_id: str, out: Path | None, *, machine: bool) -> None:
    """Write a project to `out`, or under its own name into this folder."""
    with reading_as(open_data(begin=False), username, project_id) as opened:
        whole = archive_of(opened)
    path = out or Path(whole.file_name)
    write_archive(whole, path.absolute())
    files = len(whole.uploads)
    _tell({"out": str(path), "files": files}, texts.ARCHIVED.format(out=path, files=files), machine=machine)


def import_file(username: str, file: Path, *, machine: bool) -> None:
    """Make a project out of a file; print its id, and on the error output what was left out."""
    held = open_data(begin=False)
    with writing_as(held, username) as opened:
        user_id = opened.user_id
    imported = import_archive(held, user_id, file.absolute())
    facts = {"id": imported.project_id, "left_out": imported.left_out}
    _tell(facts, texts.IMPORTED.format(project_id=imported.project_id), machine=machine)
    sys.stderr.write("".join(f"{sentence}\n" for sentence in imported.left_out))


def export(username: str, project_id: str, form: str, out: Path | None, *, machine: bool) -> None:
    """Write the current edit of a project to `out`, or under its own name into this folder."""
    known = next(one for one in get_args(Format) if one == form)
    with reading_as(open_data(begin=False), username, project_id) as opened:
        interchange = interchange_of(opened)
    path = out or Path(interchange.file_name(known))
    write_export(interchange, known, path)
    cuts = len(interchange.cuts.events)
    _tell({"out": str(path), "cuts": cuts}, texts.EXPORTED.format(out=path, cuts=cuts), machine=machine)


def _tell(facts: dict[str, Any], sentence: str, *, machine: bool) -> None:
    sys.stdout.write((json.dumps(facts) if machine else sentence) + "\n")
