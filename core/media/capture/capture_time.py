"""When a picture was taken: the moment, how sure it is, and the zone where that is known."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

EARLIEST_YEAR = 1990  # cameras without a clock write 1970 or 1904
LATEST_YEAR = 9999
EXIF_TIME = re.compile(r"(\d{4})[:/.-](\d\d)[:/.-](\d\d)[ T]+(\d\d):(\d\d):(\d\d)")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d\d)")
QUARTER_MIN = 15
ODD_OFFSETS_MIN = {-570, -210, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825}
MOST_WEST_MIN, MOST_EAST_MIN = -12 * 60, 14 * 60
SLACK = timedelta(minutes=7)  # a receiver's last fix may be minutes old

Certainty = Literal["zoned", "instant", "local", "saved", "day", "file"]


TO_THE_SECOND: tuple[Certainty, ...] = ("zoned", "instant", "local")


@dataclass(frozen=True)
class CaptureTime:
    """A moment, read as `certainty` says.

    - "zoned": `moment` is the instant, `offset_min` the minutes that clocks there were ahead of UTC;
    - "instant": the instant, but no zone (the creation time of most clips);
    - "local": what the clock showed, written as if it were UTC (most photos);
    - "day": the same, but only the day is known, and noon stands for it;
    - "saved": the instant at which the file was saved, by its own account;
    - "file": the instant at which the file system has it changed last.

    Microseconds are told where the file tells them, else 0.
    """

    moment: datetime
    certainty: Certainty
    offset_min: int | None = None

    @property
    def is_clock(self) -> bool:
        """Whether `moment` is what a clock showed, in a zone that is not known."""
        return self.certainty in ("local", "day")

    @property
    def clock(self) -> datetime:
        """What the clock showed where that is known; the time in UTC otherwise."""
        return self.moment + timedelta(minutes=self.offset_min or 0)

    @property
    def day(self) -> date | None:
        """The day that a clock showed there; what a copied or saved file says of itself tells none."""
        return None if self.certainty in ("file", "saved") else self.clock.date()

    @property
    def told_clock(self) -> datetime | None:
        """The same, None where only the file system has a time, which is as often that of a copy."""
        return None if self.certainty == "file" else self.clock


def local_time(clock: datetime, offset_min: int | None = None) -> CaptureTime | None:
    """Return what a clock without a date line says; None for moments that no digital camera saw."""
    if not EARLIEST_YEAR <= clock.year < LATEST_YEAR:
        return None
    as_utc = clock.replace(tzinfo=UTC)
    if offset_min is None:
        return CaptureTime(as_utc, "local")
    return CaptureTime(as_utc - timedelta(minutes=offset_min), "zoned", offset_min)


def instant(moment: datetime, certainty: Certainty = "instant") -> CaptureTime | None:
    """Return a moment whose zone is not known; None for moments that no digital camera saw."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return CaptureTime(utc, certainty) if utc.year >= EARLIEST_YEAR else None


def on_day(day: date) -> CaptureTime | None:
    """Return the time of a picture of which only the day is known."""
    clock = local_time(datetime.combine(day, time(12)))
    return clock and CaptureTime(clock.moment, "day")


def exif_time(text: object, offset: object = None, subsec: object = None) -> CaptureTime | None:
    """Return EXIF's local "YYYY:MM:DD hh:mm:ss" with its offset "+hh:mm" and its decimals of a second."""
    found = EXIF_TIME.match(text.strip()) if isinstance(text, str) else None
    if found is None:
        return None
    digits = str(subsec).strip(" \0") if subsec is not None else ""
    microsecond = int(digits[:6].ljust(6, "0")) if digits.isascii() and digits.isdigit() else 0
    try:
        year, month, day, hour, minute, second = map(int, found.groups())
        clock = datetime(year, month, day, hour, minute, second, microsecond)  # noqa: DTZ001 - a clock has no zone
    except ValueError:
        return None
    return local_time(clock, offset_of(offset))


def iso_time(text: str | None) -> CaptureTime | None:
    """Return the ISO 8601 time of XMP, libavformat or QuickTime; one that ends in Z tells no zone."""
    stripped = (text or "").strip().strip("\0")
    try:
        if ISO_DAY.fullmatch(stripped):
            return on_day(date.fromisoformat(stripped))
        moment = datetime.fromisoformat(stripped)
    except ValueError:
        return exif_time(stripped)
    offset = moment.utcoffset()
    if offset is None:
        return local_time(moment)
    if stripped.endswith(("Z", "z")):
        return instant(moment)
    return local_time(moment.replace(tzinfo=None), round(offset.total_seconds() / 60))


def offset_of(text: object) -> int | None:
    """Return the minutes ahead of UTC of "+hh:mm", None for anything else."""
    if not isinstance(text, str):
        return None
    if text.strip(" \0") == "Z":
        return 0
    found = OFFSET.match(text.strip())
    if found is None:
        return None
    sign, hours, minutes = found.groups()
    offset_min = (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1)
    return offset_min if MOST_WEST_MIN <= offset_min <= MOST_EAST_MIN else None


def zone_between(clock: datetime, utc: datetime) -> int | None:
    """Return the offset in minutes of a clock that showed `clock` at `utc`, None where no zone has it."""
    ahead = clock.replace(tzinfo=UTC) - utc
    offset_min = round(ahead / timedelta(minutes=QUARTER_MIN)) * QUARTER_MIN
    exists = offset_min % 60 == 0 or offset_min in ODD_OFFSETS_MIN
    near = abs(ahead - timedelta(minutes=offset_min)) <= SLACK
    return offset_min if exists and near and MOST_WEST_MIN <= offset_min <= MOST_EAST_MIN else None


def in_zone_of(local: CaptureTime, utc: datetime) -> CaptureTime:
    """Return a local time with the zone that follows from the instant that is known besides."""
    offset_min = zone_between(local.moment, utc)
    if offset_min is None:
        return local
    return CaptureTime(local.moment - timedelta(minutes=offset_min), "zoned", offset_min)
