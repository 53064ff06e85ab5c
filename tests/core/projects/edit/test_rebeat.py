"""An edit follows its corrected beats, and what can't follow is named, never dropped."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.edit.edl import EditDecisionList
from core.edit.revisions.revision import Revision
from core.edit.validate import check_edl
from core.errors import BeatsTooFewError, EditConflictError
from core.media.info import Source
from core.music.grid.beat_grid import BeatGrid
from core.music.grid.beat_maps import beat_map
from core.music.grid.grid_operations import (
    GRID_OPERATION,
    Double,
    Halve,
    MoveBeat,
    RemoveBeat,
    Shift,
    edit_grid,
)
from core.projects.edit import timelines
from core.projects.edit.rebeat import follow, followed
from core.projects.opened import OpenProject
from core.projects.song import songs
from core.projects.song.songs import SongOperation
from core.schemas import ProjectSettings
from core.store.db import Database
from core.store.models import Project
from tests.core.edit.edit_samples import clip, even_grid, photo, planned

SOURCES = [photo("a"), clip("b", 9000), photo("c")]
BY_ID: dict[str, Source] = {source.asset_id: source for source in SOURCES}


def edit_of(grid: BeatGrid, beats_per_cut: int = 4, **facts: object) -> EditDecisionList:
    return planned(SOURCES, grid, ProjectSettings.model_validate({"beats_per_cut": beats_per_cut} | facts))


def after(grid: BeatGrid, edl: EditDecisionList, operation: SongOperation) -> tuple[list[int], list[int]]:
    """Return where segments end after the edit has followed `operation`, and which ones are adrift."""
    facts = GRID_OPERATION.validate_python(operation.model_dump())
    corrected = edit_grid(grid, facts, found=grid)
    done = followed(edl, corrected, beat_map(grid, corrected, facts), BY_ID)
    check_edl(done.edl, beats=corrected, sources=BY_ID)
    assert [s.media_asset_id for s in done.edl.segments] == [s.media_asset_id for s in edl.segments]
    return [segment.timeline_out_ms for segment in done.edl.segments], done.adrift


def test_shifted_beats_take_the_cuts_along() -> None:
    grid = even_grid(32)
    edl = edit_of(grid)
    outs = [segment.timeline_out_ms for segment in edl.segments]
    assert after(grid, edl, Shift(by_ms=30)) == ([*[out + 30 for out in outs[:-1]], outs[-1]], [])


def test_at_another_level_the_cuts_stay_and_hold_twice_or_half_as_many_beats() -> None:
    grid = even_grid(32)
    edl = edit_of(grid)
    outs = [segment.timeline_out_ms for segment in edl.segments]
    assert after(grid, edl, Double()) == (outs, [])
    assert after(grid, edl, Halve()) == (outs, [])


def test_a_cut_whose_beat_is_gone_goes_to_the_nearest_free_one_and_is_named() -> None:
    grid = even_grid(32)
    edl = edit_of(grid)
    outs, adrift = after(grid, edl, RemoveBeat(beat=8))
    assert adrift == [2]
    assert outs[1] in {3500, 4500}
    assert outs[2:] == [segment.timeline_out_ms for segment in edl.segments][2:]


def test_a_moved_beat_takes_its_cut_along_under_a_transition() -> None:
    grid = even_grid(32)
    edl = edit_of(grid, transition_type="crossfade", transition_duration_ms=400)
    outs, adrift = after(grid, edl, MoveBeat(beat=8, to_ms=4120))
    assert outs[1] == 4120
    assert adrift == []


def test_fewer_beats_than_segments_are_refused() -> None:
    grid = even_grid(32)
    with pytest.raises(BeatsTooFewError, match="16 beats now, too few for 32 segments"):
        after(grid, edit_of(grid, beats_per_cut=1), Halve())


@given(data=st.data())
def test_whatever_was_corrected_no_segment_is_lost_and_every_cut_lies_on_a_beat(
    data: st.DataObject,
) -> None:
    grid = even_grid(data.draw(st.integers(20, 40)), 400, lead_in_ms=data.draw(st.integers(0, 600)))
    edl = edit_of(grid, data.draw(st.sampled_from([2, 4])))
    last = len(grid.beats) - 1
    facts = data.draw(
        st.one_of(
            st.builds(Shift, by_ms=st.integers(-1500, 1500)),
            st.builds(RemoveBeat, beat=st.integers(0, last)),
            st.sampled_from([Double(), Halve()]),
        )
    )
    outs, adrift = after(grid, edl, facts)
    assert len(outs) == len(edl.segments)
    assert all(1 <= number < len(outs) for number in adrift)


def test_without_knowing_the_beats_before_cuts_go_to_the_nearest() -> None:
    edl = edit_of(even_grid(32))
    heard_again = even_grid(32, lead_in_ms=40)
    done = followed(edl, heard_again, None, BY_ID)
    check_edl(done.edl, beats=heard_again, sources=BY_ID)
    assert [segment.timeline_out_ms for segment in done.edl.segments][:2] == [2040, 4040]


def done(database: Database, project: Project, work: Callable[..., Revision], *arguments: object) -> Revision:
    with database.writing() as session:
        return work(OpenProject(session, database.layout, session.get_one(Project, project.id)), *arguments)


def test_following_is_a_revision_that_settles_the_beats_and_can_be_undone(
    database: Database, ready: Project
) -> None:
    for operation in (Double(), Shift(by_ms=20), RemoveBeat(beat=1)):
        with database.writing() as session:
            mine = session.get_one(Project, ready.id)
            songs.correct(OpenProject(session, database.layout, mine), operation)
    revision = done(database, ready, follow)
    assert revision.operation == {"kind": "follow", "adrift": []}
    with database.reading() as session:
        mine = session.get_one(Project, ready.id)
        state = timelines.state_of(OpenProject(session, database.layout, mine))
    assert state.changed == []
    assert state.edl.segments[0].timeline_out_ms % 500 == 20
    assert done(database, ready, timelines.undo).number == 1


def test_an_edit_moved_on_by_another_tab_is_a_conflict(database: Database, ready: Project) -> None:
    with pytest.raises(EditConflictError):
        done(database, ready, follow, 7)
