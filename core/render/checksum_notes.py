"""Notes of checksums beside cached files: what was cut short, altered or exchanged is not used."""

import json
import os
from pathlib import Path

from core.files import write_atomic
from core.hashing import file_checksum


def note_of(path: Path) -> Path:
    """Return where the note of a cached file lies."""
    return path.with_suffix(".json")


def _facts(path: Path) -> dict[str, str]:
    return {"file": path.name, "sha256": file_checksum(path)}


def seal(path: Path) -> None:
    """Note the name and the checksum of a finished file."""
    write_atomic(note_of(path), json.dumps(_facts(path)).encode())


def is_whole(path: Path) -> bool:
    """Tell whether a sealed file is there as it was sealed, and mark it as used; a bad one is deleted."""
    note = note_of(path)
    try:
        if json.loads(note.read_bytes()) == _facts(path):
            os.utime(note)
            return True
    except FileNotFoundError:
        pass  # computed again
    except ValueError:
        note.unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    return False
