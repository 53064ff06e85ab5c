"""Sends files to a project, and goes on where a connection broke."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from uuid import uuid4

import httpx

from beatstitch_ui.commands.server.client import Answer, Server
from core.errors import FileMissingError, FileUnreadableError, ServerUnreachableError
from core.media.capture.belonging import is_sidecar, raws_with_picture

BLOCK_BYTES = 1 << 20
PAUSES_S = (0, 1, 2, 4, 8, 15)


def send(
    server: Server, folder: str, file: Path, on_bytes: Callable[[int], None], **query: str | int
) -> Answer:
    """Send a file as a new upload of `folder`; return the answer to its last byte.

    Raises what `Server.ask` raises, FileMissingError and FileUnreadableError; a connection that breaks
    is tried again for half a minute.
    """
    size, upload = size_of(file), f"{folder}/{uuid4()}"
    broke: httpx.TransportError | None = None
    for pause_s in PAUSES_S:
        time.sleep(pause_s)
        try:
            offset = server.arrived_bytes(upload) if broke else 0
            blocks = _blocks(file, offset, on_bytes)
            return server.put_bytes(upload, blocks, offset, size=size, **query)
        except httpx.TransportError as error:
            broke = error
    raise ServerUnreachableError(url=server.url, reason=str(broke)) from broke


def size_of(file: Path) -> int:
    """Return how many bytes a file has."""
    try:
        return file.stat().st_size
    except OSError as error:
        raise FileMissingError(file=file.name or str(file)) from error


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the files that are named and those in named folders, without what only goes with others."""
    found: list[Path] = []
    for path in paths:
        found += _within(path) if path.is_dir() else [path]
    beside = {Path(raw) for raw in raws_with_picture(str(file) for file in found)}
    return [file for file in found if file not in beside and not is_sidecar(file.name)]


def _within(folder: Path) -> list[Path]:
    from core.standalone.collect import opened_by  # noqa: PLC0415 - only folders need it, and it loads much

    return opened_by([folder])


def _blocks(file: Path, offset: int, on_bytes: Callable[[int], None]) -> Iterator[bytes]:
    try:
        with file.open("rb") as opened:
            opened.seek(offset)
            while block := opened.read(BLOCK_BYTES):
                yield block
                on_bytes(opened.tell())
    except OSError as error:
        raise FileUnreadableError(file=file.name, reason=error.strerror) from error
