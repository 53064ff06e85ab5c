"""The reasons for each shot of a directed film, the most telling first."""

from collections import Counter
from collections.abc import Sequence

from core.edit.directing.events import Event
from core.edit.directing.lengths import Shot
from core.edit.directing.takes import Take
from core.schemas import DayTime, Why

NOON, EVENING, NIGHT, DAWN = 12, 17, 22, 5
LIVELY = 0.3  # an energy from which on a picture moves, and below whose opposite it is at rest


def whys_of(
    cast: Sequence[Take], shots: Sequence[Shot], events: Sequence[Event], takes: Sequence[Take]
) -> list[tuple[Why, ...]]:
    """Return why each take of `cast` stands in its shot; `takes` are all that there was to choose from."""
    event_of = {takes[place].key: event for event in events for place in event.takes}
    shown = Counter(id(event_of[take.key]) for take in {take.key: take for take in cast}.values())
    seen: set[str] = set()
    whys: list[tuple[Why, ...]] = []
    for number, (take, shot) in enumerate(zip(cast, shots, strict=True)):
        event = event_of[take.key]
        place = [] if take.key in seen else [*_of_the_set(take, event, shown[id(event)])]
        first = [Why(code="again")] if take.key in seen else []
        whys.append((*first, *place, *_of_the_music(take, shot, number, len(cast))))
        seen.add(take.key)
    return whys


def _of_the_set(take: Take, event: Event, shown: int) -> list[Why]:
    whys: list[Why] = []
    if take.source.starred:
        whys.append(Why(code="starred"))
    if take.copies > 1:
        whys.append(Why(code="best_of", count=take.copies))
    day_time = None if event.hour is None else day_time_of(event.hour)
    if day_time and len(event.takes) == 1:
        whys.append(Why(code="only_one", day_time=day_time))
    elif day_time and len(event.takes) > shown:
        whys.append(Why(code="one_of", count=len(event.takes), day_time=day_time))
    return whys


def _of_the_music(take: Take, shot: Shot, number: int, total: int) -> list[Why]:
    if number == 0 and take.is_wide:
        return [Why(code="opens")]
    if number == total - 1 and take.energy < LIVELY:
        return [Why(code="closes")]
    if shot.begin.is_wall and number:
        return [Why(code="on_part")]
    if shot.begin.intensity in ("high", "drop") and take.energy >= LIVELY:
        return [Why(code="moves")]
    if shot.begin.intensity == "calm" and take.energy <= -LIVELY:
        return [Why(code="rests")]
    return []


def day_time_of(hour: int) -> DayTime:
    """Return what people call this hour of the day, 0 to 23."""
    if hour < DAWN or hour >= NIGHT:
        return "night"
    if hour < NOON:
        return "morning"
    return "afternoon" if hour < EVENING else "evening"
