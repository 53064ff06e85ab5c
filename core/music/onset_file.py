"""The file of a song's onsets; apart from finding them, so that pages need not load what does that."""

import json
from pathlib import Path

from core.files import write_atomic


def save_onsets(times_ms: list[int], path: Path) -> None:
    """Write onset times to `path` as a JSON list, all or nothing."""
    write_atomic(path, json.dumps(times_ms).encode())


def load_onsets(path: Path) -> list[int]:
    """Return the onset times stored at `path`, none when there is no such file."""
    return [int(time) for time in json.loads(path.read_bytes())] if path.is_file() else []
