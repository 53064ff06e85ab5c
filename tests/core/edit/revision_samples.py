"""Revisions as other versions have written them."""

import gzip
import json
from collections.abc import Callable
from typing import Any

from core.edit.revisions.history import History


def rewrite(history: History, change: Callable[[dict[str, Any]], object]) -> None:
    """Rewrite the file of every revision with other facts."""
    for file in history.folder.iterdir():
        facts = json.loads(gzip.decompress(file.read_bytes()))
        change(facts)
        file.write_bytes(gzip.compress(json.dumps(facts, separators=(",", ":")).encode()))


def without_ancestry(facts: dict[str, Any]) -> None:
    """Leave out what earlier versions did not keep with a revision."""
    del facts["ancestry"], facts["pictures"]
