"""The titles and accents that settings ask for, laid over a planned edit; pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import SegmentTiming, flash_in, pulse_in, title_in
from core.edit.planning.section_pace import sections_in
from core.edit.styles.titling import TitleTexts, titles_of
from core.effects import BeatPulse, Flash, TitleStyle
from core.media.info import Source
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import EDLSegment, ProjectSettings


def styled(
    edl: EditDecisionList,
    settings: ProjectSettings,
    song: SongPart,
    sections: Sequence[Section],
    texts: TitleTexts,
    *,
    sources: Sequence[Source] = (),
) -> EditDecisionList:
    """Return the edit with the accents and titles of `settings`; locked segments stay as they are.

    Titles keep off the faces that were seen in `sources`.
    """
    slots = _slots(edl)
    effects: list[dict[str, Any]] = [{} for _ in slots]
    if settings.pulse != "none":
        pulse = BeatPulse(zoom=settings.pulse_zoom, on=settings.pulse)
        for slot, found in zip(slots, effects, strict=True):
            found["beat_pulse"] = pulse_in(pulse, slot, song)
    if settings.flash != "none":
        for number in _on_parts(slots, song, sections):
            effects[number]["flash"] = flash_in(Flash(colour=settings.flash), slots[number], song)
    if settings.titles != "none":
        known = {source.asset_id: source for source in sources}
        for number, title in titles_of(edl, settings, song, texts, known).items():
            effects[number]["title"] = title_in(title, slots[number], song)
    segments = [
        segment if segment.locked or not found else _with(segment, found)
        for segment, found in zip(edl.segments, effects, strict=True)
    ]
    return edl.model_copy(update={"segments": segments})


def with_kept_titles(
    edl: EditDecisionList,
    before: EditDecisionList,
    song: SongPart,
    letters: tuple[TitleStyle, TitleStyle],
) -> EditDecisionList:
    """Return a new plan with the titles that a person gave the first and the last segment before it.

    `letters` are the style of titles that the settings had, and the one that they have.
    """
    segments, slots = list(edl.segments), _slots(edl)
    for number in (0, -1):
        title = before.segments[number].effects.title
        if title and not segments[number].locked and not segments[number].effects.title:
            kept = title_in(title.lettered(*letters), slots[number], song)
            segments[number] = _with(segments[number], {"title": kept})
    return edl.model_copy(update={"segments": segments})


def with_kept_texts(texts: TitleTexts, before: EditDecisionList) -> TitleTexts:
    """Return the texts with what the first and the last segment said before: a person may have written it."""
    opening, closing = (before.segments[number].effects.title for number in (0, -1))
    return replace(
        texts,
        opening=opening.text if opening else texts.opening,
        closing=closing.text if closing and len(before.segments) > 1 else texts.closing,
    )


def _with(segment: EDLSegment, effects: dict[str, Any]) -> EDLSegment:
    return segment.model_copy(update={"effects": segment.effects.model_copy(update=effects)})


def _slots(edl: EditDecisionList) -> list[SegmentTiming]:
    nexts_ms = [segment.timeline_in_ms for segment in edl.segments[1:]] + [edl.total_duration_ms]
    return [
        SegmentTiming(segment.timeline_in_ms, slot_begin_ms(segment), next_ms, segment.timeline_out_ms)
        for segment, next_ms in zip(edl.segments, nexts_ms, strict=True)
    ]


def _on_parts(slots: Sequence[SegmentTiming], song: SongPart, sections: Sequence[Section]) -> set[int]:
    """Return the segments whose cut is where a part of the song begins; the film's start is none."""
    near_ms = song.beat_length_ms / 2
    starts_ms = [begin_ms for begin_ms, _ in sections_in(sections, song)]
    return {
        number
        for number, slot in enumerate(slots)
        if number and any(abs(slot.cut_ms - start_ms) < near_ms for start_ms in starts_ms)
    }
