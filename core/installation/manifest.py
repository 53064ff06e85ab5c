"""The list of what a backup holds, with the SHA-256 of each file, and the proof that it is all there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ValidationError

from core.files import write_atomic
from core.hashing import file_checksum

NAME = "manifest.json"


class Entry(BaseModel):
    """One file: its size in bytes, the time of its last change and the SHA-256 of its bytes."""

    size: int
    mtime_ns: int
    sha256: str


class Manifest(BaseModel):
    """All files of a backup by their path below it, the database among them."""

    format: Literal[1] = 1
    made_at: datetime
    files: dict[str, Entry]


@dataclass(frozen=True)
class Fault:
    """A file of a backup that is not as it was written."""

    name: str
    reason: Literal["missing", "damaged"]

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


def looks(file: Path) -> tuple[int, int]:
    """Return size and time of a file, by which a changed one is told from an unchanged one."""
    facts = file.stat()
    return facts.st_size, facts.st_mtime_ns


def load(folder: Path) -> Manifest | None:
    """Return the manifest of a backup, None when it has none that can be read."""
    try:
        return Manifest.model_validate_json((folder / NAME).read_bytes())
    except (FileNotFoundError, NotADirectoryError, ValidationError):
        return None


def save(manifest: Manifest, folder: Path) -> None:
    write_atomic(folder / NAME, manifest.model_dump_json(indent=1).encode())


def faults(manifest: Manifest, folder: Path) -> Iterator[Fault]:
    """Read all files of the backup in `folder` and yield those that are not as the manifest has them."""
    for name, entry in sorted(manifest.files.items()):
        file = folder / name
        if not file.is_file():
            yield Fault(name, "missing")
        elif file.stat().st_size != entry.size or file_checksum(file) != entry.sha256:
            yield Fault(name, "damaged")


def is_sound(database: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with a database that nobody has open."""
    try:
        with closing(
            sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as opened:
            found = opened.execute("PRAGMA integrity_check").fetchone()
        return found == ("ok",) and database.stat().st_size > 0  # an empty file is a sound, empty database
    except sqlite3.DatabaseError:
        return False
