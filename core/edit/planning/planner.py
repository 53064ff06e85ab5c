"""From pictures, a beat grid and settings to a complete edit decision list."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction

from core.edit.beat_segments import Piece, lay_out
from core.edit.edl import EditDecisionList, EdlAudio, default_transition
from core.edit.fades import finished
from core.edit.framing.details import detail_of, turned
from core.edit.framing.kinds import MoveKind
from core.edit.framing.panels import framed_panels, in_panel
from core.edit.framing.placement import OutputFrame, kind_in, place_moving, place_still
from core.edit.planning.cast import Cast, blank_pieces, edl_settings, slots_between
from core.edit.planning.directed import directed
from core.edit.planning.divided_slots import Division, cast_divided
from core.edit.planning.locks import Lock, locks_on_beats
from core.edit.planning.pacing import cut_beats, pace_of
from core.edit.planning.shortening import used_song
from core.edit.planning.slow_motion import slowed
from core.edit.planning.staleness import plan_inputs
from core.edit.selection.choice import Chooser, LeftOut, omissions
from core.edit.selection.windows import slots_of, with_windows
from core.edit.transitions import overlap_ms
from core.errors import NoMediaError
from core.media.info import Source
from core.music.analyzed_song import AnalyzedSong
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart
from core.schemas import EDLSegment, KenBurnsEffect, ProjectSettings
from core.timebase import frame_rate

Assets = Mapping[str, Source]


@dataclass(frozen=True)
class Plan:
    """A timeline, and what it doesn't show with the reason for each, in the order of the project."""

    edl: EditDecisionList
    left_out: tuple[LeftOut, ...]


def plan(
    settings: ProjectSettings,
    sources: Sequence[Source],
    song: AnalyzedSong,
    *,
    project_id: str,
    generated_at: datetime,
    locked: Sequence[EDLSegment] = (),
) -> Plan:
    """Return the timeline of `sources`, in their order, over what is used of `song`.

    `locked` are segments of an earlier timeline of the same song part that stay as they are; the
    others are planned around them. A pacing other than steady follows the sections of the song. The
    same arguments always give the same plan. Raises NoMediaError without sources and
    SongPartEmptyError for a range outside the song.
    """
    if not sources:
        raise NoMediaError
    part = used_song(settings, song)
    assets = {source.asset_id: source for source in sources}
    locks = locks_on_beats(locked, part, assets)
    if settings.pacing == "directed":
        cast = directed(settings, sources, part, song.sections, locks)
    else:
        cast = _counted(settings, sources, part, song.sections, locks)
    pieces = _placed(cast, assets, part)
    inputs = plan_inputs(settings, list(assets), song, part, sources=sources)
    edl = EditDecisionList(
        version="1.0",
        project_id=project_id,
        generated_at=generated_at,
        edl_hash=inputs.edl_hash,
        settings=edl_settings(settings),
        audio=EdlAudio(
            file_path=song.path,
            duration_ms=part.duration_ms,
            bpm=song.grid.bpm,
            sample_rate=song.grid.sample_rate,
            start_offset_ms=part.start_ms,
            pieces=part.jumps,
        ),
        segments=lay_out(pieces, part, assets),
    )
    return Plan(finished(edl, settings), cast.left_out)


def with_picture(
    piece: Piece,
    source: Source,
    occurrence: int,
    settings: ProjectSettings,
    frame: OutputFrame,
    *,
    avoided: MoveKind | None = None,
) -> Piece:
    """Return `piece` showing `source` in `frame` as the settings and what was seen in it say.

    `occurrence` counts the earlier showings of the same picture in the timeline; `avoided` is a kind
    of move to avoid. The window of a clip is that of `piece`, and so are the panels of a split screen, of
    which it fills the first.
    """
    frame = in_panel(frame, piece.panels)
    if settings.ken_burns_enabled and source.media_type == "image":
        placement = place_moving(source, frame, occurrence, avoided)
    else:
        placement = place_still(source, frame)
    return replace(
        piece,
        asset_id=source.asset_id,
        media_type=source.media_type,
        ken_burns=placement.move,
        fit=placement.fit,
        focus=placement.focus,
    )


