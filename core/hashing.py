"""Canonical JSON and SHA-256: the one way in which BeatStitch gives values and files an identity."""

import hashlib
import json
from pathlib import Path
from typing import Any

BLOCK_BYTES = 1 << 20


def canonical_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys and no white space, equal for equal values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def digest(value: Any) -> str:
    """Return the SHA-256 of the canonical JSON of `value`, as 64 hex digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def file_checksum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, as 64 hex digits, read in bounded memory."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
