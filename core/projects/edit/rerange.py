"""An edit follows another part of its song, or another length: with all that a person has made of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from statistics import median
from typing import Any

from core.edit.beat_segments import Piece, lay_out, slot_begin_ms, take_apart
from core.edit.edl import EditDecisionList
from core.edit.fades import finish_of, finished
from core.edit.planning.manual_edits import ManualEdits, with_looks
from core.edit.planning.planner import plan
from core.edit.planning.staleness import PlanInputs, ranged_inputs
from core.edit.revisions.kinds import range_followed
from core.edit.revisions.revision import Revision
from core.edit.styles.end_titles import EndTitles, taken_off
from core.errors import (
    BeatsTooFewError,
    CutsOffBeatError,
    EditConflictError,
    NoMediaError,
    NoRoomForAllError,
)
from core.media.info import Source
from core.music.song_part import SongPart
from core.projects.edit import timelines
from core.projects.edit.all_shorter import all_shorter
from core.projects.edit.by_hand import done_by_hand, is_planned
from core.projects.edit.film_titles import in_style
from core.projects.edit.pictures_at_once import Pictured, pictured
from core.projects.edit.plan_inputs import LENGTHS, Material, material_of, plays_another
from core.projects.edit.rebeat import caught_up, on_todays_beats
from core.projects.edit.timelines import history_of
from core.projects.opened import OpenProject
from core.projects.projects import changed_settings, settings_of
from core.schemas import ProjectSettings
from core.store.db import utc_now

LEAST_CUT_MS = 1000  # a picture of which the end leaves less would only flash up there


@dataclass(frozen=True)
class Ahead:
    """What the film becomes: how long, which pictures it drops, whether more are added at its end.

    `may_show_all` tells whether it could show those as well, if every picture stood for less time.
    """

    film_ms: int
    dropped: tuple[Pictured, ...]
    is_filled: bool
    may_show_all: bool = False


@dataclass(frozen=True)
class Ranged:
    """The pieces on another part of the song, the last one up to its end, and how many beats that adds.

    They are without the `ends`, the titles of the film's beginning and end. Where they are `all_shorter`,
    each has given up a share of its beats.
    """

    pieces: list[Piece]
    ends: EndTitles
    spare: int
    all_shorter: bool = False


def follow_range(opened: OpenProject, based_on: int | None = None, *, all_pictures: bool = False) -> Revision:
    """Lay the timeline on the part of the song that is chosen, at the length that is set.

    Pictures keep their order, beats, looks, transitions and locks, as far as the song goes; titles of
    the end stay there. What came after the end is listed as `dropped` in the revision's operation, unless
    `all_pictures` stay: then each is shown for less time. Where the song goes on for more than a picture,
    more follow, as in a plan. Raises NoEditError, SongNotReadyError, SongPartEmptyError, CutsOffBeatError,
    BeatsTooFewError, NoRoomForAllError, and EditConflictError like generate.
    """
    before = timelines.current(opened.layout, opened.project)
    if based_on is not None and based_on != before.number:
        raise EditConflictError(current=before.number)
    material, had = _under(opened, before, settings_of(opened.project))
    edl, inputs = _caught_up(opened, before, material)
    song = material.song
    follow = all_ranged if all_pictures else ranged
    done = follow(edl, edl.audio.song_in(material.analyzed_song.grid), song)
    work, _ = done_by_hand(history_of(opened.layout, opened.project), material.settings)
    pieces = _filled(opened, before, done, work, material) if is_filled(edl, done, song) else done.pieces
    pieces = done.ends.put_on(pieces)
    made = finished(_laid_out(edl, pieces, song, material.context.sources), material.settings)
    kept_out = sorted(work.taken_out & material.by_id.keys())
    if inputs:
        inputs = ranged_inputs(inputs, replace(material, settings=had).inputs, material.inputs)
        made = made.model_copy(update={"edl_hash": inputs.edl_hash})
    revision = history_of(opened.layout, opened.project).append(
        made,
        range_followed(
            song.duration_ms, _dropped(edl, made), all_pictures=done.all_shorter, kept_out=kept_out
        ),
        made_at=utc_now(),
        inputs=inputs,
        based_on=before.number,
    )
    return timelines.recorded(opened, revision)


def range_ahead(opened: OpenProject, changes: Mapping[str, Any] | None = None) -> Ahead | None:
    """Return what following the song's range makes of an edit on which a person has worked.

    `changes` are settings that are about to change. None where they are not only about the film's length,
    where nothing would change, or where its cuts can't be told from the beats there are.
    """
    history = history_of(opened.layout, opened.project)
    before, now = history.current(), settings_of(opened.project)
    if before is None or is_planned(history) or not {*(changes or {})} <= LENGTHS:
        return None
    material, _ = _under(opened, before, changed_settings(now, changes) if changes else now)
    if not plays_another(before, material):
        return None
    song = material.song
    try:
        edl, _ = _caught_up(opened, before, material)
        had = edl.audio.song_in(material.analyzed_song.grid)
        done = ranged(edl, had, song)
    except (CutsOffBeatError, BeatsTooFewError):
        return None
    made = _laid_out(edl, done.pieces, song, material.context.sources)
    dropped = pictured(opened, _dropped(edl, made))
    may_show_all = bool(dropped) and _fit_all(edl, had, song)
    return Ahead(song.duration_ms, tuple(dropped), is_filled(edl, done, song), may_show_all)


def ranged(edl: EditDecisionList, had: SongPart, song: SongPart) -> Ranged:
    """Return the pieces of a timeline of the part `had`, without those that `song` has no more beats for.

    Each holds as many beats as before, from the start of `song` on; the last one runs up to its end, unless
    the end leaves too little of it, and then the one before it does. Titles of the ends are taken off.
    Raises CutsOffBeatError.
    """
    pieces, end_titles = _bare(edl, had, song)
    ends = list(accumulate(piece.beats for piece in pieces))
    count = max(1, sum(end - piece.beats < song.beat_count for piece, end in zip(pieces, ends, strict=True)))
    kept = pieces[:count]
    begin = ends[count - 1] - kept[-1].beats
    is_cut = ends[count - 1] > song.beat_count
    if count > 1 and is_cut and song.duration_ms - song.beats_ms[begin] < LEAST_CUT_MS:
        kept, begin = kept[:-1], begin - kept[-2].beats
    last = replace(kept[-1], beats=song.beat_count - begin)
    spare = last.beats - kept[-1].beats if count == len(pieces) else 0
    return Ranged([*kept[:-1], last], end_titles, spare)


def all_ranged(edl: EditDecisionList, had: SongPart, song: SongPart) -> Ranged:
    """Return the same with every piece, each shown for less time where `song` would end before the last.

    Raises CutsOffBeatError, and NoRoomForAllError where they would only flash up.
    """
    pieces, end_titles = _bare(edl, had, song)
    if sum(piece.beats for piece in pieces) <= song.beat_count:
        return ranged(edl, had, song)
    shorter = all_shorter(pieces, song, LEAST_CUT_MS)
    if shorter is None:
        raise NoRoomForAllError(film_s=song.duration_ms / 1000, segments=len(pieces))
    return Ranged(shorter, end_titles, 0, all_shorter=True)


def _bare(edl: EditDecisionList, had: SongPart, song: SongPart) -> tuple[list[Piece], EndTitles]:
    """Return the pieces as they begin in `song`, without the titles of the ends, and those."""
    bare, end_titles = taken_off(take_apart(edl, had))
    lead_in = 0 if song.lead_in_ms >= LEAST_CUT_MS or not song.beat_count else 1
    return [replace(bare[0], beats=max(bare[0].beats, lead_in)), *bare[1:]], end_titles


def _fit_all(edl: EditDecisionList, had: SongPart, song: SongPart) -> bool:
    try:
        all_ranged(edl, had, song)
    except NoRoomForAllError:
        return False
    return True


def is_filled(edl: EditDecisionList, done: Ranged, song: SongPart) -> bool:
    """Tell whether the song goes on behind the last piece for longer than a picture usually stands."""
    if done.spare <= 0:
        return False
    usual_ms = median(segment.timeline_out_ms - slot_begin_ms(segment) for segment in edl.segments)
    return song.duration_ms - song.beats_ms[-done.spare] > usual_ms


def _filled(
    opened: OpenProject, before: Revision, done: Ranged, work: ManualEdits, material: Material
) -> list[Piece]:
    """Return the pieces with more behind them, as a plan around them has them.

    Without pictures for a plan, or where it can't leave them as they are, the last one runs up to the end.
    """
    song, total = material.song, material.song.beat_count - done.spare
    held = [replace(piece, locked=True) for piece in done.pieces]
    segments = lay_out(held, song, material.context.sources)
    segments[-1] = segments[-1].model_copy(update={"timeline_out_ms": song.beats_ms[total]})
    offered = work.wanted(material.sources)
    try:
        edl = plan(
            material.settings,
            offered,
            material.analyzed_song,
            project_id=opened.project.id,
            generated_at=utc_now(),
            locked=segments,
        ).edl
    except NoMediaError:
        return done.pieces
    styled = with_looks(in_style(opened, edl, material, before), work, song, material.context.sources)
    pieces = take_apart(styled, song)
    begins = [0, *accumulate(piece.beats for piece in pieces)]
    if total not in begins[1:-1]:
        return done.pieces
    more = pieces[begins.index(total, 1) :]
    last = replace(done.pieces[-1], beats=done.pieces[-1].beats - done.spare)
    return [*done.pieces[:-1], last, *more[:-1], replace(more[-1], title=None)]


def _laid_out(
    edl: EditDecisionList, pieces: Sequence[Piece], song: SongPart, sources: Mapping[str, Source]
) -> EditDecisionList:
    audio = {
        "duration_ms": song.duration_ms,
        "start_offset_ms": song.start_ms,
        "pieces": song.jumps,
    }
    return edl.model_copy(
        update={
            "segments": lay_out(pieces, song, sources),
            "audio": edl.audio.model_copy(update=audio),
        }
    )


def _dropped(before: EditDecisionList, after: EditDecisionList) -> list[str]:
    """Return what a timeline showed and the one made of it does not, in its order."""
    left = set(after.asset_ids)
    return [asset_id for asset_id in dict.fromkeys(before.asset_ids) if asset_id not in left]


def _under(opened: OpenProject, before: Revision, asked: ProjectSettings) -> tuple[Material, ProjectSettings]:
    """Return the material under the settings that an edit has, with the length and fades `asked` for.

    The settings that it has come with it.
    """
    material = material_of(opened)
    had = before.inputs.project_settings if before.inputs else material.settings
    wanted = asked.model_dump(include=LENGTHS) | finish_of(asked)
    return replace(material, settings=had.model_copy(update=wanted)), had


def _caught_up(
    opened: OpenProject, before: Revision, material: Material
) -> tuple[EditDecisionList, PlanInputs | None]:
    """Return the timeline, and the inputs of its plan, on the beats of today."""
    if before.inputs is None or before.inputs.grid == material.analyzed_song.grid.checksum:
        return before.edl, before.inputs
    edl = on_todays_beats(opened, before.edl, material).edl
    return edl, caught_up(before.inputs, material.inputs)
