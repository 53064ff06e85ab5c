"""What a running job tells of itself: its phase, when it will be done and how fast it goes, in one line."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

SEPARATOR = " | "


@dataclass(frozen=True)
class ProgressMessage:
    """The phase of a job, and, once they are known, when it will be done and its frames a second."""

    phase: str
    done_at: datetime | None = None
    frames_per_s: float | None = None

    @property
    def line(self) -> str:
        """The line that is stored as the progress message of the job."""
        if self.done_at is None:
            return self.phase
        until = self.done_at.astimezone(UTC).isoformat(timespec="milliseconds")
        rate = "" if self.frames_per_s is None else f"{self.frames_per_s:.1f}"
        return SEPARATOR.join((self.phase, until, rate))

    @classmethod
    def read(cls, line: str | None) -> Self:
        """Return what a stored line tells; any other text is a phase."""
        phase, *rest = (line or "").split(SEPARATOR)
        try:
            until, rate = rest
            return cls(phase, datetime.fromisoformat(until), float(rate) if rate else None)
        except ValueError:
            return cls(line or "")
