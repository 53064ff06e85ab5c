"""The kinds of background work, which of them goes first, and the states in which it is still to do."""

from typing import Literal

Kind = Literal[
    "preview",
    "analyze",
    "import",
    "recurring",
    "ingest",
    "look",
    "send",
    "final",
    "hook",
    "notify",
    "housekeeping",
]

PRIORITIES: dict[Kind, int] = {
    "hook": 50,
    "notify": 50,
    "preview": 40,
    "analyze": 30,
    "import": 25,
    "recurring": 22,
    "ingest": 20,
    "look": 15,
    "send": 12,
    "final": 10,
    "housekeeping": 0,
}
UNFINISHED = ("queued", "running")
RENDERS: tuple[Kind, ...] = ("preview", "final")
