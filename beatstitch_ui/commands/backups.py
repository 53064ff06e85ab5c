"""`beatstitch backup` and `beatstitch restore`."""

import sys
from pathlib import Path

from beatstitch_ui.commands import texts
from core.errors import FolderUnusableError
from core.settings import settings
from core.store import backups
from core.store.db import database
from core.store.migrations import upgrade


def back_up(target: Path) -> None:
    """Copy everything into a folder, while BeatStitch runs or not."""
    upgrade(database().engine)
    try:
        files = backups.back_up(database(), target)
    except OSError as error:
        raise FolderUnusableError(folder=str(target), reason=error.strerror or str(error)) from error
    sys.stdout.write(texts.BACKED_UP.format(files=files, folder=target) + "\n")


def restore(source: Path) -> None:
    """Fill the data folder of the settings from a backup."""
    root = settings().root
    try:
        files = backups.restore(source, root)
    except OSError as error:
        raise FolderUnusableError(folder=str(root), reason=error.strerror or str(error)) from error
    sys.stdout.write(texts.RESTORED.format(files=files, folder=root) + "\n")
