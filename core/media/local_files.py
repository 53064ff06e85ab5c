"""Checks local files that a command names; uploads are checked by core.projects.media.uploads."""

from pathlib import Path

from core.errors import FileMissingError, FileNameUnreadableError
from core.file_names import is_text
from core.media.sniff import sniff_file
from core.settings import settings


def check_local_file(path: Path) -> None:
    """Look at a file before a process is asked to read it: it may be a pipe, or no picture and no song.

    Raises the MediaRefusedError that says why it can't be used.
    """
    sniff_file(path, path.name, most_bytes=settings().max_upload_bytes)


def check_file_name(path: Path) -> None:
    """Raise FileNameUnreadableError when other programs and documents can't be told of a file by its path."""
    if not is_text(str(path.absolute())):
        raise FileNameUnreadableError(file=str(path) if is_text(path.name) else path.name)


def size_of(path: Path, name: str) -> int:
    """Return how many bytes a file has; raises FileMissingError, of a file its owner knows as `name`."""
    try:
        return path.stat().st_size
    except OSError as error:
        raise FileMissingError(file=name) from error
