"""A project's timeline is made, edited, undone and found stale on a real database and real files."""

from pathlib import Path

import pytest

from core.edit.edl import EditDecisionList
from core.errors import (
    EditConflictError,
    NoEditError,
    NoMediaError,
    SegmentOffGridError,
    SongNotReadyError,
)
from core.projects.edit import timelines
from core.projects.projects import rename_project, set_song_range
from core.schemas import EDLSegment, EDLUpdateRequest
from core.store.db import Database
from core.store.models import Project
from tests.core.edit.edit_samples import grid_of
from tests.core.projects.edit.edited_project import Desk, add_song, write_grid


def test_a_project_without_pictures_or_song_says_what_is_missing(database: Database, project: Project):
    desk = Desk(database, project)
    with pytest.raises(SongNotReadyError):
        desk("generate")
    add_song(database, project)
    with pytest.raises(NoMediaError):
        desk("generate")
    with pytest.raises(NoEditError):
        desk.edit(kind="delete", index=0)


def test_a_plan_is_stored_where_the_data_model_says_and_summed_up_in_the_database(desk: Desk):
    revision = desk("generate")
    path = desk.layout.project(desk.project_id).edl
    assert EditDecisionList.model_validate_json(path.read_bytes()) == revision.edl
    row = desk.row
    assert desk.layout.absolute(row.edl_path) == path
    assert (row.total_duration_ms, row.segment_count, row.revision) == (12_000, 6, 1)
    assert (row.edl_hash, row.content_hash) == (revision.edl.edl_hash, desk.state.content_hash)
    assert desk.state.changed == []


def test_edits_are_undone_and_redone_by_name_and_leave_the_hash_of_the_inputs(desk: Desk):
    planned = desk("generate")
    desk.edit(kind="move", index=0, to=3, based_on=1)
    state = desk.state
    assert state.undoes == {"kind": "move", "index": 0, "to": 3, "segment": 1}
    assert state.edl.edl_hash == planned.edl.edl_hash
    assert state.content_hash != timelines_hash(desk, planned.edl)
    assert (desk.row.revision, desk.row.last_revision) == (2, 2)
    assert desk("undo", based_on=2).edl == planned.edl
    assert (desk.row.revision, desk.row.last_revision) == (1, 2)
    assert desk.state.redoes == state.undoes
    assert desk("redo").edl == state.edl


def timelines_hash(desk: Desk, edl: EditDecisionList) -> str:
    with desk.database.reading() as session:
        return timelines.content_hash_of(session, session.get_one(Project, desk.project_id), edl)


def test_an_edit_from_a_tab_that_is_behind_is_refused(desk: Desk):
    desk("generate")
    desk.edit(kind="delete", index=0)
    with pytest.raises(EditConflictError) as refused:
        desk.edit(kind="delete", index=0, based_on=1)
    assert refused.value.facts == {"current": 2}
    with pytest.raises(EditConflictError):
        desk("generate", based_on=1)
    assert desk.state.revision == 2


def test_fades_and_loudness_are_an_edit_that_leaves_every_segment_alone(desk: Desk):
    desk("generate")
    edited = desk.edit(kind="delete", index=0)
    desk.change(fade_out_ms=3000, picture_fade_ms=1000, loudness_lufs=-14.0)
    finished = desk("adopt_settings")
    assert finished.edl.segments == edited.edl.segments
    assert (finished.edl.audio.fade_out_ms, finished.edl.audio.loudness_lufs) == (3000, -14.0)
    assert finished.edl.settings.picture_fade_ms == 1000
    state = desk.state
    assert state.changed == []
    assert state.undoes == {"kind": "finish"}
    assert desk("undo").edl == edited.edl


def test_any_other_setting_plans_anew_and_nothing_new_makes_no_revision(desk: Desk):
    assert desk("adopt_settings") is None
    desk("generate")
    desk.change(beats_per_cut=2)
    planned = desk("adopt_settings")
    assert len(planned.edl.segments) == 12
    assert desk("adopt_settings") == planned


def test_settings_are_undone_and_redone_with_the_plan_that_was_made_with_them(desk: Desk):
    desk("generate")
    desk.change(beats_per_cut=2, fade_out_ms=500)
    desk("adopt_settings")
    desk("undo")
    assert (desk.settings.beats_per_cut, desk.settings.fade_out_ms) == (4, 0)
    assert desk.state.changed == []
    desk("redo")
    assert (desk.settings.beats_per_cut, desk.settings.fade_out_ms) == (2, 500)


def test_locked_segments_stay_on_their_moment_of_the_song(desk: Desk, database: Database):
    desk("generate")
    desk.edit(kind="set_lock", index=2, locked=True)
    held = desk.state.edl.segments[2]
    with database.writing() as session:
        set_song_range(session.get_one(Project, desk.project_id), 2000, None)
    desk.change(beats_per_cut=2)
    (locked,) = [segment for segment in desk("generate").edl.segments if segment.locked]
    assert (locked.first_beat, locked.beat_count) == (held.first_beat, held.beat_count)
    assert locked.timeline_in_ms == held.timeline_in_ms - 2000
    assert locked.effects == held.effects


def test_a_client_can_put_segments_that_are_consistent_and_on_the_beats(desk: Desk):
    desk("generate")
    segments = [segment.model_copy(update={"fit": "contain"}) for segment in desk.state.edl.segments]
    seen = desk.state.content_hash
    desk("put", EDLUpdateRequest(segments=segments, based_on=seen))
    assert {segment.fit for segment in desk.state.edl.segments} == {"contain"}
    with pytest.raises(EditConflictError):
        desk("put", EDLUpdateRequest(segments=segments, based_on=seen))


