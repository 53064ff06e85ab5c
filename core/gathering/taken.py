"""A stretch of days, and whether a picture was taken in it: what its file tells at once, and what is sure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.media.capture.capture_time import CaptureTime
from core.media.capture.name_time import time_in_name

SLACK = timedelta(days=1)  # a clock in a name tells no zone


@dataclass(frozen=True)
class TakenSpan:
    """From `begin` on, before `end`; both are in the zone in which pictures without one are taken to be."""

    begin: datetime
    end: datetime

    def holds(self, captured: CaptureTime) -> bool:
        """Tell whether a picture was taken in this time: by the clocks where it was taken, if known."""
        if captured.is_clock or captured.certainty == "zoned":
            clock = captured.clock.replace(tzinfo=None)
            return self.begin.replace(tzinfo=None) <= clock < self.end.replace(tzinfo=None)
        return self.begin <= captured.moment < self.end

    def may_hold(self, name: str, changed_at: datetime) -> bool:
        """Tell without reading a file whether it can be of this time.

        A name that tells a day decides. Without one it is sure only that a picture was taken before its file
        was changed last.
        """
        named = time_in_name(name)
        if named is not None:
            return self.begin - SLACK <= named.moment < self.end + SLACK
        return changed_at >= self.begin - SLACK
