"""`beatstitch backup` and `beatstitch restore`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from beatstitch_ui.commands import texts
from beatstitch_ui.commands.data import open_data
from core.errors import FolderUnusableError
from core.installation import backups
from core.settings import settings


def back_up(target: Path) -> None:
    """Copy everything into a folder, while BeatStitch runs or not."""
    database = open_data(begin=False)
    with _usable(target):
        done = backups.back_up(database, target)
    for name in done.missing:
        sys.stderr.write(texts.WAS_MISSING.format(file=name) + "\n")
    sys.stdout.write(texts.BACKED_UP.format(files=done.files, folder=target) + "\n")


def verify(target: Path) -> bool:
    """Compare a backup with its list; print each fault and return whether there is none."""
    with _usable(target):
        faults = backups.verify(target)
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    sentence = texts.BACKUP_FAULTY if faults else texts.BACKUP_WHOLE
    sys.stdout.write(sentence.format(folder=target, count=len(faults)) + "\n")
    return not faults


def restore(source: Path, *, anyway: bool) -> None:
    """Fill the data folder of the settings from a backup."""
    root = settings().root
    with _usable(root):
        files = backups.restore(source, root, anyway=anyway)
    sys.stdout.write(texts.RESTORED.format(files=files, folder=root) + "\n")


@contextmanager
def _usable(folder: Path) -> Iterator[None]:
    """Say why a folder can't be used."""
    try:
        yield
    except OSError as error:
        raise FolderUnusableError(folder=str(folder), reason=error.strerror or str(error)) from error
