"""The files of an edit between `make` and `render`: its edl.json, and where its media lie."""

from pathlib import Path

from pydantic import BaseModel

from core.documents import read_document, write_document
from core.edit.edl import EditDecisionList
from core.edit.validate import check_edl
from core.hashing import file_checksum
from core.media.local_files import check_local_file
from core.standalone.make import Edit, Workdir, song_at


class FileMap(BaseModel):
    """Where the files of an edit lie: what `beatstitch render` reads beside an edl.json."""

    media: dict[str, Path]
    audio: Path


def load_edit(edl_path: Path, map_path: Path, workdir: Workdir) -> Edit:
    """Return the edit of an edl.json whose files the map names.

    Raises:
        BeatStitchError: one of the files is not what it should be.
    """
    edl = read_document(EditDecisionList, edl_path)
    files = read_document(FileMap, map_path)
    check_local_file(files.audio)
    song = song_at(files.audio, file_checksum(files.audio), workdir)
    with workdir.reader(files.media.values()) as reader:
        brought = workdir.gatherer(reader).gather_known(files.media)
    edit = Edit(edl, brought, song, files.audio)
    check_edl(edl, sources=edit.sources, off_grid=True)
    return edit


def save_edl(edit: Edit, path: Path) -> None:
    """Write the edit as edl.json."""
    write_document(edit.edl, path)


def save_map(edit: Edit, path: Path) -> None:
    """Write where the files of the edit lie."""
    media = {one.source.asset_id: one.file.absolute() for one in edit.brought}
    write_document(FileMap(media=media, audio=edit.audio.absolute()), path)
