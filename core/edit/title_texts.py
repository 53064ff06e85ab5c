"""What titles say by themselves: names, days and places in words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from core.effects import TITLE_CHARS

CLOSING = "The End"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EN_DASH = "\N{EN DASH}"


def day_text(day: date) -> str:
    """Return a day as "5 July 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_text(day: date) -> str:
    """Return the month of a day as "July 2024"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def days_text(days: Iterable[date]) -> str:
    """Return from when to when the days are, saying nothing twice; "" without any."""
    known = sorted(set(days))
    if not known:
        return ""
    first, last = known[0], known[-1]
    if first == last:
        return day_text(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}{EN_DASH}{day_text(last)}"
    begin = f"{first.day} {MONTHS[first.month - 1]}"
    year = f" {first.year}" if first.year != last.year else ""
    return f"{begin}{year} {EN_DASH} {day_text(last)}"


def opening_text(name: str, days: Iterable[date]) -> str:
    """Return the opening title: the film's name, and below it its days; "" when neither is known."""
    return _lines(name, days_text(days))


def caption_text(day: date | None, place: str | None = None) -> str:
    """Return what stands below one picture: where, and when; "" when neither is known."""
    return _lines(place or "", day_text(day) if day else "")


def captions_of(days: Mapping[str, date], places: Mapping[str, str | None]) -> list[dict[str, str]]:
    """Return what the captions say by asset id: by days, and for films that show many days, by months.

    Each names the place that most pictures of its day or month share. `places` has every picture, None
    where its place is not known; `days` has those that are known.
    """
    return [_captions_by(words, days, places) for words in (day_text, month_text)]


def _captions_by(
    words: Callable[[date], str], days: Mapping[str, date], places: Mapping[str, str | None]
) -> dict[str, str]:
    chapters: defaultdict[str, list[str]] = defaultdict(list)
    for asset_id in places:
        day = days.get(asset_id)
        chapters[words(day) if day else ""].append(asset_id)
    captions = {}
    for time, chapter in chapters.items():
        text = _lines(_shared([places.get(asset_id) for asset_id in chapter]) or "", time)
        captions |= dict.fromkeys(chapter, text) if text else {}
    return captions


def _shared(places: list[str | None]) -> str | None:
    """Return what more than half of the places are."""
    place, count = Counter(places).most_common(1)[0]
    return place if count * 2 > len(places) else None


def _lines(*parts: str) -> str:
    return "\n".join(" ".join(part.split()) for part in parts if part.strip())[:TITLE_CHARS]
