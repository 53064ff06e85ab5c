"""A project's timeline is made, edited, undone and found stale on a real database and real files."""

from pathlib import Path

import pytest
from edit_samples import SONG, even_grid, grid_of, section
from sqlalchemy import select

from core.db import Database
from core.edit import timelines
from core.edit.edl import EditDecisionList
from core.edit.operations import operation_from
from core.errors import (
    EditConflictError,
    NoEditError,
    NoMediaError,
    SegmentOffGridError,
    SongNotReadyError,
)
from core.models import MediaAsset, Project, Timeline
from core.music.grid import BeatGrid
from core.music.sections import Intensity, Sections, save_sections
from core.project_media import StoredUpload, add_media, attach_song, delete_media
from core.projects import set_song_range, settings_of, update_settings
from core.schemas import EDLUpdateRequest, ProjectSettings

GRID = even_grid(beats=24)


def add_photo(database: Database, project: Project, name: str) -> MediaAsset:
    with database.writing() as session:
        upload = StoredUpload(f"uploads/{name}.jpg", f"{name}.jpg", 1, "image/jpeg", checksum=f"sum-{name}")
        asset = add_media(session, session.merge(project), upload, "image")
        asset.display_width, asset.display_height, asset.processing_status = 1920, 1080, "ready"
    return asset


def write_grid(database: Database, project: Project, grid: BeatGrid) -> str:
    path = database.layout.project(project.id).beats
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(grid.model_dump_json())
    return database.layout.relative(path)


def add_song(database: Database, project: Project) -> None:
    with database.writing() as session:
        upload = StoredUpload("uploads/song.mp3", "song.mp3", 1, "audio/mpeg", checksum=SONG)
        track = attach_song(session, session.merge(project), upload)
        track.beat_grid_path, track.analysis_status = write_grid(database, project, GRID), "complete"


class Desk:
    """One project's timeline, each call in a transaction of its own as a page would make it."""

    def __init__(self, database: Database, project: Project) -> None:
        self.database, self.project_id = database, project.id
        self.layout = database.layout

    def __call__(self, use_case: str, *args: object, **kwargs: object) -> timelines.Revision:
        with self.database.writing() as session:
            project = session.get_one(Project, self.project_id)
            return getattr(timelines, use_case)(session, self.layout, project, *args, **kwargs)

    def edit(self, based_on: int | None = None, **operation: object) -> timelines.Revision:
        return self("edit", operation_from(operation), based_on=based_on)

    @property
    def state(self) -> timelines.TimelineState:
        with self.database.reading() as session:
            return timelines.state_of(session, self.layout, session.get_one(Project, self.project_id))

    @property
    def row(self) -> Timeline:
        with self.database.reading() as session:
            return session.scalars(select(Timeline)).one()

    @property
    def settings(self) -> ProjectSettings:
        with self.database.reading() as session:
            return settings_of(session.get_one(Project, self.project_id))

    def change(self, **settings: object) -> None:
        with self.database.writing() as session:
            project = session.get_one(Project, self.project_id)
            update_settings(project, settings_of(project).model_copy(update=settings))


@pytest.fixture
def desk(database: Database, project: Project) -> Desk:
    for name in ("a", "b", "c"):
        add_photo(database, project, name)
    add_song(database, project)
    return Desk(database, project)


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


def test_each_changed_input_is_named_and_planning_again_settles_it(desk: Desk, database: Database):
    desk("generate")
    desk.change(beats_per_cut=8)
    assert desk.state.changed == ["settings"]
    with database.writing() as session:
        project = session.get_one(Project, desk.project_id)
        delete_media(session, project, [project.media_assets[0].id])
        write_grid(database, project, even_grid(beats=24, lead_in_ms=40))
    assert desk.state.changed == ["settings", "media", "grid"]
    desk("generate")
    assert desk.state.changed == []
    assert desk.state.undoes == {"kind": "plan"}


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


def test_settings_that_no_plan_was_made_with_stay_when_an_edit_is_undone(desk: Desk):
    desk("generate")
    desk.edit(kind="delete", index=0)
    desk.change(beats_per_cut=2)
    desk("undo")
    assert desk.settings.beats_per_cut == 2
    assert desk.state.changed == ["settings"]


def test_new_sections_make_a_plan_stale_only_when_it_follows_them(desk: Desk):
    def write(intensity: Intensity) -> None:
        parts = [section(0, 6000, "calm"), section(6000, 12_000, intensity)]
        stored = Sections(audio_file_checksum=SONG, sections=parts)
        save_sections(stored, desk.layout.project(desk.project_id).sections)

    write("high")
    desk("generate")
    write("drop")
    assert desk.state.changed == []
    desk.change(pacing="energy")
    energetic = desk("adopt_settings")
    assert len(energetic.edl.segments) > 6
    write("medium")
    assert desk.state.changed == ["sections"]


def test_a_hidden_photo_stays_in_the_edit_until_it_is_planned_anew(desk: Desk, database: Database):
    first = desk("generate").edl.segments[0].media_asset_id
    with database.writing() as session:
        session.get_one(MediaAsset, first).hidden = True
    assert desk.state.changed == ["media"]
    kept = desk.edit(kind="set_ken_burns", index=1, ken_burns=None)
    assert kept.edl.segments[0].media_asset_id == first
    assert first not in {segment.media_asset_id for segment in desk("generate").edl.segments}


def test_a_song_that_is_gone_or_shorter_is_a_change_of_the_song(desk: Desk, database: Database):
    desk("generate")
    with database.writing() as session:
        set_song_range(session.get_one(Project, desk.project_id), 60_000, None)
    assert desk.state.changed == ["song"]


def test_a_stale_timeline_can_be_kept(desk: Desk):
    desk("generate")
    edl = desk.state.edl
    desk.change(beats_per_cut=8)
    desk("keep")
    assert desk.state.changed == []
    assert desk.state.edl.segments == edl.segments
    assert desk.row.edl_hash == desk.state.edl.edl_hash != edl.edl_hash


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


def timelines_shifted(edl: EditDecisionList) -> list[timelines.EDLSegment]:
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
