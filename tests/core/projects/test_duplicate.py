"""A copy of a project has its own files, rows and edit, and shows the same film."""

import pytest

from core.accounts.quota import held_bytes
from core.edit.operations import operation_from
from core.errors import NotFoundError, ProjectNameError, QuotaFullError
from core.files import write_atomic
from core.media.clips.filmstrip import filmstrip_of
from core.projects.duplicate import duplicate_project
from core.projects.edit import timelines
from core.projects.media.media import StoredUpload, add_media, delete_media, list_media, song_of
from core.projects.media.media_choices import set_focus, set_regions, set_starred
from core.projects.opened import OpenProject
from core.projects.projects import describe_project, list_projects, owned_project, update_settings
from core.projects.song import songs
from core.render.sound.sound_copy import sound_copy_of
from core.schemas import ProjectSettings
from core.store.db import Database
from core.store.models import Job, MediaAsset, Project, RenderJob, User
from core.vision.regions import Region
from tests.core.decisions import DECISIONS, decide_everything, decided
from tests.core.furnish import furnish, plan, stored_files


def test_the_copy_shows_the_same_film_from_its_own_files(database: Database, project: Project) -> None:
    furnish(database, project)
    with database.writing() as session:
        update_settings(
            owned_project(session, project.owner_id, project.id), ProjectSettings(beats_per_cut=8)
        )
        mine = owned_project(session, project.owner_id, project.id)
        first, second = (asset.id for asset in list_media(session, project.id))
        set_starred(session, mine, [first], starred=True)
        set_focus(session, mine, second, (0.2, 0.3))
        set_regions(session, mine, first, [Region(left=0, top=0, right=1, bottom=1)])
    original = plan(database, project)
    copy = duplicate_project(database, project.owner_id, project.id, "Summer, shorter")
    with database.reading() as session:
        copied = owned_project(session, project.owner_id, copy.id)
        state = timelines.state_of(OpenProject(session, database.layout, copied))
        shown = describe_project(session, copied)
        media = {asset.id for asset in list_media(session, copy.id)}
    assert (shown.name, shown.media_count, shown.status) == ("Summer, shorter", 2, "ready")
    assert shown.settings.beats_per_cut == 8
    assert state.content_hash == original.content_hash
    assert state.changed == []
    assert {segment.media_asset_id for segment in state.edl.segments} == media
    assert project.id not in state.edl.model_dump_json()


