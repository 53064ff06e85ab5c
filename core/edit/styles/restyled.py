"""An edit with other settings of its look: the same pictures on the same beats, dressed otherwise; pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.edit.beat_segments import Piece, lay_out, take_apart
from core.edit.directing.direction import OF_STYLES
from core.edit.edl import EditDecisionList, EdlSettings, default_transition
from core.edit.fades import OF_PICTURE, OF_SOUND, finished
from core.edit.framing.reframed import reframed
from core.edit.planning.cast import edl_settings
from core.edit.planning.staleness import changed_between
from core.edit.styles.styled import styled
from core.edit.styles.titling import TitleTexts
from core.effects import BeatPulse, Flash, Title
from core.media.info import Source
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import EDLSegment, ProjectSettings, SegmentTransition

FRAME = {"output_width", "output_height", "fit", "ken_burns_enabled"}
TRANSITION = {"transition_type", "transition_duration_ms"}
ACCENTS = {"pulse", "pulse_zoom", "flash", "titles", "title_style"}
LOOKS = FRAME | TRANSITION | ACCENTS | {"output_fps", "ntsc", "style", *OF_SOUND, *OF_PICTURE}


@dataclass(frozen=True)
class FilmWorld:
    """What a film is dressed by besides its settings: the song it plays, its texts and its pictures."""

    song: SongPart
    sections: Sequence[Section]
    texts: TitleTexts
    sources: Sequence[Source]


def only_looks(before: ProjectSettings, after: ProjectSettings) -> bool:
    """Tell whether no setting that differs decides which pictures come, when, or for how long."""
    if OF_STYLES.get(before.style or "classic") != OF_STYLES.get(after.style or "classic"):
        return False
    return LOOKS.issuperset(changed_between(before, after))


def restyled(
    edl: EditDecisionList, before: ProjectSettings, after: ProjectSettings, world: FilmWorld
) -> EditDecisionList:
    """Return the edit as `after` wants it to look; cuts, pictures and what a person has set of each stay.

    What looks as `before` wanted it changes, and so do locked segments only where the frame has another
    shape. Raises CutsOffBeatError when the cuts can't be found on the song's beats.
    """
    changed = set(changed_between(before, after))
    made = edl.model_copy(update={"settings": _settings(edl.settings, after, changed)})
    if changed & (TRANSITION | ACCENTS):
        pieces = take_apart(edl, world.song)
        if changed & TRANSITION:
            pieces = _with_transition(pieces, default_transition(edl.settings), _usual(after))
        if changed & ACCENTS:
            pieces = _with_accents(edl, pieces, (before, after), world)
        sources = {one.asset_id: one for one in world.sources}
        made = made.model_copy(update={"segments": lay_out(pieces, world.song, sources)})
    if changed & FRAME:
        made = _framed(edl, made, after, world, changed)
    return finished(made, after)


def _usual(settings: ProjectSettings) -> SegmentTransition:
    return default_transition(edl_settings(settings))


def _settings(now: EdlSettings, after: ProjectSettings, changed: Collection[str]) -> EdlSettings:
    """Return the timeline's settings: a transition that was set for all of it stays the usual one."""
    made = edl_settings(after)
    if TRANSITION.isdisjoint(changed):
        usual = ("default_transition_type", "default_transition_duration_ms")
        made = made.model_copy(update={name: getattr(now, name) for name in usual})
    return made


def _with_transition(
    pieces: Sequence[Piece], usual: SegmentTransition, wanted: SegmentTransition
) -> list[Piece]:
    return [
        replace(piece, transition=wanted) if piece.transition == usual and not piece.locked else piece
        for piece in pieces
    ]


def _framed(
    edl: EditDecisionList,
    made: EditDecisionList,
    after: ProjectSettings,
    world: FilmWorld,
    changed: Collection[str],
) -> EditDecisionList:
    """Return the edit `made` placed in its frame; in one of the same shape locked segments stay."""
    size = after.output_width, after.output_height
    had = edl.settings.model_dump(include={"output_width", "output_height"})
    sources = {one.asset_id: one for one in world.sources}
    moves = after.ken_burns_enabled if "ken_burns_enabled" in changed else None
    placed = reframed(
        made.model_copy(update={"settings": made.settings.model_copy(update=had)}),
        size,
        sources,
        after.fit,
        moves=moves,
    )
    if {"output_width", "output_height"} & set(changed):
        return placed
    segments = [
        stayed if stayed.locked else segment
        for stayed, segment in zip(made.segments, placed.segments, strict=True)
    ]
    return placed.model_copy(update={"segments": segments})


def _with_accents(
    edl: EditDecisionList,
    pieces: Sequence[Piece],
    settings: tuple[ProjectSettings, ProjectSettings],
    world: FilmWorld,
) -> list[Piece]:
    """Return the pieces without the accents and titles of the first settings, with those of the second."""
    before, after = settings
    ends = {0, len(edl.segments) - 1} if after.titles == "none" != before.titles else set()
    bare = [
        segment if segment.locked else _without(segment, settings, world.texts, is_end=number in ends)
        for number, segment in enumerate(edl.segments)
    ]
    plain = edl.model_copy(update={"segments": bare})
    dressed = styled(plain, after, world.song, world.sections, world.texts, sources=world.sources)
    wanted = zip(pieces, bare, dressed.segments, strict=True)
    return [_dressed(piece, left, new, (before, after)) for piece, left, new in wanted]


def _without(
    segment: EDLSegment,
    settings: tuple[ProjectSettings, ProjectSettings],
    texts: TitleTexts,
    *,
    is_end: bool,
) -> EDLSegment:
    """Return a segment without the accents that the first settings gave it.

    At an end of the film (`is_end`) what a person wrote goes with them.
    """
    (before, after), effects = settings, segment.effects
    gone: dict[str, Any] = {}
    pulse, flash, title = effects.beat_pulse, effects.flash, effects.title
    if pulse and before.pulse != "none" and (pulse.on, pulse.zoom) == (before.pulse, before.pulse_zoom):
        gone["beat_pulse"] = None
    if flash and flash.colour == before.flash:
        gone["flash"] = None
    known = {texts.opening, texts.closing, *(text for words in texts.captions for text in words.values())}
    if title and before.titles != after.titles and (is_end or title.text in known):
        gone["title"] = None
    return segment.model_copy(update={"effects": effects.model_copy(update=gone)})


def _dressed(
    piece: Piece, left: EDLSegment, new: EDLSegment, settings: tuple[ProjectSettings, ProjectSettings]
) -> Piece:
    """Return a piece with the accents that are wanted now, where a person has set no others."""
    before, after = settings
    if piece.locked:
        return piece
    had = left.effects
    changes: dict[str, BeatPulse | Flash | Title | None] = {}
    if (before.pulse, before.pulse_zoom) != (after.pulse, after.pulse_zoom):
        changes["beat_pulse"] = had.beat_pulse or new.effects.beat_pulse
    if before.flash != after.flash:
        changes["flash"] = had.flash or new.effects.flash
    title = piece.title
    if before.titles != after.titles:
        title = had.title or new.effects.title
    if title:
        title = title.lettered(before.title_style, after.title_style)
    return replace(piece, **changes, title=title)  # pyright: ignore[reportArgumentType]
