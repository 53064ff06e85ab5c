"""The JSON files that Google Takeout puts beside photos and clips: whose they are, and what they say."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import Any

from core.gathering.items import MOST_PEOPLE, FoundItem, moment

SUPPLEMENT = ".supplemental-metadata"
SHORTENED_CHARS = 40  # Takeout cuts the names of its JSON files to 46 characters before the suffix
SIDECAR_BYTES = 1 << 20
_COUNTED = re.compile(r"(?P<name>.*?)(?P<count>\(\d+\))?", re.DOTALL)
_EDITED = re.compile(r"-(edited|bearbeitet|modifié|editado|modificato|bewerkt)$", re.IGNORECASE)


def sidecars_of(paths: Iterable[str]) -> dict[str, str]:
    """Return the path of the JSON file that belongs to each path of a picture, where there is one.

    `IMG(1).jpg` has `IMG.jpg(1).json`; `.supplemental-metadata` may stand before the suffix, cut off
    anywhere; an edited copy has that of its original.
    """
    listed = list(paths)
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for path in listed:
        if path.lower().endswith(".json"):
            notes[str(PurePosixPath(path).parent)].append(path)
    found = {}
    for path in listed:
        near = notes[str(PurePosixPath(path).parent)] if not path.lower().endswith(".json") else []
        note = next((one for name in _names(path) for one in near if _belongs(one, name)), None)
        if note is not None:
            found[path] = note
    return found


def _names(path: str) -> list[tuple[str, str]]:
    """Return the names under which a picture may be known to its JSON file, each with its count."""
    pure = PurePosixPath(path)
    stem, count = _counted(pure.stem)
    plain = _EDITED.sub("", stem)
    names = [(stem + pure.suffix, count)]
    return names if plain == stem else [*names, (plain + pure.suffix, count)]


def _belongs(note: str, name: tuple[str, str]) -> bool:
    told, count = _counted(PurePosixPath(note).name[: -len(".json")])
    known, wanted = name
    full = known + SUPPLEMENT
    is_cut = len(told) >= min(SHORTENED_CHARS, len(known))
    return count == wanted and is_cut and full.casefold().startswith(told.casefold())


def _counted(name: str) -> tuple[str, str]:
    match = _COUNTED.fullmatch(name)
    return (match["name"], match["count"] or "") if match else (name, "")


def with_sidecar(item: FoundItem, read: Callable[[], bytes]) -> FoundItem | None:
    """Return an item with what its JSON file says, None for one that its owner has thrown away.

    What can't be read says nothing.
    """
    try:
        told = json.loads(read())
    except (ValueError, RecursionError):
        return item
    if not isinstance(told, dict):
        return item
    if told.get("trashed") is True:
        return None
    taken = told.get("photoTakenTime")
    seconds = taken.get("timestamp") if isinstance(taken, dict) else None
    return item.model_copy(
        update={
            "taken_at": _instant(seconds) or item.taken_at,
            "description": str(told.get("description") or "")[:2000],
            "starred": told.get("favorited") is True,
            "people": _people(told.get("people")),
        }
    )


def _instant(seconds: Any) -> Any:
    try:
        return moment(float(seconds)) if seconds is not None else None
    except (TypeError, ValueError):
        return None


def _people(told: Any) -> list[str]:
    listed = told if isinstance(told, list) else []
    names = [one.get("name") for one in listed if isinstance(one, dict)]
    return [name[:100] for name in names if isinstance(name, str) and name.strip()][:MOST_PEOPLE]
