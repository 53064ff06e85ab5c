"""The kinds of background work and which of them goes first."""

from typing import Literal

Kind = Literal["preview", "analyze", "ingest", "final", "housekeeping"]

PRIORITIES: dict[Kind, int] = {"preview": 40, "analyze": 30, "ingest": 20, "final": 10, "housekeeping": 0}
RENDERS: tuple[Kind, ...] = ("preview", "final")
