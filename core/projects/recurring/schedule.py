"""When a film that makes itself is due, and of which days it is: from a rule and a moment to a period.

Nothing is remembered between two looks: the period that a clock shows follows from the clock alone, and each
period has a key of its own. So a clock that was set back asks for periods that have been made already.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, Field, field_validator

Every = Literal["day", "week", "month", "year"]
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ZONE_CHARS = 60


class Rhythm(BaseModel):
    """How often, and at which time by the clocks of which zone; each film is of the whole one before.

    `weekday` counts from Monday, 0 to 6, and is about weeks; `day` is about months and years, and `month`
    about years.
    """

    every: Every = "month"
    at: time = Field(default=time(4), description="by the clocks of the zone")
    weekday: int = Field(default=0, ge=0, le=6, description="of weeks: 0 is Monday")
    day: int = Field(default=1, ge=1, le=28, description="of months and years")
    month: int = Field(default=1, ge=1, le=12, description="of years")
    zone: str = Field(default="UTC", max_length=ZONE_CHARS, examples=["Europe/Berlin"])

    @field_validator("at")
    @classmethod
    def _to_the_minute(cls, at: time) -> time:
        return time(at.hour, at.minute)

    @field_validator("zone")
    @classmethod
    def _known(cls, zone: str) -> str:
        if zone not in _zones():
            raise ValueError("there is no such time zone; one looks like Europe/Berlin")
        return zone


@cache
def _zones() -> set[str]:
    """Return the time zones that this machine knows; it opens hundreds of files to find out."""
    return available_timezones()


@dataclass(frozen=True)
class Period:
    """One time that a film is due, and the days it is of: from `begin` on, before `end`, in the rule's zone.

    `key` is the same whenever it is asked for, `number` counts periods of the same length.
    """

    key: str
    label: str
    number: int
    due_at: datetime
    begin: datetime
    end: datetime


def last_due(rhythm: Rhythm, now: datetime) -> Period:
    """Return the period whose film was due last at `now`, an instant."""
    zone = ZoneInfo(rhythm.zone)
    today = now.astimezone(zone).date()
    falls = _fall(rhythm, today)
    if _instant(falls, rhythm.at, zone) > now:
        falls = _fall(rhythm, _first(rhythm.every, falls) - timedelta(days=1))
    return _period(rhythm, falls)


def next_due(rhythm: Rhythm, now: datetime) -> Period:
    """Return the period whose film is due next after `now`."""
    zone = ZoneInfo(rhythm.zone)
    falls = _fall(rhythm, now.astimezone(zone).date())
    if _instant(falls, rhythm.at, zone) <= now:
        falls = _fall(rhythm, _after(rhythm.every, falls))
    return _period(rhythm, falls)


def _period(rhythm: Rhythm, falls: date) -> Period:
    """Return the period of a film that is due on the day `falls`: the whole one before."""
    zone = ZoneInfo(rhythm.zone)
    end = _first(rhythm.every, falls)
    begin = _first(rhythm.every, end - timedelta(days=1))
    return Period(
        key=f"{rhythm.every} {begin.isoformat()}",
        label=_label(rhythm.every, begin),
        number=_number(rhythm.every, begin),
        due_at=_instant(falls, rhythm.at, zone),
        begin=datetime.combine(begin, time(), zone),
        end=datetime.combine(end, time(), zone),
    )


def _fall(rhythm: Rhythm, day: date) -> date:
    """Return the day on which a film is due in the week, month or year that `day` is in."""
    first = _first(rhythm.every, day)
    match rhythm.every:
        case "day":
            return first
        case "week":
            return first + timedelta(days=rhythm.weekday)
        case "month":
            return first.replace(day=rhythm.day)
        case "year":
            return first.replace(month=rhythm.month, day=rhythm.day)


def _first(every: Every, day: date) -> date:
    """Return the first day of the week, month or year that `day` is in."""
    match every:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1)
        case "year":
            return day.replace(month=1, day=1)


def _after(every: Every, day: date) -> date:
    """Return the first day after the week, month or year that `day` is in."""
    longest = {"day": 1, "week": 7, "month": 31, "year": 366}[every]
    return _first(every, _first(every, day) + timedelta(days=longest))


def _instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """Return when clocks of the zone show a time.

    One that they show twice, when they are set back, is its first showing; one that they leave out is as
    long after midnight as it would have been without that (PEP 495).
    """
    return datetime.combine(day, at, zone).astimezone(UTC)


def _label(every: Every, begin: date) -> str:
    month = f"{MONTHS[begin.month - 1]} {begin.year}"
    match every:
        case "day":
            return f"{begin.day} {month}"
        case "week":
            return f"week of {begin.day} {month}"
        case "month":
            return month
        case "year":
            return str(begin.year)


def _number(every: Every, begin: date) -> int:
    match every:
        case "day":
            return begin.toordinal()
        case "week":
            return begin.toordinal() // 7
        case "month":
            return begin.year * 12 + begin.month - 1
        case "year":
            return begin.year
