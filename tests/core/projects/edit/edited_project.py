"""A project with three photos and a song, and its timeline as a page would use it."""

from sqlalchemy import select

from core.edit.operations import operation_from
from core.music.grid.beat_grid import BeatGrid
from core.projects.edit import adopting, timelines
from core.projects.media.media import StoredUpload, add_media, attach_song
from core.projects.opened import OpenProject
from core.projects.projects import settings_of, update_settings
from core.schemas import ProjectSettings
from core.store.db import Database
from core.store.models import MediaAsset, Project, Timeline
from tests.core.edit.edit_samples import SONG, even_grid

GRID = even_grid(beats=24)


def add_photo(database: Database, project: Project, name: str) -> MediaAsset:
    with database.writing() as session:
        upload = StoredUpload(f"uploads/{name}.jpg", f"{name}.jpg", 1, "image/jpeg", checksum=f"sum-{name}")
        asset = add_media(session, session.merge(project), upload, "image")
        asset.display_width, asset.display_height, asset.processing_status = 1920, 1080, "ready"
    return asset


def add_clip(database: Database, project: Project, name: str, duration_ms: int) -> MediaAsset:
    with database.writing() as session:
        upload = StoredUpload(f"uploads/{name}.mp4", f"{name}.mp4", 1, "video/mp4", checksum=f"sum-{name}")
        asset = add_media(session, session.merge(project), upload, "video")
        asset.display_width, asset.display_height, asset.processing_status = 1920, 1080, "ready"
        asset.duration_ms, asset.has_sound = duration_ms, True
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
            module = timelines if hasattr(timelines, use_case) else adopting
            return getattr(module, use_case)(OpenProject(session, self.layout, project), *args, **kwargs)

    def edit(self, based_on: int | None = None, **operation: object) -> timelines.Revision:
        return self("edit", operation_from(operation), based_on=based_on)

    @property
    def state(self) -> timelines.TimelineState:
        with self.database.reading() as session:
            return timelines.state_of(
                OpenProject(session, self.layout, session.get_one(Project, self.project_id))
            )

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


def set_desk(database: Database, project: Project) -> Desk:
    for name in ("a", "b", "c"):
        add_photo(database, project, name)
    add_song(database, project)
    desk = Desk(database, project)
    desk.change(pacing="steady")
    return desk
