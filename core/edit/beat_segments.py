"""The beat-list form of a timeline: segments as pictures holding so many beats; all times are derived."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from core.edit.edl import EditDecisionList, default_transition
from core.edit.effects_on_beats import SegmentTiming, flash_in, panels_in, pulse_in, speed_in, title_in
from core.edit.transitions import CUT, longest_overlap_ms, overlap_ms, transitions_into
from core.effects import BeatPulse, Flash, Speed, Title
from core.errors import CutsOffBeatError
from core.media.info import Source
from core.music.song_part import SongPart
from core.schemas import (
    EDLSegment,
    Fit,
    Focus,
    Framing,
    KenBurnsEffect,
    MediaType,
    Panels,
    SegmentEffects,
    SegmentTransition,
    Why,
)


@dataclass(frozen=True)
class Piece:
    """One segment without its times.

    `beats` counts the beats it holds; the first piece takes in the song's lead-in besides and may
    hold none. `transition` is the transition that is wanted into it, before any cap; `why` are the
    director's reasons for showing it here, `by_hand` what of its framing a person has set.
    """

    asset_id: str
    media_type: MediaType
    beats: int
    transition: SegmentTransition
    ken_burns: KenBurnsEffect | None = None
    source_in_ms: int = 0
    fit: Fit | None = None
    focus: Focus | None = None
    volume: float | None = None
    loop: bool = False
    locked: bool = False
    beat_pulse: BeatPulse | None = None
    flash: Flash | None = None
    speed: Speed | None = None
    title: Title | None = None
    panels: Panels | None = None
    why: tuple[Why, ...] = ()
    by_hand: tuple[Framing, ...] = ()


def lay_out(pieces: Sequence[Piece], song: SongPart, sources: Mapping[str, Source]) -> list[EDLSegment]:
    """Return the segments of `pieces`, whose beats must add up to those of the song part."""
    ends = list(accumulate(piece.beats for piece in pieces))
    edges_ms = song.edges_ms(ends[:-1])
    transitions = transitions_into([piece.transition for piece in pieces], edges_ms)
    segments: list[EDLSegment] = []
    for number, piece in enumerate(pieces):
        first = ends[number] - piece.beats
        out_ms = edges_ms[number + 1]
        in_ms = edges_ms[number] - overlap_ms(transitions[number])
        source = sources.get(piece.asset_id)
        alone_until_ms = out_ms - (overlap_ms(transitions[number + 1]) if number + 1 < len(pieces) else 0)
        slot = SegmentTiming(in_ms, edges_ms[number], alone_until_ms, out_ms)
        effects = _effects(piece, slot, song)
        window = _window(piece, played_ms(effects.speed, out_ms - in_ms), source)
        segments.append(
            EDLSegment(
                index=number,
                media_asset_id=piece.asset_id,
                media_type=piece.media_type,
                timeline_in_ms=in_ms,
                timeline_out_ms=out_ms,
                render_duration_ms=out_ms - in_ms,
                source_in_ms=window[0],
                source_out_ms=window[1],
                transition_in=transitions[number] if number else None,
                transition_out=transitions[number + 1] if number + 1 < len(pieces) else CUT,
                effects=effects,
                first_beat=_grid_index(song, first),
                beat_count=_grid_count(song, first, ends[number]),
                locked=piece.locked,
                fit=piece.fit,
                focus=piece.focus,
                volume=piece.volume,
                loop=piece.loop,
            )
        )
    return segments


def _effects(piece: Piece, slot: SegmentTiming, song: SongPart) -> SegmentEffects:
    return SegmentEffects(
        ken_burns=piece.ken_burns,
        beat_pulse=piece.beat_pulse and pulse_in(piece.beat_pulse, slot, song),
        flash=piece.flash and flash_in(piece.flash, slot, song),
        speed=piece.speed and speed_in(piece.speed, slot, song),
        title=piece.title and title_in(piece.title, slot, song),
        panels=piece.panels and panels_in(piece.panels, slot, song),
        why=list(piece.why),
        by_hand=list(piece.by_hand),
    )


def played_ms(speed: Speed | None, length_ms: int) -> int:
    """Return how much of a clip plays in so many ms, the part of a millisecond that it begins included."""
    return ceil(speed.curve.played(length_ms)) if speed else length_ms


def _window(piece: Piece, length_ms: int, source: Source | None) -> tuple[int, int]:
    """Return the stretch of the source to show, moved back as far as its end asks for.

    A piece that begins within what may be used of a clip stays within it; one that was put elsewhere
    by hand only within the clip.
    """
    if piece.media_type == "image":
        return 0, length_ms
    if source is None or source.duration_ms is None:
        return piece.source_in_ms, piece.source_in_ms + length_ms
    first_ms, end_ms = source.used_ms
    if not first_ms <= piece.source_in_ms < end_ms:
        first_ms, end_ms = 0, source.duration_ms
    begin_ms = max(first_ms, min(piece.source_in_ms, end_ms - length_ms))
    return begin_ms, min(end_ms, begin_ms + length_ms)


def _grid_index(song: SongPart, beat: int) -> int | None:
    return song.grid_index[beat] if beat < song.beat_count else None


def _grid_count(song: SongPart, first: int, end: int) -> int:
    """Return how many beats of the grid lie from used beat `first` to before used beat `end`.

    Of a shortened song only those that are heard count.
    """
    if first == end:
        return 0
    if len(song.pieces) > 1:
        return end - first
    after = song.grid_index[end] if end < song.beat_count else song.grid_index[-1] + 1
    return after - song.grid_index[first]


def take_apart(edl: EditDecisionList, song: SongPart) -> list[Piece]:
    """Return the pieces of a timeline, each cut read as the beat nearest to it.

    Raises CutsOffBeatError when two cuts are nearest to the same beat, so that no piece is lost.
    """
    cuts_ms = [segment.timeline_out_ms for segment in edl.segments[:-1]]
    cuts = [song.nearest_beat(at_ms) for at_ms in cuts_ms] if song.beat_count else []
    lowest = 0 if song.lead_in_ms else 1
    steps = [end - begin for begin, end in zip([lowest - 1, *cuts], cuts, strict=False)]
    if len(cuts) < len(cuts_ms) or any(step < 1 for step in steps):
        raise CutsOffBeatError
    return pieces_cut_at(edl, song, cuts)


def pieces_cut_at(edl: EditDecisionList, song: SongPart, cuts: Sequence[int]) -> list[Piece]:
    """Return the pieces of a timeline that is cut on these used beats, one less than it has segments."""
    ends = [*cuts, song.beat_count]
    begins = [0, *cuts]
    wanted = _wanted_transitions(edl)
    return [
        piece_of(segment, end - begin, transition)
        for segment, begin, end, transition in zip(edl.segments, begins, ends, wanted, strict=True)
    ]


def piece_of(segment: EDLSegment, beats: int, transition: SegmentTransition) -> Piece:
    """Return what a segment shows, for so many beats, with the transition that it would like to have."""
    return Piece(
        asset_id=segment.media_asset_id,
        media_type=segment.media_type,
        beats=beats,
        transition=transition,
        ken_burns=segment.effects.ken_burns,
        source_in_ms=segment.source_in_ms,
        fit=segment.fit,
        focus=segment.focus,
        volume=segment.volume,
        loop=segment.loop,
        locked=segment.locked,
        beat_pulse=segment.effects.beat_pulse,
        flash=segment.effects.flash,
        speed=segment.effects.speed,
        title=segment.effects.title,
        panels=segment.effects.panels,
        why=tuple(segment.effects.why),
        by_hand=tuple(segment.effects.by_hand),
    )


def slot_begin_ms(segment: EDLSegment) -> int:
    """Return where a segment stands fully visible: its cut, after the transition into it."""
    return segment.timeline_in_ms + overlap_ms(segment.transition_in)


def _wanted_transitions(edl: EditDecisionList) -> list[SegmentTransition]:
    """Return what each transition would like to be.

    One at its cap wants the default length; the first segment, which has none, for the default.
    """
    default_ms = edl.settings.default_transition_duration_ms
    slots_ms = [segment.timeline_out_ms - slot_begin_ms(segment) for segment in edl.segments]
    wanted = [default_transition(edl.settings)]
    for number, segment in enumerate(edl.segments[1:], start=1):
        duration_ms = overlap_ms(segment.transition_in)
        if not duration_ms or segment.transition_in is None:
            wanted.append(CUT)
            continue
        if duration_ms >= longest_overlap_ms(slots_ms[number - 1], slots_ms[number]):
            duration_ms = max(duration_ms, default_ms)
        wanted.append(SegmentTransition(type=segment.transition_in.type, duration_ms=duration_ms))
    return wanted
