"""Sizes, times and lists as a person says them."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from math import floor, log10

from babel.dates import format_date, format_datetime, get_month_names

from beatstitch_ui.languages.catalogues import ENGLISH
from beatstitch_ui.languages.current import gettext as _
from beatstitch_ui.languages.current import locale, number

_PERIOD = re.compile(r"(?P<week>week of )?(?:(?P<day>\d{1,2}) )?(?P<month>[A-Z][a-z]+) (?P<year>\d{4})")


def file_size(count: int) -> str:
    """Return a number of bytes as people read it."""
    unit, size = _unit(count)
    return f"{number(count / size, '.0f' if unit == 'kB' else '.1f')} {unit}"


def _unit(count: int) -> tuple[str, float]:
    """Return the unit that a number of bytes is told in, and how many bytes it has."""
    units = (("TB", 1e12), ("GB", 1e9), ("MB", 1e6))
    return next(((unit, size) for unit, size in units if count >= size), ("kB", 1e3))


def probable_size(least: int, most: int) -> str:
    """Return how large a file will be, no more exactly than it can be known: "about 35 to 60 MB"."""
    unit, size = _unit(most)
    low, high = (_rounded(count / size) for count in (least, most))
    template = _("about {high} {unit}") if low == high else _("about {low} to {high} {unit}")
    return template.format(low=number(low, "g"), high=number(high, "g"), unit=unit)


def _rounded(amount: float) -> float:
    """Return an amount with one digit, or two where the first says little: 34.7 is 35, 128 is 130."""
    if amount <= 0:
        return 0
    power = 10 ** floor(log10(amount))
    step = power / 10 if amount < 2 * power else power / 2
    return round(amount / step) * step


def today() -> str:
    """Return the day that it is on this server, in full."""
    return format_date(datetime.now().astimezone(), _("d MMMM y"), locale())


def period(label: str) -> str:
    """Return the days, week, month or year of a recurring film, which are known by their English names."""
    found = _PERIOD.fullmatch(label)
    months = {name: number for number, name in get_month_names("wide", locale=ENGLISH).items()}
    if found is None or found["month"] not in months:
        return label
    first = date(int(found["year"]), months[found["month"]], int(found["day"] or 1))
    told = format_date(first, _("d MMMM y") if found["day"] else "MMMM y", locale())
    return _("week of {day}").format(day=told) if found["week"] else told


def clock_time(moment: datetime) -> str:
    """Return what the clock of a camera said, without the year."""
    return format_datetime(moment, _("dd MMM HH:mm"), locale=locale())


def enumerated(parts: Sequence[str]) -> str:
    """Return parts as an enumeration inside a sentence."""
    if len(parts) == 1:
        return parts[0]
    return _("{several} and {last}").format(several=", ".join(parts[:-1]), last=parts[-1])


def joined(parts: Sequence[str]) -> str:
    """Return parts as an enumeration that begins a sentence."""
    words = enumerated(parts)
    return words[0].upper() + words[1:]


def length(milliseconds: int) -> str:
    """Return how long something plays, like 3:07."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02}"


def time_taken(seconds: float) -> str:
    """Return how long something will take, no more exactly than it can be known."""
    if seconds < 10:
        return _("a few seconds")
    if seconds < 55:
        return _("about {seconds} s").format(seconds=10 * round(seconds / 10))
    hours, minutes = divmod(max(1, round(seconds / 60)), 60)
    template = _("about {hours} h {minutes} min") if hours else _("about {minutes} min")
    return template.format(hours=hours, minutes=minutes)


def probable_time(least_s: float, most_s: float) -> str:
    """Return how long something will take, no more exactly than it can be known: "1 to 2 min"."""
    minutes = max(1, round(least_s / 60)), max(1, round(most_s / 60))
    if least_s < 10 or minutes[1] >= 60:
        return time_taken(least_s)
    if most_s < 55:
        low, high = 5 * round(least_s / 5), 5 * round(most_s / 5)
        return _("{low} to {high} s").format(low=low, high=high)
    if minutes[1] == 1:
        return _("about {minutes} min").format(minutes=1)
    return _("{low} to {high} min").format(low=minutes[0], high=minutes[1])


def time_left(seconds: float) -> str:
    """Return the time that remains, no more exactly than it can be known."""
    return _("{time} left").format(time=time_taken(seconds))
