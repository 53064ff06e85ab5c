"""From pictures, a beat grid and settings to a complete edit decision list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from core.edit.beat_segments import Piece, lay_out
from core.edit.edl import EditDecisionList, EdlAudio, EdlSettings, default_transition
from core.edit.fades import finished
from core.edit.planning.ken_burns import ken_burns
from core.edit.planning.locks import Lock, locks_on_beats
from core.edit.planning.media_assignment import Window, cast_assets, cast_windows
from core.edit.planning.pacing import cut_beats, pace_of
from core.edit.planning.section_pace import Pace
from core.edit.planning.staleness import plan_inputs
from core.edit.transitions import overlap_ms, transitions_into
from core.errors import NoMediaError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.music.sections.song_sections import Section
from core.music.song_part import SongPart, song_part
from core.schemas import EDLSegment, Fit, Focus, ProjectSettings


def plan(
    settings: ProjectSettings,
    sources: Sequence[Source],
    grid: BeatGrid,
    *,
    project_id: str,
    audio_path: str,
    start_ms: int = 0,
    duration_ms: int | None = None,
    generated_at: datetime,
    audio_checksum: str,
    locked: Sequence[EDLSegment] = (),
    sections: Sequence[Section] = (),
) -> EditDecisionList:
    """Return the timeline of `sources`, in their order, over the song from `start_ms` on.

    `locked` are segments of an earlier timeline of the same song part that stay as they are; the
    others are planned around them. `sections` are those of the whole song, which a pacing other than
    steady follows. The same arguments always give the same list. Raises
    NoMediaError without sources and SongPartEmptyError for a range outside the song.
    """
    if not sources:
        raise NoMediaError
    song = song_part(grid, start_ms, duration_ms, settings.ends_on)
    assets = {source.asset_id: source for source in sources}
    pace = pace_of(settings, song, len(assets), sections)
    pieces = _pieces(settings, pace, assets, song, locks_on_beats(locked, song, assets))
    inputs = plan_inputs(
        settings, list(assets), audio_checksum, grid.checksum, song, sections=sections, sources=sources
    )
    edl = EditDecisionList(
        version="1.0",
        project_id=project_id,
        generated_at=generated_at,
        edl_hash=inputs.edl_hash,
        settings=edl_settings(settings),
        audio=EdlAudio(
            file_path=audio_path,
            duration_ms=song.duration_ms,
            bpm=grid.bpm,
            sample_rate=grid.sample_rate,
            start_offset_ms=song.start_ms,
        ),
        segments=lay_out(pieces, song, assets),
    )
    return finished(edl, settings)


def edl_settings(settings: ProjectSettings) -> EdlSettings:
    """Return the part of a project's settings that its timeline carries."""
    return EdlSettings(
        output_width=settings.output_width,
        output_height=settings.output_height,
        output_fps=settings.output_fps,
        default_transition_type=settings.transition_type,
        default_transition_duration_ms=settings.transition_duration_ms,
        ntsc=settings.ntsc,
    )


def dressed(
    piece: Piece, source: Source, occurrence: int, settings: ProjectSettings, song: SongPart
) -> Piece:
    """Return `piece` showing `source` as the settings say: its fit, focus point and Ken Burns path.

    `occurrence` counts the earlier showings of the same picture in the timeline.
    """
    moves = settings.ken_burns_enabled and source.media_type == "image"
    aspect = Fraction(settings.output_width, settings.output_height)
    slot_ms = song.beat_length_ms * settings.beats_per_cut
    fit: Fit = settings.fit or ("cover" if moves else "blur")
    has_focus = source.focus_x is not None and source.focus_y is not None
    return replace(
        piece,
        asset_id=source.asset_id,
        media_type=source.media_type,
        ken_burns=ken_burns(source, occurrence, aspect, slot_ms) if moves else None,
        fit=fit,
        focus=Focus(x=source.focus_x or 0.0, y=source.focus_y or 0.0) if has_focus else None,
    )


def _pieces(
    settings: ProjectSettings,
    pace: Pace,
    assets: Mapping[str, Source],
    song: SongPart,
    locks: Sequence[Lock],
) -> list[Piece]:
    cuts = cut_beats(song, pace, [(lock.first, lock.end) for lock in locks])
    usual = settings.model_copy(update={"beats_per_cut": pace.beats_per_cut})
    slots = list(zip([-1, *cuts], [*cuts, song.beat_count], strict=True))
    held = {(lock.first, lock.end): lock.piece for lock in locks}
    cast = cast_assets(list(assets), [held[slot].asset_id if slot in held else None for slot in slots])
    shown: Counter[str] = Counter()
    pieces: list[Piece] = []
    for slot, asset_id in zip(slots, cast, strict=True):
        source = assets[asset_id]
        beats = slot[1] - max(0, slot[0])
        piece = Piece(asset_id, source.media_type, beats, default_transition(edl_settings(settings)))
        if slot in held:
            pieces.append(replace(held[slot], beats=beats))
        else:
            pieces.append(dressed(piece, source, shown[source.checksum], usual, song))
        shown[source.checksum] += 1
    return _with_windows(pieces, song.edges_ms(cuts), assets)


def _with_windows(
    pieces: Sequence[Piece], edges_ms: Sequence[int], assets: Mapping[str, Source]
) -> list[Piece]:
    """Return the pieces with the moments that each clip shows; equal files count as one clip."""
    transitions = transitions_into([piece.transition for piece in pieces], edges_ms)
    needs_ms = [
        edges_ms[number + 1] - edges_ms[number] + overlap_ms(transition)
        for number, transition in enumerate(transitions)
    ]
    showings: defaultdict[str, list[int]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        if piece.media_type == "video":
            showings[assets[piece.asset_id].checksum].append(number)
    windowed = list(pieces)
    for numbers in showings.values():
        clip = assets[pieces[numbers[0]].asset_id].used_ms
        free = [number for number in numbers if not pieces[number].locked]
        given = _given_windows((pieces[n], needs_ms[n]) for n in numbers if pieces[n].locked)
        windows = cast_windows(clip, [needs_ms[number] for number in free], given)
        for number, window in zip(free, windows, strict=True):
            windowed[number] = replace(pieces[number], source_in_ms=window[0])
    return windowed


def _given_windows(showings: Iterable[tuple[Piece, int]]) -> list[Window]:
    return [(piece.source_in_ms, piece.source_in_ms + need_ms) for piece, need_ms in showings]
