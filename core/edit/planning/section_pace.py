"""The parts of a song on the beats of a timeline: how fast each one is cut, and from where it is counted."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from core.edit.directing.direction import CLASSIC, Direction
from core.music.sections.song_sections import Intensity, Section
from core.music.song_part import SongPart
from core.schemas import Pacing

SHORTEST_MS = 400  # a picture that stands for less is a flicker
CALM_FACTOR, CALM_FACTOR_OF_FAST = 2, 4
FAST_BEATS = 2  # with so many beats per cut, or fewer, a calm part is four times slower
LONGEST_BEATS = 16
BURST_BARS = 2  # of a drop, which it opens with its shortest slots


@dataclass(frozen=True)
class Part:
    """The used beats `first` to before `end`; `beats_per_cut` as chosen for it, None when it was not."""

    first: int
    end: int
    intensity: Intensity = "medium"
    beats_per_cut: int | None = None


@dataclass(frozen=True)
class Pace:
    """How a plan is cut: the usual `beats_per_cut`, what sets it, and the song's sections for that.

    `direction` is how a film is directed whose pacing that is.
    """

    beats_per_cut: int
    pacing: Pacing = "steady"
    sections: tuple[Section, ...] = ()
    direction: Direction = CLASSIC


def parts_of(sections: Sequence[Section], song: SongPart) -> list[Part]:
    """Return the sections on the used beats; the first part begins with the first of them.

    A section begins on the downbeat nearest to it, or on the nearest beat where no downbeat lies
    within half a bar. One that would leave less than `SHORTEST_MS` to the song's ends or to the
    section before it is joined with that one.
    """
    if not song.beat_count:
        return []
    starts: list[tuple[int, Section | None]] = [(0, None)]
    for begin_ms, section in sections_in(sections, song):
        if begin_ms <= 0:
            starts = [(0, section)]
            continue
        beat = _opening(song, begin_ms)
        before_ms = song.beats_ms[starts[-1][0]] if len(starts) > 1 else 0
        at_ms = song.beats_ms[beat]
        if min(at_ms - before_ms, song.duration_ms - at_ms) >= SHORTEST_MS:
            starts.append((beat, section))
    ends = [*(beat for beat, _ in starts[1:]), song.beat_count]
    return [
        Part(first, end, section.intensity, section.beats_per_cut) if section else Part(first, end)
        for (first, section), end in zip(starts, ends, strict=True)
    ]


def sections_in(sections: Sequence[Section], song: SongPart) -> list[tuple[int, Section]]:
    """Return the sections that are heard, each with its time on the timeline; a seam begins one."""
    return [
        (begin_ms + max(0, section.start_ms - piece.start_ms), section)
        for begin_ms, piece in zip(song.begins_ms, song.pieces, strict=True)
        for section in sections
        if section.start_ms < piece.end_ms and section.end_ms > piece.start_ms
    ]


def _opening(song: SongPart, at_ms: int) -> int:
    beat = song.nearest_beat(at_ms)
    near = [bar for bar in song.downbeats if abs(bar - beat) <= song.metre // 2]
    return min(near, key=lambda bar: (abs(song.beats_ms[bar] - at_ms), bar), default=beat)


def cuts_in(part: Part, song: SongPart, pace: Pace) -> Iterator[tuple[int, int]]:
    """Yield the beats on which a part would be cut, each with the length in beats of its slots."""
    if pace.pacing == "sections":
        step = part.beats_per_cut or pace.beats_per_cut
        first = song.first_downbeat if part.first <= song.first_downbeat < part.end else part.first
        yield from ((beat, step) for beat in range(first, part.end, step))
        return
    bars = [bar for bar in song.downbeats if part.first <= bar < part.end]
    if part.intensity == "drop" and len(bars) > BURST_BARS:
        burst = max(1, pace.beats_per_cut // 4)
        yield from _on_bars(bars[: BURST_BARS + 1], burst, song)
        yield from _on_bars([*bars[BURST_BARS:], part.end], _high(pace), song)
    elif bars:
        yield from _on_bars([*bars, part.end], _beats_of(part.intensity, pace), song)
    else:
        step = _beats_of(part.intensity, pace)
        yield from ((beat, step) for beat in range(part.first, part.end, step))


def _high(pace: Pace) -> int:
    return max(min(2, pace.beats_per_cut), pace.beats_per_cut // 2)


def _beats_of(intensity: Intensity, pace: Pace) -> int:
    """Return the length of a slot in a part of this intensity, before it is fitted to bars."""
    usual = pace.beats_per_cut
    if intensity == "calm":
        factor = CALM_FACTOR_OF_FAST if usual <= FAST_BEATS else CALM_FACTOR
        return max(usual, min(LONGEST_BEATS, factor * usual))
    return _high(pace) if intensity in ("high", "drop") else usual


def _on_bars(bars: Sequence[int], step: int, song: SongPart) -> Iterator[tuple[int, int]]:
    """Yield cuts about every `step` beats that keep to bars, which begin at all of `bars` but the last.

    Slots are a whole number of bars (1, 2, 4 ..) or divide the bar evenly, and none is shorter than
    `SHORTEST_MS`.
    """
    begin_ms, last_ms = song.beats_ms[bars[0]], song.beats_ms[min(bars[-1], song.beat_count - 1)]
    beat_ms = max(1, (last_ms - begin_ms) / max(1, bars[-1] - bars[0]))
    step = max(step, math.ceil(SHORTEST_MS / beat_ms))
    metre = song.metre
    if step >= metre:
        every = 2 ** max(0, round(math.log2(step / metre)))
        yield from ((bar, every * metre) for bar in bars[:-1:every])
        return
    step = next(beats for beats in range(step, metre + 1) if metre % beats == 0)
    for bar, after in pairwise(bars):
        yield bar, step
        yield from ((beat, step) for beat in range(bar + step, after - (step + 1) // 2 + 1, step))
