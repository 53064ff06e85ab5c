"""Makes the demo project for a person, or lends its song, in the way in which an upload does."""

from collections.abc import Iterator, Sequence

from core.demo.scenes import SCENES, Scene
from core.files import require_space, write_atomic
from core.hashing import file_checksum
from core.projects.media.media import StoredUpload, add_media, attach_song
from core.projects.opened import OpenProject
from core.projects.projects import create_project
from core.schemas import ProjectCreate
from core.store.db import Database
from core.store.layout import Layout, ProjectFolders
from core.store.models import new_id

NEEDED_BYTES = 50 << 20


def make_demo(
    database: Database, user_id: str, name: str, song_name: str, scenes: Sequence[Scene] = SCENES
) -> str:
    """Draw pictures, play a song and return the id of a new project with them.

    Workers then prepare and listen to them as to any upload. Raises StorageError.
    """
    from core.demo.pictures import draw  # noqa: PLC0415 - pages load without what draws and plays

    layout = database.layout
    require_space(layout.root, NEEDED_BYTES)
    pictures, song = [(scene.name, draw(scene)) for scene in scenes], own_song()
    with database.writing() as session:
        project = create_project(session, user_id, ProjectCreate(name=name))
        folders = layout.project(project.id)
        for upload_id, upload in _stored(layout, folders, pictures):
            add_media(session, project, upload, "image", upload_id)
        take_song(OpenProject(session, layout, project), song_name, song)
    return project.id


def own_song() -> bytes:
    """Return the demo's song, which is free to use, as a FLAC file; it takes about a second."""
    from core.demo.song import play  # noqa: PLC0415 - pages load without what plays

    return play()


def take_song(opened: OpenProject, name: str, song: bytes) -> None:
    """Give a project this FLAC file as its song under that name, as an upload does. Raises StorageError."""
    require_space(opened.layout.root, len(song))
    track_id = new_id()
    path = opened.folders.audio(track_id, ".flac")
    write_atomic(path, song)
    upload = StoredUpload(opened.layout.relative(path), f"{name}.flac", len(song), "audio/flac")
    attach_song(opened.session, opened.project, upload, track_id)


def _stored(
    layout: Layout, folders: ProjectFolders, pictures: list[tuple[str, bytes]]
) -> Iterator[tuple[str, StoredUpload]]:
    """Write the pictures and yield their ids and how they are stored."""
    for name, content in pictures:
        upload_id = new_id()
        path = folders.media(upload_id, ".jpg")
        write_atomic(path, content)
        checksum = file_checksum(path)
        yield (
            upload_id,
            StoredUpload(layout.relative(path), f"{name}.jpg", len(content), "image/jpeg", checksum),
        )