def framed(piece: Piece, source: Source, need_ms: int, frame: OutputFrame) -> Piece:
    """Return the `piece` of a clip placed by what is seen in the `need_ms` that it shows."""
    placement = place_still(
        source, in_panel(frame, piece.panels), (piece.source_in_ms, piece.source_in_ms + need_ms)
    )
    return replace(piece, fit=placement.fit, focus=placement.focus)


def frame_of(settings: ProjectSettings, song: SongPart) -> OutputFrame:
    """Return the frame that pictures are put into."""
    aspect = Fraction(settings.output_width, settings.output_height)
    return OutputFrame(aspect, settings.fit, song.beat_length_ms * settings.beats_per_cut)


def _counted(
    settings: ProjectSettings,
    sources: Sequence[Source],
    song: SongPart,
    sections: Sequence[Section],
    locks: Sequence[Lock],
) -> Cast:
    """Return the pictures in their order on slots of so many beats."""
    chooser = Chooser(sources, {lock.piece.asset_id for lock in locks})
    pace = pace_of(settings, song, len(chooser.choose().shown), sections)
    cuts = cut_beats(song, pace, [(lock.first, lock.end) for lock in locks])
    held = {(lock.first, lock.end): lock.piece for lock in locks}
    regular = slots_between(cuts, song)
    given = [held[slot].asset_id if slot in held else None for slot in regular]
    overlap = overlap_ms(default_transition(edl_settings(settings)))
    division = Division(song, {source.asset_id: source for source in sources}, overlap)
    choice = chooser.choose(len(regular))
    slots, cast = cast_divided(_ids(choice.shown), regular, given, division.beat_in)
    if len(slots) > len(regular):  # there is room for more
        choice = chooser.choose(len(slots))
        slots, cast = cast_divided(_ids(choice.shown), regular, given, division.beat_in)
    left_out = choice.left_out if set(_ids(choice.shown)) <= set(cast) else omissions(sources, cast)
    usual = settings.model_copy(update={"beats_per_cut": pace.beats_per_cut})
    blanks = blank_pieces(slots, cast, held, sources, usual)
    return Cast(usual, tuple(first for first, _ in slots[1:]), tuple(blanks), left_out)


def _ids(sources: Sequence[Source]) -> list[str]:
    return [source.asset_id for source in sources]


def _placed(cast: Cast, assets: Assets, song: SongPart) -> list[Piece]:
    """Return the pieces at their moments and put into the frame, at most two in a row by the same move."""
    settings = cast.settings
    usual, edges_ms = frame_of(settings, song), song.edges_ms(cast.cuts)
    rate_hz = frame_rate(settings.output_fps, ntsc=settings.ntsc)
    slots = slots_of(cast.pieces, edges_ms, song, rate_hz, accents=cast.is_directed)
    shown: Counter[str] = Counter()
    before: dict[str, KenBurnsEffect | None] = {}
    kinds: list[MoveKind | None] = [None, None]
    placed: list[Piece] = []
    windowed = with_windows(cast.pieces, slots, assets)
    if settings.slow_motion and cast.is_directed:
        windowed = slowed(windowed, slots, assets, edges_ms=edges_ms, song=song, rate_hz=rate_hz)
    for blank, slot in zip(windowed, slots, strict=True):
        piece, source = blank, assets[blank.asset_id]
        frame = replace(usual, slot_ms=float(slot.need_ms)) if cast.is_directed else usual
        if not piece.locked:
            avoided = kinds[-1] if kinds[-1] == kinds[-2] else None
            occurrence = shown[source.checksum]
            piece = with_picture(piece, source, occurrence, settings, frame, avoided=avoided)
            if piece.media_type == "video":
                piece = framed(piece, source, slot.need_ms, frame)
            elif piece.panels:
                panels = framed_panels(piece.panels, assets, frame, moves=settings.ken_burns_enabled)
                piece = replace(piece, panels=panels)
            elif cast.is_directed and occurrence and settings.ken_burns_enabled:
                detail = detail_of(source, frame, occurrence)
                move = detail or turned(piece.ken_burns, before.get(source.checksum))
                piece = replace(piece, ken_burns=move, fit="cover" if detail else piece.fit)
        before[source.checksum] = piece.ken_burns
        placed.append(piece)
        kinds.append(kind_in(piece.ken_burns, piece.fit, source, in_panel(frame, piece.panels)))
        shown[source.checksum] += 1
    return placed
