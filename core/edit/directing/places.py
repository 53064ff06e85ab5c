"""Where a directed film may be cut, and how long a plain photo stands from there on: what the song earns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from core.edit.directing.direction import Direction
from core.edit.planning.section_pace import SHORTEST_MS, Part, parts_of
from core.music.sections.song_sections import Intensity, Section
from core.music.song_part import USUAL_METRE, SongPart

PHRASE_BARS = 4
OPENS_PHRASE, GOES_ON = 1.25, 0.9  # of the usual length: a phrase begins with the longer shot
ENDING = 1.5  # so much longer the last shot stands
OF_FILM = 6  # the first and the last shot need stand no longer than this part of a short film
HALF_BAR_MS = {"medium": 1000, "high": 600, "drop": 500}
EVERY_BEAT_MS = {"high": 1100}
BURST_BARS = 2
LONG_BAR_BEATS = 8  # a bar with more beats is one whose downbeats were not found


@dataclass(frozen=True)
class Place:
    """A time at which one shot may be cut to the next.

    `beat` is the used beat, -1 for the song's start and the beat count for its end; `photo_ms` is how
    long a plain photo stands that begins here. At a `wall` there is a cut in any case.
    """

    at_ms: int
    beat: int
    photo_ms: float
    intensity: Intensity
    is_wall: bool = False


@dataclass(frozen=True)
class Stretch:
    """Used beats `first` to before `end` that a locked segment keeps."""

    first: int
    end: int


def places_of(
    song: SongPart, sections: Sequence[Section], kept: Sequence[Stretch], direction: Direction
) -> list[Place]:
    """Return all places, the song's start and end among them, in order.

    Nothing but the edges of `kept` is closer to the song's start and end than the first and the last shot
    must be long, or than `SHORTEST_MS` to a wall.
    """
    parts = parts_of(sections, song) or [Part(0, song.beat_count)]
    edges = {edge for stretch in kept for edge in (stretch.first, stretch.end)}
    places = {beat: place for part in _with_intro(parts) for beat, place in _in_part(part, song, direction)}
    for beat in edges:
        if 0 <= beat < song.beat_count:
            usual = places.get(beat) or _place(song, beat, direction.medium_ms, "medium")
            places[beat] = Place(usual.at_ms, beat, usual.photo_ms, usual.intensity, is_wall=True)
    first = next(iter(places.values()), None)
    photo_ms, intensity = (first.photo_ms, first.intensity) if first else (direction.medium_ms, "medium")
    start = Place(0, -1, photo_ms, intensity, is_wall=True)
    end = Place(song.duration_ms, song.beat_count, photo_ms, intensity, is_wall=True)
    return [start, *_with_room([places[beat] for beat in sorted(places)], song, edges, direction), end]


@dataclass(frozen=True)
class _Section:
    """A part with how it is cut; an `is_intro` is held."""

    part: Part
    is_intro: bool


def _with_intro(parts: Sequence[Part]) -> list[_Section]:
    """Return the parts, the first of which is an intro when it is calm and others follow."""
    quiet_start = len(parts) > 1 and parts[0].intensity == "calm"
    return [_Section(part, is_intro=quiet_start and not number) for number, part in enumerate(parts)]


def _in_part(section: _Section, song: SongPart, direction: Direction) -> Iterator[tuple[int, Place]]:
    part = section.part
    bars = _bars(part, song)
    intensity = part.intensity
    if bars and bars[0] > part.first:
        yield part.first, _place(song, part.first, direction.photo_ms(intensity), intensity, is_wall=True)
    short = 0
    for number, (bar, after) in enumerate(pairwise([*bars, part.end])):
        of_phrase = number % PHRASE_BARS
        usual_ms = direction.photo_ms(intensity)
        if section.is_intro:
            bar_ms = _span_ms(song, bar, after)
            usual_ms = max(usual_ms, min(direction.longest_ms, direction.hold_bars * bar_ms))
        factor = GOES_ON if of_phrase else OPENS_PHRASE
        bursts = intensity == "drop" and number < BURST_BARS
        bar_ms_usual = direction.drop_ms if bursts else usual_ms * factor
        yield bar, _place(song, bar, bar_ms_usual, intensity, is_wall=bar == part.first)
        if not of_phrase:
            short = 0
        inner = [] if section.is_intro else _inner(song, bar, after, intensity, bursts=bursts)
        rests = of_phrase == PHRASE_BARS - 1 or number == len(bars) - 1
        if rests or not inner or short + len(inner) + 1 > direction.short_in_row:
            continue
        short += len(inner) + 1
        yield from ((beat, _place(song, beat, bar_ms_usual, intensity)) for beat in inner)


def _bars(part: Part, song: SongPart) -> list[int]:
    """Return where the part's bars begin; where downbeats are missing, every four beats."""
    downbeats = [bar for bar in song.downbeats if part.first <= bar < part.end]
    if not downbeats and part.first < part.end:
        downbeats = [part.first]
    bars: list[int] = []
    for bar, after in pairwise([*downbeats, part.end]):
        step = USUAL_METRE if after - bar > LONG_BAR_BEATS else max(1, after - bar)
        bars += range(bar, after, step)
    return bars


def _inner(song: SongPart, bar: int, after: int, intensity: Intensity, *, bursts: bool) -> list[int]:
    """Return the beats within a bar on which this intensity may be cut."""
    beats = after - bar
    beat_ms = _span_ms(song, bar, after) / max(1, beats)
    if beats < 2:
        return []
    every_ms = SHORTEST_MS if bursts else EVERY_BEAT_MS.get(intensity)
    if every_ms is not None and beat_ms >= every_ms:
        return list(range(bar + 1, after))
    half = beats // 2 if beats % 2 == 0 else beats - 1
    shorter_ms = min(half, beats - half) * beat_ms
    least_ms = HALF_BAR_MS.get(intensity)
    return [bar + half] if least_ms is not None and shorter_ms >= least_ms else []


def _span_ms(song: SongPart, first: int, end: int) -> int:
    end_ms = song.beats_ms[end] if end < song.beat_count else song.duration_ms
    return end_ms - song.beats_ms[first]


def _place(
    song: SongPart, beat: int, photo_ms: float, intensity: Intensity, *, is_wall: bool = False
) -> Place:
    return Place(song.beats_ms[beat], beat, photo_ms, intensity, is_wall)


def _with_room(
    places: Sequence[Place], song: SongPart, edges: set[int], direction: Direction
) -> Iterator[Place]:
    walls_ms = np.array([place.at_ms for place in places if place.beat in edges])
    most_ms = song.duration_ms / OF_FILM
    first_ms, last_ms = min(direction.first_ms, most_ms), min(direction.last_ms, most_ms)
    for place in places:
        is_inside = first_ms <= place.at_ms <= song.duration_ms - last_ms
        is_free = is_inside and np.abs(walls_ms - place.at_ms).min(initial=SHORTEST_MS) >= SHORTEST_MS
        if is_free or (place.beat in edges and place.at_ms > 0):
            yield place
