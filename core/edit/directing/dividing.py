"""A shot longer than its clip is clean is divided on a beat, and another picture takes the rest."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.edit.directing.direction import Direction
from core.edit.directing.lengths import Shot
from core.edit.directing.takes import Take
from core.edit.planning.divided_slots import Division
from core.music.song_part import SongPart

TOLERATED = 1.1  # times what is clean: so little more is not worth a cut
NEIGHBOUR = 1
HURRIED = 0.6  # of what the last shot stands at least, where there is no room for that


@dataclass
class _Part:
    """A shot or a part of one; `take` is None where a segment is kept, or as long as it `lacks` one."""

    shot: Shot
    take: Take | None
    lacks: bool = False


def divided(
    shots: Sequence[Shot], cast: Sequence[Take], takes: Sequence[Take], song: SongPart, direction: Direction
) -> tuple[list[Shot], list[Take]]:
    """Return the shots and the takes of the free ones, with those divided that would show what is spoilt.

    The rest goes to one of `takes` that is not shown yet, the nearest in their order, else to what is
    shown longest before or after, if possible as many shots apart as the direction asks for. Where there
    is nothing else, a shot stays whole.
    """
    division = Division(song, {take.key: take.source for take in cast})
    parts: list[_Part] = []
    free = iter(cast)
    for shot in shots:
        take = None if shot.take is None else next(free)
        parts += [_Part(shot, None)] if take is None else _parts_of(shot, take, division, direction)
    for number, part in enumerate(parts):
        if part.lacks:
            part.take = _other(parts, number, takes, direction.apart)
    parts = _joined(parts)
    return [part.shot for part in parts], [part.take for part in parts if part.take is not None]


def _parts_of(shot: Shot, take: Take, division: Division, direction: Direction) -> list[_Part]:
    beat = None
    if shot.length_ms > TOLERATED * take.clean_ms:
        slot = shot.begin.beat, shot.end.beat
        is_last = shot.end.beat == division.song.beat_count
        rests_ms = (direction.last_ms, direction.last_ms * HURRIED) if is_last else ()
        roomy = [replace(division, least_rest_ms=rest_ms) for rest_ms in rests_ms]
        beats = (one.beat_in(take.key, slot) for one in (*roomy, division))
        beat = next((beat for beat in beats if beat is not None), None)
    if beat is None:
        return [_Part(shot, take)]
    place = replace(shot.begin, beat=beat, at_ms=division.song.beats_ms[beat], is_wall=False)
    return [
        _Part(Shot(shot.begin, place, shot.take), take),
        _Part(Shot(place, shot.end, shot.take), None, lacks=True),
    ]


def _other(parts: Sequence[_Part], number: int, takes: Sequence[Take], apart: int) -> Take | None:
    """Return the take for a part that lacks one, None where there is none that could be shown there."""
    length_ms = parts[number].shot.length_ms
    shown: dict[str, int] = {}  # how far off each is shown next
    for other, part in enumerate(parts):
        if part.take is not None:
            away = abs(other - number)
            shown[part.take.key] = min(away, shown.get(part.take.key, away))
    order = {take.key: place for place, take in enumerate(takes)}
    before = parts[number - 1].take
    here = order[before.key] if before else 0
    able = [take for take in takes if length_ms <= TOLERATED * take.clean_ms]
    unseen = [take for take in able if take.key not in shown]
    if unseen:
        return min(unseen, key=lambda take: (abs(order[take.key] - here), order[take.key]))
    again = [take for take in able if shown[take.key] > NEIGHBOUR]
    return max(
        again,
        key=lambda take: (min(shown[take.key], apart + 1), take.strength, -order[take.key]),
        default=None,
    )


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Return the parts, those for which there was no other take together with the one before them."""
    joined: list[_Part] = []
    for part in parts:
        if part.lacks and part.take is None:
            before = joined.pop()
            part = _Part(Shot(before.shot.begin, part.shot.end, before.shot.take), before.take)  # noqa: PLW2901
        joined.append(part)
    return joined
