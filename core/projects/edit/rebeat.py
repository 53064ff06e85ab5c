"""An edit follows its corrected beats: every segment begins on what its beat has become."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.edit.beat_segments import lay_out, pieces_cut_at
from core.edit.edl import EditDecisionList
from core.edit.planning.staleness import SECTIONS, PlanInputs
from core.edit.revisions.kinds import beats_followed
from core.edit.revisions.revision import Revision
from core.errors import BeatsTooFewError, EditConflictError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.music.grid.beat_maps import BeatMap, carried
from core.music.song_history import HistoryPosition, SongHistory
from core.music.song_part import SongPart
from core.projects.edit import timelines
from core.projects.edit.plan_inputs import Material, material_of
from core.projects.opened import OpenProject
from core.projects.song import songs
from core.store.db import utc_now


@dataclass(frozen=True)
class Following:
    """The timeline on the new beats, and the segments (counted from 0) that lost the beat they began on."""

    edl: EditDecisionList
    adrift: list[int]


def follow(opened: OpenProject, based_on: int | None = None) -> Revision:
    """Lay the project's timeline on its beats as they are now; its pictures, their order and looks stay.

    The operation of the revision lists the segments that lost their beat as `adrift`. Raises
    NoEditError, SongNotReadyError, EditConflictError, or BeatsTooFewError when the beats are fewer
    than the segments.
    """
    before = timelines.current(opened.layout, opened.project)
    if based_on is not None and based_on != before.number:
        raise EditConflictError(current=before.number)
    material = material_of(opened)
    done = on_todays_beats(opened, before.edl, material)
    inputs = before.inputs and caught_up(before.inputs, material.inputs)
    edl = done.edl.model_copy(update={"edl_hash": inputs.edl_hash}) if inputs else done.edl
    revision = timelines.history_of(opened.layout, opened.project).append(
        edl,
        beats_followed(done.adrift),
        made_at=utc_now(),
        inputs=inputs,
        based_on=before.number,
    )
    return timelines.recorded(opened, revision)


def on_todays_beats(opened: OpenProject, edl: EditDecisionList, material: Material) -> Following:
    """Return the timeline on the beats of `material`, which its own have become; raises BeatsTooFewError."""
    history, _ = songs.history_of(opened)
    place = history.place()
    since = _planned_on(edl, history, place)
    beats = None if since is None else carried(history, place, since, place.number)
    return followed(edl, material.analyzed_song.grid, beats, material.by_id)


def followed(
    edl: EditDecisionList, grid: BeatGrid, beats: BeatMap | None, sources: Mapping[str, Source]
) -> Following:
    """Return `edl` laid on `grid`; `beats` tells which of its beats each first beat of a segment has become.

    Without `beats` each cut goes to the nearest beat. A segment whose beat is gone, or lies outside
    the used part of the song, begins on the nearest beat that is free. Raises BeatsTooFewError.
    """
    song = edl.audio.song_in(grid)
    used = {index: place for place, index in enumerate(song.grid_index)}
    firsts = [segment.first_beat for segment in edl.segments[1:]]
    homes = [used.get(beats.get(-1 if first is None else first, -1)) if beats else None for first in firsts]
    cuts_ms = [segment.timeline_out_ms for segment in edl.segments[:-1]]
    cuts = settled(homes, cuts_ms, song)
    stayed = homes if beats else [song.nearest_beat(at_ms) for at_ms in cuts_ms]
    adrift = [
        number for number, (home, cut) in enumerate(zip(stayed, cuts, strict=True), start=1) if home != cut
    ]
    segments = lay_out(pieces_cut_at(edl, song, cuts), song, sources)
    audio = edl.audio.model_copy(update={"bpm": grid.bpm})
    return Following(edl.model_copy(update={"segments": segments, "audio": audio}), adrift)


def settled(homes: Sequence[int | None], cuts_ms: Sequence[int], song: SongPart) -> list[int]:
    """Return a used beat for each cut, increasing: its home where it has one, else the nearest free one.

    The cuts behind move only where there is no free beat between two homes.
    """
    lowest = 0 if song.lead_in_ms else 1
    if len(cuts_ms) > song.beat_count - lowest:
        raise BeatsTooFewError(segments=len(cuts_ms) + 1, beats=song.beat_count)
    cuts: list[int] = []
    for number, (home, at_ms) in enumerate(zip(homes, cuts_ms, strict=True)):
        wanted = song.nearest_beat(at_ms) if home is None else home
        if home is None:
            wanted = min(wanted, _latest(homes, number, song.beat_count))
        cuts.append(max(wanted, cuts[-1] + 1 if cuts else lowest))
    for number in reversed(range(len(cuts))):
        cuts[number] = min(cuts[number], song.beat_count - (len(cuts) - number))
    return cuts


def _latest(homes: Sequence[int | None], number: int, beat_count: int) -> int:
    """Return the last beat for cut `number` that leaves the cuts behind it room before the next home."""
    for later, home in enumerate(homes[number + 1 :], start=1):
        if home is not None:
            return home - later
    return beat_count - (len(homes) - number)


def caught_up(then: PlanInputs, now: PlanInputs) -> PlanInputs:
    """Return the inputs of a plan with the beats, and what its pace read of the parts on them, of today."""
    parts = (
        {SECTIONS: now.settings[SECTIONS]} if SECTIONS in then.settings.keys() & now.settings.keys() else {}
    )
    return then.model_copy(update={"grid": now.grid, "settings": then.settings | parts})


def _planned_on(edl: EditDecisionList, history: SongHistory, place: HistoryPosition) -> int | None:
    """Return after how many steps the song had the beats that `edl` is cut on, or None if it never had."""
    newest_first = [place.number, *(n for n in reversed(range(len(place.steps) + 1)) if n != place.number)]
    return next((n for n in newest_first if _is_cut_on(edl, history.state(place, n).grid)), None)


def _is_cut_on(edl: EditDecisionList, grid: BeatGrid) -> bool:
    song = edl.audio.song_in(grid)
    times_ms = dict(zip(song.grid_index, song.beats_ms, strict=True))
    return all(
        after.first_beat is not None and times_ms.get(after.first_beat) == before.timeline_out_ms
        for before, after in zip(edl.segments, edl.segments[1:], strict=False)
    )
