"""The tables hold what the seed names, fill in its defaults, and fall together with their parent."""

from sqlalchemy import text

from core.store.db import Base, Database
from core.store.models import AudioTrack, Job, MediaAsset, Project, RenderJob, Timeline, User, new_id

SEED_COLUMNS = {
    "users": "id username password_hash created_at",
    "projects": "id owner_id name description beats_per_cut transition_type transition_duration_ms "
    "ken_burns_enabled output_width output_height output_fps status status_message created_at updated_at",
    "media_assets": "id project_id filename original_filename file_path file_size mime_type media_type "
    "width height duration_ms fps rotation_deg display_aspect_ratio thumbnail_path proxy_path "
    "sort_order created_at",
    "audio_tracks": "id project_id filename original_filename file_path file_size duration_ms sample_rate "
    "bpm beat_count beat_grid_path analysis_status analysis_error analyzed_at created_at",
    "timelines": "id project_id edl_path total_duration_ms segment_count generated_at modified_at edl_hash",
    "render_jobs": "id project_id job_type edl_hash render_settings_json status progress_percent "
    "progress_message output_path file_size error_message created_at started_at completed_at",
}
ADDED_COLUMNS = {
    "projects": "ntsc fit song_start_ms song_duration_ms deleted_at",
    "media_assets": "processing_status processing_error checksum mirrored taken_at focus_x focus_y",
    "audio_tracks": "checksum",
    "timelines": "content_hash",
    "render_jobs": "content_hash queue_task_id",
}


def columns(table: str) -> set[str]:
    return {column.name for column in Base.metadata.tables[table].columns}


def fill(database: Database, user: User) -> Project:
    """Store one row of everything that hangs on a project."""
    with database.writing() as session:
        project = Project(owner_id=user.id, name="Summer")
        session.add(project)
        session.flush()
        upload = {"filename": "a", "original_filename": "a", "file_path": "a", "file_size": 1}
        session.add_all(
            [
                MediaAsset(project_id=project.id, mime_type="image/jpeg", media_type="image", **upload),
                AudioTrack(project_id=project.id, **upload),
                Timeline(
                    project_id=project.id,
                    edl_path="e",
                    total_duration_ms=1,
                    segment_count=1,
                    edl_hash="h",
                    content_hash="c",
                ),
                Job(kind="ingest", project_id=project.id),
                RenderJob(
                    project_id=project.id,
                    job_type="final",
                    edl_hash="h",
                    content_hash="c",
                    render_settings_json="{}",
                ),
            ]
        )
    return project


def test_every_column_of_the_seed_is_there() -> None:
    for table, names in SEED_COLUMNS.items():
        assert set(names.split()) <= columns(table), table


def test_every_added_column_is_there() -> None:
    for table, names in ADDED_COLUMNS.items():
        assert set(names.split()) <= columns(table), table


def test_defaults_are_those_of_the_seed(database: Database, user: User) -> None:
    project = fill(database, user)
    assert (project.beats_per_cut, project.transition_type, project.transition_duration_ms) == (4, "cut", 500)
    assert (project.output_width, project.output_height, project.output_fps) == (1920, 1080, 30)
    assert project.ken_burns_enabled
    assert project.status == "draft"
    with database.reading() as session:
        asset = session.query(MediaAsset).one()
        assert (asset.rotation_deg, asset.sort_order, asset.processing_status) == (0, 0, "pending")
        assert session.query(AudioTrack).one().analysis_status == "pending"
        render = session.query(RenderJob).one()
        assert (render.status, render.progress_percent) == ("queued", 0)


def test_nothing_of_a_project_outlives_its_owner(database: Database, user: User) -> None:
    fill(database, user)
    with database.writing() as session:
        owner = session.get_one(User, user.id)
        (project,) = owner.projects
        assert (len(project.media_assets), len(project.render_jobs)) == (1, 1)
        session.delete(owner)
    with database.reading() as session:
        for table in ("projects", "media_assets", "audio_tracks", "timelines", "jobs", "render_jobs"):
            assert session.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table  # noqa: S608


def test_ids_are_uuids_and_never_the_same() -> None:
    assert len({new_id() for _ in range(100)}) == 100
    assert len(new_id()) == 36
