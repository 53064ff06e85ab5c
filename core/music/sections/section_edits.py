"""Corrections of a song's parts: each takes all parts and returns the corrected ones."""

from itertools import pairwise

from core.errors import SectionTooShortError, SectionUnknownError
from core.music.grid.beat_grid import BeatGrid
from core.music.grid.grid_edits import distance_to
from core.music.sections.song_sections import BeatsPerCut, Intensity, Section, Sections

SHORTEST_MS = 500


def move_boundary(parts: Sections, index: int, to_ms: int) -> Sections:
    """Return the parts with the beginning of part `index` at `to_ms`.

    Raises SectionUnknownError (the first part begins with the song), or SectionTooShortError when
    that would leave less than half a second on either side.
    """
    if index == 0:
        raise SectionUnknownError(section=1, count=len(parts.sections))
    before, after = part_at(parts, index - 1), part_at(parts, index)
    require_length(to_ms - before.start_ms, after.end_ms - to_ms)
    changed = [resized(before, before.start_ms, to_ms), resized(after, to_ms, after.end_ms)]
    return parts.edited_to([*parts.sections[: index - 1], *changed, *parts.sections[index + 1 :]])


def split(parts: Sections, at_ms: int) -> Sections:
    """Return the parts with the one that plays at `at_ms` in two. Raises SectionTooShortError."""
    part = parts.at(at_ms)
    require_length(at_ms - part.start_ms, part.end_ms - at_ms)
    index = parts.sections.index(part)
    halves = [resized(part, part.start_ms, at_ms), resized(part, at_ms, part.end_ms)]
    return parts.edited_to([*parts.sections[:index], *halves, *parts.sections[index + 1 :]])


def merge(parts: Sections, index: int) -> Sections:
    """Return the parts with part `index` running on over the next one. Raises SectionUnknownError."""
    first, second = part_at(parts, index), part_at(parts, index + 1)
    joined = resized(first, first.start_ms, second.end_ms)
    return parts.edited_to([*parts.sections[:index], joined, *parts.sections[index + 2 :]])


def relabel(
    parts: Sections, index: int, *, label: str | None = None, intensity: Intensity | None = None
) -> Sections:
    """Return the parts with another label or intensity for part `index`. Raises SectionUnknownError."""
    part = part_at(parts, index)
    named = {"label": label or part.label, "intensity": intensity or part.intensity}
    return with_part(parts, index, **named)


def set_pace(parts: Sections, index: int, beats_per_cut: BeatsPerCut | None) -> Sections:
    """Return the parts with a picture for so many beats in part `index`, None for the usual number.

    Raises SectionUnknownError.
    """
    return with_part(parts, index, beats_per_cut=beats_per_cut)


def with_part(parts: Sections, index: int, **changes: object) -> Sections:
    """Return the parts with other facts in part `index`; raises ValidationError for wrong ones."""
    changed = Section.model_validate(part_at(parts, index).model_dump() | changes)
    return parts.edited_to([*parts.sections[:index], changed, *parts.sections[index + 1 :]])


def on_bars(parts: Sections, before: BeatGrid, after: BeatGrid) -> Sections:
    """Return the parts for a song whose beats were `before` and are `after` now.

    Beginnings that lay on a bar of `before` go to the nearest bar of `after`, the others stay; so do
    all of them when a part would become too short.
    """
    bars = {bar.start_ms for bar in before.measures}
    openings = [bar.start_ms for bar in after.measures]
    edges = [0, *(part.start_ms for part in parts.sections[1:]), parts.duration_ms]
    moved = [
        min(openings, key=distance_to(edge))
        if openings and edge in bars and 0 < at < len(edges) - 1
        else edge
        for at, edge in enumerate(edges)
    ]
    if min(end - start for start, end in pairwise(moved)) < SHORTEST_MS:
        return parts
    resettled = [resized(part, *edge) for part, edge in zip(parts.sections, pairwise(moved), strict=True)]
    return parts.model_copy(update={"sections": resettled})


def resized(part: Section, start_ms: int, end_ms: int) -> Section:
    return part.model_copy(update={"start_ms": start_ms, "end_ms": end_ms})


def part_at(parts: Sections, index: int) -> Section:
    """Return part `index`, raising SectionUnknownError when there is none."""
    if not 0 <= index < len(parts.sections):
        raise SectionUnknownError(section=index + 1, count=len(parts.sections))
    return parts.sections[index]


def require_length(*lengths_ms: int) -> None:
    """Raise SectionTooShortError unless all lengths are those of a part."""
    if min(lengths_ms) < SHORTEST_MS:
        raise SectionTooShortError(least_s=SHORTEST_MS / 1000)
