"""When a picture was taken, as far as its file says."""

import re
from datetime import UTC, datetime, timedelta, timezone

EARLIEST_YEAR = 1990  # cameras without a clock write 1970 or 1904
EXIF_TIME = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d):(\d\d):(\d\d)")
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)")


def exif_time(text: object, offset: object = None) -> datetime | None:
    """Return EXIF's local "YYYY:MM:DD hh:mm:ss" in UTC; without an offset local counts as UTC."""
    found = EXIF_TIME.match(text) if isinstance(text, str) else None
    if found is None:
        return None
    try:
        local = datetime(*map(int, found.groups()), tzinfo=_zone(offset))
    except ValueError:
        return None
    return _believable(local)


def container_time(text: str | None) -> datetime | None:
    """Return the creation time of a clip, ISO 8601 as libavformat and QuickTime write it, in UTC."""
    try:
        moment = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return _believable(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _zone(offset: object) -> timezone:
    found = OFFSET.match(offset) if isinstance(offset, str) else None
    if found is None:
        return UTC
    sign, hours, minutes = found.groups()
    delta = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-delta if sign == "-" else delta)


def _believable(moment: datetime) -> datetime | None:
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return None
    return utc if utc.year >= EARLIEST_YEAR else None
