"""The time in a file's name, as cameras, phones and messengers write it."""

import re
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import PurePath

from core.media.capture.capture_time import CaptureTime, instant, local_time, on_day, zone_between

DAY = r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<mark>[-_.]?)(?P<month>\d\d)(?P=mark)(?P<day>\d\d)"
CLOCK = r"(?P<hour>\d\d?)(?P<colon>[-_.:]?)(?P<minute>\d\d)(?P=colon)(?P<second>\d\d)"
BETWEEN = r"(?:[-_ T.,]|\s+at\s+|\s+um\s+)\s*"
DECIMALS = r"(?:[-_.]?(?P<milli>\d{3})(?!\d))?"
HALF = r"(?:\s*(?P<half>[AP])\.?M\b)?"
MOMENT = re.compile(DAY + BETWEEN + CLOCK + DECIMALS + r"(?!\d)" + HALF, re.IGNORECASE)
JOINED = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?!\d)"
)
ONLY_DAY = re.compile(DAY + r"(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d\d)[-_. /](\d\d)[-_. /]((?:19|20)\d\d)(?!\d)")
EPOCH_MS = re.compile(r"(?:FB_IMG_|received_|mmexport)(1\d{12})(?!\d)")
IN_UTC = ("PXL_",)  # Pixel phones
SECONDS_OFF = timedelta(minutes=2)


def time_in_name(name: str) -> CaptureTime | None:
    """Return the time that a file's name tells: a clock's, an instant, a day's, or none for sure."""
    stem = unicodedata.normalize("NFKC", PurePath(name).stem)
    if found := EPOCH_MS.search(stem):
        return instant(datetime.fromtimestamp(int(found[1]) / 1000, UTC))
    for pattern in (MOMENT, JOINED):
        for found in pattern.finditer(stem):
            clock = _clock(found)
            if clock is not None:
                return instant(clock.replace(tzinfo=UTC)) if stem.startswith(IN_UTC) else local_time(clock)
    for found in ONLY_DAY.finditer(stem):
        day = _day(int(found["year"]), int(found["month"]), int(found["day"]))
        if day is not None:
            return on_day(day)
    return _unambiguous_day(stem)


def with_name(captured: CaptureTime | None, name: str, duration_ms: int | None) -> CaptureTime | None:
    """Return the capture time of a file when its name is asked as well.

    A name speaks where the file does not, and where the one tells the instant and the other the
    clock, together they tell the zone. `duration_ms` is the length of a clip: some cameras store
    when a recording ended.
    """
    named = time_in_name(name)
    if named is None or captured is None or captured.certainty in ("saved", "file"):
        return named or captured
    if captured.certainty == "instant" and named.certainty == "local":
        return _both(named, captured, duration_ms or 0)
    if captured.certainty == "local" and named.certainty == "instant":
        return _both(captured, named, 0)
    return captured


def _both(clock: CaptureTime, known: CaptureTime, duration_ms: int) -> CaptureTime:
    """Return a clip's time from the clock in its name and the instant in its header.

    Where both read the same the header may hold the clock's time as well, as many cameras write
    it: then only the clock is sure.
    """
    for begun in (known.moment, known.moment - timedelta(milliseconds=duration_ms)):
        offset_min = zone_between(clock.moment, begun)
        if offset_min is None:
            continue
        utc = clock.moment - timedelta(minutes=offset_min)
        if abs(utc - begun) <= SECONDS_OFF:
            return (
                replace(clock, moment=utc, certainty="zoned", offset_min=offset_min) if offset_min else clock
            )
    return known


def _clock(found: re.Match[str]) -> datetime | None:
    parts = found.groupdict()
    hour = int(parts["hour"])
    if half := parts.get("half"):
        hour = hour % 12 + (12 if half.upper() == "P" else 0)
    microsecond = int(parts.get("milli") or 0) * 1000
    year, month, day, minute, second = (
        int(parts[name]) for name in ("year", "month", "day", "minute", "second")
    )
    try:
        return datetime(year, month, day, hour, minute, second, microsecond)  # noqa: DTZ001 - a clock has no zone
    except ValueError:
        return None


def _unambiguous_day(stem: str) -> CaptureTime | None:
    """Return the day of "24.12.2023" or "12-24-2023", not that of "10.05.2024"."""
    for first, second, year in DAY_FIRST.findall(stem):
        readings = {
            _day(int(year), int(month), int(day)) for day, month in ((first, second), (second, first))
        } - {None}
        if len(readings) == 1 and (day := readings.pop()):
            return on_day(day)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
