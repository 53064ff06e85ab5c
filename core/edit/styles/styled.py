"""The titles and accents that settings ask for, laid over a planned edit; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from core.edit.beat_segments import slot_begin_ms
from core.edit.edl import EditDecisionList
from core.edit.effects_on_beats import Slot, flash_in, pulse_in, title_in
from core.edit.planning.section_pace import sections_in
from core.effects import LONGEST_TITLE_BEATS, BeatPulse, Flash, Title
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import EDLSegment, ProjectSettings

OPENING_MS, CAPTION_MS = 3500, 2500


@dataclass(frozen=True)
class TitleTexts:
    """What titles say by themselves, "" for what is not known; `captions` are by asset id."""

    opening: str
    closing: str
    captions: Mapping[str, str] = field(default_factory=dict)


def styled(
    edl: EditDecisionList,
    settings: ProjectSettings,
    song: SongPart,
    sections: Sequence[Section],
    texts: TitleTexts,
) -> EditDecisionList:
    """Return the edit with the accents and titles of `settings`; locked segments stay as they are."""
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
        for number, title in _titles(edl, settings, song, texts).items():
            effects[number]["title"] = title_in(title, slots[number], song)
    segments = [
        segment if segment.locked or not found else _with(segment, found)
        for segment, found in zip(edl.segments, effects, strict=True)
    ]
    return edl.model_copy(update={"segments": segments})


def with_kept_titles(edl: EditDecisionList, before: EditDecisionList, song: SongPart) -> EditDecisionList:
    """Return a new plan with the titles that a hand gave the first and the last segment before it."""
    segments, slots = list(edl.segments), _slots(edl)
    for number in (0, -1):
        title = before.segments[number].effects.title
        if title and not segments[number].locked and not segments[number].effects.title:
            segments[number] = _with(segments[number], {"title": title_in(title, slots[number], song)})
    return edl.model_copy(update={"segments": segments})


def with_kept_texts(texts: TitleTexts, before: EditDecisionList) -> TitleTexts:
    """Return the texts with what the first and the last segment said before: a hand may have written it."""
    opening, closing = (before.segments[number].effects.title for number in (0, -1))
    return replace(
        texts,
        opening=opening.text if opening else texts.opening,
        closing=closing.text if closing and len(before.segments) > 1 else texts.closing,
    )


def _with(segment: EDLSegment, effects: dict[str, Any]) -> EDLSegment:
    return segment.model_copy(update={"effects": segment.effects.model_copy(update=effects)})


def _slots(edl: EditDecisionList) -> list[Slot]:
    nexts_ms = [segment.timeline_in_ms for segment in edl.segments[1:]] + [edl.total_duration_ms]
    return [
        Slot(segment.timeline_in_ms, slot_begin_ms(segment), next_ms, segment.timeline_out_ms)
        for segment, next_ms in zip(edl.segments, nexts_ms, strict=True)
    ]


def _on_parts(slots: Sequence[Slot], song: SongPart, sections: Sequence[Section]) -> set[int]:
    """Return the segments whose cut is where a part of the song begins; the film's start is none."""
    near_ms = song.beat_length_ms / 2
    starts_ms = [begin_ms for begin_ms, _ in sections_in(sections, song)]
    return {
        number
        for number, slot in enumerate(slots)
        if number and any(abs(slot.cut_ms - start_ms) < near_ms for start_ms in starts_ms)
    }


def _titles(
    edl: EditDecisionList, settings: ProjectSettings, song: SongPart, texts: TitleTexts
) -> dict[int, Title]:
    """Return the titles by the number of the segment on which they begin."""
    last = len(edl.segments) - 1
    style, is_card = settings.title_style, settings.title_style == "cinematic"
    titles: dict[int, Title] = {}
    if texts.opening:
        titles[0] = Title(text=texts.opening, style=style, card=is_card, beats=_beats(OPENING_MS, song))
    if settings.titles == "captions":
        titles |= _captions(edl, settings, song, texts)
    if last > 1:
        titles[last] = Title(text=texts.closing, style=style, card=True)
    return titles


def _captions(
    edl: EditDecisionList, settings: ProjectSettings, song: SongPart, texts: TitleTexts
) -> dict[int, Title]:
    """Return a caption where the pictures come to another day or place, once the opening is over."""
    said = [texts.captions.get(segment.media_asset_id, "") for segment in edl.segments]
    if len(set(said) - {""}) < 2:
        return {}
    beats = _beats(CAPTION_MS, song)
    free_from_ms = ceil(_beats(OPENING_MS, song) * song.beat_length_ms)
    found: dict[int, Title] = {}
    shown = ""
    for segment, text in zip(edl.segments[:-1], said, strict=False):
        begin_ms = slot_begin_ms(segment)
        if not text or text == shown or begin_ms < free_from_ms:
            continue
        found[segment.index] = Title(text=text, style=settings.title_style, place="lower_third", beats=beats)
        free_from_ms, shown = begin_ms + ceil(beats * song.beat_length_ms), text
    return found


def _beats(least_ms: int, song: SongPart) -> int:
    """Return how many beats a title stays: whole bars of at least so many ms."""
    bars = ceil(least_ms / max(1.0, song.beat_length_ms * song.metre))
    return max(1, min(LONGEST_TITLE_BEATS, bars * song.metre))
