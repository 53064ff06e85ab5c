"""From the titles of an edit to those that each span shows."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.effects import Title
from core.render.titles.fonts import fonts_of
from core.render.titles.shown import ShownTitle
from core.timebase import frame_at

if TYPE_CHECKING:
    from core.render.spans import Span


def shown(title: Title) -> ShownTitle:
    """Return how a title looks, whenever it is shown."""
    return ShownTitle(
        title.text, title.style, title.place, fonts_of(title.text, title.style), card=title.card
    )


def placed_titles(edit: EditDecisionList, rate_hz: Fraction) -> list[tuple[int, ShownTitle]]:
    """Return the titles of an edit with the frames on which they begin, in time order."""
    placed: list[tuple[int, ShownTitle]] = []
    for segment in edit.segments:
        title = segment.effects.title
        if title is None:
            continue
        begin_ms = slot_begin_ms(segment)
        end_ms = segment.timeline_out_ms if title.duration_ms is None else begin_ms + title.duration_ms
        begin = frame_at(begin_ms, rate_hz)
        frames = frame_at(min(end_ms, edit.total_duration_ms), rate_hz) - begin
        if frames > 0:
            placed.append((begin, _timed(shown(title), title, frames, rate_hz)))
    return placed


def _timed(look: ShownTitle, title: Title, frames: int, rate_hz: Fraction) -> ShownTitle:
    return replace(
        look,
        frames=frames,
        fade_in_frames=float(title.fade_in_ms * rate_hz / 1000),
        fade_out_frames=float(title.fade_out_ms * rate_hz / 1000),
    )


def titled(span: "Span", titles: Sequence[tuple[int, ShownTitle]]) -> "Span":
    """Return the span with the titles that it shows."""
    placed = [title.later(span.start_frame - begin) for begin, title in titles]
    seen = tuple(title for title in placed if title.shows(0, span.frames))
    return replace(span, titles=seen) if seen else span
