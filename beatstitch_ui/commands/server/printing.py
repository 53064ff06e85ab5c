"""How answers of a server are told: as the JSON that it sent, one object a line, or as a table for people."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Answer = dict[str, Any]
Columns = Mapping[str, Callable[[Answer], object]]
GAP = "  "
NOTHING = "-"


def tell_all(found: Sequence[Answer], columns: Columns, *, machine: bool) -> None:
    """Print a list, with a line of titles for people; nothing for an empty one."""
    if machine:
        for one in found:
            tell_machine(one)
        return
    rows = [[_text(value(one)) for value in columns.values()] for one in found]
    if rows:
        rows.insert(0, list(columns))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")


def tell_one(found: Answer, columns: Columns, *, machine: bool) -> None:
    """Print one object, for people as a line for each of its facts."""
    if machine:
        tell_machine(found)
        return
    width = max(map(len, columns)) + len(GAP)
    for title, value in columns.items():
        sys.stdout.write(f"{title.ljust(width)}{_text(value(found))}\n")


def tell(found: Answer, sentence: str, *, machine: bool) -> None:
    """Print one object, for people as a sentence."""
    if machine:
        tell_machine(found)
    else:
        sys.stdout.write(sentence + "\n")


def tell_machine(found: Answer) -> None:
    """Print one object as a line of JSON."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def moment(stamp: str | None) -> str:
    """Return "2026-07-01 08:00" of "2026-07-01T08:00:00Z": as it was sent, in UTC."""
    return stamp[:16].replace("T", " ") if stamp else NOTHING


def megabytes(size: int | None) -> str:
    return NOTHING if size is None else f"{size / 1e6:.1f} MB"


def clock(length_ms: int | None) -> str:
    """Return "3:05" for 185,000 ms."""
    if length_ms is None:
        return NOTHING
    minutes, seconds = divmod(round(length_ms / 1000), 60)
    return f"{minutes}:{seconds:02}"


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return NOTHING if value is None else str(value).replace("\n", " ")