def test_the_copy_has_every_decision_and_marker(database: Database, project: Project) -> None:
    first, _ = furnish(database, project)
    plan(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        marker = operation_from({"kind": "set_marker", "beat": 5, "name": "Kiss"})
        markers = timelines.edit(OpenProject(session, database.layout, mine), marker).edl.markers
        decide_everything(session.get_one(MediaAsset, first))
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.reading() as session:
        copies = {asset.media_type: asset for asset in list_media(session, copy.id)}
        copied = owned_project(session, project.owner_id, copy.id)
        assert decided(copies["image"]) == DECISIONS
        assert timelines.current(database.layout, copied).edl.markers == markers != []


def test_what_had_changed_since_the_plan_has_changed_in_the_copy(
    database: Database, project: Project
) -> None:
    furnish(database, project)
    plan(database, project)
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        set_starred(session, mine, [list_media(session, project.id)[0].id], starred=True)
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.reading() as session:
        copied = owned_project(session, project.owner_id, copy.id)
        assert timelines.state_of(OpenProject(session, database.layout, copied)).changed == ["media"]


def test_a_copy_that_does_not_fit_into_the_account_is_refused_and_leaves_nothing(
    database: Database, project: Project
) -> None:
    furnish(database, project)
    with database.writing() as session:
        held = held_bytes(session, project.owner_id)
        session.get_one(User, project.owner_id).quota_bytes = 2 * held - 1
    with pytest.raises(QuotaFullError):
        duplicate_project(database, project.owner_id, project.id, "Copy")
    assert [home.name for home in database.layout.projects_in(database.layout.root / "uploads")] == [
        project.id
    ]
    with database.writing() as session:
        session.get_one(User, project.owner_id).quota_bytes = 2 * held
    assert duplicate_project(database, project.owner_id, project.id, "Copy").name == "Copy"


def test_what_was_corrected_of_the_song_can_be_undone_in_the_copy(
    database: Database, project: Project
) -> None:
    furnish(database, project)
    layout = database.layout
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        found = songs.state_of(OpenProject(session, layout, mine))
        wish = songs.SONG_OPERATION.validate_python({"kind": "double"})
        corrected = songs.correct(OpenProject(session, layout, mine), wish)
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.writing() as session:
        copied = owned_project(session, project.owner_id, copy.id)
        assert songs.state_of(OpenProject(session, layout, copied)) == corrected
        assert songs.undo(OpenProject(session, layout, copied)).grid == found.grid
        assert songs.state_of(OpenProject(session, layout, mine)) == corrected


def test_nothing_of_the_copy_goes_when_the_original_goes(database: Database, project: Project) -> None:
    originals = furnish(database, project)
    stills, checksum = database.layout.project(project.id).stills, b"video1".hex().ljust(64, "0")
    for made_of in (sound_copy_of, filmstrip_of):
        write_atomic(made_of(stills, checksum), b"made")
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    for made_of in (sound_copy_of, filmstrip_of):
        made_of(stills, checksum).unlink()
        assert made_of(database.layout.project(copy.id).stills, checksum).read_bytes() == b"made"
    for asset_id in originals:
        for file in stored_files(database, asset_id):
            file.unlink(missing_ok=True)
    database.layout.project(project.id).beats.unlink()
    with database.reading() as session:
        copies = [asset.id for asset in list_media(session, copy.id)]
        track = song_of(session, copy.id)
    files = [file for asset_id in copies for file in stored_files(database, asset_id)]
    assert len(files) == 7
    assert all(file.exists() and copy.id in file.parts for file in files)
    assert track is not None
    assert database.layout.absolute(track.file_path).read_bytes() == b"song"
    assert database.layout.project(copy.id).beats.exists()
    assert database.layout.project(copy.id).peaks.exists()


def test_what_was_not_finished_is_done_for_the_copy(database: Database, project: Project) -> None:
    with database.writing() as session:
        mine = owned_project(session, project.owner_id, project.id)
        add_media(session, mine, StoredUpload("uploads/gone.jpg", "a.jpg", 1, "image/jpeg"), "image")
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.reading() as session:
        jobs = session.query(Job).filter_by(project_id=copy.id).all()
        assert [job.kind for job in jobs] == ["ingest"]
        assert jobs[0].subject_id == list_media(session, copy.id)[0].id
        assert owned_project(session, project.owner_id, copy.id).status == "analyzing"


def test_deleted_photos_and_renders_are_not_copied(database: Database, project: Project) -> None:
    first, second = furnish(database, project)
    with database.writing() as session:
        delete_media(session, owned_project(session, project.owner_id, project.id), [first])
        render = RenderJob(
            project_id=project.id,
            job_type="final",
            edl_hash="",
            content_hash="c" * 64,
            render_settings_json="{}",
        )
        session.add(render)
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.reading() as session:
        assert len(list_media(session, copy.id)) == 1
        assert session.query(RenderJob).filter_by(project_id=copy.id).count() == 0
    assert second


def test_a_deleted_photo_that_the_edit_still_shows_comes_along_but_stays_deleted(
    database: Database, project: Project
) -> None:
    gone, _ = furnish(database, project)
    plan(database, project)
    with database.writing() as session:
        delete_media(session, owned_project(session, project.owner_id, project.id), [gone])
    copy = duplicate_project(database, project.owner_id, project.id, "Copy")
    with database.reading() as session:
        copied = owned_project(session, project.owner_id, copy.id)
        state = timelines.state_of(OpenProject(session, database.layout, copied))
        shown = {segment.media_asset_id for segment in state.edl.segments}
        assets = {asset.id: asset for asset in session.query(MediaAsset).filter_by(project_id=copy.id)}
        assert len(list_media(session, copy.id)) == 1
    assert shown == set(assets)
    assert all(file.exists() for asset_id in shown for file in stored_files(database, asset_id))


def test_only_the_owner_makes_copies_and_they_need_a_name(database: Database, project: Project) -> None:
    with pytest.raises(NotFoundError):
        duplicate_project(database, "someone else", project.id, "Copy")
    with pytest.raises(ProjectNameError):
        duplicate_project(database, project.owner_id, project.id, "  ")
    with database.reading() as session:
        assert len(list_projects(session, project.owner_id)) == 1