def test_a_put_off_the_beats_needs_to_say_so(desk: Desk):
    shifted = timelines_shifted(desk("generate").edl)
    with pytest.raises(SegmentOffGridError):
        desk("put", EDLUpdateRequest(segments=shifted))
    desk("put", EDLUpdateRequest(segments=shifted, off_grid=True))
    assert desk.state.edl.segments[0].timeline_out_ms == 2100


def timelines_shifted(edl: EditDecisionList) -> list[EDLSegment]:
    first, second, *rest = edl.segments
    longer = first.model_copy(update={"timeline_out_ms": 2100, "render_duration_ms": 2100})
    shorter = second.model_copy(update={"timeline_in_ms": 2100, "render_duration_ms": 1900})
    return [longer, shorter, *rest]


def test_the_timeline_is_whole_again_after_a_crash_before_the_database_was_written(
    desk: Desk, tmp_path: Path
):
    desk("generate")
    history = timelines.history_of(desk.layout, Project(id=desk.project_id))
    made = history.current()
    assert made
    history.append(made.edl, {"kind": "delete"}, made_at=made.made_at)
    assert desk.row.revision == 1
    assert desk.state.revision == 2
    desk.edit(kind="delete", index=0, based_on=2)
    assert desk.row.revision == 3
    assert not list(tmp_path.rglob("*.part"))


def test_a_grid_of_one_beat_still_makes_a_timeline(desk: Desk, database: Database):
    with database.writing() as session:
        write_grid(database, session.get_one(Project, desk.project_id), grid_of([100], 5000))
    assert len(desk("generate").edl.segments) == 1


def test_a_new_plan_keeps_what_was_done_to_single_pictures_and_names_what_it_undoes(desk: Desk):
    desk("generate")
    desk.edit(kind="set_fit", index=1, fit="contain")
    desk.edit(kind="move", index=0, to=2)
    shown = {s.media_asset_id: s.fit for s in desk.state.edl.segments[:3]}
    kept = next(asset for asset, fit in shown.items() if fit == "contain")
    again = desk("generate")
    first = next(s for s in again.edl.segments if s.media_asset_id == kept)
    assert first.fit == "contain"
    assert [facts["kind"] for facts in again.operation["lost"]] == ["move"]
    assert desk("generate").operation == {"kind": "plan"}


def titles_in(revision: timelines.Revision) -> list[str]:
    return [s.effects.title.text for s in revision.edl.segments if s.effects.title]


def test_an_opening_that_a_hand_wrote_opens_the_next_plan_and_comes_once(desk: Desk):
    desk.change(titles="ends")
    desk("generate")
    desk.edit(kind="set_title", index=0, title={"text": "Our summer", "place": "bottom", "beats": 4})
    desk.edit(kind="move", index=0, to=1)
    for _ in range(2):
        again = desk("generate")
        assert titles_in(again) == ["Our summer", "The End"]
        opening = again.edl.segments[0].effects.title
        assert opening is not None
        assert opening.place == "bottom"


def test_a_film_opens_with_its_name_only_once_a_person_gave_it_one(desk: Desk):
    with desk.database.writing() as session:
        project = session.get_one(Project, desk.project_id)
        project.name, project.is_named = "Project of 5 July 2024", False
    desk.change(titles="ends")
    assert titles_in(desk("generate")) == ["The End"]
    with desk.database.writing() as session:
        rename_project(session.get_one(Project, desk.project_id), "Our summer")
    assert titles_in(desk("generate")) == ["Our summer", "The End"]


def test_an_opening_that_a_hand_took_away_stays_away(desk: Desk):
    desk.change(titles="ends")
    desk("generate")
    desk.edit(kind="set_title", index=0, title=None)
    assert titles_in(desk("generate")) == ["The End"]


def test_an_opening_taken_away_stays_away_whatever_picture_it_stood_on(desk: Desk):
    desk.change(titles="ends")
    desk("generate")
    desk.edit(kind="swap", index=0, other=2)
    desk.edit(kind="set_title", index=0, title=None)
    assert titles_in(desk("generate")) == ["The End"]


def test_another_first_picture_has_the_opening_of_the_plan(desk: Desk):
    desk.change(titles="ends")
    planned = titles_in(desk("generate"))
    desk.edit(kind="delete", index=0)
    assert titles_in(desk("generate")) == planned


def test_what_was_done_to_a_picture_is_kept_by_every_plan_that_follows(desk: Desk):
    desk("generate")
    desk.edit(kind="set_fit", index=1, fit="contain")
    kept = desk.state.edl.segments[1].media_asset_id
    for _ in range(3):
        again = desk("generate")
        assert next(s for s in again.edl.segments if s.media_asset_id == kept).fit == "contain"


def test_markers_outlive_a_new_plan_and_are_undone_like_any_edit(desk: Desk):
    desk("generate")
    desk.edit(kind="set_marker", beat=5, name="Kiss")
    assert desk.state.undoes == {"kind": "set_marker", "beat": 5, "name": "Kiss"}
    again = desk("generate")
    assert [marker.name for marker in again.edl.markers] == ["Kiss"]
    assert "lost" not in again.operation
    desk("undo")
    assert desk("undo").edl.markers == []
