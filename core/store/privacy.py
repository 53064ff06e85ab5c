"""Keeps the data folder to the account that runs BeatStitch: folders 0700, files 0600."""

import os
from contextlib import suppress
from pathlib import Path

from core.store.layout import Layout

OTHERS = 0o077


def keep_private() -> None:
    """Let this process, and all that it starts, write files that no other account can read."""
    os.umask(OTHERS)


def close_to_others(layout: Layout) -> None:
    """Take the rights of other accounts away from a data folder that an older version left open.

    Closing the folders at the top is enough; a disk that knows no rights stays as it is.
    """
    databases = [path for path in layout.root.glob("*.db*") if path.is_file()]
    for path in (layout.root, *layout.project_homes, *databases):
        _close(path)


def _close(path: Path) -> None:
    with suppress(FileNotFoundError, PermissionError, NotImplementedError):
        mode = path.stat().st_mode & 0o7777
        if mode & OTHERS:
            path.chmod(mode & ~OTHERS)
