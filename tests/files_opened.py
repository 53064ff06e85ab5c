"""Which files this process opens, by Python's own audit events."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

_listening: list[list[Path]] = []


@cache
def _listen() -> None:
    """Begin to listen, once: a hook can't be taken away again."""

    def note(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and _listening and isinstance(arguments[0], str):
            for opened in _listening:
                opened.append(Path(arguments[0]))

    sys.addaudithook(note)


@contextmanager
def files_opened(folder: Path, suffix: str) -> Iterator[list[Path]]:
    """Give a list which, after the block, holds the files of a folder that were opened in it, in order."""
    _listen()
    opened: list[Path] = []
    _listening.append(opened)
    try:
        yield opened
    finally:
        _listening.remove(opened)
        opened[:] = [path for path in opened if path.parent == folder and path.name.endswith(suffix)]
